//! A button that copies a text and says whether that worked.

use std::cell::Cell;
use std::rc::Rc;

use super::icon::{Icon, icon_live};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::platform::clipboard;
use crate::platform::task::spawn;
use crate::platform::timer::Timer;
use crate::reactive::{Read, RwSignal};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Idle,
    Copied,
    Refused,
}

/// How long the outcome is shown, in milliseconds.
const SHOWN: i32 = 2_000;

/// A button that copies a text, made at the time of the click.
pub fn copy_button(locale: Locale, label: Label, text: impl Fn() -> String + 'static) -> Tag {
    let outcome = RwSignal::new(Outcome::Idle);
    let shown = Rc::new(Cell::new(None));
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
        .attr_live("title", move || {
            (outcome.get() == Outcome::Refused).then(|| locale.t().copy_refused().to_owned())
        })
        .child(icon_live(icon))
        .child(
            // The style sheet makes room for both words, so that no neighbour moves under the
            // pointer when they change.
            tag("span")
                .class("op-copy-words")
                .attr_say("data-before", locale, label)
                .attr_say("data-after", locale, |t| t.copied())
                .text_live(move || words().to_owned()),
        )
        .child(
            tag("span")
                .class("visually-hidden")
                .attr("role", "status")
                .text_live(spoken),
        )
        .on("click", move |_| copy(text(), outcome, Rc::clone(&shown)))
}

fn copy(text: String, outcome: RwSignal<Outcome>, shown: Rc<Cell<Option<Timer>>>) {
    spawn(async move {
        let result = if clipboard::copy(&text).await {
            Outcome::Copied
        } else {
            Outcome::Refused
        };
        // The button may have been taken away meanwhile.
        outcome.set(result);
        shown.set(Timer::after(SHOWN, move || outcome.set(Outcome::Idle)));
    });
}
