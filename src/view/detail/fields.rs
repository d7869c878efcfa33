//! Every field of an operation, each under the API's own name, and all of it as JSON.

use leptos::prelude::*;
use operation_log::{Elapsed, Operation, TimeField};

use super::raw_data::RawData;
use super::resources::Resources;
use super::{KnownEntry, StoppedAt};
use crate::i18n::{Label, Locale};
use crate::view::context::Clock;
use crate::view::format;
use crate::view::status_badge::status_badge;
use crate::view::time_text::time_text;

/// A field of an operation.
struct FieldSpec {
    label: Label,
    /// Its name in the API, or `duration`, which the panel adds.
    name: &'static str,
    value: Value,
    /// Whether it takes the whole width.
    wide: bool,
}

/// How a field is shown.
enum Value {
    /// As the server wrote it.
    Text(fn(&Operation) -> String),
    /// As the server wrote it, in the direction of its own script.
    TextOfAnyDirection(fn(&Operation) -> String),
    Time(fn(&Operation) -> TimeField),
    Status,
    Duration,
    Resources,
}

impl FieldSpec {
    const fn new(label: Label, name: &'static str, value: Value) -> Self {
        Self {
            label,
            name,
            value,
            wide: false,
        }
    }

    const fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

/// The fields, in the order they are shown.
const FIELDS: [FieldSpec; 11] = [
    FieldSpec::new(|t| t.status(), "status", Value::Status),
    FieldSpec::new(|t| t.duration(), "duration", Value::Duration),
    FieldSpec::new(
        |t| t.create_time(),
        "create_time",
        Value::Time(|operation| operation.create_time.clone()),
    ),
    FieldSpec::new(
        |t| t.status_time(),
        "status_time",
        Value::Time(|operation| operation.status_time.clone()),
    ),
    FieldSpec::new(
        |t| t.action_describe(),
        "action_describe",
        Value::TextOfAnyDirection(|operation| operation.action_describe.clone()),
    ),
    FieldSpec::new(
        |t| t.job_action(),
        "job_action",
        Value::TextOfAnyDirection(|operation| operation.job_action.clone()),
    ),
    FieldSpec::new(
        |t| t.job_id(),
        "job_id",
        Value::Text(|operation| operation.job_id.to_string()),
    ),
    FieldSpec::new(
        |t| t.owner(),
        "owner",
        Value::Text(|operation| match &operation.owner {
            Some(owner) => owner.to_string(),
            None => String::new(),
        }),
    ),
    FieldSpec::new(
        |t| t.submitter_host(),
        "submitter",
        Value::TextOfAnyDirection(|operation| operation.submitter.clone().unwrap_or_default()),
    ),
    FieldSpec::new(
        |t| t.error_codes(),
        "error_codes",
        Value::TextOfAnyDirection(|operation| operation.error_codes.as_str().to_owned()),
    ),
    FieldSpec::new(|t| t.resource_ids(), "resource_ids", Value::Resources).wide(),
];

/// The fields of an operation that is known, and its JSON.
#[component]
pub fn Fields(
    /// The operation.
    known: KnownEntry,
    /// Up to when it is known to be so, if that is not now.
    stopped: StoppedAt,
) -> impl IntoView {
    let fields = FIELDS.map(|spec| {
        view! { <Field spec=spec known=known stopped=stopped /> }
    });
    view! {
        <dl class="op-fields">{fields.collect_view()}</dl>
        <RawData known=known />
    }
}

#[component]
fn Field(spec: FieldSpec, known: KnownEntry, stopped: StoppedAt) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let FieldSpec {
        label,
        name,
        value,
        wide,
    } = spec;
    let dir = matches!(value, Value::TextOfAnyDirection(_)).then_some("auto");
    let value = match value {
        Value::Text(read) | Value::TextOfAnyDirection(read) => (move || {
            let text = known.with(|entry| entry.as_ref().map(|entry| read(&entry.operation)));
            text.filter(|text| !text.is_empty())
                .unwrap_or_else(|| locale.t().none().to_owned())
        })
        .into_any(),
        Value::Time(read) => (move || {
            let time = known.with(|entry| {
                entry
                    .as_ref()
                    .map_or(TimeField::Absent, |entry| read(&entry.operation))
            });
            time_text(locale, time_zone.get(), &time)
        })
        .into_any(),
        Value::Status => (move || {
            known
                .get()
                .map(|entry| status_badge(locale, &entry.operation.status))
        })
        .into_any(),
        Value::Duration => (move || duration(known, stopped)).into_any(),
        Value::Resources => view! { <Resources known=known /> }.into_any(),
    };
    view! {
        <div class=wide.then_some("op-fields-wide")>
            <dt>{locale.say(label)}</dt>
            <dd data-field=name dir=dir>
                {value}
            </dd>
        </div>
    }
}

/// How long the operation took, or has been in progress; ticks while it is known to be.
fn duration(known: KnownEntry, stopped: StoppedAt) -> String {
    let locale = expect_context::<Locale>();
    let Clock { now, .. } = expect_context();
    let elapsed = known.with(|entry| {
        let operation = &entry.as_ref()?.operation;
        // What has ended needs no clock.
        let until = if operation.status.is_final() {
            now.get_untracked()
        } else {
            stopped.get().unwrap_or_else(|| now.get())
        };
        Elapsed::of(operation, until)
    });
    match elapsed {
        Some(elapsed) => format::duration(locale, elapsed, stopped.get().is_some()),
        None => locale.t().none().to_owned(),
    }
}
