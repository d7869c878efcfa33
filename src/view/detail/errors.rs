//! What the error codes of an operation mean and what can be done.

use leptos::prelude::*;
use operation_log::{ErrorClass, ErrorCode};

use super::KnownEntry;
use crate::i18n::{Label, Locale};

/// The error codes, explained; nothing if there are none.
#[component]
pub fn Errors(
    /// The operation.
    known: KnownEntry,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let codes =
        Memo::new(move |_| known.with(|entry| Some(entry.as_ref()?.operation.error_codes.clone())));
    let list = move || {
        let codes = codes.get().filter(|codes| !codes.is_empty())?;
        let explained = codes.known();
        let lines = if explained.is_empty() {
            view! {
                <li>
                    <strong dir="auto">{codes.as_str().to_owned()}</strong>
                    <p>{locale.say(|t| t.code_unknown())}</p>
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
        Some(view! { <ul class="op-errors">{lines}</ul> }.into_any())
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
