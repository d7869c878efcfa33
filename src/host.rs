//! The host page: what it decides while the console runs, and the events it is sent.

use leptos::prelude::*;
use operation_log::query::Locked;
use operation_log::saved_views::SavedViews;
use operation_log::{ColumnLayout, JobId, Status};

use crate::api::FailureKind;

/// An event for the host page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// The title of the screen.
    Title(String),
    /// The screen shows an answer, or why there is none.
    Settled {
        /// What kind of failure it shows, even if rows of before are there.
        failure: Option<FailureKind>,
    },
    /// The screen shows a failure.
    Failed {
        /// What kind; its word is that of `data-state`.
        kind: FailureKind,
        /// What happened, in the reader's language.
        message: String,
    },
    /// An operation that was seen in progress is seen at its end.
    Finished {
        /// Which.
        job_id: JobId,
        /// What was done.
        job_action: String,
        /// How it ended.
        status: Status,
    },
    /// An operation that the reader wanted to be told of has ended.
    WatchEnded {
        /// Which.
        job_id: JobId,
        /// What was done; empty if that is not known.
        job_action: String,
        /// How it ended; `None` if the server lists it no more.
        status: Option<Status>,
    },
    /// The load of a whole result began, or stands.
    Load {
        /// How it goes: `loading`, `paused`, `ended`, `hour-used`, `failed`, `too-many`, `incomplete`
        /// or `complete`.
        state: &'static str,
        /// How many rows are here.
        rows: u64,
        /// How many calls they took.
        calls: u64,
    },
    /// Rows were handed to the reader as a file.
    Export {
        /// The name of the file.
        file: String,
        /// Of which rows: `page`, `selection` or `whole`.
        part: &'static str,
        /// How many rows.
        rows: usize,
    },
}

/// The host page as a console holds it; provided by the console's root.
#[derive(Clone, Copy)]
pub struct Host {
    /// Whether the page has other content around the console: then keys count inside it only, and
    /// the page is scrolled no further than to show what was opened.
    pub embedded: bool,
    /// The accessible name that distinguishes the console from others on the page; empty on a page
    /// of its own.
    pub name: Signal<String>,
    /// Filters that the page has set: the reader cannot change them, and no link contains them.
    pub locked: Signal<Locked>,
    /// The columns that the table has until the reader chooses others.
    pub columns: Signal<ColumnLayout>,
    /// Views that the page offers, beside those that every log has.
    pub views: Signal<SavedViews>,
    /// Whether the console can be seen where it stands; out of sight it makes no background calls.
    pub in_sight: Signal<bool>,
    /// Counts how often the page asked for the screen to be refreshed.
    pub refreshes: Signal<u32>,
    /// Sends an event to the page.
    pub emit: Callback<HostEvent>,
}

impl Host {
    /// A page that the console has for itself: it decides nothing and gets the title.
    pub fn standalone(title: impl Fn(String) + Send + Sync + 'static) -> Self {
        Self {
            embedded: false,
            name: Signal::stored(String::new()),
            locked: Signal::stored(Locked::default()),
            columns: Signal::stored(ColumnLayout::default()),
            views: Signal::stored(SavedViews::default()),
            in_sight: Signal::stored(true),
            refreshes: Signal::stored(0),
            emit: Callback::new(move |event| {
                if let HostEvent::Title(text) = event {
                    title(text);
                }
            }),
        }
    }
}
