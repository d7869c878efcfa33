//! The console inside an element of another page. `embed/panel.js` has the element itself: its
//! attributes, its events, its calls.

use js_sys::{Function, Object, Reflect};
use operation_log::wire::lenient::{object, string_or_empty};
use operation_log::{BasePath, JobId, Language, Query, Route};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::crash;
use crate::api::Api;
use crate::api::http::{CarrierCalls, HttpApi};
use crate::app::console;
use crate::carrier::{Carrier, News, locked_filters};
use crate::nav::memory::MemoryNavigator;
use crate::nav::{Commit, Location, Nav, Navigator, split_href};
use crate::platform::dom;
use crate::reactive::{Callback, Read, Root, RwSignal, Signal, StoredValue};
use crate::settings::Settings;
use crate::state::preferences::{Preferences, RefreshEvery};

/// A console in an element. It goes once this is freed.
#[wasm_bindgen]
pub struct Panel {
    _root: Root,
    controls: Controls,
}

#[wasm_bindgen]
impl Panel {
    /// Takes the place of what is in an element, at a location relative to the base.
    ///
    /// `host` has the functions `fetch(url, init)`, `renew(code)` and `tell(type, detail)`; without
    /// them, or without a page, there is no panel. `settings` is a settings block, `options` as
    /// for [`Panel::apply`].
    pub fn open(
        place: &Element,
        host: &JsValue,
        settings: &str,
        base: &str,
        options: &str,
        location: &str,
    ) -> Option<Self> {
        crash::tell_of_panics();
        let host = Host::read(host)?;
        let settings = Settings::read(settings, base)?;
        dom::document()?;
        let mut made = None;
        let root = Root::new(|| {
            let controls = Controls::new(settings.base.clone(), location);
            if !controls.apply(options) {
                return;
            }
            let calls = CarrierCalls {
                fetch: host.fetch.clone(),
                renew: host.renew.clone(),
            };
            let api = Api::new(HttpApi::new(settings.api_url.clone(), Some(calls)));
            let nav = Nav::new(TellingNavigator {
                controls,
                host: host.clone(),
            });
            let carrier = controls.carrier(host);
            let root = console(settings, nav, api, controls.preferences, carrier);
            place.set_text_content(None);
            // An element that is in no page yet takes a child, too.
            let _ = place.append_child(root.element());
            made = Some(controls);
        });
        Some(Self {
            _root: root,
            controls: made?,
        })
    }

    /// Takes what the page decides by now, an object as JSON: `name`, what to call the panel; `lang`,
    /// a language tag; `live`, seconds or `off`; `locked`, a query string; `sight`, `none` while the
    /// element cannot be seen. What is missing or cannot be used is as if the page had said nothing.
    ///
    /// False if the filters cannot be locked: then nothing may be shown.
    pub fn apply(&self, options: &str) -> bool {
        self.controls.apply(options)
    }

    /// Whether all filters of a query string can be locked.
    pub fn can_lock(filters: &str) -> bool {
        locked_filters(filters).is_some()
    }

    /// Where the console is: screen and query, relative to the base.
    pub fn location(&self) -> String {
        self.controls.location()
    }

    /// Goes to a location without a word to the page. What is outside of the panel keeps the focus.
    pub fn go(&self, location: &str, has_focus: bool) {
        let href = self.controls.href(location);
        if has_focus {
            self.controls.memory.go(&href, Commit::Push);
        } else {
            self.controls.memory.open(&href);
        }
    }

    /// Reads the screen again.
    pub fn refresh(&self) {
        self.controls
            .refreshes
            .update(|count| count.wrapping_add(1));
    }
}

/// What the page decides by now, as for [`Panel::apply`].
#[derive(Default, Deserialize)]
#[serde(default)]
struct Options {
    #[serde(deserialize_with = "string_or_empty")]
    name: String,
    #[serde(deserialize_with = "string_or_empty")]
    lang: String,
    #[serde(deserialize_with = "string_or_empty")]
    live: String,
    #[serde(deserialize_with = "string_or_empty")]
    locked: String,
    #[serde(deserialize_with = "string_or_empty")]
    sight: String,
}

/// What the page that carries a panel can change.
#[derive(Clone, Copy)]
struct Controls {
    memory: MemoryNavigator,
    base: StoredValue<BasePath>,
    name: RwSignal<String>,
    locked: RwSignal<Query>,
    live: RwSignal<String>,
    in_sight: RwSignal<bool>,
    refreshes: RwSignal<u32>,
    preferences: Preferences,
}

