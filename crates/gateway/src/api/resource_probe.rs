//! Finds out whether the upstream heeds `resource_ids`.
//!
//! One that ignores it would answer with foreign rows. Those could be taken out, but the places and
//! the total of what is left would still tell how many there are, so that nothing is answered then.

use std::time::Duration;

use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::wire::{Answer, decode_answer};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::source::shared_upstream::budget::Urgency;
use crate::source::shared_upstream::{NoPage, SharedUpstream};

/// How long a finding is trusted.
const TRUSTED: Duration = Duration::from_secs(600);
/// A resource that does not exist.
const NOBODYS: &str = "hpc-00000000";

/// Whether the upstream heeds `resource_ids`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It does.
    Heeds,
    /// It answers with other operations.
    Ignores,
}

/// What was found, and when.
#[derive(Debug, Default)]
pub struct ResourceProbe(Mutex<Option<(Finding, Instant)>>);

impl ResourceProbe {
    /// The finding. Asks the upstream about a resource that does not exist if there is none yet, or
    /// an old one; `zone` is the zone that is asked about.
    ///
    /// # Errors
    /// If the upstream does not answer.
    pub async fn ask(
        &self,
        upstream: &SharedUpstream,
        zone: &str,
        now: DateTime<Utc>,
    ) -> Result<Finding, NoPage> {
        let mut found = self.0.lock().await;
        if let Some((finding, at)) = *found
            && at.elapsed() < TRUSTED
        {
            return Ok(finding);
        }
        let parameters = [
            (Param::Limit.key(), "1".to_owned()),
            (Param::ResourceIds.key(), NOBODYS.to_owned()),
            (Param::Zone.key(), zone.to_owned()),
        ];
        let answer = match upstream.ask(&parameters, Urgency::Interactive, now).await {
            Ok(answer) | Err(NoPage::Answered(answer)) => answer,
            Err(no_answer) => return Err(no_answer),
        };
        let finding = match decode_answer(&answer.body) {
            Ok(Answer::Page(page)) if page.rows.is_empty() && page.total.unwrap_or(0) == 0 => {
                Finding::Heeds
            }
            // A resource that does not exist may also be refused. Any other refusal shows nothing,
            // but then the call itself is refused as well.
            Ok(Answer::Refused(_)) => return Ok(Finding::Heeds),
            Ok(Answer::Page(_)) | Err(_) => Finding::Ignores,
        };
        *found = Some((finding, Instant::now()));
        Ok(finding)
    }

    /// An answer showed a foreign row.
    pub async fn found_foreign_row(&self) {
        *self.0.lock().await = Some((Finding::Ignores, Instant::now()));
    }
}
