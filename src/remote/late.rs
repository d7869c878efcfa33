//! A call that takes longer than a moment.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Remote;

/// How long a moment is, in milliseconds.
const MOMENT: u32 = 400;

/// Whether a call has been under way for longer than a moment. What tells of calls follows it where a
/// change for every short one would cost frames. Follows until the current owner is disposed.
pub fn is_late<T: Send + Sync + 'static>(remote: RwSignal<Remote<T>>) -> Signal<bool> {
    let is_loading = Memo::new(move |_| remote.with(Remote::is_loading));
    let is_late = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move || {
        let wait = || {
            Timeout::new(MOMENT, move || {
                is_late.try_set(true);
            })
        };
        timer.set_value(is_loading.get().then(wait));
        if is_late.get_untracked() {
            is_late.set(false);
        }
    });
    is_late.into()
}
