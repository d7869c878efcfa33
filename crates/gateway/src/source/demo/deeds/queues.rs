//! Adding, renaming and deleting queues, and binding dedicated ones.

use chrono::{DateTime, Utc};

use crate::source::demo::action::Action;
use crate::source::demo::attempt::Call;
use crate::source::demo::cluster::{Cluster, MOST_QUEUES, Product, Queue};
use crate::source::demo::ids;
use crate::source::demo::people::Person;
use crate::source::demo::world::World;

impl World {
    pub(super) fn add_queue(&mut self, person: &Person, at: DateTime<Utc>) {
        self.gain_queue(person, at, Product::Ehpc, Action::AddQueue);
    }

    pub(super) fn bind_queue(&mut self, person: &Person, at: DateTime<Utc>) {
        self.gain_queue(person, at, Product::Hpc, Action::BindQueue);
    }

    pub(super) fn delete_queue(&mut self, person: &Person, at: DateTime<Utc>) {
        self.lose_queue(person, at, Product::Ehpc, Action::DeleteQueues);
    }

    pub(super) fn unbind_queue(&mut self, person: &Person, at: DateTime<Utc>) {
        self.lose_queue(person, at, Product::Hpc, Action::UnbindQueue);
    }

    fn gain_queue(&mut self, person: &Person, at: DateTime<Utc>, product: Product, action: Action) {
        let has_room =
            |cluster: &Cluster| cluster.product == product && cluster.queues.len() < MOST_QUEUES;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_room) else {
            return;
        };
        let name = cluster.untaken_queue_name(&mut self.random);
        let queue = cluster.new_queue(name, &mut self.random);
        let mut call = Call::new(&cluster, action, &person.account, at)
            .on(&queue.id)
            .named(&queue.name);
        if product == Product::Hpc {
            call = call.on(&ids::resource("hpcqt-", &mut self.random));
        }
        if self.carry_out(&call).is_some() {
            cluster.queues.push(queue);
        }
        self.clusters.push(cluster);
    }

    fn lose_queue(&mut self, person: &Person, at: DateTime<Utc>, product: Product, action: Action) {
        let has_spare = |cluster: &Cluster| cluster.product == product && cluster.queues.len() > 1;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_spare) else {
            return;
        };
        // The last one: the first cannot go.
        if let Some(queue) = cluster.queues.pop() {
            let call = Call::new(&cluster, action, &person.account, at)
                .on(&queue.id)
                .named(&queue.name);
            if self.carry_out(&call).is_some() {
                release_nodes(&mut cluster, &queue);
            } else {
                cluster.queues.push(queue);
            }
        }
        self.clusters.push(cluster);
    }

    pub(super) fn rename_queue(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_spare =
            |cluster: &Cluster| cluster.product == Product::Ehpc && cluster.queues.len() > 1;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_spare) else {
            return;
        };
        let name = cluster.untaken_queue_name(&mut self.random);
        if let Some(mut queue) = cluster.queues.pop() {
            let call = Call::new(&cluster, Action::ModifyQueue, &person.account, at)
                .on(&queue.id)
                .named(&queue.name)
                .named(&name);
            if self.carry_out(&call).is_some() {
                queue.name = name;
            }
            cluster.queues.push(queue);
        }
        self.clusters.push(cluster);
    }
}

fn release_nodes(cluster: &mut Cluster, queue: &Queue) {
    for node in &mut cluster.nodes {
        if node.queue.as_ref() == Some(&queue.id) {
            node.queue = None;
        }
    }
}
