//! The actions of operations: the documented ones, and one that only the console knows.

use std::sync::LazyLock;

use operation_log::action::KNOWN_ACTIONS;

/// The description of the action that is not documented.
const BIND_PUBLIC_IP: &str = "绑定公网 IP";

/// What an operation does. The documented ones are in the order of [`KNOWN_ACTIONS`].
#[derive(Clone, Copy, Debug)]
pub enum Action {
    CreateCluster,
    DeleteCluster,
    StartCluster,
    StopCluster,
    ResizeCluster,
    ModifyCluster,
    AddNodes,
    DeleteNodes,
    RestartNodes,
    AddQueue,
    ModifyQueue,
    DeleteQueues,
    AddQueueNodes,
    RemoveQueueNodes,
    BindQueue,
    UnbindQueue,
    AddUser,
    DeleteUser,
    ModifyUser,
    SubmitJob,
    StopJobs,
    DeleteJobs,
    /// Binding a public address: the console can do it, the documentation does not list it.
    BindPublicIp,
}

impl Action {
    /// Its name in the API.
    pub fn job_action(self) -> &'static str {
        KNOWN_ACTIONS
            .get(self as usize)
            .map_or("HpcClusterBindEip", |known| known.job_action)
    }

    /// The server's description of it.
    pub fn describe(self) -> &'static str {
        KNOWN_ACTIONS
            .get(self as usize)
            .map_or(BIND_PUBLIC_IP, |known| known.describe)
    }

    /// The description in lower case, to search in.
    pub fn describe_in_lower_case(self) -> &'static str {
        static LOWER: LazyLock<Vec<String>> = LazyLock::new(|| {
            let names = KNOWN_ACTIONS.iter().map(|known| known.describe);
            let all = names.chain([BIND_PUBLIC_IP]);
            all.map(str::to_lowercase).collect()
        });
        LOWER.get(self as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_the_documented_name() {
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
        assert_eq!(Action::BindPublicIp as usize, KNOWN_ACTIONS.len());
    }
}
