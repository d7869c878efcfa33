//! What happened before the demo started.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use super::arrival_rate::{ArrivalRate, from_seconds};
use super::row::DemoRow;
use super::simulation::Simulation;
use super::world::World;

/// The size of a history of half a year.
const USUAL_SIZE: f64 = 20_000.0;
const HALF_A_YEAR_IN_DAYS: f64 = 183.0;
/// The smallest log that ends with operations in progress.
const WITH_IN_PROGRESS: usize = 100;
/// How long the last, busier part of the history is.
const LAST_PART: TimeDelta = TimeDelta::minutes(90);
/// How many operations an hour the last part has.
const LAST_RATE: f64 = 16.0;

/// A history of exactly `size` operations that ends at `now`, and the simulation that goes on.
///
/// Its length grows with the root of its size: 20,000 operations are half a year, 1,000 about
/// six weeks, 200,000 about a year and a half. Its offices work by a clock that is `office_ahead`.
pub fn of(
    size: u32,
    seed: u64,
    now: DateTime<Utc>,
    office_ahead: TimeDelta,
) -> (VecDeque<DemoRow>, Simulation) {
    let days = ((f64::from(size) / USUAL_SIZE).sqrt() * HALF_A_YEAR_IN_DAYS).clamp(7.0, 730.0);
    let start = now - from_seconds(days * 86_400.0);
    let wanted = usize::try_from(size).unwrap_or(usize::MAX);
    // A little too much: the oldest go, as in a log that is only kept for a time.
    let mut rate = f64::from(size) * 1.05 / (days * 24.0) + 0.05;
    loop {
        let simulation = Simulation::new(seed, start, ArrivalRate::OfficeHours(rate), office_ahead);
        let (mut rows, simulation) = simulate(simulation, start, now, wanted >= WITH_IN_PROGRESS);
        if rows.len() >= wanted {
            let surplus = rows.len() - wanted;
            rows.drain(..surplus);
            return (rows, simulation);
        }
        rate *= 1.3;
    }
}

fn simulate(
    mut simulation: Simulation,
    start: DateTime<Utc>,
    now: DateTime<Utc>,
    with_in_progress: bool,
) -> (VecDeque<DemoRow>, Simulation) {
    let mut rows = VecDeque::new();
    let last_part = if with_in_progress {
        now - LAST_PART
    } else {
        now
    };
    // Week by week, so that what is planned never takes much memory.
    let mut reached = start;
    while reached < last_part {
        reached = last_part.min(reached + TimeDelta::weeks(1));
        rows.extend(DemoRow::all(simulation.advance(reached)));
    }
    if with_in_progress {
        simulation.set_rate(reached, ArrivalRate::Steady(LAST_RATE));
        if let Some(administrator) = simulation.administrator() {
            simulation.perform(World::be_in_progress, &administrator, now);
        }
        rows.extend(DemoRow::all(simulation.advance(now)));
    }
    (rows, simulation)
}
