//! Adding, deleting, restarting and moving nodes.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::source::demo::account::Account;
use crate::source::demo::action::Action;
use crate::source::demo::cluster::{Cluster, MIN_NODES, Named, Node, Product};
use crate::source::demo::ids;
use crate::source::demo::request::Request;
use crate::source::demo::world::World;

/// The most nodes a cluster grows to.
const MAX_NODES: usize = 40;

impl World {
    pub fn add_nodes(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_room = |cluster: &Cluster| cluster.nodes.len() < MAX_NODES;
        self.on_cluster(account, at, has_room, |world, cluster| {
            let mut at = at;
            for _ in 0..world.random.between(1, 4) {
                let ids: Vec<String> = (0..world.random.between(1, 3))
                    .map(|_| ids::resource("cln-", &mut world.random))
                    .collect();
                let request = Request::new(cluster, Action::AddNodes, account, at).on_all(&ids);
                if world.run(&request).is_some() {
                    let nodes = ids.into_iter().map(|id| Node { id, queue: None });
                    cluster.nodes.extend(nodes);
                }
                at = world.later(at, 15, 70);
            }
        });
    }

    pub fn delete_nodes(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_many = |cluster: &Cluster| cluster.nodes.len() > MIN_NODES + 2;
        self.on_cluster(account, at, has_many, |world, cluster| {
            let mut at = at;
            for _ in 0..world.random.between(1, 3) {
                let ids = world.pick_nodes(cluster, 3, |_| true);
                if cluster.nodes.len() < MIN_NODES + ids.len() {
                    break;
                }
                let request = Request::new(cluster, Action::DeleteNodes, account, at).on_all(&ids);
                if world.run(&request).is_some() {
                    cluster.nodes.retain(|node| !ids.contains(&node.id));
                }
                at = world.later(at, 10, 50);
            }
        });
    }

    pub fn restart_nodes(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.on_cluster(
            account,
            at,
            |_| true,
            |world, cluster| {
                let ids = world.pick_nodes(cluster, 3, |_| true);
                world.run(&Request::new(cluster, Action::RestartNodes, account, at).on_all(&ids));
            },
        );
    }

    pub fn bind_public_ip(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.on_cluster(
            account,
            at,
            |_| true,
            |world, cluster| {
                if let Some(login_node) = cluster.nodes.first() {
                    let request = Request::new(cluster, Action::BindPublicIp, account, at)
                        .on(&login_node.id)
                        .on(&ids::resource("eip-", &mut world.random));
                    world.run(&request);
                }
            },
        );
    }

    pub fn add_queue_nodes(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.move_nodes(account, at, Action::AddQueueNodes);
    }

    pub fn remove_queue_nodes(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.move_nodes(account, at, Action::RemoveQueueNodes);
    }

    /// Moves a few nodes into a queue or out of it, in one operation after the other.
    fn move_nodes(&mut self, account: &Arc<Account>, at: DateTime<Utc>, action: Action) {
        let is_ehpc = |cluster: &Cluster| cluster.product == Product::Ehpc;
        self.on_cluster(account, at, is_ehpc, |world, cluster| {
            let Some(queue) = world.random.pick(&cluster.queues).cloned() else {
                return;
            };
            let mut at = at;
            for _ in 0..world.random.between(1, 4) {
                let request = Request::new(cluster, action, account, at).on_named(&queue);
                world.move_nodes_once(cluster, &queue, request);
                at = world.later(at, 8, 40);
            }
        });
    }

    fn move_nodes_once(&mut self, cluster: &mut Cluster, queue: &Named, request: Request) {
        let (from, to) = match request.action {
            Action::AddQueueNodes => (None, Some(queue.id.clone())),
            _ => (Some(queue.id.clone()), None),
        };
        let ids = self.pick_nodes(cluster, 2, |node| node.queue == from);
        if !ids.is_empty() && self.run(&request.on_all(&ids)).is_some() {
            let moved = |node: &&mut Node| ids.contains(&node.id);
            for node in cluster.nodes.iter_mut().filter(moved) {
                node.queue.clone_from(&to);
            }
        }
    }

    /// The ids of up to `most` compute nodes.
    fn pick_nodes(
        &mut self,
        cluster: &Cluster,
        most: i64,
        fits: impl Fn(&Node) -> bool,
    ) -> Vec<String> {
        let candidates: Vec<&str> = cluster
            .compute_nodes()
            .filter(|node| fits(node))
            .map(|node| node.id.as_str())
            .collect();
        let mut ids: Vec<String> = (0..self.random.between(1, most))
            .filter_map(|_| self.random.pick(&candidates).map(|id| (*id).to_owned()))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
