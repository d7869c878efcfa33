//! What happened before the demo started.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use super::rhythm::Pace;
use super::row::DemoRow;
use super::world::World;

/// The size that half a year of history has.
const USUAL_SIZE: f64 = 20_000.0;
const HALF_A_YEAR_IN_DAYS: f64 = 183.0;
/// The smallest log that ends with the scenes of [`World::play_last_scenes`].
const WITH_LAST_SCENES: usize = 100;
/// How long the last, busier part of the history is.
const LAST_PART: TimeDelta = TimeDelta::minutes(90);
/// How many operations an hour the last part has.
const LAST_PACE: f64 = 16.0;

/// A history of exactly `size` operations that ends at `now`, and the world it leaves behind.
///
/// Its length grows with the root of its size: 20,000 operations are half a year, 1,000 about
/// six weeks, 200,000 about a year and a half.
pub fn of(size: u32, seed: u64, now: DateTime<Utc>) -> (VecDeque<DemoRow>, World) {
    let days = (f64::from(size) / USUAL_SIZE).sqrt() * HALF_A_YEAR_IN_DAYS;
    let span = super::rhythm::from_seconds(days.clamp(7.0, 730.0) * 86_400.0);
    let wanted = usize::try_from(size).unwrap_or(usize::MAX);
    let hours = days.clamp(7.0, 730.0) * 24.0;
    // A little too much: the oldest go, as in a log that is only kept for a time.
    let mut pace = f64::from(size) * 1.05 / hours + 0.05;
    loop {
        let (mut rows, world) = lived(pace, seed, now - span, now, wanted >= WITH_LAST_SCENES);
        if rows.len() >= wanted {
            let surplus = rows.len() - wanted;
            rows.drain(..surplus);
            return (rows, world);
        }
        pace *= 1.3;
    }
}

fn lived(
    pace: f64,
    seed: u64,
    start: DateTime<Utc>,
    now: DateTime<Utc>,
    with_last_scenes: bool,
) -> (VecDeque<DemoRow>, World) {
    let mut world = World::new(seed, start, Pace::OfficeHours(pace));
    let mut rows = VecDeque::new();
    let quiet_until = if with_last_scenes {
        now - LAST_PART
    } else {
        now
    };
    // Week by week, so that what is planned never takes much memory.
    let mut reached = start;
    while reached < quiet_until {
        reached = quiet_until.min(reached + TimeDelta::weeks(1));
        rows.extend(DemoRow::all(world.advance(reached)));
    }
    if with_last_scenes {
        world.change_pace(reached, Pace::Steady(LAST_PACE));
        world.play_last_scenes(now);
        rows.extend(DemoRow::all(world.advance(now)));
    }
    (rows, world)
}
