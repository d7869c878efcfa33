//! The console inside an element of another page. `embed/panel.js` has the element itself: its
//! attributes, its events, its calls.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use operation_log::query::Locked;
use operation_log::saved_views::SavedViews;
use operation_log::wire::lenient::{object, string_or_empty};
use operation_log::{BasePath, ColumnLayout, JobId, Language, Route, Status};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::crash;
use crate::api::http::{HostCalls, HttpApi};
use crate::api::{Api, FailureKind};
use crate::app::Console;
use crate::host::{Host, HostEvent};
use crate::nav::memory::MemoryNavigator;
use crate::nav::{Commit, Location, Nav, Navigator, split_href};
use crate::platform::dom;
use crate::settings::Settings;
use crate::state::preferences::{Preferences, RefreshEvery};

/// A console in an element. It goes once this is freed.
#[wasm_bindgen]
pub struct Panel {
    /// Unmounts the console when dropped.
    _mounted: Box<dyn Any>,
    controls: Controls,
}

#[wasm_bindgen]
impl Panel {
    /// Replaces what is in an element, at a location relative to the base.
    ///
    /// `host` has the functions `fetch(request)`, `renew(code)` and `emit(type, detail)`; without
    /// them, or without a page, there is no panel. `settings` is a settings block, `options` as
    /// for [`Panel::apply`].
    pub fn open(
        place: HtmlElement,
        host: &JsValue,
        settings: &str,
        base: &str,
        options: &str,
        location: &str,
    ) -> Option<Self> {
        crash::report_panics();
        let functions = HostFunctions::read(host)?;
        let settings = Settings::read(settings, base)?;
        let options = Options::read(options)?;
        dom::document()?;
        place.set_text_content(None);
        let opened = Rc::new(Cell::new(None));
        let open = Rc::clone(&opened);
        let location = location.to_owned();
        let mounted = mount_to(place, move || {
            let controls = Controls::new(settings.base.clone(), &location);
            controls.apply(options);
            open.set(Some(controls));
            let api = Api::new(HttpApi::new(
                settings.api_url.clone(),
                Some(functions.calls()),
            ));
            let emitter = Emitter(StoredValue::new_local(functions.emit));
            let nav = Nav::new(EmittingNavigator { controls, emitter });
            let host = controls.host(emitter);
            let preferences = controls.preferences;
            view! {
                <Console settings=settings nav=nav api=api preferences=preferences host=host />
            }
        });
        Some(Self {
            _mounted: Box::new(mounted),
            controls: opened.get()?,
        })
    }

    /// Takes what the page decides by now, an object as JSON: `name`, what to call the panel; `lang`,
    /// a language tag; `columns`, the names of those that are shown; `live`, seconds or `off`; `locked`, a query string;
    /// `views`, a query string of names and queries; `sight`, `none` while the element cannot be seen. What is missing or cannot be used counts as not set.
    ///
    /// Returns false if the filters cannot be locked: then nothing may be shown.
    pub fn apply(&self, options: &str) -> bool {
        match Options::read(options) {
            Some(options) => {
                self.controls.apply(options);
                true
            }
            None => false,
        }
    }

    /// Whether all filters of a query string can be locked.
    pub fn can_lock(filters: &str) -> bool {
        Locked::parse(filters).is_ok()
    }

    /// Where the console is: screen and query, relative to the base.
    pub fn location(&self) -> String {
        self.controls.location()
    }

    /// Goes to a location without an event. What is outside of the panel keeps the focus.
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
            .update(|count| *count = count.wrapping_add(1));
    }
}

/// What a host page decides while its panel runs.
struct Options {
    name: String,
    locked: Locked,
    language: Option<Language>,
    columns: Option<ColumnLayout>,
    live: String,
    views: SavedViews,
    in_sight: bool,
}

