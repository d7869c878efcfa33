//! Opens a file that is picked or dropped.

use std::sync::Arc;

use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::marked;
use operation_log::query::Locked;
use web_sys::File;

use super::ShownSnapshot;
use super::words::error_text;
use crate::host::Host;
use crate::i18n::{Label, Locale};
use crate::platform::dom;
use crate::remote::Latest;
use crate::state::snapshot::{OpenError, OpenedSnapshot, SnapshotSlot, open};
use crate::ui::announcer::Announcer;
use crate::ui::file_picker::FilePicker;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;

/// What the browser offers first.
const ACCEPT: &str = ".ndjson,.gz,application/x-ndjson,application/gzip";

/// How a file is opened.
#[derive(Clone, PartialEq)]
enum Opening {
    Reads(Arc<str>),
    Failed(Arc<str>, OpenError),
}

impl Opening {
    const fn is_under_way(&self) -> bool {
        matches!(self, Self::Reads(_))
    }
}

/// Opens files, and tells how that goes. Provided by the list, or by the
/// screen of a file.
#[derive(Clone, Copy)]
pub struct Opener {
    slot: SnapshotSlot,
    locked: Signal<Locked>,
    navigation: Navigation,
    locale: Locale,
    announcer: Announcer,
    latest: Latest,
    opening: RwSignal<Option<Opening>>,
    notice: NodeRef<html::Div>,
    is_over_file: bool,
}

impl Opener {
    /// Lives as long as the current owner.
    pub fn new() -> Self {
        let Host { locked, .. } = expect_context();
        Self {
            slot: expect_context(),
            locked,
            navigation: expect_context(),
            locale: expect_context(),
            announcer: expect_context(),
            latest: Latest::new(),
            opening: RwSignal::new(None),
            notice: NodeRef::new(),
            is_over_file: use_context::<ShownSnapshot>().is_some(),
        }
    }

    /// Takes back that a file could not be opened.
    pub fn forget_failure(self) {
        self.opening
            .try_update(|opening| *opening = opening.take().filter(Opening::is_under_way));
    }

    /// Whether the host page allows files.
    fn is_allowed(self) -> bool {
        let notice = self.notice.try_get_untracked().flatten();
        notice.is_some_and(|notice| !dom::is_styled_away(&notice))
    }

    /// Reads a file and hands it on.
    pub fn read(self, file: File, take: impl FnOnce(OpenedSnapshot) + 'static) {
        let (Some(ticket), Some(locked)) = (self.latest.begin(), self.locked.try_get_untracked())
        else {
            return;
        };
        let name: Arc<str> = file.name().into();
        self.opening
            .try_set(Some(Opening::Reads(Arc::clone(&name))));
        spawn_local(async move {
            let opened = open(&file, &locked).await;
            if !ticket.is_current() {
                return;
            }
            match opened {
                Ok(snapshot) => {
                    self.opening.try_set(None);
                    take(snapshot);
                }
                Err(error) => {
                    let words = untrack(|| error_text(self.locale, &name, error));
                    self.announcer.say(&words);
                    self.opening.try_set(Some(Opening::Failed(name, error)));
                }
            }
        });
    }

    /// Opens a file in the place of the log.
    fn show(self, file: File) {
        self.read(file, move |snapshot| {
            // A file that is opened over another one has that one's place.
            let place = self.slot.place().filter(|_| self.is_over_file);
            let place = place.unwrap_or_else(|| {
                let entry = self.navigation.stay();
                (entry, untrack(|| self.navigation.page_key()))
            });
            self.slot.open(place, self.navigation.entry(), snapshot);
        });
    }
}

/// The button that asks for a file.
#[component]
pub fn OpenButton() -> impl IntoView {
    let opener = expect_context::<Opener>();
    let on_file = Callback::new(move |file| opener.show(file));
    view! { <FilePicker label=|t| t.snapshot_open() accept=ACCEPT on_file=on_file /> }
}

/// A button that asks for a file and hands on what is in it.
#[component]
pub fn ReadButton(
    /// What it says.
    label: Label,
    /// Called with what is in the file.
    take: Callback<OpenedSnapshot>,
) -> impl IntoView {
    let opener = expect_context::<Opener>();
    let on_file = Callback::new(move |file| {
        opener.read(file, move |snapshot| {
            take.try_run(snapshot);
        });
    });
    view! { <FilePicker label=label accept=ACCEPT on_file=on_file /> }
}

/// Says that a file is read, or why it is not opened.
#[component]
pub fn OpenNotice() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let opener = expect_context::<Opener>();
    let opening = opener.opening;
    let words = move || {
        opening.with(|opening| {
            Some(match opening.as_ref()? {
                Opening::Reads(name) => locale.t().snapshot_opening(&marked(name)),
                Opening::Failed(name, error) => error_text(locale, name, *error),
            })
        })
    };
    let has_failed = Memo::new(move |_| {
        opening.with(|opening| {
            opening
                .as_ref()
                .is_some_and(|opening| !opening.is_under_way())
        })
    });
    view! {
        <div
            class="op-open-notice"
            data-control="export"
            class:op-problem=move || has_failed.get()
            node_ref=opener.notice
        >
            <p dir="auto">{move || words()}</p>
            <Show when=move || has_failed.get()>
                <button
                    type="button"
                    class="op-button op-button-icon"
                    part="button"
                    aria-label=locale.say(|t| t.close())
                    on:click=move |_| opening.set(None)
                >
                    <IconView icon=Icon::Cross />
                </button>
            </Show>
        </div>
    }
}

/// What an element does with a file that is dropped onto it: on its way, and there.
pub fn drop_target(
    opener: Opener,
) -> (
    impl Fn(DragEvent) + Copy + Send + Sync + 'static,
    impl Fn(DragEvent) + Copy + Send + Sync + 'static,
) {
    let over = move |event: DragEvent| {
        let types = event.data_transfer().map(|data| data.types());
        let has_file = types.is_some_and(|types| types.includes(&"Files".into(), 0));
        // Else the browser would leave the page for it.
        if has_file && opener.is_allowed() {
            event.prevent_default();
        }
    };
    let dropped = move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0))
            && opener.is_allowed()
        {
            event.prevent_default();
            opener.show(file);
        }
    };
    (over, dropped)
}
