//! The console: settings, a navigator and an API in, the list or one operation out.

use std::cell::Cell;
use std::rc::Rc;

use operation_log::{Query, Route};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

use crate::api::Api;
use crate::carrier::{Carrier, News};
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::nav::{Nav, links};
use crate::platform::{clock, dom, events};
use crate::reactive::{Callback, Memo, Read, RwSignal, StoredValue, follow, untrack};
use crate::remote::calls::Calls;
use crate::settings::Settings;
use crate::state::cache::PageCache;
use crate::state::position::Positions;
use crate::state::preferences::Preferences;
use crate::state::read_page::PageReader;
use crate::state::running::Running;
use crate::state::views::Views;
use crate::view::console::{ConsoleContext, Edit};
use crate::view::detail::detail_page;
use crate::view::help::{help_dialog, press_shortcut};
use crate::view::list_page::list_page;
use crate::view::not_found::not_found_page;
use crate::view::title::title as screen_title;
use crate::view::top_bar::top_bar;

/// The console: its root element.
pub fn console(
    settings: Settings,
    nav: Nav,
    api: Api,
    preferences: Preferences,
    carrier: Carrier,
) -> Tag {
    let locale = Locale::new(preferences.language());
    let location = nav.location();
    let settings = StoredValue::new(settings);
    let route = Memo::new(move |_| {
        location.with(|location| Route::parse(&settings.value().base, &location.path))
    });
    let query = Memo::new(move |_| {
        let place = location.with(|location| Query::from_url(&location.query));
        carrier.locked.with(|locked| place.overlaid(locked))
    });
    let console = ConsoleContext {
        settings,
        nav,
        reader: PageReader {
            calls: Calls::new(api),
            views: Views::new(),
        },
        cache: PageCache::new(),
        positions: Positions::new(),
        preferences,
        locale,
        location,
        route,
        query,
        time_zone: Memo::new(move |_| query.with(Query::time_zone)),
        now: clock::ticking(carrier.in_sight),
        carrier,
        running: Running::new(),
    };
    follow(move || {
        let title = query.with(|query| {
            route.with(|route| screen_title(route, query, query.time_zone(), locale))
        });
        carrier.tell.run(News::Title(title));
    });

    let help = RwSignal::new(false);
    // What is the main part of another page is not ours to say.
    let main = tag(if carrier.embedded { "div" } else { "main" })
        .class("op-main")
        .attr("tabindex", "-1")
        .live(move || match route.get() {
            Route::List => untrack(|| list_page(console)),
            Route::Detail(id) => untrack(|| detail_page(id, console)),
            Route::NotFound => untrack(|| not_found_page(console)),
        });
    let skip = {
        let main = main.clone();
        tag("button")
            .attr("type", "button")
            .class("op-skip op-button")
            .control("bar")
            .say(locale, |t| t.skip_to_list())
            .on("click", move |_| {
                if let Some(main) = main.html() {
                    dom::focus(&main);
                }
            })
    };
    let bar = top_bar(
        query,
        Callback::new(move |edit: Edit| console.edit(edit)),
        Box::new(move || console.list_href(&Query::default())),
        preferences,
        help,
        locale,
    );
    let clicks = links::Clicks::default();
    let root = tag("div");
    listen_for_keys(root.clone(), preferences, carrier.embedded);
    root.class("op-console")
        .attr_live("lang", move || Some(locale.tag().to_owned()))
        .child(skip)
        .child(bar)
        .child(main)
        .child(help_dialog(help, preferences, locale))
        .on("click", move |event| {
            if let Ok(event) = event.dyn_into::<MouseEvent>() {
                let settings = settings.value();
                clicks.follow_in_place(&event, nav, &settings.base, &settings.origin);
            }
        })
}

/// Single keys work while focus is in the console. While nothing has focus at all the browser sends
/// keys to the body, past the console: they count on a page of its own, and on another page after
/// what had the focus in the console went away.
fn listen_for_keys(root: Tag, preferences: Preferences, embedded: bool) {
    let was_here = Rc::new(Cell::new(!embedded));
    if embedded {
        for event in ["focusin", "pointerdown"] {
            let (root, was_here) = (root.clone(), Rc::clone(&was_here));
            events::listen_to_window(event, move |event| {
                let target = target_of(&event);
                was_here.set(target.is_some_and(|target| root.element().contains(Some(&target))));
            });
        }
    }
    events::listen_to_window("keydown", move |event| {
        let target = target_of(&event);
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else {
            return;
        };
        let root = root.element();
        let ours = target.is_some_and(|target| {
            root.contains(Some(&target)) || (was_here.get() && target.tag_name() == "BODY")
        });
        if ours && preferences.single_keys().get_untracked() {
            press_shortcut(&event, root);
        }
    });
}

/// What an event came from, in a shadow root or not.
fn target_of(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}