/// The options as the page writes them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OptionsBlock {
    #[serde(deserialize_with = "string_or_empty")]
    name: String,
    #[serde(deserialize_with = "string_or_empty")]
    locked: String,
    #[serde(deserialize_with = "string_or_empty")]
    lang: String,
    #[serde(deserialize_with = "string_or_empty")]
    columns: String,
    #[serde(deserialize_with = "string_or_empty")]
    live: String,
    #[serde(deserialize_with = "string_or_empty")]
    views: String,
    #[serde(deserialize_with = "string_or_empty")]
    sight: String,
}

impl Options {
    /// Returns `None` if the filters cannot be locked.
    fn read(json: &str) -> Option<Self> {
        let block: OptionsBlock = object(json).unwrap_or_default();
        Some(Self {
            locked: Locked::parse(&block.locked).ok()?,
            language: Language::from_tag(&block.lang),
            columns: (!block.columns.is_empty()).then(|| ColumnLayout::showing(&block.columns)),
            views: SavedViews::of_host(&block.views),
            in_sight: block.sight != "none",
            name: block.name,
            live: block.live,
        })
    }
}

/// What the host page can change.
#[derive(Clone, Copy)]
struct Controls {
    memory: MemoryNavigator,
    base: StoredValue<BasePath>,
    name: RwSignal<String>,
    locked: RwSignal<Locked>,
    columns: RwSignal<ColumnLayout>,
    live: RwSignal<String>,
    views: RwSignal<SavedViews>,
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
            locked: RwSignal::new(Locked::default()),
            columns: RwSignal::new(ColumnLayout::default()),
            live: RwSignal::new(String::new()),
            views: RwSignal::new(SavedViews::default()),
            in_sight: RwSignal::new(true),
            refreshes: RwSignal::new(0),
            preferences: Preferences::of_host(),
        }
    }

    fn apply(self, options: Options) {
        self.name.set(options.name);
        self.locked.set(options.locked);
        self.columns.set(options.columns.unwrap_or_default());
        self.views.set(options.views);
        self.in_sight.set(options.in_sight);
        if let Some(language) = options.language {
            self.preferences.choose_language(language);
        }
        // What the reader chose since stays until the page sets another value.
        let live = options.live;
        if self.live.try_with_untracked(|before| *before != live) == Some(true) {
            self.preferences
                .choose_refresh(RefreshEvery::from_word(&live));
            self.live.set(live);
        }
    }

    fn host(self, emitter: Emitter) -> Host {
        Host {
            embedded: true,
            name: self.name.into(),
            locked: self.locked.into(),
            columns: self.columns.into(),
            views: self.views.into(),
            in_sight: self.in_sight.into(),
            refreshes: self.refreshes.into(),
            emit: Callback::new(move |event| emitter.emit_event(event)),
        }
    }

    fn href(self, location: &str) -> String {
        self.base
            .try_with_value(|base| [base.as_str(), location].concat())
            .unwrap_or_default()
    }

    fn location(self) -> String {
        self.relative(&self.memory.href())
    }

    /// An href as a location: without origin and base.
    fn relative(self, href: &str) -> String {
        let (path, query) = split_href(href);
        let inner = self
            .base
            .try_with_value(|base| base.strip(path).map(str::to_owned));
        let inner = inner.flatten().unwrap_or_else(|| path.to_owned());
        if query.is_empty() {
            inner
        } else {
            [&inner, "?", query].concat()
        }
    }

    /// The operation that an href shows.
    fn operation(self, href: &str) -> Option<JobId> {
        let path = split_href(href).0;
        let route = self.base.try_with_value(|base| Route::parse(base, path))?;
        route.into_operation()
    }
}

/// Moves in memory, and sends events of it.
struct EmittingNavigator {
    controls: Controls,
    emitter: Emitter,
}

impl EmittingNavigator {
    fn emit_location(&self) {
        let location = self.controls.location();
        let query = location.split_once('?').map_or("", |(_, query)| query);
        let detail = [("location", (&*location).into()), ("query", query.into())];
        self.emitter.emit("hpc-query-change", &detail);
    }
}

