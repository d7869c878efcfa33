//! What the rows show, each by a signal of its own.
//!
//! With reactive_graph 0.2.16 a change is announced to all that follows from it, once for each way
//! that leads there, and all of it is then asked whether it has changed. A hundred rows that followed
//! the page by themselves were some ten thousand announcements for every change of the address.

use std::sync::Arc;

use leptos::prelude::*;
use operation_log::wire::Entry;

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
    /// Signals that follow the values of the page until the current owner is disposed. A row that has
    /// none any more keeps what it showed.
    pub fn following(values: Memo<Vec<(Slot, RowValues)>>) -> Self {
        let signals = Self(StoredValue::new(Vec::new()));
        Effect::new(move || {
            values.with(|values| {
                signals.0.update_value(|shown| {
                    shown.retain(|(slot, _)| values.iter().any(|(kept, _)| kept == slot));
                    for (slot, value) in values {
                        if let Some((_, signal)) = shown.iter().find(|(shown, _)| shown == slot) {
                            set_if_other(signal, value);
                        }
                    }
                });
            });
        });
        signals
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

fn set_if_other(signal: &ArcRwSignal<RowValues>, value: &RowValues) {
    signal.maybe_update(|shown| {
        let is_other = shown != value;
        if is_other {
            shown.clone_from(value);
        }
        is_other
    });
}
