//! The browser's clock and its time zone.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::time;
use wasm_bindgen::JsValue;

use super::dom;

/// Now, by the clock of the machine; the epoch if that clock is beyond reason.
pub fn now() -> DateTime<Utc> {
    from_millis(js_sys::Date::now())
}

fn from_millis(millis: f64) -> DateTime<Utc> {
    // Within ±8.64e15 by the definition of a JS Date, so the cast only cuts a fraction.
    DateTime::from_timestamp_millis(millis as i64).unwrap_or_default()
}

/// Offset of a display zone at an instant, in seconds east of UTC.
pub fn offset_seconds(zone: TimeZone, instant: DateTime<Utc>) -> i32 {
    match zone {
        TimeZone::Utc => 0,
        TimeZone::Utc8 => 8 * 3600,
        TimeZone::Browser => {
            let date = js_sys::Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64));
            let west = date.get_timezone_offset();
            if west.is_finite() {
                -(west as i32) * 60
            } else {
                0
            }
        }
    }
}

/// The wall clock of a display zone at an instant.
pub fn local(zone: TimeZone, instant: DateTime<Utc>) -> NaiveDateTime {
    match FixedOffset::east_opt(offset_seconds(zone, instant)) {
        Some(offset) => instant.with_timezone(&offset).naive_local(),
        None => instant.naive_utc(),
    }
}

/// `2022-04-06 09:26:33` in a display zone.
pub fn wall_clock(zone: TimeZone, instant: DateTime<Utc>) -> String {
    time::wall_clock(local(zone, instant))
}

/// `UTC+8`, `UTC-03:30`: the offset of a display zone at an instant.
pub fn offset_label(zone: TimeZone, instant: DateTime<Utc>) -> String {
    let seconds = offset_seconds(zone, instant);
    if seconds == 0 {
        return "UTC".to_owned();
    }
    let sign = if seconds < 0 { "UTC-" } else { "UTC+" };
    let minutes = seconds.unsigned_abs() / 60;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let hours = hours.to_string();
    if rest == 0 {
        return [sign, &hours].concat();
    }
    let zero = if rest < 10 { "0" } else { "" };
    [sign, &hours, ":", zero, &rest.to_string()].concat()
}

/// `+08:00`, `-03:30`: the offset of a display zone at an instant, as ISO 8601 writes it.
pub fn iso_offset(zone: TimeZone, instant: DateTime<Utc>) -> String {
    let seconds = offset_seconds(zone, instant);
    let sign = if seconds < 0 { "-" } else { "+" };
    let minutes = seconds.unsigned_abs() / 60;
    let padded = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [sign, &padded(minutes / 60), ":", &padded(minutes % 60)].concat()
}

/// The instant of a wall clock in a display zone. In the hour that a change to summer time
/// leaves out or repeats, the browser's own choice counts.
pub fn instant(zone: TimeZone, wall_clock: NaiveDateTime) -> Option<DateTime<Utc>> {
    use chrono::{Datelike, Timelike};
    match zone {
        TimeZone::Utc => Some(wall_clock.and_utc()),
        TimeZone::Utc8 => wall_clock.and_utc().checked_sub_signed(TimeDelta::hours(8)),
        TimeZone::Browser => {
            let year = u32::try_from(wall_clock.year()).ok()?;
            let date = js_sys::Date::new_with_year_month_day_hr_min_sec(
                year,
                i32::try_from(wall_clock.month0()).ok()?,
                i32::try_from(wall_clock.day()).ok()?,
                i32::try_from(wall_clock.hour()).ok()?,
                i32::try_from(wall_clock.minute()).ok()?,
                i32::try_from(wall_clock.second()).ok()?,
            );
            let millis = date.get_time();
            millis.is_finite().then(|| from_millis(millis))
        }
    }
}

/// How often running clocks are shown anew, in milliseconds.
const TICK: u32 = 1_000;

/// The time by the clock of the machine, updated each second while the page and what is on it can be
/// seen, until the owner is disposed.
pub fn ticking(in_sight: Signal<bool>) -> Signal<DateTime<Utc>> {
    let time = RwSignal::new(now());
    let ticks = Interval::new(TICK, move || {
        if !dom::is_hidden() && in_sight.try_get_untracked().unwrap_or_default() {
            time.set(now());
        }
    });
    // Dropped, and so cancelled, with its owner.
    StoredValue::new_local(ticks);
    time.into()
}
