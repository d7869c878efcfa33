//! A request to run an operation on a cluster.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::account::Account;
use super::action::Action;
use super::cluster::{Cluster, Named};

/// A request to run an operation on a cluster.
#[derive(Debug)]
pub struct Request {
    /// When it is made first.
    pub at: DateTime<Utc>,
    /// What it asks for.
    pub action: Action,
    /// Whose request it is.
    pub account: Arc<Account>,
    /// The zone of the cluster.
    pub zone: &'static str,
    /// The ids of what it acts on, the cluster first, separated by blanks.
    pub resources: String,
    /// The names of what it acts on that a keyword finds, separated by blanks.
    pub names: String,
    /// Whether the cluster is in a state that allows it.
    pub is_allowed: bool,
}

impl Request {
    /// A request about a cluster as a whole. It is allowed if the cluster is active.
    pub fn new(
        cluster: &Cluster,
        action: Action,
        account: &Arc<Account>,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            at,
            action,
            account: Arc::clone(account),
            zone: cluster.zone,
            resources: cluster.id.clone(),
            names: cluster.name.clone(),
            is_allowed: cluster.ready <= at,
        }
    }

    /// Adds a resource by its id.
    pub fn on(mut self, id: &str) -> Self {
        self.resources.push(' ');
        self.resources.push_str(id);
        self
    }

    /// Adds resources by their ids.
    pub fn on_all(self, ids: &[String]) -> Self {
        ids.iter().fold(self, |request, id| request.on(id))
    }

    /// Adds a resource with its name.
    pub fn on_named(mut self, resource: &Named) -> Self {
        self.names.push(' ');
        self.names.push_str(&resource.name);
        self.on(&resource.id)
    }

    /// Allows it in any state of the cluster, such as starting one that is stopped.
    pub fn allowed_in_any_state(mut self) -> Self {
        self.is_allowed = true;
        self
    }
}
