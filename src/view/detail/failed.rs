//! What failed, what the server said of it, and what can be done.

use leptos::prelude::*;
use operation_log::{ErrorClass, ErrorCode, Status, marked};

use super::KnownEntry;
use crate::i18n::{Label, Locale};

/// The one place for a failure; nothing if nothing failed.
#[component]
pub fn Failure(
    /// The operation.
    known: KnownEntry,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let failed = Memo::new(move |_| {
        known.with(|entry| {
            let operation = &entry.as_ref()?.operation;
            let has_failed =
                operation.status == Status::Failed || !operation.error_codes.is_empty();
            has_failed.then(|| operation.error_codes.clone())
        })
    });
    let list = move || {
        let codes = failed.get()?;
        let explained = codes.known();
        let lines = if explained.is_empty() {
            let title = if codes.is_empty() {
                locale.t().no_reason()
            } else {
                locale.t().code_unknown()
            };
            view! {
                <li>
                    <strong>{title}</strong>
                    <p>{locale.t().no_reason_advice()}</p>
                </li>
            }
            .into_any()
        } else {
            explained
                .into_iter()
                .map(|code| view! { <ExplainedCode code=code /> })
                .collect_view()
                .into_any()
        };
        let said = (!codes.is_empty()).then(|| {
            view! {
                <li class="op-server-says">
                    <span>{locale.t().server_says()}</span>
                    <code data-field="error_codes" dir="auto">
                        {marked(codes.as_str()).into_owned()}
                    </code>
                </li>
            }
        });
        Some(
            view! {
                <ul class="op-errors" aria-label=locale.t().failed()>
                    {lines}
                    {said}
                </ul>
            }
            .into_any(),
        )
    };
    view! { {move || list()} }
}

#[component]
fn ExplainedCode(code: &'static ErrorCode) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let class: Label = match code.class {
        ErrorClass::RetryNow => |t| t.code_class_retry_now(),
        ErrorClass::RetryLater => |t| t.code_class_retry_later(),
        ErrorClass::AskUser => |t| t.code_class_ask_user(),
        ErrorClass::FixRequest => |t| t.code_class_fix_request(),
    };
    let number = code.code.to_string();
    view! {
        <li data-error-code=code.code.to_string()>
            <strong>{number} " " {move || locale.t().code_meaning(code)}</strong>
            <span class="op-error-class">{locale.say(class)}</span>
            <p>{move || locale.t().code_advice(code)}</p>
        </li>
    }
}
