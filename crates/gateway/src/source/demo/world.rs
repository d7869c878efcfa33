//! The world behind the demo log: the clusters, and the operations that were requested on them.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::account::Account;
use super::cluster::{Cluster, Product, ZONES};
use super::durations;
use super::failures::{self, Reason};
use super::ids;
use super::names;
use super::random::Random;
use super::request::Request;
use super::row::{Outcome, Planned, Spelling};

/// The clusters at the beginning, each with the index of its customer.
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
    (Product::Ehpc, ZONES.len() - 1),
    (Product::Hpc, ZONES.len() - 1),
];
/// How often somebody picks a cluster without looking whether it is active.
const CARELESSNESS: f64 = 0.05;
/// The most attempts somebody makes.
const MAX_ATTEMPTS: usize = 4;
/// How often a second or later attempt fails.
const REPEATED_FAILURE: f64 = 0.35;
/// One in this many rows has each of the rare spellings.
const RARE: usize = 700;

/// The world behind the log.
#[derive(Debug)]
pub struct World {
    /// The source of all chance in it.
    pub random: Random,
    /// All clusters.
    pub clusters: Vec<Cluster>,
    /// Operations that were requested and are not yet taken out.
    pub planned: Vec<Planned>,
}

impl World {
    /// A world with clusters that have been in use for a while.
    pub fn new(random: Random, start: DateTime<Utc>) -> Self {
        let mut world = Self {
            random,
            clusters: Vec::with_capacity(CLUSTERS.len()),
            planned: Vec::new(),
        };
        for (product, customer) in CLUSTERS {
            let mut cluster = world.new_cluster(product, customer, start);
            cluster.grow(&mut world.random);
            world.clusters.push(cluster);
        }
        world
    }

    /// A cluster that is not yet among the clusters.
    pub fn new_cluster(
        &mut self,
        product: Product,
        customer: usize,
        ready: DateTime<Utc>,
    ) -> Cluster {
        let is_used = |name: &str| self.clusters.iter().any(|cluster| cluster.name == name);
        let name = names::unused(&names::CLUSTERS, is_used, &mut self.random);
        Cluster::new(product, customer, name, ready, &mut self.random)
    }

    /// Removes a cluster that the account may use from the world and returns it, usually an active
    /// one. Returns `None` if none fits.
    pub fn take_cluster(
        &mut self,
        account: &Account,
        at: DateTime<Utc>,
        fits: impl Fn(&Cluster) -> bool,
    ) -> Option<Cluster> {
        let is_careless = self.random.chance(CARELESSNESS);
        let is_own = |cluster: &Cluster| account.customer.is_none_or(|own| cluster.customer == own);
        let candidates: Vec<usize> = self
            .clusters
            .iter()
            .enumerate()
            .filter(|(_, cluster)| {
                is_own(cluster) && (is_careless || cluster.ready <= at) && fits(cluster)
            })
            .map(|(index, _)| index)
            .collect();
        let index = *self.random.pick(&candidates)?;
        Some(self.clusters.remove(index))
    }

    /// Picks a cluster as [`Self::take_cluster`] does and works on it. Does nothing if none fits.
    pub fn on_cluster(
        &mut self,
        account: &Account,
        at: DateTime<Utc>,
        fits: impl Fn(&Cluster) -> bool,
        work: impl FnOnce(&mut Self, &mut Cluster),
    ) {
        if let Some(mut cluster) = self.take_cluster(account, at, fits) {
            work(self, &mut cluster);
            self.clusters.push(cluster);
        }
    }

    /// Plans an operation and, if it fails, the attempts to repeat it. Returns when it has
    /// succeeded, or `None` if it never does.
    pub fn run(&mut self, request: &Request) -> Option<DateTime<Utc>> {
        let (mut probability, reasons) = failures::of(request.action);
        let mut at = request.at;
        for _ in 0..MAX_ATTEMPTS {
            let reason = if request.is_allowed {
                let fails = self.random.chance(probability);
                fails.then(|| self.reason(reasons)).flatten()
            } else {
                Some(failures::NOT_ACTIVE)
            };
            let Some(reason) = reason else {
                let takes = durations::of_success(request.action, &mut self.random);
                self.plan(request, at, takes, Outcome::Success);
                return Some(at + takes);
            };
            let takes = durations::of_failure(request.action, reason.is_slow, &mut self.random);
            let codes = reason.codes(&mut self.random).into_boxed_str();
            self.plan(request, at, takes, Outcome::Failure(codes));
            let (willing, least, most) = reason.retry();
            if !request.is_allowed || !self.random.chance(willing) {
                return None;
            }
            at = self.later(at + takes, least * 60, most * 60);
            probability = REPEATED_FAILURE;
        }
        None
    }

    fn reason(&mut self, reasons: &[Reason]) -> Option<Reason> {
        let weighted: Vec<(Reason, f64)> = reasons
            .iter()
            .map(|reason| (*reason, reason.weight))
            .collect();
        self.random.weighted(&weighted)
    }

    /// Plans an operation whose end is known.
    pub fn plan(
        &mut self,
        request: &Request,
        created: DateTime<Utc>,
        takes: TimeDelta,
        outcome: Outcome,
    ) {
        let spelling = match self.random.below(RARE) {
            0 => Spelling::FullwidthColons,
            1 => Spelling::UnmarkedLocalTime,
            2 => Spelling::NoSubmitter,
            _ => Spelling::Plain,
        };
        let submitter = self.random.weighted(&names::SUBMITTERS).unwrap_or_default();
        let id = ids::operation(&mut self.random);
        self.planned.push(Planned {
            id,
            created: created.trunc_subsecs(0),
            takes,
            outcome,
            action: request.action,
            account: Arc::clone(&request.account),
            submitter,
            zone: request.zone,
            resources: request.resources.clone(),
            names: request.names.clone(),
            spelling,
        });
    }

    /// A time that is from `least` to `most` seconds later.
    pub fn later(&mut self, at: DateTime<Utc>, least: i64, most: i64) -> DateTime<Utc> {
        at + TimeDelta::seconds(self.random.between(least, most))
    }
}
