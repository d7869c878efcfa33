//! A failed call in words: a screen where there is nothing else to show, a banner above rows
//! that are held.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use operation_log::ErrorCode;
use operation_log::wire::DecodeError;

use super::screen::screen;
use crate::api::{ApiError, FailureKind};
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::reactive::{Callback, Read, Signal, untrack};
use crate::remote::Remote;
use crate::ui::copy_button::copy_button;
use crate::ui::icon::{Icon, icon_view};

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
        ApiError::TooLarge { megabytes } => ["> ", &megabytes.to_string(), " MB"].concat(),
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

/// The server's own words, and what support needs to know, folded away.
fn technical_parts(error: ApiError, locale: Locale) -> Vec<Tag> {
    let message = server_message(&error).map(|message| {
        tag("p")
            .class("op-server-says")
            .child(tag("span").say(locale, |t| t.server_says()))
            .child(tag("q").attr("dir", "auto").text(message))
    });
    let paragraph: Rc<dyn Fn() -> String> = Rc::new(move || technical(locale, &error));
    // Whether there is anything to tell does not hang on the language.
    let has_paragraph = !untrack(|| paragraph()).is_empty();
    let details = has_paragraph.then(|| {
        let copied = Rc::clone(&paragraph);
        let copied: Box<dyn Fn() -> String> = Box::new(move || copied());
        let text = tag("pre")
            .attr("dir", "auto")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr_say("aria-label", locale, |t| t.details())
            .text_live(move || paragraph());
        tag("details")
            .class("op-technical")
            .child(tag("summary").say(locale, |t| t.details()))
            .child(text)
            .child(copy_button(locale, |t| t.copy_details(), copied))
    });
    message.into_iter().chain(details).collect()
}

fn retry_button(classes: &str, retry: Callback<()>, locale: Locale) -> Tag {
    tag("button")
        .attr("type", "button")
        .class(classes)
        .child(icon_view(Icon::Refresh))
        .child(tag("span").say(locale, |t| t.retry()))
        .on("click", move |_| retry.run(()))
}

/// In how many seconds a failed call is made again by itself; none if it is not.
pub type SecondsLeft = Rc<dyn Fn() -> Option<u64>>;

/// The seconds left until the failed call of a remote value is made again.
pub fn seconds_left<T: 'static>(
    remote: Signal<Remote<T>>,
    now: Signal<DateTime<Utc>>,
) -> SecondsLeft {
    Rc::new(move || {
        let now = now.get();
        remote.with(|remote| {
            let left = (remote.waiting()?.until - now).num_seconds();
            Some(u64::try_from(left).unwrap_or_default())
        })
    })
}

/// Tells when the call is made again.
fn countdown(again: SecondsLeft, locale: Locale) -> Tag {
    tag("span")
        .class("op-countdown")
        .text_live(move || match again() {
            Some(0) => locale.t().trying_again().to_owned(),
            Some(seconds) => locale.t().trying_again_in(&seconds.to_string()),
            None => String::new(),
        })
}

/// A failure with nothing else to show.
pub fn failure_screen(
    error: ApiError,
    again: SecondsLeft,
    retry: Callback<()>,
    locale: Locale,
) -> Tag {
    let kind = error.kind();
    let mut actions = vec![
        retry_button("op-button op-button-primary", retry, locale),
        countdown(again, locale),
    ];
    actions.extend(technical_parts(error, locale));
    screen(
        icon(kind),
        true,
        Box::new(move || title(locale, kind).to_owned()),
        Box::new(move || text(locale, kind).to_owned()),
        actions,
    )
}

/// A failure above what is held; `held` says what that is, and how old.
pub fn failure_banner(
    error: ApiError,
    held: Box<dyn Fn() -> String>,
    again: SecondsLeft,
    retry: Callback<()>,
    locale: Locale,
) -> Tag {
    let kind = error.kind();
    let words = tag("p")
        .child(tag("strong").text_live(move || title(locale, kind).to_owned()))
        .text(" ")
        .text_live(move || text(locale, kind).to_owned());
    let texts = tag("div")
        .class("op-banner-text")
        .child(words)
        .child(
            tag("p")
                .text_live(held)
                .text(" ")
                .child(countdown(again, locale)),
        )
        .children(technical_parts(error, locale));
    tag("div")
        .class("op-banner")
        .attr("data-failure", kind.as_str())
        .child(icon_view(icon(kind)))
        .child(texts)
        .child(retry_button("op-button", retry, locale))
}
