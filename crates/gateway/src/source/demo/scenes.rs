//! What goes on when the demo starts, however quiet the hour is: a cluster is being created, nodes
//! are being added in a row after an attempt that failed, something hangs.

use chrono::{DateTime, TimeDelta, Utc};

use super::action::Action;
use super::attempt::Call;
use super::cluster::{Cluster, Product};
use super::ids;
use super::names;
use super::people::Person;
use super::row::Outcome;
use super::world::World;

impl World {
    /// Lets the administrator of the first customer be at work at a moment.
    pub(super) fn play_last_scenes(&mut self, now: DateTime<Utc>) {
        let Some(person) = self.administrator() else {
            return;
        };
        let is_large =
            |cluster: &Cluster| cluster.product == Product::Ehpc && cluster.queues.len() > 1;
        if let Some(cluster) = self.take_cluster(person.customer, now, is_large) {
            self.work_on(&cluster, &person, now);
            self.clusters.push(cluster);
        }
        self.begin_a_cluster(&person, now);
    }

    fn work_on(&mut self, cluster: &Cluster, person: &Person, now: DateTime<Utc>) {
        let ago = |seconds| now - TimeDelta::seconds(seconds);
        let call = |action, at| Call::new(cluster, action, &person.account, at);
        let mut done = |call: Call, at, seconds| {
            self.log(&call, at, TimeDelta::seconds(seconds), Outcome::Success);
        };
        // Hangs: it began over an hour ago and will take hours more.
        done(call(Action::ResizeCluster, ago(4_560)), ago(4_560), 25_200);
        if let [_, _, first, second, ..] = cluster.nodes.as_slice() {
            let restart = call(Action::RestartNodes, ago(14))
                .on(&first.id)
                .on(&second.id);
            done(restart, ago(14), 58);
            if let Some(queue) = cluster.queues.last() {
                let moved = call(Action::AddQueueNodes, ago(2))
                    .on(&queue.id)
                    .on(&first.id)
                    .named(&queue.name);
                done(moved, ago(2), 7);
            }
        }
        let nodes: Vec<String> = (0..3)
            .map(|_| ids::resource("cln-", &mut self.random))
            .collect();
        let mut added_at = ago(46);
        for (index, id) in nodes.iter().enumerate() {
            let add = call(Action::AddNodes, added_at).on(id);
            if index == 0 {
                let failed = Outcome::Failure("5200".into());
                self.log(&add, ago(760), TimeDelta::seconds(31), failed);
            }
            self.log(&add, added_at, TimeDelta::seconds(54), Outcome::Success);
            added_at += TimeDelta::seconds(17);
        }
    }

    fn begin_a_cluster(&mut self, person: &Person, now: DateTime<Utc>) {
        let Some(customer) = person.customer else {
            return;
        };
        let began = now - TimeDelta::seconds(140);
        let takes = TimeDelta::seconds(self.random.between(330, 450));
        let taken: Vec<&str> = self.clusters.iter().map(|c| c.name.as_str()).collect();
        let name = names::untaken(&names::CLUSTERS, &taken, &mut self.random);
        let ready = began + takes;
        let cluster = Cluster::new(Product::Ehpc, customer, name, ready, &mut self.random);
        let call = Call::new(&cluster, Action::CreateCluster, &person.account, began)
            .on(&ids::resource("vxnet-", &mut self.random))
            .on(&ids::resource("", &mut self.random));
        self.log(&call, began, takes, Outcome::Success);
        self.clusters.push(cluster);
    }
}
