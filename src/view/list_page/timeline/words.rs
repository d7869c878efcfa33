//! What is said of a timeline that is counted.

use operation_log::query::TimeZone;
use operation_log::timeline::probes::Trust;

use super::chart::count_text;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::state::timeline::{Count, CountPhase};
use crate::view::failure;
use crate::view::format;

/// How a count goes on, and what it took.
pub fn count_words(locale: Locale, zone: TimeZone, count: &Count) -> String {
    let t = locale.t();
    let calls = format::count(count.calls);
    let mut parts = Vec::new();
    match &count.phase {
        CountPhase::Running => {
            let left = count.known.as_ref().map(|(_, probing)| probing.left());
            let left = count_text(left.map(|left| left as u64));
            parts.push(t.timeline_counting(&left));
        }
        CountPhase::Done => parts.push(t.timeline_counted(&calls)),
        CountPhase::HourUsed => parts.push(t.timeline_hour_used().to_owned()),
        CountPhase::Failed(error) => {
            parts.push(t.timeline_failed(failure::title(locale, error.kind())));
        }
        CountPhase::NoStart => parts.push(t.timeline_no_start().to_owned()),
    }
    if count.kept > 0 {
        parts.push(t.timeline_kept(&format::count(count.kept)));
    }
    parts.push(t.as_of(&clock::wall_clock(zone, count.began)));
    parts.join(" · ")
}

/// Why the totals of a count cannot be believed, if so.
pub fn doubt(locale: Locale, count: &Count) -> Option<String> {
    let t = locale.t();
    match count.trust() {
        Trust::Agree => None,
        Trust::Unknown => {
            let is_done = count.phase == CountPhase::Done && count.known.is_some();
            is_done.then(|| t.timeline_unknown().to_owned())
        }
        Trust::Differ { sum, whole } => {
            let [sum, whole] = [sum, whole].map(|total| format::number(total));
            Some(t.timeline_differs(&sum, &whole))
        }
        Trust::Impossible => Some(t.timeline_impossible().to_owned()),
    }
}
