//! A page: a screen of the console that reports itself to the host page.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::{Operation, ZoneId};

use super::announcement::{When, announce};
use super::context::Navigation;
use super::failure;
use super::scope::scoped_memo;
use crate::api::FailureKind;
use crate::host::{Host, HostEvent};
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::store::Store;
use crate::ui::announcer::Announcer;

/// A screen with all that it reports to the host page. The console shows nothing else, so that no
/// screen can forget to report itself.
pub struct Page {
    /// The title of the window.
    pub title: Signal<String>,
    /// Whether there is an answer to show.
    pub status: Signal<PageStatus>,
    /// What the screen shows now, in words; announced once a call has ended.
    pub outcome: Signal<String>,
    /// Reads the screen again, as the host page may ask for.
    pub refresh: Callback<()>,
    /// The screen.
    pub view: AnyView,
}

/// What a page has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStatus {
    /// An answer is on its way.
    Loading,
    /// An answer.
    Settled,
    /// The last call failed.
    Failed(FailureKind),
}

impl PageStatus {
    /// The status of a page that shows a value of the server.
    pub fn of<T>(remote: &Remote<T>) -> Self {
        match remote.error() {
            Some(error) => Self::Failed(error.kind()),
            None if remote.is_loading() => Self::Loading,
            None => Self::Settled,
        }
    }
}

/// Shows a page and reports it, to the host page and to a screen reader: its title, when it has an
/// answer or a failure, each time, since a refresh ends as a first call does. A page that stays while
/// it is not shown reports nothing meanwhile, and says where the reader is when they are back.
pub fn show(page: Page, is_shown: Signal<bool>) -> AnyView {
    let Host {
        emit, refreshes, ..
    } = expect_context();
    let Navigation { location, .. } = expect_context();
    let locale = expect_context::<Locale>();
    let Page {
        title,
        status,
        outcome,
        refresh,
        view,
    } = page;
    announce(
        Signal::derive(move || (status.get() != PageStatus::Loading).then(|| outcome.get())),
        When::Loaded,
    );
    let Store { watches, .. } = expect_context();
    // A tab that is not looked at tells how many watched operations ended.
    let ended = scoped_memo(move |_| watches.read(|state| state.ended.len()));
    Effect::new(move || {
        if !is_shown.get() {
            return;
        }
        let title = title.get();
        let title = match ended.get() {
            0 => title,
            ended => ["(", &ended.to_string(), ") ", &title].concat(),
        };
        emit.run(HostEvent::Title(title));
    });
    Effect::new(move |before: Option<u32>| {
        let asked = refreshes.get();
        if before.is_some_and(|before| before != asked) && is_shown.get_untracked() {
            refresh.run(());
        }
        asked
    });
    let announcer = expect_context::<Announcer>();
    Effect::new(move |before: Option<bool>| {
        let is_shown = is_shown.get();
        if before == Some(false) && is_shown && status.get_untracked() != PageStatus::Loading {
            announcer.say(&outcome.get_untracked());
        }
        is_shown
    });
    // Waiting for a retry and giving up are one failure.
    let failed = Memo::new(move |_| match status.get() {
        PageStatus::Failed(kind) => Some(kind),
        PageStatus::Loading | PageStatus::Settled => None,
    });
    Effect::new(move || {
        if let Some(kind) = failed.get() {
            // Another language is no other failure.
            let message = untrack(|| failure::title(locale, kind).to_owned());
            emit.run(HostEvent::Failed { kind, message });
        }
    });
    let loading = Memo::new(move |_| status.get() == PageStatus::Loading);
    Effect::new(move || {
        // A place that asks for nothing else is settled as well; what does ask has begun to load
        // by the next task.
        location.track();
        let _ = loading.get();
        spawn_local(async move {
            TimeoutFuture::new(0).await;
            if loading.try_get_untracked() == Some(false) {
                emit.run(HostEvent::Settled {
                    failure: failed.try_get_untracked().flatten(),
                });
            }
        });
    });
    view
}

/// Reports an operation of a zone that was in progress when it was seen before, and is not now.
pub fn report_finished(
    operation: &Operation,
    zone: &ZoneId,
    store: Store,
    emit: Callback<HostEvent>,
) {
    let Store {
        running, watches, ..
    } = store;
    watches.saw(zone, operation);
    if running.has_ended(operation) {
        emit.run(HostEvent::Finished {
            job_id: operation.job_id.clone(),
            job_action: operation.job_action.clone(),
            status: operation.status.clone(),
        });
    }
}
