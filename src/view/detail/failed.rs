//! What failed, what the server said of it, what can be done, and how often the same failed of what
//! is at hand.

use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::{ErrorClass, ErrorCode, JobId, Param, Status, marked};

use super::KnownEntry;
use crate::i18n::{Label, Locale};
use crate::state::detail::DetailState;
use crate::state::store::Store;
use crate::view::context::Navigation;
use crate::view::format;

/// The one place for a failure; nothing if nothing failed.
#[component]
pub fn Failure(
    /// The operation.
    id: JobId,
    /// What is known of it.
    known: KnownEntry,
    /// Where the others are read.
    detail: DetailState,
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
    let id = StoredValue::new(id);
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
                .map(|code| view! { <ExplainedCode code=code id=id detail=detail /> })
                .collect_view()
                .into_any()
        };
        let said = (!codes.is_empty()).then(|| {
            view! {
                <li class="op-server-says">
                    <span>{locale.t().server_says()}</span>
                    <code
                        data-field="error_codes"
                        dir="auto"
                        lang=locale.lang_of(codes.as_str())
                    >
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
fn ExplainedCode(
    code: &'static ErrorCode,
    id: StoredValue<JobId>,
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let store = expect_context::<Store>();
    // Of those at hand; nothing is asked for it.
    let others = Memo::new(move |_| {
        detail.related().with(|related| {
            let read = related.as_ref().and_then(|related| related.held());
            id.with_value(|id| store.others_with_code(code.code, id, read.map(|page| &**page)))
        })
    });
    let how_often = move || {
        let others = others.get();
        (others > 0).then(|| locale.t().same_code(&format::count(others)))
    };
    let href = move || {
        let edit = Edit::Text(Param::SearchWord, code.code.to_string());
        navigation.list_href(&navigation.base_query().edited(edit))
    };
    let class: Label = match code.class {
        ErrorClass::RetryNow => |t| t.code_class_retry_now(),
        ErrorClass::RetryLater => |t| t.code_class_retry_later(),
        ErrorClass::AskUser => |t| t.code_class_ask_user(),
        ErrorClass::FixRequest => |t| t.code_class_fix_request(),
    };
    // In one text: two side by side could be joined by whoever normalises the page.
    let title = move || locale.t().code_with_meaning(code);
    view! {
        <li data-error-code=code.code.to_string()>
            <strong>{move || title()}</strong>
            <span class="op-error-class">{locale.say(class)}</span>
            <p>{move || locale.t().code_advice(code)}</p>
            <div class="op-same-code">
                <span>{move || how_often()}</span>
                <a href=move || href() title=locale.say(|t| t.search_code())>
                    {locale.say(|t| t.find_code())}
                </a>
            </div>
        </li>
    }
}
