//! Adding and deleting users of clusters, and setting their passwords.

use chrono::{DateTime, TimeDelta, Utc};

use crate::source::demo::action::Action;
use crate::source::demo::attempt::Call;
use crate::source::demo::cluster::Cluster;
use crate::source::demo::people::Person;
use crate::source::demo::world::World;

/// The most users a cluster has.
const MOST_USERS: usize = 12;

impl World {
    pub(super) fn add_user(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_room = |cluster: &Cluster| cluster.users.len() < MOST_USERS;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_room) else {
            return;
        };
        let mut at = at;
        for _ in 0..self.random.between(1, 3) {
            let user = cluster.new_user(&mut self.random);
            let call = Call::new(&cluster, Action::AddUser, &person.account, at)
                .on(&user.id)
                .named(&user.name);
            if self.carry_out(&call).is_some() {
                cluster.users.push(user);
            }
            at += TimeDelta::seconds(self.random.between(10, 60));
        }
        self.clusters.push(cluster);
    }

    pub(super) fn delete_user(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_users = |cluster: &Cluster| cluster.users.len() > 1;
        let Some(mut cluster) = self.take_cluster(person.customer, at, has_users) else {
            return;
        };
        let index = self.random.below(cluster.users.len());
        let user = cluster.users.remove(index);
        // The documented request names the user by name, not by id.
        let call = Call::new(&cluster, Action::DeleteUser, &person.account, at).on(&user.name);
        if self.carry_out(&call).is_none() {
            cluster.users.push(user);
        }
        self.clusters.push(cluster);
    }

    pub(super) fn reset_password(&mut self, person: &Person, at: DateTime<Utc>) {
        let has_users = |cluster: &Cluster| !cluster.users.is_empty();
        let Some(cluster) = self.take_cluster(person.customer, at, has_users) else {
            return;
        };
        if let Some(user) = self.random.pick(&cluster.users) {
            let call = Call::new(&cluster, Action::ModifyUser, &person.account, at)
                .on(&user.id)
                .named(&user.name);
            self.carry_out(&call);
        }
        self.clusters.push(cluster);
    }
}
