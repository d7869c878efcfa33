//! Whether a row meets a condition of a request.

use chrono::{DateTime, Utc};

use crate::ids::split_ids;
use crate::operation::Operation;
use crate::query::Param;
use crate::time::parse_zoned;

/// Whether a row has a value that cannot meet a condition, however leniently a server compares.
/// What a keyword or a directive matches is not documented, so no row contradicts one.
pub fn contradicts(param: Param, value: &str, row: &Operation) -> bool {
    match param {
        Param::Status => differs(row.status.as_str(), value),
        Param::Owner => row
            .owner
            .as_ref()
            .is_some_and(|owner| differs(owner.as_str(), value)),
        Param::JobAction => lacks(&row.job_action, value),
        Param::ActionDescribe => lacks(&row.action_describe, value),
        Param::JobIds => split_ids(value).all(|id| differs(row.job_id.as_str(), id)),
        Param::ResourceIds => {
            let named = |id: &str| {
                let mut ids = row.resource_ids.iter();
                ids.any(|known| !differs(known.as_str(), id))
            };
            !row.resource_ids.is_empty() && !split_ids(value).any(named)
        }
        Param::StartTime => {
            parse_zoned(value).is_some_and(|start| times(row).is_some_and(|(_, last)| last < start))
        }
        Param::EndTime => {
            parse_zoned(value).is_some_and(|end| times(row).is_some_and(|(first, _)| first > end))
        }
        _ => false,
    }
}

fn differs(text: &str, value: &str) -> bool {
    !text.is_empty() && !text.eq_ignore_ascii_case(value)
}

/// Whether a text does not contain another, ignoring the case of ASCII letters.
fn lacks(text: &str, value: &str) -> bool {
    !text.is_empty()
        && !text
            .to_ascii_lowercase()
            .contains(&value.to_ascii_lowercase())
}

/// The first and the last time of a row. The documentation does not say which of them the bounds
/// of a range are compared with. Returns `None` if a zone was guessed.
fn times(row: &Operation) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let created = row.create_time.known()?;
    let changed = row.status_time.known().unwrap_or(created);
    let is_certain = !created.assumed_utc8 && !changed.assumed_utc8;
    let (first, last) = (
        created.instant.min(changed.instant),
        created.instant.max(changed.instant),
    );
    is_certain.then_some((first, last))
}