impl Navigator for EmittingNavigator {
    fn location(&self) -> Signal<Location> {
        self.controls.memory.location()
    }

    fn go(&self, href: &str, commit: Commit) {
        let before = self.controls.location();
        if let Some(job_id) = self.controls.operation(href) {
            let location = self.controls.relative(href);
            let detail = [
                ("job_id", job_id.as_str().into()),
                ("location", location.into()),
            ];
            if !self.emitter.emit("hpc-operation-open", &detail) {
                return;
            }
        }
        self.controls.memory.go(href, commit);
        if self.controls.location() != before {
            self.emit_location();
        }
    }

    fn entry_before(&self, href: &str) -> Option<u32> {
        self.controls.memory.entry_before(href)
    }

    fn traverse(&self, entry: u32) -> bool {
        let before = self.controls.location();
        let went = self.controls.memory.traverse(entry);
        if self.controls.location() != before {
            self.emit_location();
        }
        went
    }

    fn stay(&self) {
        self.controls.memory.stay();
    }
}

/// The functions of the element.
struct HostFunctions {
    fetch: Function,
    renew: Function,
    emit: Function,
}

impl HostFunctions {
    fn read(host: &JsValue) -> Option<Self> {
        let function = |name: &str| Reflect::get(host, &name.into()).ok()?.dyn_into().ok();
        Some(Self {
            fetch: function("fetch")?,
            renew: function("renew")?,
            emit: function("emit")?,
        })
    }

    fn calls(&self) -> HostCalls {
        HostCalls {
            fetch: self.fetch.clone(),
            renew: self.renew.clone(),
        }
    }
}

/// Sends events of the element.
#[derive(Clone, Copy)]
struct Emitter(StoredValue<Function, LocalStorage>);

impl Emitter {
    /// Sends an event; returns false if the page prevents what would follow.
    fn emit(self, event: &str, detail: &[(&str, JsValue)]) -> bool {
        let Some(emit) = self.0.try_get_value() else {
            return false;
        };
        let object = Object::new();
        for (key, value) in detail {
            // A plain object takes every property.
            let _ = Reflect::set(&object, &(*key).into(), value);
        }
        let answer = emit.call2(&JsValue::NULL, &event.into(), &object);
        answer.is_ok_and(|answer| answer != false)
    }

    fn emit_event(self, event: HostEvent) {
        match event {
            // The host page has a title of its own.
            HostEvent::Title(_) => true,
            HostEvent::Settled { failure } => self.emit(
                "hpc-settled",
                &[("failure", failure.map_or("", FailureKind::as_str).into())],
            ),
            HostEvent::Failed { kind, message } => self.emit(
                "hpc-error",
                &[("kind", kind.as_str().into()), ("message", message.into())],
            ),
            HostEvent::Finished {
                job_id,
                job_action,
                status,
            } => self.emit(
                "hpc-operation-finished",
                &[
                    ("job_id", job_id.as_str().into()),
                    ("job_action", job_action.into()),
                    ("status", status.as_str().into()),
                ],
            ),
            HostEvent::WatchEnded {
                job_id,
                job_action,
                status,
            } => self.emit(
                "hpc-watch-ended",
                &[
                    ("job_id", job_id.as_str().into()),
                    ("job_action", job_action.into()),
                    ("status", status.as_ref().map_or("", Status::as_str).into()),
                ],
            ),
            HostEvent::Load { state, rows, calls } => self.emit(
                "hpc-load",
                &[
                    ("state", state.into()),
                    ("rows", (rows as f64).into()),
                    ("calls", (calls as f64).into()),
                ],
            ),
            HostEvent::Export { file, part, rows } => self.emit(
                "hpc-export",
                &[
                    ("file", file.into()),
                    ("part", part.into()),
                    ("rows", (rows as f64).into()),
                ],
            ),
        };
    }
}
