//! The world behind the made-up log: people who work with clusters, and what they ask for in the
//! course of time.
//!
//! It only moves when it is asked to, by however much time has passed. How often it is asked
//! makes no difference to what happens.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::cluster::{Cluster, Product};
use super::names;
use super::people::{CUSTOMERS, Person, cast};
use super::random::Random;
use super::rhythm::{Pace, Shift, activity};
use super::row::Planned;

/// The customers' clusters at the beginning.
const CLUSTERS: [(Product, usize); 11] = [
    (Product::Ehpc, 0),
    (Product::Ehpc, 0),
    (Product::Ehpc, 0),
    (Product::Ehpc, 0),
    (Product::Hpc, 0),
    (Product::Ehpc, 1),
    (Product::Ehpc, 1),
    (Product::Ehpc, 1),
    (Product::Hpc, 1),
    (Product::Ehpc, CUSTOMERS - 1),
    (Product::Hpc, CUSTOMERS - 1),
];
/// What robots and the platform do of all work when it comes at a steady pace.
const NIGHT_SHARE: f64 = 0.15;
/// What comes later than this does not count for the pace: it would be hours until it is kept.
const BEFORE_LONG: TimeDelta = TimeDelta::minutes(5);

/// The world behind the log.
#[derive(Debug)]
pub struct World {
    pub(super) random: Random,
    people: Vec<Person>,
    pub(super) clusters: Vec<Cluster>,
    /// Operations that will be created.
    upcoming: BinaryHeap<Upcoming>,
    pace: Pace,
    next_deed: Option<DateTime<Utc>>,
    /// The deed under way: when it began, and how many operations it led to before long.
    deed: (DateTime<Utc>, u32),
}

impl World {
    /// A world at a moment, with clusters that have been in use for a while.
    pub fn new(seed: u64, start: DateTime<Utc>, pace: Pace) -> Self {
        let mut random = Random::new(seed);
        let people = cast(&mut random);
        let mut clusters: Vec<Cluster> = Vec::with_capacity(CLUSTERS.len());
        for (product, customer) in CLUSTERS {
            let taken: Vec<&str> = clusters
                .iter()
                .map(|cluster| cluster.name.as_str())
                .collect();
            let name = names::untaken(&names::CLUSTERS, &taken, &mut random);
            clusters.push(Cluster::grown(product, customer, name, start, &mut random));
        }
        Self {
            random,
            people,
            clusters,
            upcoming: BinaryHeap::new(),
            pace,
            next_deed: pace.after(start, 1.0),
            deed: (start, 0),
        }
    }

    /// Goes on at another pace from a moment on.
    pub fn change_pace(&mut self, at: DateTime<Utc>, pace: Pace) {
        self.pace = pace;
        self.next_deed = self.next_deed_after(at, 1.0);
    }

    /// Lets time pass. Answers the operations created meanwhile, in the order of a log.
    ///
    /// A second is taken as a whole: all that is created in the last one is among them, so that
    /// whatever comes later also stands later in the log.
    pub fn advance(&mut self, until: DateTime<Utc>) -> Vec<Planned> {
        let until = until.trunc_subsecs(0);
        while let Some(at) = self.next_deed.filter(|at| at.trunc_subsecs(0) <= until) {
            self.deed = (at, 0);
            self.somebody_acts(at);
            // The more a deed led to, the longer until the next: the pace is one of operations.
            self.next_deed = self.next_deed_after(at, f64::from(self.deed.1.max(1)));
        }
        let mut created = Vec::new();
        while self
            .upcoming
            .peek()
            .is_some_and(|upcoming| upcoming.0.place().0 <= until)
        {
            created.extend(self.upcoming.pop().map(|upcoming| upcoming.0));
        }
        created
    }

    /// The administrator of the first customer.
    pub(super) fn administrator(&self) -> Option<Person> {
        self.people.first().cloned()
    }

    /// Puts an operation into the log once its time has come.
    pub(super) fn enter(&mut self, planned: Planned) {
        let (began, led_to) = &mut self.deed;
        if planned.created - *began < BEFORE_LONG {
            *led_to += 1;
        }
        self.upcoming.push(Upcoming(planned));
    }

    /// Takes a cluster of a customer, or of any, out of the world to work on it: a ready one, or
    /// now and then whichever. It has to be put back, unless it is gone.
    pub(super) fn take_cluster(
        &mut self,
        customer: Option<usize>,
        at: DateTime<Utc>,
        fits: impl Fn(&Cluster) -> bool,
    ) -> Option<Cluster> {
        let is_careless = self.random.chance(0.05);
        let candidates: Vec<usize> = self
            .clusters
            .iter()
            .enumerate()
            .filter(|(_, cluster)| {
                customer.is_none_or(|customer| cluster.customer == customer)
                    && (is_careless || cluster.ready <= at)
                    && fits(cluster)
            })
            .map(|(index, _)| index)
            .collect();
        let index = *self.random.pick(&candidates)?;
        Some(self.clusters.remove(index))
    }

    fn next_deed_after(&mut self, at: DateTime<Utc>, operations: f64) -> Option<DateTime<Utc>> {
        let wait = self.random.waiting(operations);
        self.pace.after(at, wait)
    }

    fn somebody_acts(&mut self, at: DateTime<Utc>) {
        let night = match self.pace {
            Pace::Steady(_) => NIGHT_SHARE,
            Pace::OfficeHours(_) => {
                let robots = activity(Shift::Night, at);
                robots / (robots + activity(Shift::Day, at)).max(f64::MIN_POSITIVE)
            }
        };
        let shift = if self.random.chance(night) {
            Shift::Night
        } else {
            Shift::Day
        };
        let on_shift: Vec<(usize, f64)> = self
            .people
            .iter()
            .enumerate()
            .filter(|(_, person)| person.shift == shift)
            .map(|(index, person)| (index, person.diligence))
            .collect();
        let person = self
            .random
            .weighted(&on_shift)
            .and_then(|index| self.people.get(index))
            .cloned();
        if let Some(person) = person
            && let Some(deed) = self.random.weighted(person.habits)
        {
            self.perform(deed, &person, at);
        }
    }

    /// A moment later, by so many seconds.
    pub(super) fn later(&mut self, at: DateTime<Utc>, least: i64, most: i64) -> DateTime<Utc> {
        at + TimeDelta::seconds(self.random.between(least, most))
    }
}

/// An operation whose time has not come; the earliest comes out of a heap first.
#[derive(Debug)]
struct Upcoming(Planned);

impl Ord for Upcoming {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.place().cmp(&self.0.place())
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
