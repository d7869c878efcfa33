//! What the platform does by itself, as owner `system`.

use chrono::{DateTime, TimeDelta, Utc};

use crate::source::demo::action::Action;
use crate::source::demo::attempt::Call;
use crate::source::demo::people::Person;
use crate::source::demo::world::World;

impl World {
    /// Stops a cluster whose customer owes money, and starts it again once that is paid.
    pub(super) fn stop_in_arrears(&mut self, system: &Person, at: DateTime<Utc>) {
        let Some(mut cluster) = self.take_dispensable_cluster(None, at) else {
            return;
        };
        let stop = Call::new(&cluster, Action::StopCluster, &system.account, at).named("arrears");
        if let Some(stopped) = self.carry_out(&stop) {
            let paid = stopped + TimeDelta::minutes(self.random.between(120, 2_000));
            let start = Call::new(&cluster, Action::StartCluster, &system.account, paid)
                .named("arrears")
                .whatever_its_state();
            self.carry_out(&start);
            cluster.ready = paid + TimeDelta::minutes(5);
        }
        self.clusters.push(cluster);
    }
}
