//! The bar over the rows: the price of the whole result, how far it was loaded, what is left.

use leptos::html;
use leptos::prelude::*;
use operation_log::ColumnLayout;
use operation_log::query::{Edit, Filters};
use operation_log::result_set::MAX_ROWS;

use super::Confirming;
use super::find_box::FindBox;
use super::narrow::{ConditionChips, NarrowButton};
use super::offer::{RestButton, load_rest};
use super::price::{price, price_text};
use crate::host::{Host, HostEvent};
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::platform::dom;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::state::whole_result::{Coverage, Load, Phase, Price};
use crate::ui::icon::{Icon, IconView};
use crate::view::announcement::{When, announce};
use crate::view::calls::usage;
use crate::view::context::Navigation;
use crate::view::findings::coverage_text;
use crate::view::list_page::snapshot::ShownSnapshot;
use crate::view::scope::{Scope, scoped_memo, scoped_signal};
use crate::view::{failure, format};

/// What the bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    /// Nothing: pages are read one by one.
    Nothing,
    /// The price, before anything is spent.
    Price,
    /// How far the load came.
    Progress,
    /// Why the load stands, and a way on.
    Stopped,
    /// What is here.
    Rows,
    /// What is here, and a question whether it is to be loaded again.
    Again,
}

/// The bar.
#[component]
pub fn WholeBar(
    /// The rows.
    list: ListState,
    /// What is asked.
    filters: Memo<Filters>,
    /// The columns.
    layout: Memo<ColumnLayout>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let load = scoped_signal(whole.load());
    let again = list.asks_again();
    let shows = Memo::new(move |_| {
        let is_whole = filters.with(|filters| filters.asked().is_whole());
        load.with(|load| match load {
            Some(load) if load.is_under_way() => Shows::Progress,
            _ if !is_whole => Shows::Nothing,
            Some(load) if list.has_view(&load.view) && again.get() => Shows::Again,
            Some(load) if list.has_view(&load.view) => {
                if load.can_go_on() {
                    Shows::Stopped
                } else {
                    Shows::Rows
                }
            }
            _ => Shows::Price,
        })
    });
    let told = move || {
        load.with(|load| {
            let load = load.as_ref()?;
            Some(match &load.phase {
                Phase::Running => locale.t().whole_loading().to_owned(),
                Phase::Done | Phase::TooMany => coverage_text(locale, Coverage::of(load)),
                _ => state_text(locale, load),
            })
        })
    };
    announce(Signal::derive(told), When::Changed);
    tell_host(load);
    let content = move || {
        let content = match shows.get() {
            Shows::Nothing => return None,
            Shows::Price => view! { <Ask list=list /> }.into_any(),
            Shows::Progress => view! { <Progress load=load /> }.into_any(),
            Shows::Stopped => view! { <Stopped list=list layout=layout load=load /> }.into_any(),
            Shows::Again => view! { <Again list=list load=load /> }.into_any(),
            Shows::Rows => view! { <Rows list=list layout=layout load=load /> }.into_any(),
        };
        Some(view! { <Scope>{content}</Scope> })
    };
    let is_shown = move || shows.get() != Shows::Nothing;
    view! {
        <div
            class="op-whole"
            data-control="whole"
            class:op-whole-shown=is_shown
            role="group"
            aria-label=locale.say(|t| t.whole_title())
        >
            {content}
        </div>
    }
}

/// Tells the host page when a load begins and when it stands.
fn tell_host(load: Signal<Option<Load>>) {
    let Host { emit, .. } = expect_context();
    let state = scoped_memo(move |_| load.with(|load| load.as_ref().map(Load::state)));
    Effect::new(move |before: Option<Option<&'static str>>| {
        let now = state.get();
        // What was loaded before the list was shown is no news.
        if let (Some(_), Some(state)) = (before, now) {
            let (rows, calls) = load.with_untracked(|load| {
                load.as_ref().map_or((0, 0), |load| (load.rows, load.calls))
            });
            emit.run(HostEvent::Load { state, rows, calls });
        }
        now
    });
}

/// How much of what was loaded is shown.
fn shown_coverage(list: ListState, load: &Load) -> Coverage {
    let shown = list
        .remote()
        .with(|remote| remote.held().and_then(|held| held.whole));
    shown.unwrap_or_else(|| Coverage::of(load))
}

