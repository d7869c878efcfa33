//! Submitting, cancelling and deleting compute jobs.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::source::demo::account::Account;
use crate::source::demo::action::Action;
use crate::source::demo::cluster::{Cluster, Named};
use crate::source::demo::request::Request;
use crate::source::demo::world::World;

impl World {
    pub fn submit_jobs(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.on_cluster(
            account,
            at,
            |_| true,
            |world, cluster| {
                let count = match world.random.below(10) {
                    0..=5 => 1,
                    6..=8 => world.random.between(2, 4),
                    _ => world.random.between(5, 9),
                };
                let mut at = at;
                for _ in 0..count {
                    if let Some(queue) = world.random.pick(&cluster.queues).cloned()
                        && let Some(job) = world.submit_job(cluster, &queue, account, at)
                    {
                        cluster.remember(job);
                    }
                    at = world.later(at, 4, 45);
                }
            },
        );
    }

    /// Submits a job and returns it if it was accepted.
    fn submit_job(
        &mut self,
        cluster: &Cluster,
        queue: &Named,
        account: &Arc<Account>,
        at: DateTime<Utc>,
    ) -> Option<Named> {
        let job = Named::compute_job(&mut self.random);
        let request = Request::new(cluster, Action::SubmitJob, account, at)
            .on_named(queue)
            .on_named(&job);
        self.run(&request).is_some().then_some(job)
    }

    pub fn cancel_a_few_jobs(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.cancel_jobs(account, at, (1, 3));
    }

    /// Cancels dozens of jobs one by one within a minute.
    pub fn cancel_all_jobs(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.cancel_jobs(account, at, (12, 30));
    }

    fn cancel_jobs(&mut self, account: &Arc<Account>, at: DateTime<Utc>, count: (i64, i64)) {
        let has_jobs = |cluster: &Cluster| !cluster.running.is_empty();
        self.on_cluster(account, at, has_jobs, |world, cluster| {
            let mut at = at;
            for _ in 0..world.random.between(count.0, count.1) {
                let Some(job) = cluster.running.pop_back() else {
                    break;
                };
                let request = Request::new(cluster, Action::StopJobs, account, at).on_named(&job);
                if world.run(&request).is_some() {
                    cluster.ended.push_back(job);
                }
                at = world.later(at, 1, 2);
            }
        });
    }

    pub fn delete_jobs(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_jobs = |cluster: &Cluster| !cluster.ended.is_empty();
        self.on_cluster(account, at, has_jobs, |world, cluster| {
            let mut request = Request::new(cluster, Action::DeleteJobs, account, at);
            for _ in 0..world.random.between(1, 5) {
                if let Some(job) = cluster.ended.pop_front() {
                    request = request.on_named(&job);
                }
            }
            world.run(&request);
        });
    }

    /// Submits a series of jobs and deletes them later, as a nightly test does.
    pub fn run_nightly_test(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.on_cluster(
            account,
            at,
            |_| true,
            |world, cluster| {
                let Some(queue) = cluster.queues.first() else {
                    return;
                };
                let mut submitted = Vec::new();
                let mut submitted_at = at;
                for _ in 0..world.random.between(4, 10) {
                    submitted.extend(world.submit_job(cluster, queue, account, submitted_at));
                    submitted_at = world.later(submitted_at, 2, 5);
                }
                let deleted_at = at + TimeDelta::minutes(world.random.between(20, 60));
                let request = Request::new(cluster, Action::DeleteJobs, account, deleted_at);
                if !submitted.is_empty() {
                    world.run(&submitted.iter().fold(request, Request::on_named));
                }
            },
        );
    }
}
