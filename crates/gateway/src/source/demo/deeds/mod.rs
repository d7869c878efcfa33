//! What people do. A deed is one intention; it leads to one operation or to a burst of them.

mod clusters;
mod compute_jobs;
mod nodes;
mod platform;
mod queues;
mod users;

use chrono::{DateTime, Utc};

use super::people::Person;
use super::world::World;

/// What somebody sets out to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Submits one compute job or a few.
    Submit,
    /// Cancels one compute job or a few.
    Cancel,
    /// Cancels dozens of compute jobs one by one within a minute.
    CancelAll,
    /// Deletes ended compute jobs.
    DeleteJobs,
    /// Submits a series of compute jobs and deletes it later, as a nightly test does.
    NightlyRun,
    /// Moves nodes into a queue.
    MoveNodesIn,
    /// Takes nodes out of a queue.
    MoveNodesOut,
    /// Adds nodes, several times in a row.
    AddNodes,
    /// Deletes nodes.
    DeleteNodes,
    /// Restarts nodes.
    RestartNodes,
    /// Binds a public address to a node.
    BindPublicIp,
    /// Makes the nodes of a cluster larger or smaller.
    Resize,
    /// Renames a cluster.
    Rename,
    /// Stops a cluster in the evening and starts it in the morning.
    Pause,
    /// Creates a cluster.
    CreateCluster,
    /// Deletes a cluster.
    DeleteCluster,
    /// Adds a queue.
    AddQueue,
    /// Renames a queue.
    RenameQueue,
    /// Deletes a queue.
    DeleteQueue,
    /// Binds a dedicated queue.
    BindQueue,
    /// Gives a dedicated queue back.
    UnbindQueue,
    /// Adds a user.
    AddUser,
    /// Deletes a user.
    DeleteUser,
    /// Sets a user's password.
    ResetPassword,
    /// The platform restarts a node that needs it.
    Maintain,
    /// The platform stops a cluster nobody pays for, until somebody does.
    StopInArrears,
}

impl World {
    /// Somebody does something, if the clusters allow it.
    pub(super) fn perform(&mut self, deed: Deed, person: &Person, at: DateTime<Utc>) {
        match deed {
            Deed::Submit => self.submit(person, at),
            Deed::Cancel => self.cancel(person, at, 1, 3),
            Deed::CancelAll => self.cancel(person, at, 12, 30),
            Deed::DeleteJobs => self.delete_jobs(person, at),
            Deed::NightlyRun => self.nightly_run(person, at),
            Deed::MoveNodesIn => self.move_nodes_in(person, at),
            Deed::MoveNodesOut => self.move_nodes_out(person, at),
            Deed::AddNodes => self.add_nodes(person, at),
            Deed::DeleteNodes => self.delete_nodes(person, at),
            Deed::RestartNodes | Deed::Maintain => self.restart_nodes(person, at),
            Deed::BindPublicIp => self.bind_public_ip(person, at),
            Deed::Resize => self.resize(person, at),
            Deed::Rename => self.rename(person, at),
            Deed::Pause => self.pause(person, at),
            Deed::CreateCluster => self.create_cluster(person, at),
            Deed::DeleteCluster => self.delete_cluster(person, at),
            Deed::AddQueue => self.add_queue(person, at),
            Deed::RenameQueue => self.rename_queue(person, at),
            Deed::DeleteQueue => self.delete_queue(person, at),
            Deed::BindQueue => self.bind_queue(person, at),
            Deed::UnbindQueue => self.unbind_queue(person, at),
            Deed::AddUser => self.add_user(person, at),
            Deed::DeleteUser => self.delete_user(person, at),
            Deed::ResetPassword => self.reset_password(person, at),
            Deed::StopInArrears => self.stop_in_arrears(person, at),
        }
    }
}
