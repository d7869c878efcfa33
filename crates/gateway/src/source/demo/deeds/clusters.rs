//! Creating, deleting, resizing, renaming, stopping and starting clusters.

use chrono::{DateTime, TimeDelta, Utc};

use crate::source::demo::action::Action;
use crate::source::demo::attempt::Call;
use crate::source::demo::cluster::{Cluster, Product};
use crate::source::demo::ids;
use crate::source::demo::names;
use crate::source::demo::people::Person;
use crate::source::demo::world::World;

/// The fewest clusters a customer is left with.
const FEWEST: usize = 2;
/// The most clusters a customer has.
const MOST: usize = 7;

impl World {
    pub(super) fn create_cluster(&mut self, person: &Person, at: DateTime<Utc>) {
        let Some(customer) = person.customer else {
            return;
        };
        if self.clusters_of(customer) >= MOST {
            return;
        }
        let taken: Vec<&str> = self
            .clusters
            .iter()
            .map(|cluster| cluster.name.as_str())
            .collect();
        let name = names::untaken(&names::CLUSTERS, &taken, &mut self.random);
        let mut cluster = Cluster::new(Product::Ehpc, customer, name, at, &mut self.random);
        let network = ids::resource("vxnet-", &mut self.random);
        let storage = ids::resource("", &mut self.random);
        let call = Call::new(&cluster, Action::CreateCluster, &person.account, at)
            .on(&network)
            .on(&storage);
        if let Some(done) = self.carry_out(&call) {
            cluster.ready = done;
            self.clusters.push(cluster);
        }
    }

    pub(super) fn delete_cluster(&mut self, person: &Person, at: DateTime<Utc>) {
        let is_spare = person
            .customer
            .is_some_and(|customer| self.clusters_of(customer) > FEWEST);
        if !is_spare {
            return;
        }
        let Some(cluster) = self.take_cluster(person.customer, at, |_| true) else {
            return;
        };
        let call =
            Call::new(&cluster, Action::DeleteCluster, &person.account, at).whatever_its_state();
        if self.carry_out(&call).is_none() {
            self.clusters.push(cluster);
        }
    }

    /// A cluster that can be stopped: all others of its customer can be worked with.
    pub(super) fn take_dispensable_cluster(
        &mut self,
        customer: Option<usize>,
        at: DateTime<Utc>,
    ) -> Option<Cluster> {
        let affected: Vec<usize> = self
            .clusters
            .iter()
            .filter(|cluster| cluster.ready > at)
            .map(|cluster| cluster.customer)
            .collect();
        self.take_cluster(customer, at, |cluster| {
            !affected.contains(&cluster.customer)
        })
    }

    fn clusters_of(&self, customer: usize) -> usize {
        let own = |cluster: &&Cluster| cluster.customer == customer;
        self.clusters.iter().filter(own).count()
    }

    pub(super) fn resize(&mut self, person: &Person, at: DateTime<Utc>) {
        self.change(person, at, Action::ResizeCluster);
    }

    pub(super) fn rename(&mut self, person: &Person, at: DateTime<Utc>) {
        self.change(person, at, Action::ModifyCluster);
    }

    fn change(&mut self, person: &Person, at: DateTime<Utc>, action: Action) {
        if let Some(cluster) = self.take_cluster(person.customer, at, |_| true) {
            let call = Call::new(&cluster, action, &person.account, at);
            self.carry_out(&call);
            self.clusters.push(cluster);
        }
    }

    pub(super) fn pause(&mut self, person: &Person, at: DateTime<Utc>) {
        let Some(mut cluster) = self.take_dispensable_cluster(person.customer, at) else {
            return;
        };
        let stop = Call::new(&cluster, Action::StopCluster, &person.account, at);
        if let Some(stopped) = self.carry_out(&stop) {
            let restart = stopped + TimeDelta::minutes(self.random.between(30, 900));
            let start = Call::new(&cluster, Action::StartCluster, &person.account, restart)
                .whatever_its_state();
            // Nobody leaves it stopped: whoever fails to start it asks the platform for help.
            cluster.ready = match self.carry_out(&start) {
                Some(started) => started,
                None => restart + TimeDelta::hours(12),
            };
        }
        self.clusters.push(cluster);
    }
}
