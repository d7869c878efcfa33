//! What is typed into a box, until the location has it.
//!
//! The box shows what is typed; the location follows on Enter, when the box is left, or after a
//! pause, and never in the middle of a composition. The first change while the box has focus is
//! a step of the history, later ones refine it, so that Back undoes one search and not each
//! letter of it.

use gloo_timers::callback::Timeout;
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;
use operation_log::Query;
use operation_log::query::{Edit, Filters};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::Bound;
use crate::nav::Commit;
use crate::state::draft::Draft;

/// How long a pause in typing is, in milliseconds.
const PAUSE: u32 = 450;

/// What became of a text that was to become part of the location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the value of the box.
    AsTyped,
    /// It is a value in other words, or of another box: the box shows the location again.
    Otherwise,
    /// It cannot be used, and stays in the box.
    Refused,
    /// A pause is no reason to use it.
    Waits,
}

/// What asks for a text to become part of the location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Enter, or the box is left.
    Reader,
    /// A pause in typing.
    Pause,
}

/// What is typed into a box. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Typing {
    draft: RwSignal<Draft>,
    bound: Bound,
    /// The value of the location, as the box shows it.
    value: Signal<String>,
    /// Makes a text part of the location.
    on_commit: Callback<(String, Commit, Trigger), Outcome>,
    /// Whether an input method is at work on the text.
    composing: StoredValue<bool>,
    /// Whether the draft is a step of the history already.
    stepped: StoredValue<bool>,
    /// Whether the draft cannot become part of the location.
    refused: RwSignal<bool>,
    /// Commits after a pause; dropped, and so cancelled, with its owner.
    pause: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Typing {
    /// Nothing is typed yet.
    pub fn new(
        bound: Bound,
        value: Signal<String>,
        on_commit: Callback<(String, Commit, Trigger), Outcome>,
    ) -> Self {
        Self {
            draft: RwSignal::new(Draft::default()),
            bound,
            value,
            on_commit,
            composing: StoredValue::new(false),
            stepped: StoredValue::new(false),
            refused: RwSignal::new(false),
            pause: StoredValue::new_local(None),
        }
    }

    /// What the box shows: the draft, or the value of the location.
    pub fn shown(self) -> String {
        self.value
            .with(|value| self.with_query(|draft, query| draft.shown(value, query).to_owned()))
    }

    /// What is typed and not part of the location yet.
    pub fn pending(self) -> Option<String> {
        self.with_query(|draft, query| draft.pending(query).map(str::to_owned))
    }

    /// What is typed, whether it is part of the location or not.
    pub fn draft(self) -> Option<String> {
        self.with_query(|draft, query| {
            draft
                .is_of(query)
                .then(|| draft.shown("", query).to_owned())
        })
    }

    /// Whether what is typed cannot become part of the location.
    pub fn is_refused(self) -> bool {
        self.refused.get() && self.pending().is_some()
    }

    fn with_query<T>(self, read: impl FnOnce(&Draft, &Query) -> T) -> T {
        self.bound
            .filters
            .with(|filters| self.draft.with(|draft| read(draft, filters.own())))
    }

    /// The query that drafts belong to. Returns `None` once the box is gone.
    fn query(self) -> Option<Query> {
        self.bound
            .filters
            .try_with_untracked(|filters: &Filters| filters.own().clone())
    }

    /// The person typed.
    pub fn typed(self, text: &str) {
        if self.composing.try_get_value() == Some(true) {
            return;
        }
        let Some(query) = self.query() else { return };
        let is_continued = self
            .draft
            .try_with_untracked(|draft| draft.is_of(&query))
            .unwrap_or_default();
        if !is_continued {
            self.stepped.try_set_value(false);
        }
        self.refused.set(false);
        self.draft.set(Draft::typed(text, &query));
        let pause = Timeout::new(PAUSE, move || self.commit(Trigger::Pause));
        self.pause.try_set_value(Some(pause));
    }

    /// Makes the text part of the location, if it is not yet.
    pub fn commit(self, trigger: Trigger) {
        self.forget_pause();
        let Some(query) = self.query() else { return };
        let text = self
            .draft
            .try_with_untracked(|draft| draft.pending(&query).map(str::to_owned));
        let Some(Some(text)) = text else { return };
        let outcome = self.on_commit.run((text, self.step(), trigger));
        self.refused.set(outcome == Outcome::Refused);
        match outcome {
            Outcome::AsTyped => {
                self.stepped.try_set_value(true);
                if let Some(query) = self.query() {
                    self.draft
                        .update(|draft| *draft = std::mem::take(draft).committed(&query));
                }
            }
            Outcome::Otherwise => self.forget(),
            Outcome::Refused | Outcome::Waits => {}
        }
    }

    /// Changes the query in the place of what is typed.
    pub fn choose(self, edit: Edit) {
        self.forget_pause();
        self.bound.on_edit.run((edit, self.step()));
        self.forget();
    }

    /// Whether a change is a step of the history or refines the last.
    fn step(self) -> Commit {
        match self.stepped.try_get_value() {
            Some(true) => Commit::Replace,
            _ => Commit::Push,
        }
    }

    /// Forgets what is typed: the box shows the location.
    pub fn forget(self) {
        self.forget_pause();
        self.draft.set(Draft::default());
        self.stepped.try_set_value(false);
    }

    /// The box is left.
    pub fn left(self) {
        self.commit(Trigger::Reader);
        if !untrack(|| self.is_refused()) {
            self.draft.set(Draft::default());
        }
    }

    fn forget_pause(self) {
        self.pause.try_set_value(None);
    }

    /// An input method begins with a text.
    pub fn composition_started(self) {
        self.forget_pause();
        self.composing.try_set_value(true);
    }

    /// An input method is done with the text.
    pub fn composition_ended(self) {
        self.composing.try_set_value(false);
    }
}

/// Whether an input method takes a key; the Enter that picks a character is such a key.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    // 229 is what browsers send for it where they send nothing else.
    event.is_composing() || event.key_code() == 229
}

/// Puts several lines of the clipboard into a box of one line, with blanks between them: some
/// browsers would join their words. Returns whether the event is done with.
pub fn paste_lines(event: &ClipboardEvent) -> bool {
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text").ok());
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let (Some(text), Some(target)) = (text, target) else {
        return false;
    };
    let breaks = ['\r', '\n', '\t'];
    if !text.contains(breaks) {
        return false;
    }
    let lines: Vec<&str> = text.split(breaks).filter(|line| !line.is_empty()).collect();
    event.prevent_default();
    let start = target.selection_start().ok().flatten().unwrap_or_default();
    let line = lines.join(" ");
    let caret = start + u32::try_from(line.encode_utf16().count()).unwrap_or_default();
    // Refused only for boxes that hold no text.
    let _ = target.set_range_text(&line);
    let _ = target.set_selection_range(caret, caret);
    true
}
