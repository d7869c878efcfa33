//! Carries an operation out: it goes well, or it fails and somebody may try again.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::action::Action;
use super::cluster::Cluster;
use super::durations;
use super::failures::{self, Reason};
use super::ids;
use super::names::SUBMITTERS;
use super::people::Account;
use super::row::{Outcome, Planned, Spelling};
use super::world::World;

/// The most often somebody tries.
const MOST_ATTEMPTS: usize = 4;
/// How often a second or later attempt fails.
const FAILS_AGAIN: f64 = 0.35;
/// One in this many rows is spelled in one of the rare ways.
const RARELY: usize = 700;

/// An operation that somebody asks for.
#[derive(Clone, Debug)]
pub struct Call {
    at: DateTime<Utc>,
    action: Action,
    account: Arc<Account>,
    zone: &'static str,
    resources: String,
    names: String,
    is_cluster_ready: bool,
}

impl Call {
    /// An operation on a cluster.
    pub fn new(
        cluster: &Cluster,
        action: Action,
        account: &Arc<Account>,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            at,
            action,
            account: Arc::clone(account),
            zone: cluster.zone,
            resources: cluster.id.clone(),
            names: cluster.name.clone(),
            is_cluster_ready: cluster.ready <= at,
        }
    }

    /// Another resource that it acts on.
    pub fn on(mut self, id: &str) -> Self {
        self.resources.push(' ');
        self.resources.push_str(id);
        self
    }

    /// A name that people know it by.
    pub fn named(mut self, name: &str) -> Self {
        self.names.push(' ');
        self.names.push_str(name);
        self
    }

    /// The same although the cluster is not ready: it is what makes it ready, or removes it.
    pub const fn whatever_its_state(mut self) -> Self {
        self.is_cluster_ready = true;
        self
    }
}

impl World {
    /// Carries an operation out. Answers when it was done, if it went well in the end.
    pub(super) fn carry_out(&mut self, call: &Call) -> Option<DateTime<Utc>> {
        let (mut probability, reasons) = failures::of(call.action);
        let mut at = call.at;
        for _ in 0..MOST_ATTEMPTS {
            let reason = if call.is_cluster_ready {
                let fails = self.random.chance(probability);
                fails.then(|| self.reason(reasons)).flatten()
            } else {
                Some(failures::NOT_ACTIVE)
            };
            let Some(reason) = reason else {
                let takes = durations::of_success(call.action, &mut self.random);
                self.log(call, at, takes, Outcome::Success);
                return Some(at + takes);
            };
            let takes = durations::of_failure(call.action, reason.is_slow, &mut self.random);
            let codes = reason.codes(&mut self.random).into_boxed_str();
            self.log(call, at, takes, Outcome::Failure(codes));
            let (willing, least, most) = reason.retry();
            if !call.is_cluster_ready || !self.random.chance(willing) {
                return None;
            }
            let pause = self.random.between(least * 60, most * 60);
            at += takes + TimeDelta::seconds(pause);
            probability = FAILS_AGAIN;
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

    /// Puts a call into the log with a given end.
    pub(super) fn log(
        &mut self,
        call: &Call,
        created: DateTime<Utc>,
        takes: TimeDelta,
        outcome: Outcome,
    ) {
        let spelling = match self.random.below(RARELY) {
            0 => Spelling::FullwidthColons,
            1 => Spelling::UnmarkedLocalTime,
            2 => Spelling::NoSubmitter,
            _ => Spelling::Plain,
        };
        let submitter = self.random.weighted(&SUBMITTERS).unwrap_or_default();
        let id = ids::operation(&mut self.random);
        self.enter(Planned {
            id,
            created: created.trunc_subsecs(0),
            takes,
            outcome,
            action: call.action,
            account: Arc::clone(&call.account),
            submitter,
            zone: call.zone,
            resources: call.resources.clone(),
            names: call.names.clone(),
            spelling,
        });
    }
}
