//! The region with the rows, or with a placeholder for them.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use operation_log::query::{Edit, TimeZone};
use operation_log::wire::Entry;
use operation_log::{ColumnLayout, JobId, Param, Query};

use super::departed::DepartedNotice;
use super::drift::DriftNotice;
use super::landmark_label;
use super::missing_ids::MissingIds;
use super::shown::Shown;
use super::unusable::UnusableScreen;
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::platform::clock;
use crate::remote::Remote;
use crate::state::auto_refresh::Pace;
use crate::state::cache::{HeldPage, window};
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::ui::placeholder::{busy_sign, skeleton_row};
use crate::view::context::{Clock, Navigation};
use crate::view::empty::EmptyScreen;
use crate::view::failure::{FailureBanner, FailureScreen, seconds_left};
use crate::view::pager::Pager;
use crate::view::scope::{Scope, scoped_memo, scoped_signal};
use crate::view::steps::InTurn;
use crate::view::table::OperationTable;

/// The region with the rows.
#[component]
pub fn RowsRegion(
    /// The rows.
    list: ListState,
    /// What is shown of them.
    shown: Memo<Shown>,
    /// The columns.
    layout: Memo<ColumnLayout>,
    /// How often the rows are refreshed.
    pace: Memo<Pace>,
    /// Changes what is asked.
    on_edit: Callback<(Edit, Commit)>,
    /// Removes a filter.
    on_remove: Callback<Param>,
    /// Removes every filter of the reader's.
    on_clear: Callback<()>,
    /// Called after a link to another page was followed.
    on_turn: Callback<()>,
    /// The region's own element.
    region: NodeRef<html::Section>,
    /// The toolbar.
    children: Children,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let navigation = expect_context::<Navigation>();
    let filters = navigation.filters;
    let list_href = Callback::new(move |query: Query| navigation.list_href(&query));
    let remote = list.remote();
    let failed = Memo::new(move |_| remote.with(|remote| remote.error().cloned()));
    let seconds_left = seconds_left(remote, list.background(), pace);
    let held = Signal::derive(move || {
        remote.with(|remote| held_text(locale, time_zone.get(), list, remote))
    });
    let on_retry = Callback::new(move |()| list.refresh());
    let banner = move || {
        let error = failed.get()?;
        shown.with(|shown| *shown == Shown::Rows).then(|| {
            view! {
                <Scope>
                    <FailureBanner
                        error=error
                        held=held
                        seconds_left=seconds_left
                        on_retry=on_retry
                    />
                </Scope>
            }
        })
    };
    let content = move |shown| match shown {
        Shown::Skeleton => view! { <Skeleton /> }.into_any(),
        Shown::Unusable => view! {
            <UnusableScreen
                filters={expect_context::<Navigation>().filters}
                on_remove=on_remove
            />
        }
        .into_any(),
        Shown::Rows => view! {
            <InTurn>
                <Rows
                    list=list
                    layout=layout
                    on_edit=on_edit
                    on_turn=on_turn
                    list_href=list_href
                />
            </InTurn>
        }
        .into_any(),
        Shown::Empty(emptiness, window) => view! {
            <EmptyScreen
                emptiness=emptiness
                filters={expect_context::<Navigation>().filters}
                window=window
                on_remove=on_remove
                on_clear=on_clear
                list_href=list_href
            />
        }
        .into_any(),
        Shown::Failure(error) => {
            view! { <FailureScreen error=error seconds_left=seconds_left on_retry=on_retry /> }
                .into_any()
        }
    };
    let content = move || {
        let shown = shown.get();
        view! { <Scope>{content(shown)}</Scope> }
    };
    let is_busy = move || {
        let asks = shown.with(|shown| *shown != Shown::Unusable);
        asks && remote.with(Remote::is_loading)
    };
    let is_late = list.is_late();
    let late = move || (is_busy() && is_late.get()).then_some("");
    let state = move || {
        let failed = failed.with(Option::is_some);
        shown.with(|shown| shown.as_str(failed))
    };
    view! {
        <section
            class="op-list"
            part="list"
            aria-label=landmark_label(|t| t.list_title())
            aria-busy=move || is_busy().to_string()
            data-late=move || late()
            data-state=move || state()
            node_ref=region
        >
            {busy_sign()}
            {children()}
            {move || banner()}
            <DriftNotice list=list />
            <MissingIds list=list filters=filters />
            <DepartedNotice list=list filters=filters />
            {move || content()}
        </section>
    }
}

/// The table and the pager.
#[component]
fn Rows(
    list: ListState,
    layout: Memo<ColumnLayout>,
    on_edit: Callback<(Edit, Commit)>,
    on_turn: Callback<()>,
    list_href: Callback<Query, String>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let filters = navigation.filters;
    let remote = scoped_signal(list.remote());
    let check_failed = scoped_memo(move |_| list.background().failed().is_some());
    let location = navigation.location;
    let returns = scoped_memo(move |_| location.with(|location| location.arrival.is_return()));
    let store = expect_context::<Store>();
    let earlier_runs =
        Callback::new(move |entry: Arc<Entry>| store.earlier_runs(&entry.operation, None));
    // A refresh that gives the same window leaves the links alone, and the focus on them.
    let window = scoped_memo(move |_| {
        let (page, limit) = filters.with(|filters| {
            let asked = filters.asked();
            (asked.page(), asked.limit())
        });
        window(
            page,
            limit,
            remote.with(|remote| Some(remote.held()?.facts)),
        )
    });
    let on_sort = Callback::new(move |edit| on_edit.run((edit, Commit::Push)));
    let operation_href = Callback::new(move |id: JobId| {
        filters
            .try_with_untracked(|filters| navigation.operation_href(&id, filters.href_query()))
            .unwrap_or_default()
    });
    view! {
        <OperationTable
            remote=remote
            check_failed=check_failed
            returns=returns
            filters=filters
            layout=scoped_memo(move |_| layout.get())
            on_edit=on_sort
            list_href=list_href
            operation_href=operation_href
            watches=store.watches
            earlier_runs=earlier_runs
            on_unfold=Callback::new(move |id: JobId| store.whole.toggle_attempts(&id))
        />
        <InTurn>
            <Pager
                filters=filters
                window=window
                on_edit=on_edit
                list_href=list_href
                on_turn=on_turn
                attr:aria-label=landmark_label(|t| t.pages())
            />
        </InTurn>
    }
}

/// What the rows below a failure are, and how old; empty if there are none.
pub fn held_text(
    locale: Locale,
    time_zone: TimeZone,
    list: ListState,
    remote: &Remote<HeldPage>,
) -> String {
    let Some(held) = remote.held() else {
        return String::new();
    };
    let time = clock::wall_clock(time_zone, held.received);
    if list.is_asked(held) {
        locale.t().stale(&time)
    } else {
        locale.t().other_query(&time)
    }
}

/// How many grey bars are shown where rows will be.
const SKELETON_ROWS: usize = 16;

/// Grey bars where rows will be.
#[component]
fn Skeleton() -> impl IntoView {
    let locale = expect_context::<Locale>();
    view! {
        <div class="op-skeleton">
            <span class="visually-hidden">{locale.say(|t| t.loading())}</span>
            {[(); SKELETON_ROWS]
                .map(|()| skeleton_row())
                .collect_view()}
        </div>
    }
}
