//! The range: relative to now, or from one time to another, typed or picked.

use std::rc::Rc;

use chrono::TimeDelta;
use operation_log::query::{LastSpan, TimeZone};
use operation_log::{Param, Query, time};
use web_sys::HtmlInputElement;

use super::choice_filter::{Choice, choice_filter};
use super::text_filter::{CommitText, TextBox};
use super::{FilterProps, ValueText};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::nav::Commit;
use crate::platform::{clock, events};
use crate::reactive::{Memo, Read, RwSignal, untrack};
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::Edit;

/// The choice that opens the two boxes.
const CUSTOM: &str = "custom";

/// The words for a relative range.
pub fn span_text(locale: Locale, span: LastSpan) -> &'static str {
    let t = locale.t();
    match span {
        LastSpan::Minutes15 => t.last_15m(),
        LastSpan::Hour1 => t.last_1h(),
        LastSpan::Hours24 => t.last_24h(),
        LastSpan::Days7 => t.last_7d(),
        LastSpan::Days30 => t.last_30d(),
    }
}

/// A time of the query as its box shows it: on the wall clock of the zone, or as it was given if
/// it is no time.
pub fn shown_time(query: &Query, param: Param, zone: TimeZone) -> String {
    let text = query.text(param);
    match time::parse_zoned(&text) {
        Some(instant) => clock::wall_clock(zone, instant),
        None => text,
    }
}

/// A typed time as the location keeps it: with its zone, or as it was typed if it is no time.
pub fn typed_time(text: &str, zone: TimeZone, param: Param) -> String {
    let text = text.trim();
    let today = clock::local(zone, clock::now()).date();
    let instant = unix_time(text).or_else(|| {
        let typed = time::parse_typed(text, today)?;
        match typed.offset {
            Some(east) => (typed.local - TimeDelta::seconds(east)).and_utc().into(),
            None => {
                // A day alone means all of it: its first second as a start, its last as an end.
                let whole_day = typed.whole_day && param == Param::EndTime;
                let seconds = if whole_day { 86_399 } else { 0 };
                clock::instant(zone, typed.local + TimeDelta::seconds(seconds))
            }
        }
    });
    instant.map_or_else(|| text.to_owned(), time::iso)
}

/// Seconds or milliseconds since 1970, as logs print them.
fn unix_time(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => chrono::DateTime::from_timestamp(number, 0),
        13 => chrono::DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

/// The time filter. Typed times are of the zone.
pub fn time_filter(props: FilterProps, time_zone: Memo<TimeZone>) -> Tag {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let opened = RwSignal::new(false);
    let custom = Memo::new(move |_| {
        opened.get()
            || query.with(|query| query.is_set(Param::StartTime) || query.is_set(Param::EndTime))
    });
    let value = move || {
        let last = query.with(|query| query.text(Param::Last));
        if last.is_empty() && custom.get() {
            CUSTOM.to_owned()
        } else {
            last
        }
    };
    let choices = move || {
        let t = locale.t();
        let choice = |value, label| Choice { value, label };
        let mut choices = vec![choice("", t.any_time())];
        choices.extend(LastSpan::ALL.map(|span| choice(span.as_str(), span_text(locale, span))));
        choices.push(choice(CUSTOM, t.custom_range()));
        choices
    };
    let choose = move |value: String| {
        if value != CUSTOM {
            opened.set(false);
            edit.run(Edit::choice(Param::Last, value));
            return;
        }
        opened.set(true);
        // What was relative becomes the start of what can now be narrowed by hand.
        if let Some(span) = query.with_untracked(Query::last) {
            let start = time::iso(clock::now() - span.duration());
            edit.run(Edit::choice(Param::StartTime, start));
        }
    };
    // Follows nothing else: the boxes must not be built anew while somebody types in them.
    let boxes = move || {
        if custom.get() {
            vec![
                time_box(props, Param::StartTime, |t| t.start_time(), time_zone),
                time_box(props, Param::EndTime, |t| t.end_time(), time_zone),
            ]
        } else {
            Vec::new()
        }
    };
    tag("div")
        .class("op-time-filter")
        .control("time")
        .child(choice_filter(
            props,
            Param::Last,
            |t| t.time_range(),
            Box::new(choices),
            Rc::new(value),
            Box::new(choose),
        ))
        .live(boxes)
}

fn time_box(props: FilterProps, param: Param, label: Label, time_zone: Memo<TimeZone>) -> Tag {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let value: ValueText =
        Rc::new(move || query.with(|query| shown_time(query, param, time_zone.get())));
    let commit: CommitText = Rc::new(move |text, commit| {
        edit.run(Edit {
            param,
            text: typed_time(&text, time_zone.get_untracked(), param),
            commit,
        });
    });
    let picker = {
        let commit = commit.clone();
        tag("input")
            .class("op-picker")
            .attr("type", "datetime-local")
            .attr("step", "1")
            .attr("tabindex", "-1")
            .attr("aria-hidden", "true")
            .on("change", move |event| {
                commit(events::target_value(&event), Commit::Push);
            })
    };
    let pick = {
        let (picker, value) = (picker.clone(), value.clone());
        move |_| {
            if let Some(picker) = picker.of::<HtmlInputElement>() {
                picker.set_value(&untrack(|| value()).replacen(' ', "T", 1));
                // Refused where the browser has no picker; the box beside it takes the same time.
                let _ = picker.show_picker();
            }
        }
    };
    let button = tag("button")
        .attr("type", "button")
        .class("op-input-button")
        .attr_say("aria-label", locale, |t| t.pick_time())
        .attr_say("title", locale, |t| t.pick_time())
        .child(icon_view(Icon::Calendar))
        .on("click", pick);
    TextBox {
        value,
        commit,
        suggestions: None,
        inside: vec![button, picker],
        ..TextBox::of_param(props, param, label, |t| t.time_hint())
    }
    .view(props)
}
