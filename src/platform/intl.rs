//! The only user of `Intl`: dates and relative times in the reader's language, and the time zone.

use std::cell::RefCell;

use chrono::{NaiveDate, NaiveTime};
use js_sys::{Array, Function, Object, Reflect};
use operation_log::time;
use wasm_bindgen::{JsCast, JsValue};

/// `3 minutes ago`, `2 天前`, from a minute on.
pub fn relative(language_tag: &str, seconds_ago: i64) -> String {
    let (amount, unit) = match seconds_ago.unsigned_abs() {
        0..=2_699 => (rounded(seconds_ago, 60), "minute"),
        2_700..=79_199 => (rounded(seconds_ago, 3_600), "hour"),
        79_200..=2_591_999 => (rounded(seconds_ago, 86_400), "day"),
        2_592_000..=28_511_999 => (rounded(seconds_ago, 2_592_000), "month"),
        _ => (rounded(seconds_ago, 31_536_000), "year"),
    };
    let format = relative_format(language_tag);
    let args = [JsValue::from_f64(-(amount as f64)), unit.into()];
    let text = format.and_then(|format| call(&format, "format", &args)?.as_string());
    text.map(|text| spaced(&text)).unwrap_or_default()
}

/// The format of relative times: kept, as making it costs far more than using it.
fn relative_format(language_tag: &str) -> Option<JsValue> {
    thread_local! {
        static KEPT: RefCell<Option<(String, JsValue)>> = const { RefCell::new(None) };
    }
    KEPT.with_borrow_mut(|kept| {
        if let Some((tag, format)) = kept
            && tag == language_tag
        {
            return Some(format.clone());
        }
        let options = Object::new();
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
        let format = formatter("RelativeTimeFormat", language_tag, &options)?;
        *kept = Some((language_tag.to_owned(), format.clone()));
        Some(format)
    })
}

/// Separates figures from Chinese characters, as in the panel's own texts; `Intl` does not.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 1);
    let mut after_figure = false;
    for letter in text.chars() {
        if after_figure && ('\u{4e00}'..='\u{9fff}').contains(&letter) {
            spaced.push(' ');
        }
        after_figure = letter.is_ascii_digit();
        spaced.push(letter);
    }
    spaced
}

fn rounded(seconds: i64, unit: i64) -> i64 {
    (seconds + seconds.signum() * unit / 2) / unit
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// `Tuesday, November 24, 2026`
    Full,
    /// `November 2026`
    Month,
    /// `Tue`
    Weekday,
}

/// Writes dates in a language. Making it costs far more than using it.
pub struct DateFormat(Option<JsValue>);

impl DateFormat {
    /// A format of a language.
    pub fn new(language_tag: &str, style: DateStyle) -> Self {
        let options = Object::new();
        let chosen: &[(&str, &str)] = match style {
            DateStyle::Full => &[("dateStyle", "full")],
            DateStyle::Month => &[("year", "numeric"), ("month", "long")],
            DateStyle::Weekday => &[("weekday", "short")],
        };
        for (name, value) in chosen.iter().chain(&[("timeZone", "UTC")]) {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        Self(formatter("DateTimeFormat", language_tag, &options))
    }

    /// A date in words; in figures where the browser has no words.
    pub fn text(&self, date: NaiveDate) -> String {
        let midnight = date.and_time(NaiveTime::MIN);
        let millis = JsValue::from_f64(midnight.and_utc().timestamp_millis() as f64);
        let text = self
            .0
            .as_ref()
            .and_then(|format| call(format, "format", &[millis]));
        text.and_then(|text| text.as_string()).unwrap_or_else(|| {
            let figures = time::wall_clock(midnight);
            figures.split(' ').next().unwrap_or_default().to_owned()
        })
    }
}

/// The name of the browser's time zone, such as `Asia/Shanghai`; empty if the browser hides it.
pub fn browser_zone_name() -> String {
    // `Intl` reads its data at first use, which takes a hundred times as long.
    let name = zone_of_temporal().or_else(zone_of_intl);
    name.and_then(|name| name.as_string()).unwrap_or_default()
}

/// Returns `None` in a browser without `Temporal`.
fn zone_of_temporal() -> Option<JsValue> {
    let temporal = Reflect::get(&js_sys::global(), &"Temporal".into()).ok()?;
    let now = Reflect::get(&temporal, &"Now".into()).ok()?;
    call(&now, "timeZoneId", &[])
}

fn zone_of_intl() -> Option<JsValue> {
    let format = formatter("DateTimeFormat", "en", &Object::new())?;
    let options = call(&format, "resolvedOptions", &[])?;
    Reflect::get(&options, &"timeZone".into()).ok()
}

fn formatter(class: &str, language: &str, options: &Object) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let args = Array::of2(&language.into(), options);
    Reflect::construct(&constructor, &args).ok()
}

fn call(object: &JsValue, method: &str, args: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(object, &args.iter().collect::<Array>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_separates_a_figure_from_chinese() {
        for (text, expected) in [
            ("3分钟前", "3 分钟前"),
            ("12个月前", "12 个月前"),
            ("昨天", "昨天"),
            ("3 minutes ago", "3 minutes ago"),
        ] {
            assert_eq!(spaced(text), expected);
        }
    }
}
