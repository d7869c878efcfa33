//! The list: filters, chips, table, pager, and a screen for every reason why there are no rows.

mod active_filters;
mod announcement;
mod copy_rows;
mod departed;
mod drift;
mod earlier_rows;
mod export;
mod failures;
mod missing_ids;
mod newer;
mod oddities;
mod region;
mod saved_views;
mod scroll_restore;
mod shown;
mod snapshot;
mod statistics;
mod summary;
mod timeline;
mod toolbar;
mod unusable;
mod whole_result;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::Edit;
use operation_log::wire::OperationPage;

use super::calls::CallsFooter;
use super::context::{Clock, Navigation};
use super::filter_bar::FilterBar;
use super::last_check::LastCheck;
use super::page::{Page, PageStatus, report_finished, show};
use super::scope::{scoped_memo, scoped_signal};
use super::steps::InTurn;
use super::title::{list_title, with_product};
use crate::host::Host;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::platform::dom;
use crate::state::auto_refresh::{Pace, auto_refresh, pace};
use crate::state::list::ListState;
use crate::state::preferences::{Preferences, RefreshEvery};
use crate::state::selection::Selection;
use crate::state::store::Store;
use crate::state::whole_result::FindInRows;
use announcement::{announce_list, outcome};
use region::RowsRegion;
use scroll_restore::restore_positions;
use shown::Shown;
pub use snapshot::SnapshotScreen;
use snapshot::{OpenNotice, Opener, ShownSnapshot, drop_target};
use timeline::TimelinePanel;
use toolbar::Toolbar;
use whole_result::{Confirming, WholeBar, whole_rows};

/// The list as a screen that stays while another is shown: Back finds it as it was left, and builds
/// nothing.
#[component]
pub fn KeptList(
    /// Whether it is the screen of the location.
    is_shown: Memo<bool>,
) -> impl IntoView {
    provide_context(expect_context::<Navigation>().while_shown(is_shown));
    provide_context(expect_context::<Clock>().while_shown(is_shown));
    show(list_page(is_shown), is_shown.into())
}

/// The list of operations.
fn list_page(is_shown: Memo<bool>) -> Page {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let Clock {
        time_zone, ticks, ..
    } = expect_context();
    let store = expect_context::<Store>();
    let Host { emit, .. } = expect_context();
    let filters = navigation.filters;
    let key = Memo::new(move |_| navigation.page_key());
    let asks = Memo::new(move |_| {
        filters.with(|filters| filters.asked().unusable_filters().next().is_none())
    });
    let rows = whole_rows(store.whole, filters, key);
    let list = ListState::new(store, navigation.location, key, asks, is_shown, rows);
    let every = scoped_signal(preferences.refresh_every());
    let on_every = Callback::new(move |every| preferences.choose_refresh(every));
    let pace = pace(store, every, ticks);
    let shows_new = scoped_signal(preferences.shows_new());
    auto_refresh(pace, ticks, move |now, chosen| {
        // No row moves while its text is being selected.
        let shows_new = shows_new.get_untracked() && !dom::has_selected_text();
        list.tick(now, chosen, shows_new);
    });
    let remote = list.remote();
    let page = Signal::derive(move || {
        remote.with(|remote| remote.held().map(|held| Arc::clone(&held.page)))
    });
    Effect::new(move || {
        let zone = untrack(|| navigation.zone());
        page.with(|page| {
            for operation in page.iter().flat_map(|page| page.operations()) {
                report_finished(operation, &zone, store, emit);
            }
        });
    });
    let shown = Memo::new(move |_| {
        remote.with(|remote| filters.with(|filters| Shown::of(remote, filters)))
    });
    announce_list(list, filters, pace);
    let snapshot = use_context::<ShownSnapshot>();
    Page {
        title: Signal::derive(move || {
            if let Some(snapshot) = snapshot.and_then(ShownSnapshot::get) {
                return with_product(locale, vec![snapshot.name.clone()]);
            }
            filters.with(|filters| list_title(locale, filters.asked(), time_zone.get()))
        }),
        status: Signal::derive(move || match asks.get() {
            true => remote.with(PageStatus::of),
            false => PageStatus::Settled,
        }),
        outcome: Signal::derive(move || {
            shown.with(|shown| {
                filters.with(|filters| outcome(locale, time_zone.get(), list, shown, filters))
            })
        }),
        refresh: Callback::new(move |()| {
            // What is in a file stays as it is.
            if snapshot.is_none() {
                list.refresh();
            }
        }),
        view: view! {
            <List
                list=list
                shown=shown
                page=page
                pace=pace
                every=every
                on_every=on_every
                is_shown=is_shown
            />
        }
        .into_any(),
    }
}