/// Why a load stands still.
fn state_text(locale: Locale, load: &Load) -> String {
    let t = locale.t();
    match &load.phase {
        Phase::Waiting(waiting) => failure::title(locale, waiting.error.kind()).to_owned(),
        Phase::Failed(error) => failure::title(locale, error.kind()).to_owned(),
        Phase::HourUsed => t.whole_hour_used().to_owned(),
        Phase::Paused => t.whole_paused().to_owned(),
        Phase::Ended => t.whole_ended().to_owned(),
        Phase::TooMany => t.whole_too_many(&format::count(MAX_ROWS)),
        Phase::Running | Phase::Done => String::new(),
    }
}

/// Goes back to pages that are read one by one.
#[component]
fn LeaveButton() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    // Rows of a file have no pages on a server.
    let is_live = use_context::<ShownSnapshot>().is_none();
    let leave = move |_| navigation.edit(Edit::Whole(false), Commit::Push);
    is_live.then(|| {
        view! {
            <button type="button" class="op-button" part="button" on:click=leave>
                {locale.say(|t| t.whole_leave())}
            </button>
        }
    })
}

/// Folds operations that were tried again into one line each.
#[component]
fn FoldButton() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let folds = scoped_signal(whole.folds());
    view! {
        <button
            type="button"
            class="op-button"
            part="button"
            data-control="fold"
            aria-pressed=move || folds.get().to_string()
            on:click=move |_| whole.fold(!folds.get_untracked())
        >
            {locale.say(|t| t.fold())}
        </button>
    }
}

/// The price, and a button that agrees to it.
#[component]
fn Ask(list: ListState) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let Confirming(confirming) = expect_context();
    let price = price(list);
    let is_too_large = move || price.get().is_some_and(Price::is_too_large);
    let text = move || {
        let price = price.get()?;
        let t = locale.t();
        let rows = format::number(price.rows);
        if price.is_too_large() {
            let most = format::count(MAX_ROWS);
            return Some(t.whole_too_large(&rows, &most));
        }
        let text = price_text(locale, price);
        if confirming.get() {
            let left = format::number(price.left);
            return Some([text, t.whole_steep(&left)].join(" · "));
        }
        Some([t.whole_wanted(&rows), text].join(" · "))
    };
    let agree = move |_| {
        let Some(Some(price)) = price.try_get_untracked() else {
            return;
        };
        if price.is_steep() && !confirming.get_untracked() {
            confirming.set(true);
        } else {
            confirming.set(false);
            load_rest(list, whole);
        }
    };
    let words = move || {
        let t = locale.t();
        if confirming.get() {
            t.whole_load_anyway().to_owned()
        } else {
            let rows = price.get().map_or(0, |price| price.rows);
            t.whole_load(&format::number(rows))
        }
    };
    let button = move || {
        let is_offered = price.get().is_some() && !is_too_large();
        is_offered.then(|| {
            view! {
                <button
                    type="button"
                    class="op-button op-button-primary"
                    part="button"
                    on:click=agree
                >
                    {move || words()}
                </button>
            }
        })
    };
    view! {
        <p>{move || text()}</p>
        {move || button()}
        <LeaveButton />
        <ConditionChips waits=true />
    }
}

/// How far the load came, with what can be done about it.
#[component]
fn Progress(load: Signal<Option<Load>>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let rows = move || load.with(|load| load.as_ref().map_or(0, |load| load.rows));
    let total = move || load.with(|load| load.as_ref().and_then(Load::total));
    let text = move || load.with(|load| Some(progress_text(locale, load.as_ref()?)));
    view! {
        <progress
            aria-label=locale.say(|t| t.whole_loading())
            max=move || total().map(|total| total.to_string())
            value=move || total().map(|_| rows().to_string())
        ></progress>
        <p>{move || text()}</p>
        <button type="button" class="op-button" part="button" on:click=move |_| whole.pause()>
            {locale.say(|t| t.whole_pause())}
        </button>
        <button type="button" class="op-button" part="button" on:click=move |_| whole.end()>
            {locale.say(|t| t.whole_end())}
        </button>
    }
}

