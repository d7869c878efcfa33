//! The range: relative to now, or from one time to another, typed or picked.

use crate::ui::reactive::reactive;
use leptos::html;
use leptos::prelude::*;
use operation_log::query::{LastSpan, TimeZone};
use operation_log::{Param, Query, time};

use super::FilterProps;
use super::choice_filter::{Choice, ChoiceFilter};
use super::text_filter::TextBox;
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::platform::clock;
use crate::ui::icon::{Icon, IconView};
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
pub fn typed_time(text: &str, zone: TimeZone) -> String {
    let text = text.trim();
    if let Some(instant) = time::parse_zoned(text).or_else(|| unix_time(text)) {
        return time::iso(instant);
    }
    match time::parse_wall_clock(text) {
        Some((local, None)) => {
            clock::instant(zone, local).map_or_else(|| text.to_owned(), time::iso)
        }
        _ => text.to_owned(),
    }
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

/// The time filter.
#[component]
pub fn TimeFilter(
    /// What the filters have in common.
    props: FilterProps,
    /// The zone of typed times.
    time_zone: Memo<TimeZone>,
) -> impl IntoView {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let opened = RwSignal::new(false);
    let has_bounds = Memo::new(move |_| {
        query.with(|query| query.is_set(Param::StartTime) || query.is_set(Param::EndTime))
    });
    let custom = Memo::new(move |_| has_bounds.get() || opened.get());
    let value = Signal::derive(move || {
        let last = query.with(|query| query.text(Param::Last));
        if custom.get() && last.is_empty() {
            CUSTOM.to_owned()
        } else {
            last
        }
    });
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice {
            value: "",
            label: locale.t().any_time().to_owned(),
        }];
        choices.extend(LastSpan::ALL.map(|span| Choice {
            value: span.as_str(),
            label: span_text(locale, span).to_owned(),
        }));
        choices.push(Choice {
            value: CUSTOM,
            label: locale.t().custom_range().to_owned(),
        });
        choices
    });
    let choose = Callback::new(move |choice: String| {
        if choice != CUSTOM {
            opened.set(false);
            edit.run(Edit::choice(Param::Last, choice));
            return;
        }
        opened.set(true);
        // What was relative becomes the start of what can now be narrowed by hand.
        if let Some(span) = query.with_untracked(Query::last) {
            let start = time::iso(clock::now() - span.duration());
            edit.run(Edit::choice(Param::StartTime, start));
        }
    });
    view! {
        <div class="op-time-filter">
            <ChoiceFilter
                param=Param::Last
                label=Signal::derive(move || locale.t().time_range())
                choices=choices
                value=value
                problem=props.problem(Param::Last)
                choose=choose
                locale=locale
            />
            <Show when=move || custom.get()>
                <TimeBox
                    props=props
                    param=Param::StartTime
                    label=Signal::derive(move || locale.t().start_time())
                    time_zone=time_zone
                />
                <TimeBox
                    props=props
                    param=Param::EndTime
                    label=Signal::derive(move || locale.t().end_time())
                    time_zone=time_zone
                />
            </Show>
        </div>
    }
}

#[component]
fn TimeBox(
    props: FilterProps,
    param: Param,
    label: Signal<&'static str>,
    time_zone: Memo<TimeZone>,
) -> impl IntoView {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let value =
        Signal::derive(move || query.with(|query| shown_time(query, param, time_zone.get())));
    let commit = Callback::new(move |(text, commit): (String, Commit)| {
        edit.run(Edit {
            param,
            text: typed_time(&text, time_zone.get_untracked()),
            commit,
        });
    });
    let picker = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.set_value(&value.get_untracked().replacen(' ', "T", 1));
            // Refused where the browser has no picker; the box beside it takes the same time.
            let _ = picker.show_picker();
        }
    };
    view! {
        <TextBox
            param=param
            label=label
            hint=Signal::derive(move || locale.t().time_hint())
            value=value
            problem=props.problem(param)
            commit=commit
        >
            <button
                type="button"
                class="op-input-button"
                aria-label=reactive(move || locale.t().pick_time())
                title=reactive(move || locale.t().pick_time())
                on:click=pick
            >
                <IconView icon=Icon::Calendar />
            </button>
            <input
                node_ref=picker
                class="op-picker"
                type="datetime-local"
                step="1"
                tabindex="-1"
                aria-hidden="true"
                on:change=move |event| {
                    commit.run((event_target_value(&event), Commit::Push));
                }
            />
        </TextBox>
    }
}
