//! The documented actions. The console can do more than the documentation says, so an unknown
//! action is shown as it is.

use crate::language::Bilingual;

/// An action of the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAction {
    /// The API's name, as in `job_action`.
    pub job_action: &'static str,
    /// The documentation's name for it, and ours in English.
    pub name: Bilingual,
}

/// Every documented action that writes.
pub const KNOWN_ACTIONS: [KnownAction; 22] = [
    KnownAction {
        job_action: "HpcClusterCreateCluster",
        name: Bilingual {
            zh: "创建集群",
            en: "Create cluster",
        },
    },
    KnownAction {
        job_action: "HpcClusterDeleteCluster",
        name: Bilingual {
            zh: "删除集群",
            en: "Delete cluster",
        },
    },
    KnownAction {
        job_action: "HpcClusterStartCluster",
        name: Bilingual {
            zh: "启动集群",
            en: "Start cluster",
        },
    },
    KnownAction {
        job_action: "HpcClusterStopCluster",
        name: Bilingual {
            zh: "关闭集群",
            en: "Stop cluster",
        },
    },
    KnownAction {
        job_action: "HpcClusterResizeCluster",
        name: Bilingual {
            zh: "扩、缩容集群",
            en: "Resize cluster",
        },
    },
    KnownAction {
        job_action: "HpcClusterModifyCluster",
        name: Bilingual {
            zh: "修改集群",
            en: "Edit cluster",
        },
    },
    KnownAction {
        job_action: "HpcClusterAddClusterNodes",
        name: Bilingual {
            zh: "新增节点",
            en: "Add nodes",
        },
    },
    KnownAction {
        job_action: "HpcClusterDeleteClusterNodes",
        name: Bilingual {
            zh: "删除节点",
            en: "Delete nodes",
        },
    },
    KnownAction {
        job_action: "HpcClusterRestartClusterNodes",
        name: Bilingual {
            zh: "重启节点",
            en: "Restart nodes",
        },
    },
    KnownAction {
        job_action: "HpcQueueAddEhpcQueue",
        name: Bilingual {
            zh: "增加队列",
            en: "Add queue",
        },
    },
    KnownAction {
        job_action: "HpcQueueModifyEhpcQueue",
        name: Bilingual {
            zh: "修改队列",
            en: "Rename queue",
        },
    },
    KnownAction {
        job_action: "HpcQueueDelEhpcQueues",
        name: Bilingual {
            zh: "删除队列",
            en: "Delete queues",
        },
    },
    KnownAction {
        job_action: "HpcQueueAddEhpcQueueNodes",
        name: Bilingual {
            zh: "队列增加节点",
            en: "Move nodes into queue",
        },
    },
    KnownAction {
        job_action: "HpcQueueRemoveEhpcQueueNodes",
        name: Bilingual {
            zh: "从队列移除节点",
            en: "Remove nodes from queue",
        },
    },
    KnownAction {
        job_action: "HpcQueueBindPrivateQueue",
        name: Bilingual {
            zh: "HPC 绑定专属队列",
            en: "Bind dedicated queue",
        },
    },
    KnownAction {
        job_action: "HpcQueueUnbindPrivateQueue",
        name: Bilingual {
            zh: "HPC 解绑专属队列",
            en: "Unbind dedicated queue",
        },
    },
    KnownAction {
        job_action: "HpcUserAddUser",
        name: Bilingual {
            zh: "新增集群用户",
            en: "Add cluster user",
        },
    },
    KnownAction {
        job_action: "HpcUserDeleteUser",
        name: Bilingual {
            zh: "删除集群用户",
            en: "Delete cluster user",
        },
    },
    KnownAction {
        job_action: "HpcUserModifyUser",
        name: Bilingual {
            zh: "修改集群用户",
            en: "Reset user password",
        },
    },
    KnownAction {
        job_action: "HpcJobSubmitJob",
        name: Bilingual {
            zh: "提交作业",
            en: "Submit compute job",
        },
    },
    KnownAction {
        job_action: "HpcJobStopJobs",
        name: Bilingual {
            zh: "取消作业",
            en: "Cancel compute jobs",
        },
    },
    KnownAction {
        job_action: "HpcJobDeleteJobs",
        name: Bilingual {
            zh: "删除作业",
            en: "Delete compute jobs",
        },
    },
];

/// The documented action of this name.
pub fn find(job_action: &str) -> Option<&'static KnownAction> {
    KNOWN_ACTIONS
        .iter()
        .find(|known| known.job_action == job_action)
}
