//! The console: settings, a navigator and an API in, the list or one operation out.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::{ev, html};
use operation_log::Route;

use crate::api::Api;
use crate::host::Host;
use crate::i18n::Locale;
use crate::nav::{Arrival, Commit, Nav, links};
use crate::platform::{dom, events};
use crate::settings::Settings;
use crate::state::auto_refresh::pause;
use crate::state::position::Positions;
use crate::state::preferences::Preferences;
use crate::state::snapshot::SnapshotSlot;
use crate::state::store::Store;
use crate::ui::announcer::{Announcer, LiveRegion};
use crate::ui::shortcut::SingleKeys;
use crate::view::clock_notice::ClockNotice;
use crate::view::context::{Clock, Navigation};
use crate::view::list_page::{KeptList, SnapshotScreen};
use crate::view::lost_focus::keep_focus;
use crate::view::scope::Scope;
use crate::view::shortcuts::{HelpDialog, press_shortcut};
use crate::view::show_other;
use crate::view::sign_in::SignInHref;
use crate::view::steps::InTurn;
pub use crate::view::steps::Steps;
use crate::view::top_bar::TopBar;
use crate::view::watch_bar::WatchBar;

/// The console.
#[component]
pub fn Console(
    /// What the page says of the API and of links.
    settings: Settings,
    /// Keeps the location.
    nav: Nav,
    /// The way to the server.
    api: Api,
    /// What the reader chose for every visit.
    preferences: Preferences,
    /// The page around the console.
    host: Host,
) -> impl IntoView {
    let locale = Locale::new(preferences.language());
    provide_context(SignInHref(StoredValue::new(settings.sign_in.clone())));
    let (base, origin) = (settings.base.clone(), settings.origin.clone());
    let api_url = settings.api_url.clone();
    let navigation = Navigation::new(nav, settings, host.locked);
    let Navigation { filters, route, .. } = navigation;
    provide_context(locale);
    provide_context(host);
    provide_context(preferences);
    provide_context(navigation);
    provide_context(SingleKeys(preferences.single_keys()));
    provide_context(Announcer::new());
    let positions = if host.embedded {
        Positions::in_memory()
    } else {
        let arrival = navigation
            .location
            .with_untracked(|location| location.arrival);
        Positions::of_tab(arrival == Arrival::Return)
    };
    let store = Store::new(api, &api_url, positions);
    let skew = store.reader.calls.skew();
    provide_context(store);
    let time_zone = Memo::new(move |_| filters.with(|filters| filters.asked().time_zone()));
    let clock = Clock::new(time_zone, host.in_sight, skew);
    provide_context(clock);

    let operation_href = Callback::new(move |id| {
        navigation.operation_href(&id, &untrack(|| navigation.base_query()))
    });
    let help = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    listen_for_keys(root, preferences, host.embedded);
    keep_focus(root);
    let clicks = links::Clicks::default();
    let snapshots = SnapshotSlot::empty();
    provide_context(snapshots);
    let snapshot = Memo::new(move |_| {
        let is_list = route.with(|route| *route == Route::List);
        let entry = navigation.location.with(|location| location.entry);
        is_list.then(|| snapshots.at(entry, &navigation.page_key()))?
    });
    Effect::new(move || {
        navigation.location.with(|location| {
            if location.arrival == Arrival::Push {
                snapshots.close_if_replaced(location.entry);
            }
        });
    });
    let is_list = Memo::new(move |_| {
        let is_list = route.with(|route| *route == Route::List);
        is_list && snapshot.with(Option::is_none)
    });
    // Once there, the list stays while an operation is open, so that Back has nothing to build.
    let was_listed = Memo::new(move |before| before == Some(&true) || is_list.get());
    let list = move || {
        let list = || {
            view! {
                <Scope>
                    <InTurn>
                        <KeptList is_shown=is_list />
                    </InTurn>
                </Scope>
            }
        };
        was_listed.get().then(|| untrack(list))
    };
    let other = move || {
        if let Some(snapshot) = snapshot.get() {
            let screen = || view! { <Scope><SnapshotScreen snapshot=snapshot /></Scope> };
            return Some(untrack(screen));
        }
        let route = route.get();
        (route != Route::List).then(|| untrack(|| view! { <Scope>{show_other(route)}</Scope> }))
    };
    // When embedded, the host page owns `<main>`.
    let main = if host.embedded {
        view! {
            <div class="op-main" tabindex="-1">
                {list}
                {other}
            </div>
        }
        .into_any()
    } else {
        view! {
            <main class="op-main" tabindex="-1">
                {list}
                {other}
            </main>
        }
        .into_any()
    };
    let skip_to_main = move |_| {
        let root = root.get_untracked();
        if let Some(main) = root.and_then(|root| dom::find(&root, ".op-main")) {
            dom::focus(&main);
        }
    };
    view! {
        <div
            class="op-console"
            lang=move || locale.tag()
            translate="no"
            node_ref=root
            on:click=move |event| clicks.follow_in_place(&event, nav, &base, &origin)
        >
            <button
                type="button"
                class="op-skip op-button"
                data-control="bar"
                part="bar"
                on:click=skip_to_main
            >
                {locale.say(|t| t.skip_to_list())}
            </button>
            <InTurn>
                <TopBar
                    filters=filters
                    on_time_zone=move |edit| {
                        preferences.note(&edit);
                        navigation.edit(edit, Commit::Push);
                    }
                    home=Signal::derive(move || navigation.list_href(&navigation.home_query()))
                    preferences=preferences
                    help=help
                />
            </InTurn>
            <ClockNotice skew=skew />
            <WatchBar
                watches=store.watches
                pause=pause(store, clock.ticks)
                href=operation_href
                emit=host.emit
            />
            {main}
            <HelpDialog open=help preferences=preferences />
            <LiveRegion />
        </div>
    }
}

/// Single keys work while focus is in the console. While nothing has focus at all the browser sends
/// keys to the body, past the console: they count on a page of its own, and on another page after
/// what had the focus in the console went away.
fn listen_for_keys(root: NodeRef<html::Div>, preferences: Preferences, embedded: bool) {
    let was_here = Rc::new(Cell::new(!embedded));
    let contains = move |target: &web_sys::Element| {
        let root = root.try_get_untracked().flatten();
        root.is_some_and(|root| root.contains(Some(target)))
    };
    if embedded {
        let note = {
            let was_here = Rc::clone(&was_here);
            move |event: &web_sys::Event| {
                was_here.set(events::origin(event).is_some_and(|target| contains(&target)));
            }
        };
        events::listen_to_window(ev::focusin, {
            let note = note.clone();
            move |event| note(&event)
        });
        events::listen_to_window(ev::pointerdown, move |event| note(&event));
    }
    events::listen_to_window(ev::keydown, move |event| {
        let ours = events::origin(&event).is_some_and(|target| {
            contains(&target) || (was_here.get() && target.tag_name() == "BODY")
        });
        let single_keys = preferences.single_keys().try_get_untracked();
        if ours
            && single_keys == Some(true)
            && let Some(root) = root.try_get_untracked().flatten()
        {
            press_shortcut(&event, &root);
        }
    });
}
