//! Who works with the clusters: accounts of three customers with habits of their own, and the
//! platform itself.

use std::sync::Arc;

use super::deeds::Deed;
use super::ids;
use super::random::Random;
use super::rhythm::Shift;

/// An account of the cloud.
#[derive(Clone, Debug)]
pub struct Account {
    /// `usr-…`, or `system` for the platform itself.
    pub id: String,
    /// The account that pays for it.
    pub root: String,
    /// Its role.
    pub role: &'static str,
    /// How it talks to the cloud.
    pub channel: &'static str,
}

/// Somebody, or something, that works with clusters.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub account: Arc<Account>,
    /// The customer whose clusters it works with; none for the platform, which works with all.
    pub customer: Option<usize>,
    /// When it works.
    pub shift: Shift,
    /// How much it does, compared with the others of its shift.
    pub diligence: f64,
    /// What it does, each thing as often as its weight says.
    pub habits: &'static [(Deed, f64)],
}

/// How many customers there are. The last has its clusters in the smaller zone.
pub const CUSTOMERS: usize = 3;

const ADMINISTRATOR: &[(Deed, f64)] = &[
    (Deed::MoveNodesIn, 17.0),
    (Deed::MoveNodesOut, 15.0),
    (Deed::AddNodes, 13.0),
    (Deed::DeleteNodes, 10.0),
    (Deed::RestartNodes, 11.0),
    (Deed::Resize, 4.0),
    (Deed::Rename, 3.0),
    (Deed::Pause, 3.0),
    (Deed::AddQueue, 4.0),
    (Deed::RenameQueue, 3.0),
    (Deed::DeleteQueue, 4.0),
    (Deed::BindQueue, 3.0),
    (Deed::UnbindQueue, 2.5),
    (Deed::AddUser, 5.0),
    (Deed::DeleteUser, 2.5),
    (Deed::ResetPassword, 4.0),
    (Deed::BindPublicIp, 1.0),
    (Deed::CreateCluster, 0.45),
    (Deed::DeleteCluster, 0.4),
];
const RESEARCHER: &[(Deed, f64)] = &[
    (Deed::Submit, 60.0),
    (Deed::Cancel, 14.0),
    (Deed::CancelAll, 1.2),
    (Deed::DeleteJobs, 10.0),
    (Deed::MoveNodesIn, 6.0),
    (Deed::MoveNodesOut, 5.0),
    (Deed::ResetPassword, 0.6),
];
const STUDENT: &[(Deed, f64)] = &[
    (Deed::Submit, 70.0),
    (Deed::Cancel, 22.0),
    (Deed::CancelAll, 2.0),
    (Deed::DeleteJobs, 6.0),
];
const ROBOT: &[(Deed, f64)] = &[(Deed::NightlyRun, 8.0), (Deed::Submit, 1.0)];
const PLATFORM: &[(Deed, f64)] = &[(Deed::Maintain, 5.0), (Deed::StopInArrears, 1.0)];

/// One kind of account: customer, shift, diligence, role, channel and habits.
type Part = (
    usize,
    Shift,
    f64,
    &'static str,
    &'static str,
    &'static [(Deed, f64)],
);

const CAST: [Part; 14] = [
    (0, Shift::Day, 1.2, "admin", "session", ADMINISTRATOR),
    (0, Shift::Day, 0.8, "member", "session", RESEARCHER),
    (0, Shift::Day, 0.6, "member", "session", RESEARCHER),
    (0, Shift::Day, 0.4, "member", "api", RESEARCHER),
    (0, Shift::Day, 0.3, "member", "session", STUDENT),
    (0, Shift::Night, 1.0, "member", "api", ROBOT),
    (1, Shift::Day, 1.0, "admin", "session", ADMINISTRATOR),
    (1, Shift::Day, 0.7, "member", "session", RESEARCHER),
    (1, Shift::Day, 0.5, "member", "api", RESEARCHER),
    (1, Shift::Day, 0.3, "member", "session", STUDENT),
    (1, Shift::Night, 0.6, "member", "api", ROBOT),
    (2, Shift::Day, 0.10, "boss", "session", ADMINISTRATOR),
    (2, Shift::Day, 0.10, "member", "session", RESEARCHER),
    (2, Shift::Day, 0.05, "member", "session", STUDENT),
];

/// Everybody. The platform comes last.
pub fn cast(random: &mut Random) -> Vec<Person> {
    let roots: Vec<String> = (0..CUSTOMERS).map(|_| ids::account(random)).collect();
    let mut people: Vec<Person> = CAST
        .iter()
        .map(|(customer, shift, diligence, role, channel, habits)| {
            let id = ids::account(random);
            let root = roots.get(*customer).cloned().unwrap_or_else(|| id.clone());
            Person {
                account: Arc::new(Account {
                    id,
                    root,
                    role,
                    channel,
                }),
                customer: Some(*customer),
                shift: *shift,
                diligence: *diligence,
                habits,
            }
        })
        .collect();
    people.push(Person {
        account: Arc::new(Account {
            id: "system".to_owned(),
            root: "system".to_owned(),
            role: "admin",
            channel: "internal",
        }),
        customer: None,
        shift: Shift::Night,
        diligence: 0.12,
        habits: PLATFORM,
    });
    people
}
