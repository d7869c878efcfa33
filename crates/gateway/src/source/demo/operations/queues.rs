//! Adding, renaming and deleting queues, and binding dedicated ones.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::source::demo::account::Account;
use crate::source::demo::action::Action;
use crate::source::demo::cluster::{Cluster, Product};
use crate::source::demo::ids;
use crate::source::demo::request::Request;
use crate::source::demo::world::World;

/// The most queues a cluster has.
const MAX_QUEUES: usize = 6;

impl World {
    pub fn add_queue(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.gain_queue(account, at, Product::Ehpc, Action::AddQueue);
    }

    pub fn bind_queue(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.gain_queue(account, at, Product::Hpc, Action::BindQueue);
    }

    pub fn delete_queue(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.lose_queue(account, at, Product::Ehpc, Action::DeleteQueues);
    }

    pub fn unbind_queue(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        self.lose_queue(account, at, Product::Hpc, Action::UnbindQueue);
    }

    fn gain_queue(
        &mut self,
        account: &Arc<Account>,
        at: DateTime<Utc>,
        product: Product,
        action: Action,
    ) {
        let has_room =
            |cluster: &Cluster| cluster.product == product && cluster.queues.len() < MAX_QUEUES;
        self.on_cluster(account, at, has_room, |world, cluster| {
            let name = cluster.unused_queue_name(&mut world.random);
            let queue = cluster.new_queue(name, &mut world.random);
            let mut request = Request::new(cluster, action, account, at).on_named(&queue);
            if product == Product::Hpc {
                request = request.on(&ids::resource("hpcqt-", &mut world.random));
            }
            if world.run(&request).is_some() {
                cluster.queues.push(queue);
            }
        });
    }

    fn lose_queue(
        &mut self,
        account: &Arc<Account>,
        at: DateTime<Utc>,
        product: Product,
        action: Action,
    ) {
        let has_spare = |cluster: &Cluster| cluster.product == product && cluster.queues.len() > 1;
        self.on_cluster(account, at, has_spare, |world, cluster| {
            let Some(queue) = cluster.queues.pop() else {
                return;
            };
            let request = Request::new(cluster, action, account, at).on_named(&queue);
            if world.run(&request).is_none() {
                cluster.queues.push(queue);
                return;
            }
            for node in &mut cluster.nodes {
                node.queue.take_if(|id| *id == queue.id);
            }
        });
    }

    pub fn rename_queue(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_spare =
            |cluster: &Cluster| cluster.product == Product::Ehpc && cluster.queues.len() > 1;
        self.on_cluster(account, at, has_spare, |world, cluster| {
            if let Some(queue) = cluster.queues.last() {
                let request =
                    Request::new(cluster, Action::ModifyQueue, account, at).on_named(queue);
                world.run(&request);
            }
        });
    }
}
