//! The console: settings, a navigator and an API in, the list or one operation out.

use crate::ui::reactive::reactive;
use leptos::html;
use leptos::prelude::*;
use operation_log::{Query, Route};

use crate::api::Api;
use crate::i18n::Locale;
use crate::nav::{Nav, links};
use crate::platform::clock;
use crate::settings::Settings;
use crate::state::cache::PageCache;
use crate::state::position::Positions;
use crate::state::preferences::Preferences;
use crate::view::console::{ConsoleContext, Edit};
use crate::view::detail::DetailPage;
use crate::view::help::{HelpDialog, press_shortcut};
use crate::view::list_page::ListPage;
use crate::view::not_found::NotFoundPage;
use crate::view::top_bar::TopBar;

/// The console.
#[component]
pub fn Console(
    /// What the carrying page decides.
    settings: Settings,
    /// Where the console is.
    nav: Nav,
    /// The server.
    api: Api,
    /// Language and theme.
    preferences: Preferences,
    /// Takes the title of the screen.
    #[prop(default = Callback::new(|_| ()))]
    title: Callback<String>,
) -> impl IntoView {
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
    Effect::new(move || {
        let product = locale.t().product();
        title.run(match route.get() {
            Route::Detail(id) => format!("{id} · {product}"),
            Route::List | Route::NotFound => product.to_owned(),
        });
    });

    let root = NodeRef::<html::Div>::new();
    let main = NodeRef::<html::Main>::new();
    let help = RwSignal::new(false);
    let screen = move || match route.get() {
        Route::List => view! { <ListPage /> }.into_any(),
        Route::Detail(id) => view! { <DetailPage id=id /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
    };
    view! {
        <div
            node_ref=root
            class="op-console"
            lang=reactive(move || locale.tag())
            on:click=move |event| {
                settings.with_value(|settings| {
                    links::follow_in_place(&event, nav, &settings.base);
                });
            }
            on:keydown=move |event| {
                if let Some(root) = root.get_untracked()
                    && preferences.single_keys().get_untracked()
                {
                    press_shortcut(&event, &root);
                }
            }
        >
            <button
                type="button"
                class="op-skip op-button"
                on:click=move |_| {
                    if let Some(main) = main.get_untracked() {
                        crate::platform::dom::focus(&main);
                    }
                }
            >
                {reactive(move || locale.t().skip_to_list())}
            </button>
            <TopBar
                query=query
                edit=Callback::new(move |edit: Edit| console.edit(edit))
                home=Signal::derive(move || console.list_href(&Query::default()))
                preferences=preferences
                help=Callback::new(move |()| help.set(true))
                locale=locale
            />
            <main class="op-main" node_ref=main tabindex="-1">
                {screen}
            </main>
            <HelpDialog
                open=help
                single_keys=preferences.single_keys()
                switch_single_keys=Callback::new(move |on| preferences.switch_single_keys(on))
                locale=locale
            />
        </div>
    }
}
