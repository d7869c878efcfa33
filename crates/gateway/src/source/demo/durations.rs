//! How long operations take.

use chrono::TimeDelta;

use super::action::Action;
use super::random::Random;

/// How often an operation hangs that may hang.
const HANGS: f64 = 0.006;

/// How long an operation takes that succeeds, in whole seconds.
///
/// A change of a queue takes about 7 s, a node about 54 s, a cluster 5 to 8 minutes, as the
/// documentation says or shows. Now and then something takes hours.
pub fn of_success(action: Action, random: &mut Random) -> TimeDelta {
    let (least, most, may_hang) = range(action);
    let seconds = random.between(least, most);
    if may_hang && random.chance(HANGS) {
        return TimeDelta::minutes(random.between(45, 420));
    }
    TimeDelta::seconds(seconds)
}

/// How long an operation takes that fails: no time if it is refused, otherwise about as long as one
/// that succeeds.
pub fn of_failure(action: Action, is_slow: bool, random: &mut Random) -> TimeDelta {
    let (_, most, _) = range(action);
    let seconds = if is_slow {
        random.between(most / 2, most * 2)
    } else {
        random.between(0, 2)
    };
    TimeDelta::seconds(seconds)
}

/// Least and most seconds, and whether it may hang.
const fn range(action: Action) -> (i64, i64, bool) {
    match action {
        Action::CreateCluster => (300, 480, false),
        Action::DeleteCluster => (90, 240, true),
        Action::StartCluster => (70, 180, true),
        Action::StopCluster => (40, 120, true),
        Action::ResizeCluster => (120, 360, true),
        Action::AddNodes => (47, 68, true),
        Action::DeleteNodes => (15, 40, true),
        Action::RestartNodes => (35, 80, true),
        Action::BindQueue => (10, 40, false),
        Action::UnbindQueue | Action::DeleteQueues => (6, 20, false),
        Action::AddQueue | Action::AddQueueNodes | Action::RemoveQueueNodes => (5, 10, false),
        Action::AddUser | Action::DeleteUser => (2, 6, false),
        Action::StopJobs => (1, 8, false),
        Action::SubmitJob => (1, 4, false),
        Action::BindPublicIp => (4, 12, false),
        Action::ModifyCluster | Action::ModifyQueue | Action::ModifyUser | Action::DeleteJobs => {
            (0, 2, false)
        }
    }
}
