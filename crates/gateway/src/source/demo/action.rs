//! What operations do: the documented actions, and one that only the console knows.

use std::sync::LazyLock;

use operation_log::action::KNOWN_ACTIONS;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $index:literal,)*) => {
        /// What an operation does. The documented ones in the documentation's order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name = $index,)*
            /// Binding a public address: the console can do it, the documentation does not name it.
            BindPublicIp = 22,
        }

        impl Action {
            /// Every documented action.
            pub const DOCUMENTED: [Self; 22] = [$(Self::$name,)*];
        }
    };
}

actions! {
    /// Creates a cluster.
    CreateCluster = 0,
    /// Deletes clusters.
    DeleteCluster = 1,
    /// Starts clusters.
    StartCluster = 2,
    /// Stops clusters.
    StopCluster = 3,
    /// Makes the nodes of one role larger or smaller.
    ResizeCluster = 4,
    /// Changes a cluster's name or description.
    ModifyCluster = 5,
    /// Adds nodes to a cluster.
    AddNodes = 6,
    /// Deletes nodes.
    DeleteNodes = 7,
    /// Restarts nodes.
    RestartNodes = 8,
    /// Adds a queue.
    AddQueue = 9,
    /// Renames a queue.
    ModifyQueue = 10,
    /// Deletes queues.
    DeleteQueues = 11,
    /// Moves nodes into a queue.
    AddQueueNodes = 12,
    /// Takes nodes out of a queue.
    RemoveQueueNodes = 13,
    /// Binds a dedicated queue.
    BindQueue = 14,
    /// Gives a dedicated queue back.
    UnbindQueue = 15,
    /// Adds a user to a cluster.
    AddUser = 16,
    /// Deletes a user of a cluster.
    DeleteUser = 17,
    /// Sets the password of a user of a cluster.
    ModifyUser = 18,
    /// Submits a compute job.
    SubmitJob = 19,
    /// Cancels compute jobs.
    StopJobs = 20,
    /// Deletes compute jobs.
    DeleteJobs = 21,
}

impl Action {
    /// The name the API has for it.
    pub fn job_action(self) -> &'static str {
        KNOWN_ACTIONS
            .get(self as usize)
            .map_or("HpcClusterBindEip", |known| known.job_action)
    }

    /// What the server calls it.
    pub fn describe(self) -> &'static str {
        KNOWN_ACTIONS
            .get(self as usize)
            .map_or("绑定公网 IP", |known| known.name.zh)
    }

    /// The same in lower case, to look for texts in.
    pub fn describe_in_lower_case(self) -> &'static str {
        static LOWER: LazyLock<Vec<String>> = LazyLock::new(|| {
            let all = Action::DOCUMENTED.iter().chain([&Action::BindPublicIp]);
            all.map(|action| action.describe().to_lowercase()).collect()
        });
        LOWER.get(self as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_the_documentations_name() {
        for (action, name) in [
            (Action::CreateCluster, "HpcClusterCreateCluster"),
            (Action::RestartNodes, "HpcClusterRestartClusterNodes"),
            (Action::RemoveQueueNodes, "HpcQueueRemoveEhpcQueueNodes"),
            (Action::UnbindQueue, "HpcQueueUnbindPrivateQueue"),
            (Action::ModifyUser, "HpcUserModifyUser"),
            (Action::DeleteJobs, "HpcJobDeleteJobs"),
            (Action::BindPublicIp, "HpcClusterBindEip"),
        ] {
            assert_eq!(action.job_action(), name);
        }
        let names: Vec<&str> = Action::DOCUMENTED.map(Action::job_action).to_vec();
        assert_eq!(names, KNOWN_ACTIONS.map(|known| known.job_action));
    }
}
