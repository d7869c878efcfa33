//! What the rows show, each by a signal of its own; those out of sight follow later.
//!
//! With reactive_graph 0.2.16 a change is announced to all that follows from it, once for each way
//! that leads there, and all of it is then asked whether it has changed. A hundred rows that followed
//! the page by themselves were some ten thousand announcements for every change of the address.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use operation_log::wire::Entry;

use super::sight::{SHORT, STEP, Sight};
use crate::platform::dom;
use crate::state::rows::Slot;
use crate::state::whole_result::Attempt;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub struct RowValues {
    /// The operation.
    pub entry: Arc<Entry>,
    /// The word of `data-departed`, if the operation would not be in the list any more.
    pub departed: Option<&'static str>,
    /// Whether it is the row of a whole result that the reader has found.
    pub is_found: bool,
    /// What the operation is among those that were tried again.
    pub attempt: Option<Attempt>,
}

/// The signals of the rows that are shown. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct RowSignals(StoredValue<Vec<(Slot, ArcRwSignal<RowValues>)>>);

impl RowSignals {
    /// Signals that follow the values of the page until the current owner is disposed: those of the
    /// rows in sight of `body` at once, the others after the next paint; with `returns` all at once.
    /// A row that has no value any more keeps what it showed.
    pub fn following(
        values: Memo<Vec<(Slot, RowValues)>>,
        body: NodeRef<html::Tbody>,
        returns: Signal<bool>,
    ) -> Self {
        let signals = Self(StoredValue::new(Vec::new()));
        Effect::new(move || {
            values.with(|values| {
                signals.0.update_value(|shown| {
                    shown.retain(|(slot, _)| values.iter().any(|(kept, _)| kept == slot));
                });
            });
            let most = if returns.get_untracked() {
                usize::MAX
            } else {
                0
            };
            signals.follow(values, body, most);
        });
        signals
    }

    /// Changes the rows that show something else than their values: all of them if they are few, those
    /// in sight and up to `most` of the others if not. The rest follows after the next paint.
    fn follow(self, values: Memo<Vec<(Slot, RowValues)>>, body: NodeRef<html::Tbody>, most: usize) {
        // The table may have gone.
        let is_rest = values.try_with_untracked(|values| {
            let outdated = self.outdated(values);
            let is_long = outdated.len() > most.max(SHORT);
            let body = body.try_get_untracked().flatten().filter(|_| is_long);
            let sight = body.map(|body| Sight::of(&body));
            let mut left = most;
            let mut is_rest = false;
            for (index, value, signal) in outdated {
                let is_first = value.is_found || sight.is_none_or(|sight| sight.has(index));
                if is_first || left > 0 {
                    left -= usize::from(!is_first);
                    signal.set(value.clone());
                } else {
                    is_rest = true;
                }
            }
            is_rest
        });
        if is_rest == Some(true) {
            dom::after_next_paint(move || self.follow(values, body, STEP));
        }
    }

    /// The rows that show something else than their values, by their places.
    fn outdated(
        self,
        values: &[(Slot, RowValues)],
    ) -> Vec<(usize, &RowValues, ArcRwSignal<RowValues>)> {
        let outdated = self.0.try_with_value(|shown| {
            let rows = values.iter().enumerate();
            let rows = rows.filter_map(|(index, (slot, value))| {
                let (_, signal) = shown.iter().find(|(shown, _)| shown == slot)?;
                let is_other = signal.with_untracked(|shown| shown != value);
                is_other.then(|| (index, value, signal.clone()))
            });
            rows.collect()
        });
        outdated.unwrap_or_default()
    }

    /// The signal of a row that is built.
    pub fn begin(self, slot: Slot, value: RowValues) -> ArcRwSignal<RowValues> {
        let signal = ArcRwSignal::new(value);
        self.0.update_value(|shown| {
            shown.retain(|(other, _)| *other != slot);
            shown.push((slot, signal.clone()));
        });
        signal
    }
}
