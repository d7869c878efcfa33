//! A failed call in words: a screen where there is nothing else to show, a banner above rows
//! that are held.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::ErrorCode;
use operation_log::wire::DecodeError;

use super::screen::Screen;
use crate::api::{ApiError, FailureKind};
use crate::i18n::Locale;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::{Icon, IconView};

/// The title of a failure.
pub fn title(locale: Locale, kind: FailureKind) -> &'static str {
    let t = locale.t();
    match kind {
        FailureKind::Offline => t.offline_title(),
        FailureKind::Unreachable => t.unreachable_title(),
        FailureKind::TimedOut => t.timed_out_title(),
        FailureKind::SignedOut => t.signed_out_title(),
        FailureKind::ClockOff => t.clock_off_title(),
        FailureKind::Denied => t.denied_title(),
        FailureKind::NotFound => t.not_found_title(),
        FailureKind::BadRequest => t.bad_request_title(),
        FailureKind::OverQuota => t.over_quota_title(),
        FailureKind::Busy => t.busy_title(),
        FailureKind::ServerError => t.server_error_title(),
        FailureKind::BrokenAnswer => t.broken_title(),
    }
}

fn text(locale: Locale, kind: FailureKind) -> &'static str {
    let t = locale.t();
    match kind {
        FailureKind::Offline => t.offline_text(),
        FailureKind::Unreachable => t.unreachable_text(),
        FailureKind::TimedOut => t.timed_out_text(),
        FailureKind::SignedOut => t.signed_out_text(),
        FailureKind::ClockOff => t.clock_off_text(),
        FailureKind::Denied => t.denied_text(),
        FailureKind::NotFound => t.not_found_text(),
        FailureKind::BadRequest => t.bad_request_text(),
        FailureKind::OverQuota => t.over_quota_text(),
        FailureKind::Busy => t.busy_text(),
        FailureKind::ServerError => t.server_error_text(),
        FailureKind::BrokenAnswer => t.broken_text(),
    }
}

const fn icon(kind: FailureKind) -> Icon {
    match kind {
        FailureKind::Offline => Icon::Offline,
        FailureKind::SignedOut | FailureKind::Denied => Icon::Lock,
        FailureKind::TimedOut
        | FailureKind::ClockOff
        | FailureKind::OverQuota
        | FailureKind::Busy => Icon::Clock,
        FailureKind::Unreachable | FailureKind::ServerError => Icon::Server,
        FailureKind::NotFound => Icon::Search,
        FailureKind::BadRequest | FailureKind::BrokenAnswer => Icon::Warning,
    }
}

/// What support needs to know, in one paragraph.
fn technical(locale: Locale, error: &ApiError) -> String {
    let t = locale.t();
    match error {
        ApiError::Aborted | ApiError::Offline => String::new(),
        ApiError::Unreachable { detail } => detail.clone(),
        ApiError::TimedOut { seconds } => format!("> {seconds} s"),
        ApiError::Refused(refusal) => {
            let known = u32::try_from(refusal.ret_code)
                .ok()
                .and_then(ErrorCode::find)
                .map(|code| format!(" ({})", locale.pick(code.meaning)))
                .unwrap_or_default();
            format!("ret_code {}{known}\n{}", refusal.ret_code, refusal.message)
        }
        ApiError::Http { status, excerpt } => {
            let body = if excerpt.is_empty() {
                t.empty_body()
            } else {
                excerpt
            };
            format!("HTTP {status}\n{body}")
        }
        ApiError::Broken {
            error,
            content_type,
        } => {
            let (what, excerpt) = match error {
                DecodeError::Empty => (t.empty_body().to_owned(), ""),
                DecodeError::NotJson {
                    line,
                    column,
                    excerpt,
                } => (
                    t.broken_json(&line.to_string(), &column.to_string()),
                    excerpt.as_str(),
                ),
                DecodeError::WrongShape { path, excerpt } => {
                    (t.broken_shape(path), excerpt.as_str())
                }
            };
            format!("{content_type}\n{what}\n{excerpt}")
                .trim()
                .to_owned()
        }
    }
}

/// The server's own words, where it had some.
fn server_message(error: &ApiError) -> Option<String> {
    match error {
        ApiError::Refused(refusal) if !refusal.message.is_empty() => Some(refusal.message.clone()),
        _ => None,
    }
}

#[component]
fn Technical(error: StoredValue<ApiError>, locale: Locale) -> impl IntoView {
    let paragraph = move || error.with_value(|error| technical(locale, error));
    let message = error.with_value(server_message);
    view! {
        {message
            .map(|message| {
                view! {
                    <p class="op-server-says">
                        <span>{reactive(move || locale.t().server_says())}</span>
                        <q dir="auto">{message}</q>
                    </p>
                }
            })}
        {reactive(move || {
            let text = paragraph();
            (!text.is_empty())
                .then(|| {
                    view! {
                        <details class="op-technical">
                            <summary>{locale.t().details()}</summary>
                            <pre dir="auto" tabindex="0" role="region" aria-label=locale.t().details()>
                                {text}
                            </pre>
                            <CopyButton
                                label=Signal::derive(move || locale.t().copy_details().to_owned())
                                copied=Signal::derive(move || locale.t().copied().to_owned())
                                refused=Signal::derive(move || locale.t().copy_failed().to_owned())
                                text=Callback::new(move |()| paragraph())
                            />
                        </details>
                    }
                })
        })}
    }
}

/// A failure with nothing else to show.
#[component]
pub fn FailureScreen(
    /// The failure.
    error: ApiError,
    /// Tries again.
    retry: Callback<()>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let kind = error.kind();
    let error = StoredValue::new(error);
    view! {
        <Screen
            icon=icon(kind)
            title=Signal::derive(move || title(locale, kind).to_owned())
            text=Signal::derive(move || text(locale, kind).to_owned())
            alarming=true
        >
            <button type="button" class="op-button op-button-primary" on:click=move |_| retry.run(())>
                <IconView icon=Icon::Refresh />
                <span>{reactive(move || locale.t().retry())}</span>
            </button>
            <Technical error=error locale=locale />
        </Screen>
    }
}

/// A failure above what is held.
#[component]
pub fn FailureBanner(
    /// The failure.
    error: ApiError,
    /// What is shown below, and how old it is.
    #[prop(into)]
    held: Signal<String>,
    /// Tries again.
    retry: Callback<()>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let kind = error.kind();
    let error = StoredValue::new(error);
    view! {
        <div class="op-banner" data-failure=kind.as_str()>
            <IconView icon=icon(kind) />
            <div class="op-banner-text">
                <p>
                    <strong>{reactive(move || title(locale, kind))}</strong>
                    " "
                    {reactive(move || text(locale, kind))}
                </p>
                <p>{held}</p>
                <Technical error=error locale=locale />
            </div>
            <button type="button" class="op-button" on:click=move |_| retry.run(())>
                <IconView icon=Icon::Refresh />
                <span>{reactive(move || locale.t().retry())}</span>
            </button>
        </div>
    }
}
