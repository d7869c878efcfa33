//! A failed call in words: a screen where there is nothing else to show, a banner above rows
//! that are held.

use leptos::prelude::*;
use operation_log::ErrorCode;
use operation_log::wire::DecodeError;

use super::context::Clock;
use super::format;
use super::scope::scoped_signal;
use super::screen::Screen;
use super::sign_in::SignIn;
use crate::api::{ApiError, FailureKind};
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::auto_refresh::Pace;
use crate::state::background::Background;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::{Icon, IconView};

/// The title of a failure.
pub fn title(locale: Locale, kind: FailureKind) -> &'static str {
    let t = locale.t();
    match kind {
        FailureKind::Offline => t.offline_title(),
        FailureKind::Unreachable => t.unreachable_title(),
        FailureKind::HostFetch => t.host_fetch_title(),
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

/// What a failure means, and whether it is tried again.
fn text(locale: Locale, kind: FailureKind, seconds_left: Signal<Option<u64>>) -> &'static str {
    let t = locale.t();
    match kind {
        FailureKind::OverQuota if seconds_left.get().is_some() => t.rate_limit_text(),
        FailureKind::Offline => t.offline_text(),
        FailureKind::Unreachable => t.unreachable_text(),
        FailureKind::HostFetch => t.host_fetch_text(),
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

const fn icon_of(kind: FailureKind) -> Icon {
    match kind {
        FailureKind::Offline => Icon::Offline,
        FailureKind::SignedOut | FailureKind::Denied => Icon::Lock,
        FailureKind::TimedOut
        | FailureKind::ClockOff
        | FailureKind::OverQuota
        | FailureKind::Busy => Icon::Clock,
        FailureKind::Unreachable | FailureKind::HostFetch | FailureKind::ServerError => {
            Icon::Server
        }
        FailureKind::NotFound => Icon::Search,
        FailureKind::BadRequest | FailureKind::BrokenAnswer => Icon::Warning,
    }
}

/// What support needs to know, in one paragraph.
fn technical(locale: Locale, error: &ApiError) -> String {
    let t = locale.t();
    match error {
        ApiError::Aborted | ApiError::Offline => String::new(),
        ApiError::Unreachable { detail } | ApiError::HostFetch { detail } => detail.clone(),
        ApiError::Redirected => t.redirected().to_owned(),
        ApiError::TooLarge { units, most } => {
            let [units, most] = [*units, *most].map(|size| format::number(size.into()));
            t.too_large(&units, &most)
        }
        ApiError::TimedOut { seconds } => ["> ", &seconds.to_string(), " s"].concat(),
        ApiError::Refused(refusal) => {
            let known = u32::try_from(refusal.ret_code)
                .ok()
                .and_then(ErrorCode::find)
                .map(|code| [" (", t.code_meaning(code), ")"].concat())
                .unwrap_or_default();
            let ret_code = refusal.ret_code.to_string();
            ["ret_code ", &ret_code, &known, "\n", &refusal.message].concat()
        }
        ApiError::Http { status, excerpt } => {
            let body = if excerpt.is_empty() {
                t.empty_body()
            } else {
                excerpt
            };
            ["HTTP ", &status.to_string(), "\n", body].concat()
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
            let lines = [content_type, "\n", &what, "\n", excerpt].concat();
            lines.trim().to_owned()
        }
    }
}

/// The server's own words, where it had some.
fn server_message(error: &ApiError) -> Option<&str> {
    match error {
        ApiError::Refused(refusal) if !refusal.message.is_empty() => Some(&refusal.message),
        _ => None,
    }
}

/// The seconds until a failed call is made again, or the page is read again by itself. Returns `None`
/// if neither is due.
pub fn seconds_left<T: Send + Sync + 'static>(
    remote: Signal<Remote<T>>,
    background: Background,
    pace: Memo<Pace>,
) -> Signal<Option<u64>> {
    let Clock { ticks, .. } = expect_context();
    Signal::derive(move || {
        let retry = remote.with(|remote| Some(remote.waiting()?.until));
        let until = match retry {
            Some(until) => until,
            None => {
                background.failed()?;
                background.next(pace.get().seconds()?)?
            }
        };
        let left = (until - ticks.get()).num_seconds();
        Some(u64::try_from(left).unwrap_or_default())
    })
}

/// A failure with nothing else to show.
#[component]
pub fn FailureScreen(
    /// What failed.
    error: ApiError,
    /// The seconds until the call is made again; `None` if it is not.
    #[prop(into)]
    seconds_left: Signal<Option<u64>>,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let seconds_left = scoped_signal(seconds_left);
    let locale = expect_context::<Locale>();
    let kind = error.kind();
    let is_signed_out = kind == FailureKind::SignedOut;
    let retry_class = if is_signed_out {
        "op-button"
    } else {
        "op-button op-button-primary"
    };
    view! {
        <Screen
            icon=icon_of(kind)
            alarming=true
            title=Signal::derive(move || title(locale, kind).to_owned())
            text=Signal::derive(move || text(locale, kind, seconds_left).to_owned())
        >
            {is_signed_out.then(|| view! { <SignIn class="op-button op-button-primary" /> })}
            <RetryButton class=retry_class on_retry=on_retry />
            <Countdown seconds_left=seconds_left />
            <Technical error=error />
        </Screen>
    }
}

/// A failure above rows that are held.
#[component]
pub fn FailureBanner(
    /// What failed.
    error: ApiError,
    /// What the rows below are, and how old.
    #[prop(into)]
    held: Signal<String>,
    /// The seconds until the call is made again; `None` if it is not.
    #[prop(into)]
    seconds_left: Signal<Option<u64>>,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let (held, seconds_left) = (scoped_signal(held), scoped_signal(seconds_left));
    let locale = expect_context::<Locale>();
    let kind = error.kind();
    view! {
        <div class="op-banner" data-failure=kind.as_str()>
            <IconView icon=icon_of(kind) />
            <div class="op-banner-text">
                <p>
                    <strong>{move || title(locale, kind)}</strong>
                    " "
                    <span>{move || text(locale, kind, seconds_left)}</span>
                </p>
                <p><span>{move || held.get()}</span> " " <Countdown seconds_left=seconds_left /></p>
                <Technical error=error />
            </div>
            {(kind == FailureKind::SignedOut).then(|| view! { <SignIn class="op-button" /> })}
            <RetryButton class="op-button" on_retry=on_retry />
        </div>
    }
}

/// The button that makes the call again at once.
#[component]
fn RetryButton(class: &'static str, on_retry: Callback<()>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    view! {
        <button type="button" class=class part="button" on:click=move |_| on_retry.run(())>
            <IconView icon=Icon::Refresh />
            <span>{locale.say(|t| t.retry())}</span>
        </button>
    }
}

