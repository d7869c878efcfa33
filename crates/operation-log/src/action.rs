//! The documented actions. The console can do more than the documentation says, so an unknown
//! action is shown as it is.

/// An action of the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAction {
    /// The API's name, as in `job_action`.
    pub job_action: &'static str,
    /// What the documentation calls it, as in `action_describe`.
    pub describe: &'static str,
}

/// Every documented action that writes.
pub const KNOWN_ACTIONS: [KnownAction; 22] = [
    action("HpcClusterCreateCluster", "创建集群"),
    action("HpcClusterDeleteCluster", "删除集群"),
    action("HpcClusterStartCluster", "启动集群"),
    action("HpcClusterStopCluster", "关闭集群"),
    action("HpcClusterResizeCluster", "扩、缩容集群"),
    action("HpcClusterModifyCluster", "修改集群"),
    action("HpcClusterAddClusterNodes", "新增节点"),
    action("HpcClusterDeleteClusterNodes", "删除节点"),
    action("HpcClusterRestartClusterNodes", "重启节点"),
    action("HpcQueueAddEhpcQueue", "增加队列"),
    action("HpcQueueModifyEhpcQueue", "修改队列"),
    action("HpcQueueDelEhpcQueues", "删除队列"),
    action("HpcQueueAddEhpcQueueNodes", "队列增加节点"),
    action("HpcQueueRemoveEhpcQueueNodes", "从队列移除节点"),
    action("HpcQueueBindPrivateQueue", "HPC 绑定专属队列"),
    action("HpcQueueUnbindPrivateQueue", "HPC 解绑专属队列"),
    action("HpcUserAddUser", "新增集群用户"),
    action("HpcUserDeleteUser", "删除集群用户"),
    action("HpcUserModifyUser", "修改集群用户"),
    action("HpcJobSubmitJob", "提交作业"),
    action("HpcJobStopJobs", "取消作业"),
    action("HpcJobDeleteJobs", "删除作业"),
];

const fn action(job_action: &'static str, describe: &'static str) -> KnownAction {
    KnownAction {
        job_action,
        describe,
    }
}

/// The documented action of this name.
pub fn find(job_action: &str) -> Option<&'static KnownAction> {
    KNOWN_ACTIONS
        .iter()
        .find(|known| known.job_action == job_action)
}
