//! What the background reads, in words: that a reading failed, and why there are fewer than were chosen.

use operation_log::query::TimeZone;

use super::failure;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::state::auto_refresh::{Pace, Pause};
use crate::state::background::FailedCheck;

/// That a reading failed, when and why.
pub fn failed_text(locale: Locale, time_zone: TimeZone, failed: FailedCheck) -> String {
    let time = clock::wall_clock(time_zone, failed.at);
    let failure = failure::title(locale, failed.kind);
    locale.t().last_check_failed(&time, failure)
}

/// Why there are fewer automatic refreshes than were chosen, or none.
pub fn pause_text(locale: Locale, pace: Pace) -> Option<&'static str> {
    let t = locale.t();
    match pace {
        Pace::Every(_) | Pace::Paused(Pause::Off) => None,
        Pace::Slowed(_) => Some(t.refresh_slowed()),
        Pace::Paused(Pause::Offline) => Some(t.refresh_paused_offline()),
        Pace::Paused(Pause::HourUsed) => Some(t.refresh_paused_hour()),
        Pace::Paused(Pause::Refused) => Some(t.refresh_paused_refused()),
    }
}
