//! Adding, deleting, restarting and moving nodes.

use chrono::{DateTime, Utc};

use crate::source::demo::action::Action;
use crate::source::demo::attempt::Call;
use crate::source::demo::cluster::{Cluster, FEWEST_NODES, MOST_NODES, Node, Product, Queue};
use crate::source::demo::ids;
use crate::source::demo::people::Person;
use crate::source::demo::world::World;

impl World {
    pub(super) fn add_nodes(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_room = |cluster: &Cluster| cluster.nodes.len() < MOST_NODES;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_room) else {
            return;
        };
        let mut at = at;
        for _ in 0..self.random.between(1, 4) {
            let mut call = Call::new(&cluster, Action::AddNodes, &person.account, at);
            let ids: Vec<String> = (0..self.random.between(1, 3))
                .map(|_| ids::resource("cln-", &mut self.random))
                .collect();
            for id in &ids {
                call = call.on(id);
            }
            if self.carry_out(&call).is_some() {
                let nodes = ids.into_iter().map(|id| Node { id, queue: None });
                cluster.nodes.extend(nodes);
            }
            at = self.later(at, 15, 70);
        }
        self.clusters.push(cluster);
    }

    pub(super) fn delete_nodes(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_many = |cluster: &Cluster| cluster.nodes.len() > FEWEST_NODES + 2;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_many) else {
            return;
        };
        let mut at = at;
        for _ in 0..self.random.between(1, 3) {
            let ids = self.some_nodes(&cluster, 3, |_| true);
            if cluster.nodes.len() < FEWEST_NODES + ids.len() {
                break;
            }
            let mut call = Call::new(&cluster, Action::DeleteNodes, &person.account, at);
            for id in &ids {
                call = call.on(id);
            }
            if self.carry_out(&call).is_some() {
                cluster.nodes.retain(|node| !ids.contains(&node.id));
            }
            at = self.later(at, 10, 50);
        }
        self.clusters.push(cluster);
    }

    pub(super) fn restart_nodes(&mut self, person: &Person, at: DateTime<Utc>) {
        let Some(cluster) = self.take_cluster(person.customer, at, |_| true) else {
            return;
        };
        let mut call = Call::new(&cluster, Action::RestartNodes, &person.account, at);
        for id in self.some_nodes(&cluster, 3, |_| true) {
            call = call.on(&id);
        }
        self.carry_out(&call);
        self.clusters.push(cluster);
    }

    pub(super) fn bind_public_ip(&mut self, person: &Person, at: DateTime<Utc>) {
        let Some(cluster) = self.take_cluster(person.customer, at, |_| true) else {
            return;
        };
        if let Some(login_node) = cluster.nodes.first() {
            let address = ids::resource("eip-", &mut self.random);
            let call = Call::new(&cluster, Action::BindPublicIp, &person.account, at)
                .on(&login_node.id)
                .on(&address);
            self.carry_out(&call);
        }
        self.clusters.push(cluster);
    }

    pub(super) fn move_nodes_in(&mut self, person: &Person, at: DateTime<Utc>) {
        self.move_nodes(person, at, Action::AddQueueNodes);
    }

    pub(super) fn move_nodes_out(&mut self, person: &Person, at: DateTime<Utc>) {
        self.move_nodes(person, at, Action::RemoveQueueNodes);
    }

    /// Moves a few nodes into a queue or out of it, one operation after the other.
    fn move_nodes(&mut self, person: &Person, at: DateTime<Utc>, action: Action) {
        let is_ehpc = |cluster: &Cluster| cluster.product == Product::Ehpc;
        let Some(mut cluster) = self.take_cluster(person.customer, at, is_ehpc) else {
            return;
        };
        if let Some(queue) = self.random.pick(&cluster.queues).cloned() {
            let mut at = at;
            for _ in 0..self.random.between(1, 4) {
                self.move_some(&mut cluster, &queue, person, at, action);
                at = self.later(at, 8, 40);
            }
        }
        self.clusters.push(cluster);
    }

    fn move_some(
        &mut self,
        cluster: &mut Cluster,
        queue: &Queue,
        person: &Person,
        at: DateTime<Utc>,
        action: Action,
    ) {
        let (from, to) = match action {
            Action::AddQueueNodes => (None, Some(queue.id.clone())),
            _ => (Some(queue.id.clone()), None),
        };
        let ids = self.some_nodes(cluster, 2, |node| node.queue == from);
        if ids.is_empty() {
            return;
        }
        let mut call = Call::new(cluster, action, &person.account, at)
            .on(&queue.id)
            .named(&queue.name);
        for id in &ids {
            call = call.on(id);
        }
        if self.carry_out(&call).is_some() {
            for node in cluster
                .nodes
                .iter_mut()
                .filter(|node| ids.contains(&node.id))
            {
                node.queue.clone_from(&to);
            }
        }
    }

    /// A few nodes of a cluster, the login and control nodes left out.
    fn some_nodes(
        &mut self,
        cluster: &Cluster,
        most: i64,
        fits: impl Fn(&Node) -> bool,
    ) -> Vec<String> {
        let candidates: Vec<&str> = cluster
            .nodes
            .iter()
            .skip(2)
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