/// The view of the list.
#[component]
fn List(
    /// The rows.
    list: ListState,
    /// What is shown of them.
    shown: Memo<Shown>,
    /// The page of rows at hand.
    page: Signal<Option<Arc<OperationPage>>>,
    /// How often the rows are refreshed.
    pace: Memo<Pace>,
    /// The chosen interval of automatic refreshes.
    every: Signal<RefreshEvery>,
    /// Chooses another.
    on_every: Callback<RefreshEvery>,
    /// Whether the list is the screen of the location.
    is_shown: Memo<bool>,
) -> impl IntoView {
    provide_context(Selection::new());
    provide_context(Confirming(RwSignal::new(false)));
    let Store { whole, .. } = expect_context();
    provide_context(FindInRows::new(whole));
    let is_live = use_context::<ShownSnapshot>().is_none();
    if is_live {
        provide_context(Opener::new());
    }
    let opener = expect_context::<Opener>();
    let (over, dropped) = drop_target(opener);
    let navigation = expect_context::<Navigation>();
    let Host {
        embedded, columns, ..
    } = expect_context();
    let filters = navigation.filters;
    let preferences = expect_context::<Preferences>();
    let recent = preferences.recent();
    let has_error = Memo::new(move |_| list.remote().with(|remote| remote.error().is_some()));
    let look = scoped_signal(preferences.table());
    let layout = scoped_memo(move |_| {
        let chosen = look.with(|look| look.columns.clone());
        chosen.unwrap_or_else(|| columns.get())
    });
    let on_remove = Callback::new(move |param| navigation.edit(Edit::Remove(param), Commit::Push));
    let on_clear = Callback::new(move |()| navigation.edit(Edit::ClearFilters, Commit::Push));

    let region = NodeRef::<html::Section>::new();
    let keep = restore_positions(region, list, shown);
    // The position is read before the list is hidden, which ends it: an effect would come too late.
    let is_hidden = move || {
        let is_hidden = !is_shown.get();
        if is_hidden {
            keep();
            close_popovers(region);
        }
        is_hidden
    };
    let summary = NodeRef::<html::Div>::new();
    let on_edit = Callback::new(move |(edit, commit): (Edit, Commit)| {
        let is_order = matches!(edit.param(), Some(Param::Sort | Param::Reverse));
        preferences.note(&edit);
        navigation.edit(edit, commit);
        // The head of the table can be pressed wherever its rows are scrolled to.
        if is_order && let Some(summary) = summary.try_get_untracked().flatten() {
            dom::before_next_paint(move || dom::reveal(&summary));
        }
    });
    let on_turn = Callback::new(move |()| {
        let Some(summary) = summary.try_get_untracked().flatten() else {
            return;
        };
        // Where the reader was is kept as the location changes, before the page is scrolled.
        dom::before_next_paint(move || {
            if embedded {
                dom::reveal(&summary);
            } else {
                summary.scroll_into_view();
            }
            dom::focus(&summary);
        });
    });
    view! {
        <div
            class="op-kept"
            hidden=move || is_hidden()
            on:dragover=over
            on:drop=dropped
        >
        {is_live
            .then(|| {
                view! {
                    <FilterBar
                        filters=filters
                        on_edit=on_edit
                        page=page
                        recent=recent
                        attr:aria-label=landmark_label(|t| t.filters())
                    />
                }
            })}
        <LastCheck background=list.background() pace=pace is_shown=has_error />
        <InTurn>
            <RowsRegion
                list=list
                shown=shown
                layout=layout
                pace=pace
                on_edit=on_edit
                on_remove=on_remove
                on_clear=on_clear
                on_turn=on_turn
                region=region
            >
                <InTurn>
                    <Toolbar
                        list=list
                        shown=shown
                        layout=layout
                        pace=pace
                        every=every
                        on_every=on_every
                        on_remove=on_remove
                        on_clear=on_clear
                        summary=summary
                    />
                </InTurn>
                <OpenNotice />
                <InTurn>
                    <WholeBar list=list filters=filters layout=layout />
                    <TimelinePanel list=list is_shown=is_shown />
                </InTurn>
            </RowsRegion>
        </InTurn>
        {is_live
            .then(|| {
                view! {
                    <InTurn>
                        <CallsFooter list=list />
                    </InTurn>
                }
            })}
        </div>
    }
}

/// A menu or a panel that is open on the way to another screen would count as open there.
fn close_popovers(region: NodeRef<html::Section>) {
    let region = region.try_get_untracked().flatten();
    let list = region.and_then(|region| region.parent_element());
    for open in list
        .iter()
        .flat_map(|list| dom::find_all(list, ":popover-open"))
    {
        // Refused only for what is closed already.
        let _ = open.hide_popover();
    }
}

/// The name of a landmark, which distinguishes it from those of other consoles on the page.
fn landmark_label(label: Label) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let locale = expect_context::<Locale>();
    let Host { name, .. } = expect_context();
    move || {
        let label = label(locale.t());
        name.with(|name| {
            if name.is_empty() {
                label.to_owned()
            } else {
                [label, " · ", name].concat()
            }
        })
    }
}
