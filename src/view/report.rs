//! What the carrying page is told of a screen.

use std::cell::Cell;

use operation_log::Operation;

use super::console::ConsoleContext;
use super::failure;
use crate::carrier::News;
use crate::platform::task::spawn;
use crate::platform::timer;
use crate::reactive::{Memo, Read, Signal, follow, untrack};
use crate::remote::Remote;

/// Tells when a screen has an answer or a failure, each time: a refresh ends as a first call does.
/// Reads the screen again when the carrying page asks for that.
pub fn report<T: 'static>(
    remote: Signal<Remote<T>>,
    refresh: impl Fn() + 'static,
    console: ConsoleContext,
) {
    let refreshes = console.carrier.refreshes;
    let done = Cell::new(refreshes.get_untracked());
    follow(move || {
        let asked = refreshes.get();
        if done.replace(asked) != asked {
            refresh();
        }
    });
    let failure = Memo::new(move |_| remote.with(|remote| Some(remote.error()?.kind())));
    let loading = Memo::new(move |_| remote.with(Remote::is_loading));
    let tell = console.carrier.tell;
    follow(move || {
        if let Some(kind) = failure.get() {
            // Another language is no other failure.
            let message = untrack(|| failure::title(console.locale, kind).to_owned());
            tell.run(News::Failed {
                kind: kind.as_str(),
                message,
            });
        }
    });
    let location = console.location;
    follow(move || {
        // A place that asks for nothing else is settled as well; what does ask has begun to load
        // by the next task.
        let _ = (loading.value(), location.value());
        spawn(async move {
            timer::sleep(0).await;
            if let Some(loading) = loading.try_value_untracked()
                && !*loading
            {
                tell.run(News::Settled);
            }
        });
    });
}

/// Tells of an operation that was running when it was seen before, and is not now.
pub fn report_end(operation: &Operation, console: ConsoleContext) {
    if console.running.has_ended(operation) {
        console.carrier.tell.run(News::Finished {
            job_id: operation.job_id.clone(),
            job_action: operation.job_action.clone(),
            status: operation.status.clone(),
        });
    }
}
