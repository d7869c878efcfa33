//! What a screen reader is told: one live region for a console, and one in each of its dialogs, as
//! nothing outside of an open dialog is read.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long words are collected before they are said together, in milliseconds. What follows from
/// one action comes within one task or a few, and a region that is set twice is read once.
const TOGETHER: u32 = 100;

/// Tells a screen reader something, politely. Copies are handles to the same; provided by the
/// console's root.
#[derive(Clone, Copy)]
pub struct Announcer {
    said: RwSignal<String>,
    soon: StoredValue<Soon, LocalStorage>,
}

/// What is about to be said.
#[derive(Default)]
struct Soon {
    words: String,
    /// Says it; dropped, and so cancelled, with its owner.
    timer: Option<Timeout>,
}

impl Announcer {
    /// Nothing was said yet.
    pub fn new() -> Self {
        Self {
            said: RwSignal::new(String::new()),
            soon: StoredValue::new_local(Soon::default()),
        }
    }

    /// Says a text, once however often it is given within a moment.
    pub fn say(self, text: &str) {
        self.soon.try_update_value(|soon| {
            if !soon.words.contains(text) {
                if !soon.words.is_empty() {
                    soon.words.push_str(" · ");
                }
                soon.words.push_str(text);
                soon.timer = Some(Timeout::new(TOGETHER, move || self.say_all()));
            }
        });
    }

    fn say_all(self) {
        let soon = self.soon.try_update_value(std::mem::take);
        let mut words = soon.unwrap_or_default().words;
        // A region that is set to the same text is not read again.
        if self.said.try_with_untracked(|said| *said == words) == Some(true) {
            words.push('\u{a0}');
        }
        self.said.set(words);
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// Where a screen reader finds what is said.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer { said, .. } = expect_context();
    view! {
        <p class="op-live visually-hidden" role="status" prop:textContent=move || said.get()></p>
    }
}
