//! The console: settings, a navigator and an API in, the list or one operation out.

use leptos::prelude::*;
use operation_log::{Query, Route};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent};

use crate::api::Api;
use crate::i18n::Locale;
use crate::markup::{Tag, follow, tag};
use crate::nav::{Nav, links};
use crate::platform::{clock, dom};
use crate::settings::Settings;
use crate::state::cache::PageCache;
use crate::state::position::Positions;
use crate::state::preferences::Preferences;
use crate::view::console::{ConsoleContext, Edit};
use crate::view::detail::detail_page;
use crate::view::help::{help_dialog, press_shortcut};
use crate::view::list_page::list_page;
use crate::view::not_found::not_found_page;
use crate::view::top_bar::top_bar;

/// The console: its root element. `title` takes the title of the screen.
pub fn console(
    settings: Settings,
    nav: Nav,
    api: Api,
    preferences: Preferences,
    title: impl Fn(String) + 'static,
) -> Tag {
    let locale = Locale::new(preferences.language());
    let location = nav.location();
    let settings = StoredValue::new(settings);
    let route = Memo::new(move |_| {
        location.with(|location| {
            settings.with_value(|settings| Route::parse(&settings.base, &location.path))
        })
    });
    let query = Memo::new(move |_| location.with(|location| Query::from_url(&location.query)));
    let console = ConsoleContext {
        settings,
        nav,
        api,
        cache: PageCache::new(),
        positions: Positions::new(),
        preferences,
        locale,
        location,
        route,
        query,
        time_zone: Memo::new(move |_| query.with(Query::time_zone)),
        now: clock::ticking(),
    };
    provide_context(console);
    follow(move || {
        let product = locale.t().product();
        title(match route.get() {
            Route::Detail(id) => [id.as_str(), " · ", product].concat(),
            Route::List | Route::NotFound => product.to_owned(),
        });
    });

    let help = RwSignal::new(false);
    let main = tag("main")
        .class("op-main")
        .attr("tabindex", "-1")
        .live(move || match route.get() {
            Route::List => untrack(list_page),
            Route::Detail(id) => untrack(|| detail_page(id)),
            Route::NotFound => untrack(not_found_page),
        });
    let skip = {
        let main = main.clone();
        tag("button")
            .attr("type", "button")
            .class("op-skip op-button")
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
    let root = tag("div");
    let keys = root.clone();
    root.class("op-console")
        .attr_live("lang", move || Some(locale.tag().to_owned()))
        .child(skip)
        .child(bar)
        .child(main)
        .child(help_dialog(help, preferences, locale))
        .on("click", move |event| {
            if let Ok(event) = event.dyn_into::<MouseEvent>() {
                settings.with_value(|settings| {
                    links::follow_in_place(&event, nav, &settings.base);
                });
            }
        })
        .on("keydown", move |event| {
            let on = preferences.single_keys().get_untracked();
            if let (true, Ok(event), Some(root)) =
                (on, event.dyn_into::<KeyboardEvent>(), keys.element())
            {
                press_shortcut(&event, root);
            }
        })
}
