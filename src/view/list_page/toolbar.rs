//! The toolbar of the table: heading, zone, which rows, their age, automatic refresh, and the
//! filters that are set.

use leptos::html;
use leptos::prelude::*;
use operation_log::{ColumnLayout, Param};

use super::active_filters::ActiveFilters;
use super::copy_rows::{CopyRows, about_rows};
use super::saved_views::SavedViewsMenu;
use super::shown::Shown;
use super::snapshot::ShownSnapshot;
use super::statistics::StatisticsButton;
use super::summary::Summary;
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::platform::clock;
use crate::state::auto_refresh::Pace;
use crate::state::list::ListState;
use crate::state::preferences::RefreshEvery;
use crate::ui::refresh_button::RefreshButton;
use crate::view::context::{Clock, Navigation};
use crate::view::format;
use crate::view::refresh_words::pause_text;
use crate::view::table::{SortChoice, ViewMenu};

/// The toolbar of the table.
#[component]
pub fn Toolbar(
    /// The rows.
    list: ListState,
    /// What is shown of them.
    shown: Memo<Shown>,
    /// The columns.
    layout: Memo<ColumnLayout>,
    /// How often they are refreshed.
    pace: Memo<Pace>,
    /// The chosen interval.
    every: Signal<RefreshEvery>,
    /// Chooses another.
    on_every: Callback<RefreshEvery>,
    /// Removes a filter.
    on_remove: Callback<Param>,
    /// Removes every filter of the reader's.
    on_clear: Callback<()>,
    /// The element that takes the focus when a page is turned.
    summary: NodeRef<html::Div>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let zone_name = move || locale.t().zone_name(navigation.zone().as_str());
    let on_order = Callback::new(move |edit| navigation.edit(edit, Commit::Push));
    let clock = expect_context::<Clock>();
    let snapshot = use_context::<ShownSnapshot>();
    let is_live = snapshot.is_none();
    let about = move || {
        let lines = about_rows(locale, list, navigation, clock, snapshot).into_iter();
        lines
            .map(|line| view! { <p>{line}</p> }.into_any())
            .collect_view()
    };
    // A file has neither an age nor a newer state.
    let live = is_live.then(|| {
        view! {
            <Age list=list />
            <RefreshChoice list=list every=every on_every=on_every pace=pace />
            <RefreshButton
                on_press=move |()| list.refresh()
                attr:data-control="refresh"
                attr:part="refresh"
            />
            <SavedViewsMenu />
        }
    });
    view! {
        <div class="op-print">{move || about()}</div>
        <div class="op-toolbar">
            <h1 data-control="title" part="title" tabindex="-1">
                {locale.say(|t| t.list_title())}
            </h1>
            <span class="op-zone" data-control="title" part="title">
                {move || zone_name()}
            </span>
            <Summary list=list shown=shown filters=navigation.filters element=summary />
            <div class="op-toolbar-end">
                <SortChoice filters=navigation.filters on_edit=on_order />
                {live}
                <StatisticsButton list=list />
                <CopyRows list=list layout=layout />
                <ViewMenu
                    layout=layout
                    filters=navigation.filters
                    on_edit=on_order
                    id=if is_live { "op-view-menu" } else { "op-file-view-menu" }
                />
            </div>
        </div>
        <ActiveFilters
            filters=navigation.filters
            list=list
            on_remove=on_remove
            on_clear=on_clear
        />
    }
}

/// When the rows were read, and how long ago that is.
#[component]
fn Age(list: ListState) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, now, .. } = expect_context();
    let remote = list.remote();
    let received =
        Memo::new(move |_| remote.with(|remote| remote.held().map(|held| held.received)));
    let as_of = move || {
        let time = clock::wall_clock(time_zone.get(), received.get()?);
        Some(locale.t().as_of(&time))
    };
    // What was looked for since then without any row to change is said in the place of their age.
    let background = list.background();
    let checked = Memo::new(move |_| {
        let checked = background.checked()?;
        ((checked - received.get()?).num_seconds() > 1).then_some(checked)
    });
    let ago = move || {
        if checked.get().is_some() {
            return None;
        }
        let seconds = (now.get() - received.get()?).num_seconds();
        Some([" · ", &format::ago(locale, seconds)].concat())
    };
    let checked = move || {
        let time = clock::wall_clock(time_zone.get(), checked.get()?);
        let (_, time) = time.split_once(' ')?;
        Some([" · ", &locale.t().checked_at(time)].concat())
    };
    view! {
        <span class="op-as-of">
            {move || as_of()} <span class="op-age">{move || ago()}</span>
            <span class="op-checked">{move || checked()}</span>
        </span>
    }
}

/// The interval of automatic refreshes, and why there are fewer or none.
#[component]
fn RefreshChoice(
    list: ListState,
    every: Signal<RefreshEvery>,
    on_every: Callback<RefreshEvery>,
    pace: Memo<Pace>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let label = move |every: RefreshEvery| match every.seconds() {
        Some(seconds) => locale.t().refresh_each(&seconds.to_string()),
        None => locale.t().refresh_off().to_owned(),
    };
    let choose = move |event| {
        on_every.run(RefreshEvery::from_word(&event_target_value(&event)));
    };
    let remote = list.remote();
    // What was bought is as of when it was read.
    let is_whole = Memo::new(move |_| {
        remote.with(|remote| remote.held().is_some_and(|held| held.whole.is_some()))
    });
    let why = move || match is_whole.get() {
        true => Some(locale.t().refresh_paused_whole()),
        false => pause_text(locale, pace.get()),
    };
    view! {
        <span class="op-refresh-choice" data-control="refresh" part="refresh">
            <label>
                <span>{locale.say(|t| t.refresh_by_itself())}</span>
                <span class="op-select">
                    <select
                        name="refresh"
                        disabled=move || is_whole.get()
                        prop:value=move || every.get().as_str()
                        on:change=choose
                    >
                        {RefreshEvery::ALL
                            .map(|every| {
                                view! {
                                    <option value=every.as_str()>{move || label(every)}</option>
                                }
                            })
                            .collect_view()}
                    </select>
                </span>
            </label>
            <span class="op-pause">{move || why()}</span>
        </span>
    }
}
