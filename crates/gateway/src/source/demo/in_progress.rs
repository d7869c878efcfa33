//! What is in progress when the demo starts, however quiet the hour is: a cluster is being
//! created, nodes are being added after an attempt that failed, an operation hangs.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::account::Account;
use super::action::Action;
use super::cluster::{Cluster, Product};
use super::ids;
use super::request::Request;
use super::row::Outcome;
use super::world::World;

impl World {
    /// Plans operations of an administrator that are in progress at a time.
    pub fn be_in_progress(&mut self, account: &Arc<Account>, now: DateTime<Utc>) {
        let is_large =
            |cluster: &Cluster| cluster.product == Product::Ehpc && cluster.queues.len() > 1;
        self.on_cluster(account, now, is_large, |world, cluster| {
            world.change_cluster(cluster, account, now);
        });
        self.begin_cluster(account, now);
    }

    fn change_cluster(&mut self, cluster: &Cluster, account: &Arc<Account>, now: DateTime<Utc>) {
        let [first, second, third] = [(); 3].map(|()| [ids::resource("cln-", &mut self.random)]);
        let nodes: Vec<String> = cluster
            .compute_nodes()
            .take(2)
            .map(|node| node.id.clone())
            .collect();
        let queue = cluster.queues.last().map(|queue| queue.id.clone());
        let moved: Vec<String> = queue.into_iter().chain(nodes.first().cloned()).collect();
        let mut plan = |action, seconds_ago, takes, ids: &[String], outcome| {
            let at = now - TimeDelta::seconds(seconds_ago);
            let request = Request::new(cluster, action, account, at).on_all(ids);
            self.plan(&request, at, TimeDelta::seconds(takes), outcome);
        };
        // Hangs: it started over an hour ago and takes hours more.
        plan(Action::ResizeCluster, 4_560, 25_200, &[], Outcome::Success);
        plan(Action::RestartNodes, 14, 58, &nodes, Outcome::Success);
        plan(Action::AddQueueNodes, 2, 7, &moved, Outcome::Success);
        let failure = Outcome::Failure("5200".into());
        plan(Action::AddNodes, 760, 31, &first, failure);
        plan(Action::AddNodes, 46, 54, &first, Outcome::Success);
        plan(Action::AddNodes, 29, 54, &second, Outcome::Success);
        plan(Action::AddNodes, 12, 54, &third, Outcome::Success);
    }

    fn begin_cluster(&mut self, account: &Arc<Account>, now: DateTime<Utc>) {
        let Some(customer) = account.customer else {
            return;
        };
        let began = now - TimeDelta::seconds(140);
        let ready = self.later(began, 330, 450);
        let cluster = self.new_cluster(Product::Ehpc, customer, ready);
        let request = self.creation(&cluster, account, began);
        self.plan(&request, began, ready - began, Outcome::Success);
        self.clusters.push(cluster);
    }
}
