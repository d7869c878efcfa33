//! Every field of an operation, each under the API's own name, and all of it as JSON.

use std::sync::Arc;

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::wire::Entry;
use operation_log::{Elapsed, ErrorClass, ErrorCode, Operation, Param, Query};

use crate::i18n::Locale;
use crate::view::console::ConsoleContext;
use crate::view::format;
use crate::view::status_badge::StatusBadge;
use crate::view::table::kind_text;
use crate::view::time_text::TimeText;

/// The fields.
#[component]
pub fn Fields(
    /// The operation.
    entry: Memo<Arc<Entry>>,
    /// The console.
    console: ConsoleContext,
) -> impl IntoView {
    let locale = console.locale;
    let text = move |read: fn(&Operation) -> String| {
        move || {
            let text = entry.with(|entry| read(&entry.operation));
            if text.is_empty() {
                locale.t().none().to_owned()
            } else {
                text
            }
        }
    };
    let time = move |read: fn(&Operation) -> operation_log::TimeField| {
        let time = Signal::derive(move || entry.with(|entry| read(&entry.operation)));
        view! { <TimeText time=time zone=console.time_zone locale=locale /> }
    };
    let duration = move || {
        let now = console.now;
        entry.with(|entry| {
            let operation = &entry.operation;
            let now = if operation.status.is_final() {
                now.get_untracked()
            } else {
                now.get()
            };
            Elapsed::of(operation, now).map_or_else(
                || locale.t().none().to_owned(),
                |elapsed| format::duration(locale, elapsed),
            )
        })
    };
    let raw = Memo::new(move |_| {
        entry.with(|entry| serde_json::to_string_pretty(&entry.raw).unwrap_or_default())
    });
    view! {
        <Errors entry=entry locale=locale />
        <dl class="op-fields">
            <div>
                <dt>{reactive(move || locale.t().status())}</dt>
                <dd data-field="status">
                    <StatusBadge
                        status=Signal::derive(move || {
                            entry.with(|entry| entry.operation.status.clone())
                        })
                        locale=locale
                    />
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().duration())}</dt>
                <dd data-field="duration">{duration}</dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().create_time())}</dt>
                <dd data-field="create_time">
                    {time(|operation| operation.create_time.clone())}
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().status_time())}</dt>
                <dd data-field="status_time">
                    {time(|operation| operation.status_time.clone())}
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().action_describe())}</dt>
                <dd data-field="action_describe" dir="auto">
                    {text(|operation| operation.action_describe.clone())}
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().job_action())}</dt>
                <dd data-field="job_action" dir="auto">
                    {text(|operation| operation.job_action.clone())}
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().job_id())}</dt>
                <dd data-field="job_id">{text(|operation| operation.job_id.to_string())}</dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().owner())}</dt>
                <dd data-field="owner">
                    {text(|operation| {
                        operation.owner.as_ref().map(ToString::to_string).unwrap_or_default()
                    })}
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().submitter())}</dt>
                <dd data-field="submitter" dir="auto">
                    {text(|operation| operation.submitter.clone().unwrap_or_default())}
                </dd>
            </div>
            <div>
                <dt>{reactive(move || locale.t().error_codes())}</dt>
                <dd data-field="error_codes" dir="auto">
                    {text(|operation| operation.error_codes.as_str().to_owned())}
                </dd>
            </div>
            <div class="op-fields-wide">
                <dt>{reactive(move || locale.t().resource_ids())}</dt>
                <dd data-field="resource_ids">
                    <ResourceList entry=entry console=console />
                </dd>
            </div>
        </dl>
        <details class="op-raw">
            <summary>{reactive(move || locale.t().raw_data())}</summary>
            <pre dir="auto" tabindex="0" role="region" aria-label=reactive(move || locale.t().raw_data())>
                {raw}
            </pre>
        </details>
    }
}

#[component]
fn ResourceList(entry: Memo<Arc<Entry>>, console: ConsoleContext) -> impl IntoView {
    let locale = console.locale;
    let ids = Memo::new(move |_| entry.with(|entry| entry.operation.resource_ids.clone()));
    move || {
        let ids = ids.get();
        if ids.is_empty() {
            return view! { <span class="op-none">{locale.t().none()}</span> }.into_any();
        }
        let lines = ids
            .into_iter()
            .map(|id| {
                let query = Query::default().with(Param::ResourceIds, id.as_str());
                view! {
                    <li>
                        <span class="op-kind">{kind_text(locale, id.kind())}</span>
                        <a href=console.list_href(&query)>{id.to_string()}</a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="op-resources">{lines}</ul> }.into_any()
    }
}

/// What the error codes mean and what can be done.
#[component]
fn Errors(entry: Memo<Arc<Entry>>, locale: Locale) -> impl IntoView {
    move || {
        entry.with(|entry| {
            let codes = &entry.operation.error_codes;
            if codes.is_empty() {
                return None;
            }
            let known = codes.known();
            let explained = known
                .iter()
                .map(|code| view! { <Explained code=code locale=locale /> })
                .collect_view();
            let unknown = known.is_empty().then(|| {
                view! {
                    <li>
                        <strong dir="auto">{codes.as_str().to_owned()}</strong>
                        <p>{locale.t().code_unknown()}</p>
                    </li>
                }
            });
            Some(view! { <ul class="op-errors">{explained} {unknown}</ul> })
        })
    }
}

#[component]
fn Explained(code: &'static ErrorCode, locale: Locale) -> impl IntoView {
    let class = move || {
        let t = locale.t();
        match code.class {
            ErrorClass::RetryNow => t.code_class_retry_now(),
            ErrorClass::RetryLater => t.code_class_retry_later(),
            ErrorClass::AskUser => t.code_class_ask_user(),
            ErrorClass::FixRequest => t.code_class_fix_request(),
        }
    };
    view! {
        <li data-error-code=code.code.to_string()>
            <strong>{code.code} " " {reactive(move || locale.pick(code.meaning))}</strong>
            <span class="op-error-class">{class}</span>
            <p>{reactive(move || locale.pick(code.advice))}</p>
        </li>
    }
}