/// When the call is made again.
#[component]
fn Countdown(seconds_left: Signal<Option<u64>>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let text = move || {
        Some(match seconds_left.get()? {
            0 => locale.t().trying_again().to_owned(),
            seconds => {
                let span = format::seconds(locale, seconds);
                locale.t().trying_again_in(&span)
            }
        })
    };
    view! { <span class="op-countdown">{move || text()}</span> }
}

/// The server's own words, and what support needs to know, folded away.
#[component]
fn Technical(error: ApiError) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let message = server_message(&error).map(|message| {
        let message = message.to_owned();
        let lang = {
            let message = message.clone();
            move || locale.lang_of(&message)
        };
        view! {
            <p class="op-server-says">
                <span>{locale.say(|t| t.server_says())}</span>
                <q dir="auto" lang=move || lang()>
                    {message}
                </q>
            </p>
        }
        .into_any()
    });
    // Whether there are any details does not depend on the language.
    let has_details = !untrack(|| technical(locale, &error)).is_empty();
    let error = StoredValue::new(error);
    let details = move || {
        error
            .try_with_value(|error| technical(locale, error))
            .unwrap_or_default()
    };
    let details = has_details.then(|| {
        view! {
            <details class="op-technical">
                <summary>{locale.say(|t| t.details())}</summary>
                <pre dir="auto" tabindex="0" role="region" aria-label=locale.say(|t| t.details())>
                    {move || details()}
                </pre>
                <CopyButton label=|t| t.copy_details() text=move |()| details() />
            </details>
        }
        .into_any()
    });
    view! {
        {message}
        {details}
    }
}
