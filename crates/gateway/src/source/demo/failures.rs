//! Why operations fail. The rules are those of the documentation; which code breaking one leads to
//! is not documented, so the texts are marked as made up.

use super::action::Action;
use super::random::Random;

/// A reason why an operation fails.
#[derive(Clone, Copy, Debug)]
pub struct Reason {
    /// The documented code.
    pub code: u32,
    /// How often it occurs, relative to the other reasons of the action.
    pub weight: f64,
    /// Whether it is only found out while the operation runs.
    pub is_slow: bool,
    /// The server's message.
    pub message: &'static str,
}

const fn reason(code: u32, weight: f64, is_slow: bool, message: &'static str) -> Reason {
    Reason {
        code,
        weight,
        is_slow,
        message,
    }
}

const BUSY: Reason = reason(5100, 1.0, true, "ServerBusy, the request timed out");
const BROKEN: Reason = reason(
    5000,
    1.0,
    true,
    "InternalError, nodes were changed elsewhere",
);
const NO_ROOM: Reason = reason(
    5200,
    3.0,
    true,
    "ResourceInsufficient, the pool is exhausted",
);
const NO_MONEY: Reason = reason(2400, 1.0, false, "BalanceInsufficient, top up first");
const TOO_OFTEN: Reason = reason(2500, 0.3, false, "QuotasExceeded, access too frequently");
const NAME_TAKEN: Reason = reason(2110, 2.0, false, "ResourceExists, the name is taken");
const NO_SUCH_QUEUE: Reason = reason(2100, 1.0, false, "ResourceNotFound, no such queue");
const JOB_ENDED: Reason = reason(2100, 2.0, false, "ResourceNotFound, the job has ended");
const BAD_COUNT: Reason = reason(1100, 0.6, false, "BadMessageFormat, not from 1 to 99 nodes");
const WEAK_PASSWORD: Reason = reason(1100, 1.0, false, "BadMessageFormat, a weak password");
const HAS_NODES: Reason = reason(5400, 3.0, false, "DependencyExists, the queue has nodes");
const STILL_RUNNING: Reason = reason(1400, 3.0, false, "PermissionDenied, something still runs");
const BAD_SIZE: Reason = reason(
    1400,
    3.0,
    false,
    "PermissionDenied, the size is out of range",
);
const LAST_NODE: Reason = reason(
    1400,
    3.0,
    false,
    "PermissionDenied, the last node of its role",
);
const LAST_QUEUE: Reason = reason(1400, 1.0, false, "PermissionDenied, the last usable queue");
const NO_NODE_LEFT: Reason = reason(
    1400,
    3.0,
    false,
    "PermissionDenied, all queues would be empty",
);
const IS_ADMIN: Reason = reason(
    1400,
    1.0,
    false,
    "PermissionDenied, admin cannot be deleted",
);
const NO_LEASE: Reason = reason(
    1400,
    1.0,
    false,
    "PermissionDenied, lease info not ready yet",
);
/// The cluster is stopped, or still being created.
pub const NOT_ACTIVE: Reason = reason(1400, 2.0, false, "PermissionDenied, cluster is not active");

/// How often an action fails, and why.
pub const fn of(action: Action) -> (f64, &'static [Reason]) {
    match action {
        Action::CreateCluster => (0.12, &[NO_ROOM, NO_MONEY, BROKEN]),
        Action::DeleteCluster => (0.2, &[STILL_RUNNING, BROKEN]),
        Action::StartCluster => (0.08, &[NO_ROOM, NO_MONEY, BUSY]),
        Action::StopCluster => (0.05, &[BUSY, BROKEN]),
        Action::ResizeCluster => (0.14, &[BAD_SIZE, NO_ROOM, BROKEN]),
        Action::ModifyCluster => (0.02, &[BUSY]),
        Action::AddNodes => (0.14, &[NO_ROOM, BAD_COUNT, NO_MONEY, BROKEN, BUSY]),
        Action::DeleteNodes => (0.1, &[LAST_NODE, BROKEN]),
        Action::RestartNodes => (0.08, &[BROKEN, BUSY]),
        Action::BindPublicIp => (0.1, &[NO_LEASE]),
        Action::AddQueue | Action::ModifyQueue => (0.05, &[NAME_TAKEN, BUSY]),
        Action::DeleteQueues => (0.2, &[HAS_NODES, LAST_QUEUE]),
        Action::AddQueueNodes => (0.07, &[NOT_ACTIVE, BUSY, BROKEN]),
        Action::RemoveQueueNodes => (0.08, &[NO_NODE_LEFT, BUSY, BROKEN]),
        Action::BindQueue | Action::UnbindQueue => (0.06, &[NO_ROOM, BUSY]),
        Action::AddUser => (0.05, &[NAME_TAKEN]),
        Action::DeleteUser => (0.1, &[IS_ADMIN]),
        Action::ModifyUser => (0.2, &[WEAK_PASSWORD]),
        Action::SubmitJob => (0.055, &[NOT_ACTIVE, NO_SUCH_QUEUE, BUSY, TOO_OFTEN]),
        Action::StopJobs | Action::DeleteJobs => (0.04, &[JOB_ENDED, BUSY]),
    }
}

impl Reason {
    /// The content of `error_codes`. Its form is not documented: it is the bare code, except for a
    /// few that show what else a server might send.
    pub fn codes(&self, random: &mut Random) -> String {
        match random.below(40) {
            0 | 1 => format!("{}: {} (demo)", self.code, self.message),
            2 if self.code != BROKEN.code => format!("{},{}", self.code, BROKEN.code),
            _ => self.code.to_string(),
        }
    }

    /// How often somebody retries, and the least and most minutes until then.
    pub const fn retry(&self) -> (f64, i64, i64) {
        match self.code {
            5000 | 5100 => (0.8, 2, 15),
            5200 => (0.7, 10, 60),
            2400 => (0.6, 30, 300),
            1100 => (0.8, 1, 3),
            2100 => (0.1, 1, 5),
            _ => (0.4, 3, 25),
        }
    }
}