/// `2,300 of 9,810 rows · 23 calls · 12 s left`.
pub fn progress_text(locale: Locale, load: &Load) -> String {
    let t = locale.t();
    let rows = format::number(load.rows);
    let mut parts = vec![match load.total() {
        Some(total) => t.whole_progress(&rows, &format::number(total)),
        None => t.whole_some(&rows),
    }];
    parts.push(t.whole_calls(&format::number(load.calls)));
    if let Some(seconds) = load.seconds_left().filter(|_| load.phase == Phase::Running) {
        parts.push(t.whole_left(&format::seconds(locale, seconds)));
    }
    let state = state_text(locale, load);
    parts.extend((!state.is_empty()).then_some(state));
    parts.join(" · ")
}

/// Asks whether the rows are to be given up for those of now, with what that costs.
#[component]
fn Again(list: ListState, load: Signal<Option<Load>>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let used = usage(expect_context());
    let price = move || {
        let used = used.with(|usage| usage.as_ref().map_or(0, |usage| usage.hour.total()));
        load.with(|load| Some(Price::of(&load.as_ref()?.facts?, 0, used)))
    };
    let cost = move || price().map(|price| price_text(locale, price));
    let again = move |_| {
        let must_ask = untrack(price).is_none_or(|price| price.is_steep() || price.is_too_large());
        list.reload();
        // The price of what costs much is told once more.
        if !must_ask {
            load_rest(list, whole);
        }
    };
    // It may be asked for by a key, wherever the page is scrolled to.
    let question = NodeRef::<html::P>::new();
    Effect::new(move || {
        if let Some(question) = question.get() {
            dom::before_next_paint(move || dom::reveal(&question));
        }
    });
    view! {
        <p node_ref=question>{locale.say(|t| t.whole_again())}</p>
        <button
            type="button"
            class="op-button op-button-primary"
            part="button"
            on:click=move |_| list.keep_whole()
        >
            {locale.say(|t| t.whole_keep())}
        </button>
        <button type="button" class="op-button" part="button" on:click=again>
            <span>{locale.say(|t| t.whole_again_load())}</span>
            " · "
            <span>{move || cost()}</span>
        </button>
        <LeaveButton />
    }
}

/// Why the load stands, what is here, and what the rest costs.
#[component]
fn Stopped(
    list: ListState,
    layout: Memo<ColumnLayout>,
    load: Signal<Option<Load>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let has_failed = move || {
        load.with(|load| {
            let phase = load.as_ref().map(|load| &load.phase);
            matches!(phase, Some(Phase::Failed(_) | Phase::HourUsed))
        })
    };
    let text = move || {
        load.with(|load| {
            let load = load.as_ref()?;
            let mut parts = vec![state_text(locale, load)];
            parts
                .extend((load.rows > 0).then(|| coverage_text(locale, shown_coverage(list, load))));
            Some(parts.join(" · "))
        })
    };
    let has_rows = move || load.with(|load| load.as_ref().is_some_and(|load| load.rows > 0));
    view! {
        <p>
            <Show when=has_failed>
                <IconView icon=Icon::Warning />
            </Show>
            " "
            <span>{move || text()}</span>
        </p>
        <RestButton list=list />
        <Show when=has_rows>
            <NarrowButton />
            <FoldButton />
            <FindBox list=list layout=layout />
        </Show>
        <LeaveButton />
        <ConditionChips />
    }
}

/// What is here, and what of it is shown.
#[component]
fn Rows(list: ListState, layout: Memo<ColumnLayout>, load: Signal<Option<Load>>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let is_live = use_context::<ShownSnapshot>().is_none();
    let text = move || {
        load.with(|load| {
            let load = load.as_ref()?;
            let t = locale.t();
            let coverage = coverage_text(locale, shown_coverage(list, load));
            let mut parts = vec![if is_live {
                t.whole_here(&coverage)
            } else {
                coverage
            }];
            parts.extend(
                (load.repeated > 0).then(|| t.repeated_rows(&format::number(load.repeated))),
            );
            parts.extend((load.phase == Phase::TooMany).then(|| state_text(locale, load)));
            Some(parts.join(" · "))
        })
    };
    view! {
        <p>{move || text()}</p>
        <NarrowButton />
        <FoldButton />
        <FindBox list=list layout=layout />
        <LeaveButton />
        <ConditionChips />
    }
}
