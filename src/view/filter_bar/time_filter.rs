//! The range: relative to now, or from one time to another, typed or picked.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use leptos::html;
use leptos::prelude::*;
use operation_log::query::{Edit, LastSpan, TimeZone};
use operation_log::{Param, Query, time};

use super::Bound;
use super::choice_filter::{Choice, ChoiceBox};
use super::controls::control;
use super::text_filter::TextBox;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::platform::clock;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::scope::Scope;

/// The choice that opens the two boxes.
const CUSTOM: &str = "custom";

fn span_label(span: LastSpan) -> Label {
    match span {
        LastSpan::Minutes15 => |t| t.last_15m(),
        LastSpan::Hour1 => |t| t.last_1h(),
        LastSpan::Hours24 => |t| t.last_24h(),
        LastSpan::Days7 => |t| t.last_7d(),
        LastSpan::Days30 => |t| t.last_30d(),
    }
}

/// The words for a relative range.
pub fn span_text(locale: Locale, span: LastSpan) -> &'static str {
    span_label(span)(locale.t())
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

/// The change that a typed time stands for. A text that is no time is kept, to be shown with its
/// problem.
fn time_edit(param: Param, text: &str, zone: TimeZone) -> Edit {
    let today = clock::local(zone, clock::now()).date();
    match (param, typed_time(param, text, zone, today)) {
        (Param::StartTime, Some(instant)) => Edit::StartTime(Some(instant)),
        (Param::EndTime, Some(instant)) => Edit::EndTime(Some(instant)),
        _ => Edit::Text(param, text.to_owned()),
    }
}

/// A typed time on the wall clock of the zone. Returns `None` if it is no time.
fn typed_time(param: Param, text: &str, zone: TimeZone, today: NaiveDate) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Some(instant) = unix_time(text) {
        return Some(instant);
    }
    let typed = time::parse_typed(text, today)?;
    if let Some(east) = typed.offset {
        return Some((typed.local - TimeDelta::seconds(east)).and_utc());
    }
    // A day alone means all of it: its first second as a start, its last as an end.
    let whole_day = typed.whole_day && param == Param::EndTime;
    let seconds = if whole_day { 86_399 } else { 0 };
    clock::instant(zone, typed.local + TimeDelta::seconds(seconds))
}

/// Seconds or milliseconds since 1970, as logs print them.
fn unix_time(text: &str) -> Option<DateTime<Utc>> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => DateTime::from_timestamp(number, 0),
        13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

/// The time filter.
#[component]
pub fn TimeFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Label of the relative range.
    label: Label,
) -> impl IntoView {
    let Bound { filters, on_edit } = bound;
    // The reader wants the boxes, though they are empty yet.
    let opened = RwSignal::new(false);
    let custom = Memo::new(move |_| {
        opened.get()
            || filters.with(|filters| {
                let own = filters.own();
                own.is_set(Param::StartTime) || own.is_set(Param::EndTime)
            })
    });
    let value = Signal::derive(move || {
        let last = filters.with(|filters| filters.own().text(Param::Last));
        if last.is_empty() && custom.get() {
            CUSTOM.to_owned()
        } else {
            last
        }
    });
    let mut choices = vec![Choice::new("", |t| t.any_time())];
    choices.extend(LastSpan::ALL.map(|span| Choice::new(span.as_str(), span_label(span))));
    choices.push(Choice::new(CUSTOM, |t| t.custom_range()));
    let choose = Callback::new(move |value| {
        if value != CUSTOM {
            opened.set(false);
            let span = LastSpan::ALL
                .into_iter()
                .find(|span| span.as_str() == value);
            on_edit.run((Edit::Last(span), Commit::Push));
            return;
        }
        opened.set(true);
        // What was relative becomes the start of what can now be narrowed by hand.
        if let Some(Some(span)) = filters.try_with_untracked(|filters| filters.own().last()) {
            let start = clock::now() - span.duration();
            on_edit.run((Edit::StartTime(Some(start)), Commit::Push));
        }
    });
    view! {
        <div class="op-time-filter" data-control="time" part="time">
            <ChoiceBox
                bound=bound
                param=Param::Last
                label=label
                choices=choices
                value=value
                on_choose=choose
            />
            <Show when=move || custom.get()>
                <Scope>
                    <TimeBox bound=bound param=Param::StartTime />
                    <TimeBox bound=bound param=Param::EndTime />
                </Scope>
            </Show>
        </div>
    }
}

/// An end of the range, typed or picked on the wall clock of the page.
#[component]
fn TimeBox(bound: Bound, param: Param) -> impl IntoView {
    let bound = bound.scoped();
    let Bound { filters, on_edit } = bound;
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let value = Signal::derive(move || {
        filters.with(|filters| shown_time(filters.own(), param, time_zone.get()))
    });
    let commit = Callback::new(move |(text, commit): (String, Commit)| {
        if let Some(zone) = time_zone.try_get_untracked() {
            on_edit.run((time_edit(param, &text, zone), commit));
        }
    });
    let picker = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let (Some(Some(picker)), Some(value)) =
            (picker.try_get_untracked(), value.try_get_untracked())
        {
            picker.set_value(&value.replacen(' ', "T", 1));
            // Refused where the browser has no picker; the box beside it takes the same time.
            let _ = picker.show_picker();
        }
    };
    view! {
        <TextBox
            bound=bound
            param=param
            label=control(param).label
            hint=|t| t.time_hint()
            value=value
            on_commit=commit
        >
            <button
                type="button"
                class="op-input-button"
                aria-label=locale.say(|t| t.pick_time())
                title=locale.say(|t| t.pick_time())
                on:click=pick
            >
                <IconView icon=Icon::Calendar />
            </button>
            <input
                class="op-picker"
                type="datetime-local"
                step="1"
                tabindex="-1"
                aria-hidden="true"
                node_ref=picker
                on:change=move |event| commit.run((event_target_value(&event), Commit::Push))
            />
        </TextBox>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(param: Param, text: &str) -> Option<String> {
        let today = NaiveDate::from_ymd_opt(2022, 4, 6).unwrap();
        typed_time(param, text, TimeZone::Utc8, today).map(time::iso)
    }

    #[test]
    fn a_typed_time_is_on_the_wall_clock_of_the_page_unless_it_names_its_zone() {
        for (text, iso) in [
            ("2022-04-06 10:30", "2022-04-06T02:30:00Z"),
            (" 2022-04-06T10:30:00Z ", "2022-04-06T10:30:00Z"),
            ("10:30", "2022-04-06T02:30:00Z"),
            ("1649212200", "2022-04-06T02:30:00Z"),
            ("1649212200000", "2022-04-06T02:30:00Z"),
        ] {
            for param in [Param::StartTime, Param::EndTime] {
                assert_eq!(typed(param, text).as_deref(), Some(iso), "{text}");
            }
        }
        assert_eq!(typed(Param::StartTime, "soon"), None);
        assert_eq!(typed(Param::StartTime, ""), None);
    }

    #[test]
    fn a_day_is_its_first_second_as_a_start_and_its_last_as_an_end() {
        let day = |param| typed(param, "2022-04-05");
        assert_eq!(
            day(Param::StartTime).as_deref(),
            Some("2022-04-04T16:00:00Z")
        );
        assert_eq!(day(Param::EndTime).as_deref(), Some("2022-04-05T15:59:59Z"));
    }
}
