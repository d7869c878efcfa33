//! Adding and deleting users of clusters, and setting their passwords.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::source::demo::account::Account;
use crate::source::demo::action::Action;
use crate::source::demo::cluster::Cluster;
use crate::source::demo::request::Request;
use crate::source::demo::world::World;

/// The most users a cluster has.
const MAX_USERS: usize = 12;

impl World {
    pub fn add_users(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_room = |cluster: &Cluster| cluster.users.len() < MAX_USERS;
        self.on_cluster(account, at, has_room, |world, cluster| {
            let mut at = at;
            for _ in 0..world.random.between(1, 3) {
                let user = cluster.new_user(&mut world.random);
                let request = Request::new(cluster, Action::AddUser, account, at).on_named(&user);
                if world.run(&request).is_some() {
                    cluster.users.push(user);
                }
                at = world.later(at, 10, 60);
            }
        });
    }

    pub fn delete_user(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_users = |cluster: &Cluster| cluster.users.len() > 1;
        self.on_cluster(account, at, has_users, |world, cluster| {
            let index = world.random.below(cluster.users.len());
            let user = cluster.users.remove(index);
            // The documented request names the user by name, not by id.
            let request = Request::new(cluster, Action::DeleteUser, account, at).on(&user.name);
            if world.run(&request).is_none() {
                cluster.users.push(user);
            }
        });
    }

    pub fn reset_password(&mut self, account: &Arc<Account>, at: DateTime<Utc>) {
        let has_users = |cluster: &Cluster| !cluster.users.is_empty();
        self.on_cluster(account, at, has_users, |world, cluster| {
            if let Some(user) = world.random.pick(&cluster.users) {
                let request = Request::new(cluster, Action::ModifyUser, account, at).on_named(user);
                world.run(&request);
            }
        });
    }
}
