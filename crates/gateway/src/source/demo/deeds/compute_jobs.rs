//! Submitting, cancelling and deleting compute jobs.

use chrono::{DateTime, TimeDelta, Utc};

use crate::source::demo::action::Action;
use crate::source::demo::attempt::Call;
use crate::source::demo::cluster::{Cluster, ComputeJob};
use crate::source::demo::people::Person;
use crate::source::demo::world::World;

impl World {
    pub(super) fn submit(&mut self, person: &Person, at: DateTime<Utc>) {
        let Some(mut cluster) = self.take_cluster(person.customer, at, |_| true) else {
            return;
        };
        let count = match self.random.below(10) {
            0..=5 => 1,
            6..=8 => self.random.between(2, 4),
            _ => self.random.between(5, 9),
        };
        let mut at = at;
        for _ in 0..count {
            self.submit_one(&mut cluster, person, at);
            at = self.later(at, 4, 45);
        }
        self.clusters.push(cluster);
    }

    fn submit_one(&mut self, cluster: &mut Cluster, person: &Person, at: DateTime<Utc>) {
        let Some(queue) = self.random.pick(&cluster.queues) else {
            return;
        };
        let job = ComputeJob::new(&mut self.random);
        let call = Call::new(cluster, Action::SubmitJob, &person.account, at)
            .on(&queue.id)
            .on(&job.id)
            .named(&queue.name)
            .named(&job.name);
        if self.carry_out(&call).is_some() {
            cluster.remember(job);
        }
    }

    pub(super) fn cancel(&mut self, person: &Person, at: DateTime<Utc>, least: i64, most: i64) {
        let has_jobs = |cluster: &Cluster| !cluster.running.is_empty();
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_jobs) else {
            return;
        };
        let mut at = at;
        for _ in 0..self.random.between(least, most) {
            let Some(job) = cluster.running.pop_back() else {
                break;
            };
            let call = Call::new(&cluster, Action::StopJobs, &person.account, at)
                .on(&job.id)
                .named(&job.name);
            if self.carry_out(&call).is_some() {
                cluster.ended.push_back(job);
            }
            at = self.later(at, 1, 2);
        }
        self.clusters.push(cluster);
    }

    pub(super) fn delete_jobs(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_jobs = |cluster: &Cluster| !cluster.ended.is_empty();
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_jobs) else {
            return;
        };
        let mut call = Call::new(&cluster, Action::DeleteJobs, &person.account, at);
        for _ in 0..self.random.between(1, 5) {
            if let Some(job) = cluster.ended.pop_front() {
                call = call.on(&job.id).named(&job.name);
            }
        }
        self.carry_out(&call);
        self.clusters.push(cluster);
    }

    pub(super) fn nightly_run(&mut self, person: &Person, at: DateTime<Utc>) {
        let Some(mut cluster) = self.take_cluster(person.customer, at, |_| true) else {
            return;
        };
        let jobs: Vec<ComputeJob> = (0..self.random.between(4, 10))
            .map(|_| ComputeJob::new(&mut self.random))
            .collect();
        let mut submitted_at = at;
        for job in &jobs {
            let Some(queue) = cluster.queues.first() else {
                break;
            };
            let call = Call::new(&cluster, Action::SubmitJob, &person.account, submitted_at)
                .on(&queue.id)
                .on(&job.id)
                .named(&queue.name)
                .named("nightly");
            if self.carry_out(&call).is_some() {
                cluster.remember(job.clone());
            }
            submitted_at = self.later(submitted_at, 2, 5);
        }
        let deleted_at = at + TimeDelta::minutes(self.random.between(20, 60));
        let mut call = Call::new(&cluster, Action::DeleteJobs, &person.account, deleted_at);
        for job in &jobs {
            call = call.on(&job.id);
            cluster.running.retain(|running| running.id != job.id);
        }
        self.carry_out(&call.named("nightly"));
        self.clusters.push(cluster);
    }
}