impl Controls {
    fn new(base: BasePath, location: &str) -> Self {
        Self {
            memory: MemoryNavigator::new(&[base.as_str(), location].concat()),
            base: StoredValue::new(base),
            name: RwSignal::new(String::new()),
            locked: RwSignal::new(Query::default()),
            live: RwSignal::new(String::new()),
            in_sight: RwSignal::new(true),
            refreshes: RwSignal::new(0),
            preferences: Preferences::of_carrier(),
        }
    }

    fn apply(self, options: &str) -> bool {
        let options: Options = object(options).unwrap_or_default();
        self.name.set(options.name);
        let Some(locked) = locked_filters(&options.locked) else {
            return false;
        };
        self.locked.set(locked);
        self.in_sight.set(options.sight != "none");
        if let Some(language) = Language::from_tag(&options.lang) {
            self.preferences.choose_language(language);
        }
        // What the reader chose since stays until the page says something else.
        let live = options.live;
        if self.live.with_untracked(|before| *before != live) {
            self.preferences
                .choose_refresh(RefreshEvery::from_word(&live));
            self.live.set(live);
        }
        true
    }

    fn carrier(self, host: Host) -> Carrier {
        Carrier {
            embedded: true,
            name: self.name.read_only(),
            locked: self.locked.read_only(),
            in_sight: self.in_sight.read_only(),
            refreshes: self.refreshes.read_only(),
            tell: Callback::new(move |news| host.tell_news(news)),
        }
    }

    fn href(self, location: &str) -> String {
        self.base
            .try_value()
            .map(|base| [base.as_str(), location].concat())
            .unwrap_or_default()
    }

    fn location(self) -> String {
        self.relative(&self.memory.href())
    }

    /// An href as a location: without origin and base.
    fn relative(self, href: &str) -> String {
        let (path, query) = split_href(href);
        let base = self.base.try_value();
        let inner = base.as_ref().and_then(|base| base.strip(path));
        let inner = inner.unwrap_or(path);
        if query.is_empty() {
            inner.to_owned()
        } else {
            [inner, "?", query].concat()
        }
    }

    /// The operation that an href shows.
    fn operation(self, href: &str) -> Option<JobId> {
        match Route::parse(&*self.base.try_value()?, split_href(href).0) {
            Route::Detail(id) => Some(id),
            Route::List | Route::NotFound => None,
        }
    }
}

/// Moves in memory, and tells the page.
struct TellingNavigator {
    controls: Controls,
    host: Host,
}

impl TellingNavigator {
    fn tell_place(&self) {
        let location = self.controls.location();
        let query = location.split_once('?').map_or("", |(_, query)| query);
        let detail = [("location", &*location), ("query", query)];
        self.host.tell("hpc-query-change", &detail);
    }
}

impl Navigator for TellingNavigator {
    fn location(&self) -> Signal<Location> {
        self.controls.memory.location()
    }

    fn go(&self, href: &str, commit: Commit) {
        let before = self.controls.location();
        if let Some(job_id) = self.controls.operation(href) {
            let location = self.controls.relative(href);
            let detail = [("job_id", job_id.as_str()), ("location", &*location)];
            if !self.host.tell("hpc-operation-open", &detail) {
                return;
            }
        }
        self.controls.memory.go(href, commit);
        if self.controls.location() != before {
            self.tell_place();
        }
    }

    fn retrace(&self, href: &str) -> bool {
        let went = self.controls.memory.retrace(href);
        if went {
            self.tell_place();
        }
        went
    }
}

/// The functions of the element.
#[derive(Clone)]
struct Host {
    fetch: Function,
    renew: Function,
    tell: Function,
}

impl Host {
    fn read(host: &JsValue) -> Option<Self> {
        let function = |name: &str| Reflect::get(host, &name.into()).ok()?.dyn_into().ok();
        Some(Self {
            fetch: function("fetch")?,
            renew: function("renew")?,
            tell: function("tell")?,
        })
    }

    /// Tells something; false if the page does not want what follows.
    fn tell(&self, event: &str, detail: &[(&str, &str)]) -> bool {
        let object = Object::new();
        for (key, value) in detail {
            // A plain object takes every property.
            let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
        }
        let answer = self.tell.call2(&JsValue::NULL, &event.into(), &object);
        answer.is_ok_and(|answer| answer != false)
    }

    fn tell_news(&self, news: News) {
        match news {
            // The page has a title of its own.
            News::Title(_) => true,
            News::Settled => self.tell("hpc-settled", &[]),
            News::Failed { kind, message } => {
                self.tell("hpc-error", &[("kind", kind), ("message", &message)])
            }
            News::Finished {
                job_id,
                job_action,
                status,
            } => self.tell(
                "hpc-operation-finished",
                &[
                    ("job_id", job_id.as_str()),
                    ("job_action", &job_action),
                    ("status", status.as_str()),
                ],
            ),
        };
    }
}
