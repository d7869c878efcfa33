//! What a screen reader is told, and when. All of it is said politely, by the
//! [`Announcer`].
//!
//! - Once a call has ended: how, and what the page shows now, which is [`Page::outcome`]. The same
//!   where that changes by itself: a call in the background fails, another language is chosen.
//! - While a call takes long: that it does.
//! - What appears by itself: each time it is another text, or, where it comes again and again, at
//!   first and then rarely.
//! - What an answer contradicts of what was asked: once, and not with every answer that does so.
//!
//! What is wrong with the value of a control is such a text, and so is the order of the rows.
//! Widgets that copy say by themselves whether that worked.
//!
//! [`Page::outcome`]: super::page::Page::outcome

use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::steps::is_in_page;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::ui::announcer::Announcer;

/// How long a call may take before it is said that it does, in milliseconds.
const LONG: u32 = 1_000;

/// The shortest time between two announcements of what comes again and again, in minutes.
const RARELY: i64 = 5;

/// When a text is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whenever it is there and another than before. While there is none, something is loading.
    Loaded,
    /// Whenever it is there and another than before.
    Changed,
    /// Whenever it is another than the one before.
    ChangedLater,
    /// When it appears; while it stays, only after a while.
    Rarely,
    /// When there is more of it than before; other numbers alone are no more.
    Added,
    /// When it has been there for as long as a call may take.
    Long,
}

/// Announces a text.
///
/// One function for all, as each effect is paid for in bytes.
pub fn announce(text: Signal<Option<String>>, when: When) {
    let announcer = expect_context::<Announcer>();
    // What is put into the page with its words is not read.
    let is_in_page = is_in_page();
    let locale = expect_context::<Locale>();
    let mut before: Option<String> = None;
    let mut last_said: Option<DateTime<Utc>> = None;
    // Dropped, and so cancelled, with the effect.
    let mut slow = None;
    Effect::new(move || {
        let text = is_in_page.get().then(|| text.get()).flatten();
        match &text {
            None => {
                last_said = None;
                if when != When::Loaded {
                    slow = None;
                } else if slow.is_none() {
                    let loading = untrack(|| locale.t().loading());
                    slow = Some(Timeout::new(LONG, move || announcer.say(loading)));
                }
            }
            Some(words) => {
                let now = clock::now();
                let is_due = match when {
                    When::ChangedLater if before.is_none() => false,
                    When::Added => !before.as_deref().is_some_and(|before| {
                        without_numbers(before).contains(&without_numbers(words))
                    }),
                    When::Rarely => {
                        last_said.is_none_or(|said| now - said >= TimeDelta::minutes(RARELY))
                    }
                    _ => before != text,
                };
                if is_due && when == When::Long {
                    let words = words.clone();
                    slow = Some(Timeout::new(LONG, move || announcer.say(&words)));
                } else if is_due {
                    announcer.say(words);
                    last_said = Some(now);
                }
                if when != When::Long {
                    slow = None;
                }
            }
        }
        before = text;
    });
}

fn without_numbers(text: &str) -> String {
    let letters = text.chars();
    letters.filter(|letter| !letter.is_ascii_digit()).collect()
}
