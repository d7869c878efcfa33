//! The operations that were seen running, so that their end can be reported.

use leptos::prelude::*;
use operation_log::{JobId, Operation, Status};

/// How many are remembered.
const MOST: usize = 500;

/// Operations that were seen running, and not yet at their end.
#[derive(Clone, Copy)]
pub struct Running(StoredValue<Vec<JobId>>);

impl Running {
    /// None yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// Notes an operation as it is seen; returns whether it was running before and has ended.
    pub fn has_ended(self, operation: &Operation) -> bool {
        self.0
            .try_update_value(|running| {
                let known = running.iter().position(|id| *id == operation.job_id);
                match known {
                    None if operation.status == Status::Pending => {
                        if running.len() == MOST {
                            running.remove(0);
                        }
                        running.push(operation.job_id.clone());
                        false
                    }
                    Some(at) if operation.status.is_final() => {
                        running.remove(at);
                        true
                    }
                    _ => false,
                }
            })
            .unwrap_or_default()
    }
}

impl Default for Running {
    fn default() -> Self {
        Self::new()
    }
}
