//! A button that copies a text and says whether that worked.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, icon_live};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::platform::clipboard;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Idle,
    Copied,
    Refused,
}

/// How long the outcome is shown.
const SHOWN: Duration = Duration::from_secs(2);

/// A button that copies a text, made at the time of the click.
pub fn copy_button(locale: Locale, label: Label, text: impl Fn() -> String + 'static) -> Tag {
    let outcome = RwSignal::new(Outcome::Idle);
    let words = move || {
        let t = locale.t();
        match outcome.get() {
            Outcome::Idle => label(t),
            Outcome::Copied => t.copied(),
            Outcome::Refused => t.copy_failed(),
        }
    };
    let spoken = move || match outcome.get() {
        Outcome::Idle => String::new(),
        Outcome::Copied | Outcome::Refused => words().to_owned(),
    };
    let icon = move || match outcome.get() {
        Outcome::Idle => Icon::Copy,
        Outcome::Copied => Icon::Check,
        Outcome::Refused => Icon::Warning,
    };
    tag("button")
        .attr("type", "button")
        .class("op-button")
        .child(icon_live(icon))
        .child(tag("span").text_live(move || words().to_owned()))
        .child(
            tag("span")
                .class("visually-hidden")
                .attr("role", "status")
                .text_live(spoken),
        )
        .on("click", move |_| copy(text(), outcome))
}

fn copy(text: String, outcome: RwSignal<Outcome>) {
    spawn_local(async move {
        let result = if clipboard::copy(&text).await {
            Outcome::Copied
        } else {
            Outcome::Refused
        };
        // The button may have been taken away meanwhile.
        outcome.try_set(result);
        set_timeout(
            move || {
                outcome.try_set(Outcome::Idle);
            },
            SHOWN,
        );
    });
}
