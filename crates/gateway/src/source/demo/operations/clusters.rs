//! Creating, deleting, resizing, renaming, stopping and starting clusters.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::source::demo::account::Account;
use crate::source::demo::action::Action;
use crate::source::demo::cluster::{Cluster, Product};
use crate::source::demo::ids;
use crate::source::demo::request::Request;
use crate::source::demo::world::World;

/// The fewest clusters a customer is left with.
const MIN_CLUSTERS: usize = 2;
/// The most clusters a customer has.
const MAX_CLUSTERS: usize = 7;

impl World {
    pub fn create_cluster(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let Some(customer) = account.customer else {
            return;
        };
        if self.clusters_of(customer) >= MAX_CLUSTERS {
            return;
        }
        let mut cluster = self.new_cluster(Product::Ehpc, customer, at);
        let request = self.creation(&cluster, account, at);
        if let Some(created) = self.run(&request) {
            cluster.ready = created;
            self.clusters.push(cluster);
        }
    }

    /// A request to create a cluster, which names its network and its storage.
    pub fn creation(
        &mut self,
        cluster: &Cluster,
        account: &Arc<Account>,
        at: DateTime<Utc>,
    ) -> Request {
        Request::new(cluster, Action::CreateCluster, account, at)
            .on(&ids::resource("vxnet-", &mut self.random))
            .on(&ids::resource("", &mut self.random))
    }

    pub fn delete_cluster(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_spare = account
            .customer
            .is_some_and(|customer| self.clusters_of(customer) > MIN_CLUSTERS);
        if !has_spare {
            return;
        }
        if let Some(cluster) = self.take_cluster(account, at, |_| true) {
            let request =
                Request::new(&cluster, Action::DeleteCluster, account, at).allowed_in_any_state();
            if self.run(&request).is_none() {
                self.clusters.push(cluster);
            }
        }
    }

    fn clusters_of(&self, customer: usize) -> usize {
        let own = |cluster: &&Cluster| cluster.customer == customer;
        self.clusters.iter().filter(own).count()
    }

    pub fn resize_cluster(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.on_cluster(
            account,
            at,
            |_| true,
            |world, cluster| {
                world.run(&Request::new(cluster, Action::ResizeCluster, account, at));
            },
        );
    }

    pub fn rename_cluster(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.on_cluster(
            account,
            at,
            |_| true,
            |world, cluster| {
                world.run(&Request::new(cluster, Action::ModifyCluster, account, at));
            },
        );
    }

    /// Stops a cluster, often for the night, and starts it again.
    pub fn stop_for_a_while(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        // One at a time, so that a customer always has clusters to work on.
        let affected: Vec<usize> = self
            .clusters
            .iter()
            .filter(|cluster| cluster.ready > at)
            .map(|cluster| cluster.customer)
            .collect();
        let is_dispensable = |cluster: &Cluster| !affected.contains(&cluster.customer);
        self.on_cluster(account, at, is_dispensable, |world, cluster| {
            let stop = Request::new(cluster, Action::StopCluster, account, at);
            let Some(stopped) = world.run(&stop) else {
                return;
            };
            let restart = stopped + TimeDelta::minutes(world.random.between(30, 900));
            let start = Request::new(cluster, Action::StartCluster, account, restart)
                .allowed_in_any_state();
            // Nobody leaves it stopped: whoever fails to start it asks the platform for help.
            let repaired = restart + TimeDelta::hours(12);
            cluster.ready = world.run(&start).unwrap_or(repaired);
        });
    }
}
