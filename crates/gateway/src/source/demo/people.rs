//! Who works with the clusters: people and scripts of three customers, and the platform itself.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::account::Account;
use super::arrival_rate::Shift;
use super::cluster::ZONES;
use super::ids;
use super::random::Random;
use super::world::World;

/// What an account does at some time, one of those in `operations`.
pub type Task = fn(&mut World, &Arc<Account>, DateTime<Utc>);

/// Somebody, or something, that works with clusters.
#[derive(Debug)]
pub struct Person {
    /// The account it uses.
    pub account: Arc<Account>,
    /// When it works.
    pub shift: Shift,
    /// How much it does, relative to the others of its shift.
    pub activity: f64,
    /// What it does, each task as often as its weight says.
    pub tasks: &'static [(Task, f64)],
}

const ADMINISTRATOR: &[(Task, f64)] = &[
    (World::add_queue_nodes, 17.0),
    (World::remove_queue_nodes, 15.0),
    (World::add_nodes, 13.0),
    (World::delete_nodes, 10.0),
    (World::restart_nodes, 11.0),
    (World::resize_cluster, 4.0),
    (World::rename_cluster, 3.0),
    (World::stop_for_a_while, 3.0),
    (World::add_queue, 4.0),
    (World::rename_queue, 3.0),
    (World::delete_queue, 4.0),
    (World::bind_queue, 3.0),
    (World::unbind_queue, 2.5),
    (World::add_users, 5.0),
    (World::delete_user, 2.5),
    (World::reset_password, 4.0),
    (World::bind_public_ip, 1.0),
    (World::create_cluster, 0.45),
    (World::delete_cluster, 0.4),
];
const RESEARCHER: &[(Task, f64)] = &[
    (World::submit_jobs, 60.0),
    (World::cancel_a_few_jobs, 14.0),
    (World::cancel_all_jobs, 1.2),
    (World::delete_jobs, 10.0),
    (World::add_queue_nodes, 6.0),
    (World::remove_queue_nodes, 5.0),
    (World::reset_password, 0.6),
];
const STUDENT: &[(Task, f64)] = &[
    (World::submit_jobs, 70.0),
    (World::cancel_a_few_jobs, 22.0),
    (World::cancel_all_jobs, 2.0),
    (World::delete_jobs, 6.0),
];
const SCRIPT: &[(Task, f64)] = &[(World::run_nightly_test, 8.0), (World::submit_jobs, 1.0)];
const PLATFORM: &[(Task, f64)] = &[(World::restart_nodes, 5.0), (World::stop_for_a_while, 1.0)];

/// Index of the customer, shift, activity, role, channel and tasks of a person.
type Row = (
    usize,
    Shift,
    f64,
    &'static str,
    &'static str,
    &'static [(Task, f64)],
);

/// The people of the customers. The first is an administrator.
const PEOPLE: [Row; 14] = [
    (0, Shift::Day, 1.2, "admin", "session", ADMINISTRATOR),
    (0, Shift::Day, 0.8, "member", "session", RESEARCHER),
    (0, Shift::Day, 0.6, "member", "session", RESEARCHER),
    (0, Shift::Day, 0.4, "member", "api", RESEARCHER),
    (0, Shift::Day, 0.3, "member", "session", STUDENT),
    (0, Shift::Night, 1.0, "member", "api", SCRIPT),
    (1, Shift::Day, 1.0, "admin", "session", ADMINISTRATOR),
    (1, Shift::Day, 0.7, "member", "session", RESEARCHER),
    (1, Shift::Day, 0.5, "member", "api", RESEARCHER),
    (1, Shift::Day, 0.3, "member", "session", STUDENT),
    (1, Shift::Night, 0.6, "member", "api", SCRIPT),
    (2, Shift::Day, 0.10, "boss", "session", ADMINISTRATOR),
    (2, Shift::Day, 0.10, "member", "session", RESEARCHER),
    (2, Shift::Day, 0.05, "member", "session", STUDENT),
];

/// Everybody; the platform comes last.
pub fn everybody(random: &mut Random) -> Vec<Person> {
    let roots = ZONES.map(|_| ids::account(random));
    let mut people: Vec<Person> = PEOPLE
        .iter()
        .map(|(customer, shift, activity, role, channel, tasks)| Person {
            account: Arc::new(Account {
                id: ids::account(random),
                root: roots.get(*customer).cloned().unwrap_or_default(),
                role,
                channel,
                customer: Some(*customer),
            }),
            shift: *shift,
            activity: *activity,
            tasks,
        })
        .collect();
    people.push(Person {
        account: Arc::new(Account {
            id: "system".to_owned(),
            root: "system".to_owned(),
            role: "admin",
            channel: "internal",
            customer: None,
        }),
        shift: Shift::Night,
        activity: 0.12,
        tasks: PLATFORM,
    });
    people
}
