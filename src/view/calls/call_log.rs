//! The calls behind the rows on screen.

use std::sync::Arc;

use leptos::prelude::*;

use super::curl::curl;
use super::meter::purpose_label;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::remote::calls::{CallRecord, Outcome};
use crate::settings::Settings;
use crate::state::list::ListState;
use crate::ui::copy_button::CopyButton;
use crate::view::context::Clock;
use crate::view::findings::finding_text;
use crate::view::scope::scoped_signal;
use crate::view::{failure, format};

/// The calls behind the view on screen, newest first.
#[component]
pub fn CallLog(
    /// The list on screen.
    list: ListState,
    /// The calls of this tab, oldest first.
    records: Signal<Vec<Arc<CallRecord>>>,
    /// Where calls go.
    settings: StoredValue<Settings>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let remote = scoped_signal(list.remote());
    let shown = move || {
        let view = remote.with(|remote| remote.held().map(|held| held.facts.number));
        records.with(|records| {
            let mut shown: Vec<Arc<CallRecord>> = records
                .iter()
                .filter(|record| view.is_some() && record.view == view)
                .cloned()
                .collect();
            shown.reverse();
            shown
        })
    };
    let as_of = move || {
        let as_of = remote.with(|remote| remote.held()?.facts.as_of);
        as_of.map(|as_of| {
            let time = clock::wall_clock(time_zone.get(), as_of);
            locale.t().call_log_as_of(&time)
        })
    };
    view! {
        <p>{locale.say(|t| t.call_log_text())}</p>
        <p>{move || as_of()}</p>
        <ol class="op-call-log">
            <For each=shown key=|record| record.number let(record)>
                <CallLine record=record settings=settings />
            </For>
        </ol>
    }
}

/// A call: what for, when and how it went, and as a command.
#[component]
fn CallLine(record: Arc<CallRecord>, settings: StoredValue<Settings>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let command = settings.with_value(|settings| curl(settings, &record.params));
    let purpose = purpose_label(record.purpose);
    let findings = record.findings.clone();
    let CallRecord {
        sent,
        took,
        outcome,
        ..
    } = *record;
    let head = move || {
        let time = clock::wall_clock(time_zone.get(), sent);
        let took = [&took.to_string(), " ms"].concat();
        [time, took, outcome_text(locale, outcome)].join(" · ")
    };
    view! {
        <li>
            <div class="op-call-log-head">
                <strong>{locale.say(purpose)}</strong>
                <span>{move || head()}</span>
                <CopyButton
                    label=|t| t.copy_curl()
                    text={
                        let command = command.clone();
                        move |()| command.clone()
                    }
                />
            </div>
            <code translate="no">{command}</code>
            {move || {
                let notes = findings.iter().map(|finding| {
                    view! { <p class="op-problem">{finding_text(locale, *finding)}</p> }.into_any()
                });
                notes.collect_view()
            }}
        </li>
    }
}

fn outcome_text(locale: Locale, outcome: Outcome) -> String {
    let t = locale.t();
    match outcome {
        Outcome::Rows { rows, total } => {
            let rows = format::count(rows);
            match total {
                Some(total) => t.outcome_rows(&rows, &format::number(total)),
                None => t.outcome_rows_of_unknown(&rows),
            }
        }
        Outcome::Failed(kind) => failure::title(locale, kind).to_owned(),
        Outcome::Aborted => t.outcome_aborted().to_owned(),
    }
}
