//! Lets people work on the clusters in the course of time, at a given rate of operations.
//!
//! It only advances when it is asked to, by however much time has passed. How often it is asked
//! makes no difference to what happens.

use std::cmp::Ordering;
use std::collections::binary_heap::{BinaryHeap, PeekMut};
use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::account::Account;
use super::arrival_rate::{ArrivalRate, Shift, activity};
use super::people::{Person, Task, everybody};
use super::random::Random;
use super::row::Planned;
use super::world::World;

/// The share of scripts and the platform in all work when the rate is steady.
const STEADY_NIGHT_SHARE: f64 = 0.15;
/// Operations that a task starts later than this do not count towards the rate: they may be hours
/// away.
const COUNTED: TimeDelta = TimeDelta::minutes(5);

/// The clusters, the people who work on them, and the operations to come.
#[derive(Debug)]
pub struct Simulation {
    world: World,
    people: Vec<Person>,
    upcoming: BinaryHeap<Upcoming>,
    rate: ArrivalRate,
    /// How far the office clock is ahead of the log's.
    office_ahead: TimeDelta,
    next_task: Option<DateTime<Utc>>,
}

impl Simulation {
    /// A simulation that starts at a time. Work follows a clock that is `office_ahead`.
    pub fn new(
        seed: u64,
        start: DateTime<Utc>,
        rate: ArrivalRate,
        office_ahead: TimeDelta,
    ) -> Self {
        let mut random = Random::new(seed);
        Self {
            people: everybody(&mut random),
            world: World::new(random, start),
            upcoming: BinaryHeap::new(),
            rate,
            office_ahead,
            next_task: arrival(rate, start, office_ahead, 1.0),
        }
    }

    /// Changes the rate from a time on.
    pub fn set_rate(&mut self, at: DateTime<Utc>, rate: ArrivalRate) {
        self.rate = rate;
        self.next_task = self.next_task_after(at, 1.0);
    }

    /// Lets time pass. Returns the operations created meanwhile, in the order of a log.
    ///
    /// Time passes in whole seconds: everything created in the last one is returned, so that
    /// whatever comes later also stands later in the log.
    pub fn advance(&mut self, until: DateTime<Utc>) -> Vec<Planned> {
        let until = until.trunc_subsecs(0);
        while let Some(at) = self.next_task.filter(|at| at.trunc_subsecs(0) <= until) {
            let started = match self.pick_task(at) {
                Some((account, task)) => self.perform(task, &account, at),
                None => 0,
            };
            // The more operations a task starts, the longer until the next task.
            self.next_task = self.next_task_after(at, f64::from(started.max(1)));
        }
        let mut created = Vec::new();
        while let Some(first) = self.upcoming.peek_mut()
            && first.0.log_order().0 <= until
        {
            created.push(PeekMut::pop(first).0);
        }
        created
    }

    /// The account of the first customer's administrator.
    pub fn administrator(&self) -> Option<Arc<Account>> {
        self.people
            .first()
            .map(|person| Arc::clone(&person.account))
    }

    /// Performs a task and returns how many operations it starts soon.
    pub fn perform(&mut self, task: Task, account: &Arc<Account>, at: DateTime<Utc>) -> u32 {
        task(&mut self.world, account, at);
        let mut soon = 0;
        for planned in self.world.planned.drain(..) {
            soon += u32::from(planned.created - at < COUNTED);
            self.upcoming.push(Upcoming(planned));
        }
        soon
    }

    fn next_task_after(&mut self, at: DateTime<Utc>, operations: f64) -> Option<DateTime<Utc>> {
        let wait = self.world.random.waiting(operations);
        arrival(self.rate, at, self.office_ahead, wait)
    }

    fn pick_task(&mut self, at: DateTime<Utc>) -> Option<(Arc<Account>, Task)> {
        let night_share = match self.rate {
            ArrivalRate::Steady(_) => STEADY_NIGHT_SHARE,
            ArrivalRate::OfficeHours(_) => {
                let office = at + self.office_ahead;
                let night = activity(Shift::Night, office);
                night / (night + activity(Shift::Day, office)).max(f64::MIN_POSITIVE)
            }
        };
        let random = &mut self.world.random;
        let shift = if random.chance(night_share) {
            Shift::Night
        } else {
            Shift::Day
        };
        let on_shift: Vec<(&Person, f64)> = self
            .people
            .iter()
            .filter(|person| person.shift == shift)
            .map(|person| (person, person.activity))
            .collect();
        let person = random.weighted(&on_shift)?;
        let task = random.weighted(person.tasks)?;
        Some((Arc::clone(&person.account), task))
    }
}

/// When `operations` more have arrived at a rate that follows a clock that is ahead.
fn arrival(
    rate: ArrivalRate,
    at: DateTime<Utc>,
    office_ahead: TimeDelta,
    operations: f64,
) -> Option<DateTime<Utc>> {
    rate.after(at + office_ahead, operations)
        .map(|arrived| arrived - office_ahead)
}

/// An operation to come; a heap returns the earliest first.
#[derive(Debug)]
struct Upcoming(Planned);

impl Ord for Upcoming {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.log_order().cmp(&self.0.log_order())
    }
}

impl PartialOrd for Upcoming {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Upcoming {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Upcoming {}
