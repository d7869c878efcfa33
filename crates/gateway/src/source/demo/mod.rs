//! A generated log that looks like a real one and grows while it runs.
//!
//! Equal seeds and equal starting times of the week give equal logs. The history ends when the demo starts;
//! from then on operations arrive at a steady rate, and those that are pending end when their
//! time is over. Nothing runs in the background for that: the log is brought up to date when
//! it is read. A frozen demo stays at the time it started.
//!
//! Like real logs, a few rows are not as documented:
//! - about 1 in 700 each has times with fullwidth colons, has times in UTC+8 that do not say so,
//!   or has no `submitter`;
//! - `HpcClusterBindEip` is not documented: the console can do more than the documentation says;
//! - operations of no length have a `status_time` equal to their `create_time`;
//! - a few `error_codes` hold words (marked as demo) or two codes instead of one.
//!
//! The modules import one way: names, chances and rates; clusters and rows; the world, which plans
//! operations; tasks (`operations`); people; the simulation of time; the history.

mod account;
mod action;
mod arrival_rate;
mod cluster;
mod directive;
mod durations;
mod failures;
mod history;
mod ids;
mod in_progress;
mod names;
mod operations;
mod people;
mod random;
mod request;
mod row;
mod simulation;
mod world;

use std::sync::{PoisonError, RwLock};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::log::Log;
use super::select::{Page, PageRequest, select};
use arrival_rate::ArrivalRate;
use row::DemoRow;
use simulation::Simulation;

/// How many operations may arrive before the oldest are forgotten.
const MAX_ARRIVALS: usize = 1_000_000;

/// What a demo log is like.
#[derive(Clone, Copy, Debug)]
pub struct DemoSettings {
    /// How many operations it starts with.
    pub operations: u32,
    /// How many arrive in an hour; at 0 nothing arrives and nothing ends.
    pub arrivals_per_hour: f64,
    /// The seed of everything random in it.
    pub seed: u64,
    /// What the offices' clock says when it starts, instead of the time it is: with equal seeds
    /// the logs are then equal at any hour, but for the times in them.
    pub office_time: Option<DateTime<Utc>>,
}

/// A demo log.
#[derive(Debug)]
pub struct Demo {
    state: RwLock<State>,
    /// Whether time stands still in it.
    is_frozen: bool,
    /// The most rows it keeps.
    max_rows: usize,
}

#[derive(Debug)]
struct State {
    log: Log<DemoRow>,
    simulation: Simulation,
    /// The time up to which everything has arrived.
    reached: DateTime<Utc>,
}

impl Demo {
    /// A log whose history ends now.
    pub fn new(settings: DemoSettings, now: DateTime<Utc>) -> Self {
        let now = now.trunc_subsecs(0);
        let office_ahead = settings
            .office_time
            .map_or_else(TimeDelta::zero, |office| office.trunc_subsecs(0) - now);
        let (rows, mut simulation) =
            history::of(settings.operations, settings.seed, now, office_ahead);
        let is_frozen = settings.arrivals_per_hour <= 0.0;
        if !is_frozen {
            simulation.set_rate(now, ArrivalRate::Steady(settings.arrivals_per_hour));
        }
        Self {
            max_rows: rows.len().saturating_add(MAX_ARRIVALS),
            state: RwLock::new(State {
                log: Log::new(rows, now),
                simulation,
                reached: now,
            }),
            is_frozen,
        }
    }

    /// Brings the log up to date and returns a page of it.
    pub fn page(&self, request: &PageRequest, now: DateTime<Utc>) -> Page {
        self.catch_up(now);
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        select(&state.log, request, state.reached)
    }

    /// Adds the operations that are due. A clock that goes back changes nothing.
    fn catch_up(&self, now: DateTime<Utc>) {
        let now = now.trunc_subsecs(0);
        let is_due = |state: &State| state.reached < now;
        if self.is_frozen || !is_due(&self.state.read().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if is_due(&state) {
            let arrived = state.simulation.advance(now);
            let before = state.reached;
            state.log.settle(before, now);
            state.log.extend(DemoRow::all(arrived), now);
            state.reached = now;
            state.log.keep(self.max_rows, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_office_times_give_equal_logs_at_any_hour() {
        let afternoon = operation_log::time::parse_zoned("2026-01-07T15:00:00+08:00").unwrap();
        let log = |office_time, now: DateTime<Utc>| {
            let settings = DemoSettings {
                operations: 400,
                arrivals_per_hour: 0.0,
                seed: 1,
                office_time,
            };
            let state = Demo::new(settings, now).state.into_inner().unwrap();
            state
                .log
                .rows()
                .filter_map(|row| row.operation(now))
                .map(|operation| {
                    let created = operation.create_time.instant().unwrap();
                    (operation.job_id, operation.status, now - created)
                })
                .collect::<Vec<_>>()
        };
        let night = afternoon + TimeDelta::seconds(233_527 - 3600 * 5);
        let at_work = log(Some(afternoon), night);
        assert_eq!(at_work, log(Some(afternoon), afternoon));
        assert_eq!(at_work, log(None, afternoon));
        assert_ne!(at_work, log(None, night));
    }
}
