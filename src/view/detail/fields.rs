//! The fields of an operation, each under the API's own name; those that the head and the failure
//! do not show.

use leptos::prelude::*;
use operation_log::{Elapsed, Operation, TimeField, marked};

use super::comparison::Comparison;
use super::resources::Resources;
use super::{KnownEntry, StoppedAt};
use crate::i18n::{Label, Locale};
use crate::state::detail::DetailState;
use crate::view::context::Clock;
use crate::view::format;
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
const FIELDS: [FieldSpec; 8] = [
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
    FieldSpec::new(|t| t.resource_ids(), "resource_ids", Value::Resources).wide(),
];

/// The fields of an operation that is known.
#[component]
pub fn Fields(
    /// The operation.
    known: KnownEntry,
    /// Up to when it is known to be so, if that is not now.
    stopped: StoppedAt,
    /// Where earlier runs are read.
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let fields = FIELDS.map(|spec| {
        view! { <Field spec=spec known=known stopped=stopped detail=detail /> }
    });
    // Errors have a place of their own.
    let has_errors = Memo::new(move |_| {
        known.with(|entry| {
            entry
                .as_ref()
                .is_some_and(|entry| !entry.operation.error_codes.is_empty())
        })
    });
    let no_errors = move || {
        (!has_errors.get()).then(|| {
            view! {
                <div>
                    <dt>{locale.t().error_codes()}</dt>
                    <dd data-field="error_codes">{locale.t().none()}</dd>
                </div>
            }
        })
    };
    view! {
        <dl class="op-fields">{fields.collect_view()} {move || no_errors()}</dl>
    }
}

#[component]
fn Field(
    spec: FieldSpec,
    known: KnownEntry,
    stopped: StoppedAt,
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let FieldSpec {
        label,
        name,
        value,
        wide,
    } = spec;
    let (dir, written) = match value {
        Value::TextOfAnyDirection(read) => (Some("auto"), Some(read)),
        _ => (None, None),
    };
    let lang = move || {
        let text = known.with(|entry| Some(written?(&entry.as_ref()?.operation)))?;
        locale.lang_of(&text)
    };
    let value = match value {
        Value::Text(read) | Value::TextOfAnyDirection(read) => (move || {
            let text = known.with(|entry| entry.as_ref().map(|entry| read(&entry.operation)));
            match text.filter(|text| !text.is_empty()) {
                Some(text) => marked(&text).into_owned(),
                None => locale.t().none().to_owned(),
            }
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
        Value::Duration => view! {
            {move || duration(known, stopped)}
            <Comparison known=known detail=detail />
        }
        .into_any(),
        Value::Resources => view! { <Resources known=known /> }.into_any(),
    };
    view! {
        <div class=wide.then_some("op-fields-wide")>
            <dt>{locale.say(label)}</dt>
            <dd data-field=name dir=dir lang=move || lang()>
                {value}
            </dd>
        </div>
    }
}

/// How long the operation took, or has been in progress; ticks while it is known to be.
fn duration(known: KnownEntry, stopped: StoppedAt) -> String {
    let locale = expect_context::<Locale>();
    let clock = expect_context::<Clock>();
    let duration = known.with(|entry| {
        let operation = &entry.as_ref()?.operation;
        let until = clock.until(&operation.status, stopped);
        let elapsed = Elapsed::of(operation, until.at)?;
        Some(format::duration(locale, elapsed, until.is_stopped))
    });
    duration.unwrap_or_else(|| locale.t().none().to_owned())
}
