//! A console in the page, and the other ends of its calls.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use hpc_operations::api::{Api, ApiError, Call, OperationApi, Params, Renewal, Reply, Urgency};
use hpc_operations::app::Console;
use hpc_operations::host::{Host, HostEvent};
use hpc_operations::nav::Nav;
use hpc_operations::nav::memory::MemoryNavigator;
use hpc_operations::settings::Settings;
use hpc_operations::state::preferences::Preferences;
use hpc_operations::view::steps::Steps;
use leptos::mount::mount_to;
use leptos::prelude::*;
use operation_log::Language;
use operation_log::query::Locked;
use operation_log::wire::{Answer, OperationPage, Refusal, decode_answer};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Element, HtmlElement, HtmlInputElement};

/// A call that the console made.
pub struct MadeCall {
    params: Params,
    abort: AbortSignal,
    answer: Option<oneshot::Sender<Reply>>,
}

#[derive(Clone, Default)]
struct ScriptedApi {
    calls: Rc<RefCell<Vec<MadeCall>>>,
    /// Whether there are other credentials.
    renews: Rc<Cell<bool>>,
    /// The codes that others were asked for after.
    asked: Rc<RefCell<Vec<i64>>>,
}

impl OperationApi for ScriptedApi {
    fn list(&self, params: Params, _urgency: Urgency, abort: &AbortSignal) -> Call {
        let (sender, receiver) = oneshot::channel();
        self.calls.borrow_mut().push(MadeCall {
            params,
            abort: abort.clone(),
            answer: Some(sender),
        });
        Box::pin(async move {
            let answer = receiver.await;
            answer.unwrap_or_else(|_| Err(ApiError::Aborted).into())
        })
    }

    fn renew(&self, code: i64) -> Renewal {
        self.asked.borrow_mut().push(code);
        Box::pin(std::future::ready(self.renews.get()))
    }
}

/// A console, taken away when dropped.
pub struct Harness {
    /// Its navigator.
    pub nav: MemoryNavigator,
    api: ScriptedApi,
    /// The events its page was sent.
    events: Rc<RefCell<Vec<HostEvent>>>,
    place: HtmlElement,
    /// Unmounts the console when dropped.
    mounted: Option<Box<dyn Any>>,
}

impl Drop for Harness {
    fn drop(&mut self) {
        self.mounted.take();
        self.place.remove();
    }
}

/// Opens a console at an href, in English.
pub fn open(href: &str) -> Harness {
    open_in(Language::En, href)
}

/// Opens a console at an href, in a language.
pub fn open_in(language: Language, href: &str) -> Harness {
    open_in_page(language, href, None, || ())
}

/// Opens a console in another page, which has locked filters.
pub fn open_locked(href: &str, locked: &'static str) -> Harness {
    open_in_page(Language::En, href, Some(locked), || ())
}

/// Opens a console that is built in steps, of which none is taken yet.
pub fn open_in_steps(href: &str) -> (Harness, Steps) {
    let provided = Rc::new(Cell::new(None));
    let console = open_in_page(Language::En, href, None, {
        let provided = Rc::clone(&provided);
        move || {
            let steps = Steps::new();
            provide_context(steps);
            provided.set(Some(steps));
        }
    });
    (console, provided.get().unwrap())
}

fn open_in_page(
    language: Language,
    href: &str,
    locked: Option<&'static str>,
    provide: impl FnOnce() + 'static,
) -> Harness {
    let document = web_sys::window().unwrap().document().unwrap();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    let api = ScriptedApi::default();
    let navigator = Rc::new(Cell::new(None));
    let events: Rc<RefCell<Vec<HostEvent>>> = Rc::default();
    let mounted = mount_to(place.clone(), {
        let (api, navigator) = (api.clone(), Rc::clone(&navigator));
        let (href, sent) = (href.to_owned(), Rc::clone(&events));
        move || {
            provide();
            let preferences = Preferences::load();
            preferences.choose_language(language);
            let memory = MemoryNavigator::new(&href);
            navigator.set(Some(memory));
            let sent = StoredValue::new_local(sent);
            let mut host = Host::standalone(|_| ());
            host.emit = Callback::new(move |event| {
                sent.with_value(|sent| sent.borrow_mut().push(event));
            });
            if let Some(locked) = locked {
                host.embedded = true;
                host.locked = Signal::stored(Locked::parse(locked).unwrap());
            }
            let settings = Settings::read("", "/").unwrap();
            let (nav, api) = (Nav::new(memory), Api::new(api));
            view! {
                <Console settings=settings nav=nav api=api preferences=preferences host=host />
            }
        }
    });
    Harness {
        nav: navigator.get().unwrap(),
        api,
        events,
        place,
        mounted: Some(Box::new(mounted)),
    }
}

/// How a row is called that only fills a page.
const FILLER: &str = "fill-";

/// A page of rows `(job_id, status)`, of `total` in all. Rows follow that only fill it, if there are
/// others behind.
pub fn page(total: u64, rows: &[(&str, &str)]) -> OperationPage {
    let fillers: Vec<String> = (rows.len() as u64..total.min(20))
        .filter(|_| !rows.is_empty())
        .map(|number| format!("{FILLER}{number}"))
        .collect();
    let fillers = fillers.iter().map(|id| (id.as_str(), "successful"));
    part(
        total,
        &rows.iter().copied().chain(fillers).collect::<Vec<_>>(),
    )
}

/// These rows `(job_id, status)` and no others, of `total` in all.
pub fn part(total: u64, rows: &[(&str, &str)]) -> OperationPage {
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(index, (id, status))| {
            let (second, minute) = (59 - index, 27 + index);
            format!(
                r#"{{"job_id":"{id}","status":"{status}","job_action":"HpcJobStopJobs","owner":"usr-a",
                "resource_ids":"ehpc-1","create_time":"2022-04-06T01:26:{second:02}Z",
                "status_time":"2022-04-06T01:{minute}:59Z"}}"#
            )
        })
        .collect();
    page_of(total, &rows)
}

/// These rows as the API writes them, of `total` in all.
pub fn page_of(total: u64, rows: &[String]) -> OperationPage {
    let body = format!(
        r#"{{"ret_code":0,"total_count":{total},"job_set":[{}]}}"#,
        rows.join(",")
    );
    match decode_answer(&body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// A refusal of the server.
pub fn refused(ret_code: i64) -> Result<OperationPage, ApiError> {
    let message = "demo".to_owned();
    Err(ApiError::Refused(Refusal { ret_code, message }))
}

impl Harness {
    /// The events the page was sent, but for titles.
    pub fn events(&self) -> Vec<HostEvent> {
        let mut events = self.events.borrow().clone();
        events.retain(|event| !matches!(event, HostEvent::Title(_)));
        events
    }

    /// Whether the page has other credentials from now on.
    pub fn has_credentials(&self, yes: bool) {
        self.api.renews.set(yes);
    }

    /// The codes after which other credentials were asked for.
    pub fn asked_for_credentials(&self) -> Vec<i64> {
        self.api.asked.borrow().clone()
    }

    /// How many calls were made.
    pub fn calls(&self) -> usize {
        self.api.calls.borrow().len()
    }

    /// Waits until so many calls were made.
    pub async fn until_calls(&self, count: usize) {
        until(&format!("{count} calls"), || self.calls() == count).await;
    }

    /// The value of a parameter of a call, from 0.
    pub fn sent(&self, call: usize, key: &str) -> Option<String> {
        let calls = self.api.calls.borrow();
        let params = &calls[call].params;
        let (_, value) = params.iter().find(|(name, _)| *name == key)?;
        Some(value.clone())
    }

    /// Whether a call was aborted.
    pub fn is_aborted(&self, call: usize) -> bool {
        self.api.calls.borrow()[call].abort.aborted()
    }

    /// Whether a call was not answered yet.
    pub fn is_open(&self, call: usize) -> bool {
        self.api.calls.borrow()[call].answer.is_some()
    }

    /// Answers a call. Nobody may be waiting for it any more.
    pub fn answer(&self, call: usize, answer: Result<OperationPage, ApiError>) {
        self.reply(call, answer.into());
    }

    /// Answers a call, with what the server says beside the answer.
    pub fn reply(&self, call: usize, answer: Reply) {
        let sender = self.api.calls.borrow_mut()[call].answer.take();
        let _ = sender.expect("a call is answered once").send(answer);
    }

    /// The only element that a selector finds.
    pub fn find(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.place.inner_html());
        found.into_iter().next().unwrap()
    }

    /// Every element that a selector finds, but those of a list that is kept behind an operation.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|index| found.get(index).unwrap().unchecked_into())
            .filter(|found: &HtmlElement| found.closest(".op-kept[hidden]").unwrap().is_none())
            .collect()
    }

    /// The first button with these words.
    pub fn button(&self, words: &str) -> HtmlElement {
        let found = self.all("button");
        let button = found
            .into_iter()
            .find(|button| button.text_content().unwrap_or_default().contains(words));
        button.unwrap_or_else(|| panic!("no button {words}: {}", self.text()))
    }

    /// The control of a parameter.
    pub fn field(&self, name: &str) -> HtmlInputElement {
        self.find(&format!("[name={name}]")).unchecked_into()
    }

    /// The radio button of a status.
    pub fn status(&self, value: &str) -> HtmlInputElement {
        self.find(&format!("[name=status][value='{value}']"))
            .unchecked_into()
    }

    /// The ids of the rows, in order, but for those that only fill the page.
    pub fn rows(&self) -> Vec<String> {
        self.all("tr[data-job-id]")
            .iter()
            .map(|row| row.get_attribute("data-job-id").unwrap())
            .filter(|id| !id.starts_with(FILLER))
            .collect()
    }

    /// Waits until the list has a state.
    pub async fn until_state(&self, state: &str) {
        let selector = format!("[data-state='{state}'][aria-busy=false]");
        until(&selector, || !self.all(&selector).is_empty()).await;
    }

    /// What was said last.
    pub fn said(&self) -> String {
        self.find("p.op-live:not(dialog p)")
            .inner_text()
            .trim()
            .to_owned()
    }

    /// Waits until this was said.
    pub async fn until_said(&self, text: &str) {
        for _ in 0..400 {
            if self.said() == text {
                return;
            }
            settle().await;
        }
        panic!("never said {text:?}, but {:?}", self.said());
    }

    /// Waits until the rows are these.
    pub async fn until_rows(&self, ids: &[&str]) {
        until(&format!("rows {ids:?}"), || self.rows() == ids).await;
    }

    /// Waits until the location is this.
    pub async fn until_href(&self, href: &str) {
        until(href, || self.nav.href() == href).await;
    }

    /// Waits until something can be read.
    pub async fn until_text(&self, words: &str) {
        until(words, || self.text().contains(words)).await;
    }

    /// The title that the page was sent last.
    pub fn title(&self) -> String {
        let events = self.events.borrow();
        let titles = events.iter().rev().filter_map(|event| match event {
            HostEvent::Title(title) => Some(title.clone()),
            _ => None,
        });
        titles.into_iter().next().unwrap_or_default()
    }

    /// Everything that can be read.
    pub fn text(&self) -> String {
        self.place.inner_text()
    }
}

/// Lets time pass by the browser's clock, which the console looks at each second, until dropped.
pub struct FakeClock(js_sys::Function);

impl FakeClock {
    /// A clock that is right.
    pub fn new() -> Self {
        let take = js_sys::Function::new_no_args(
            "const now = Date.now; const ahead = { ms: 0 };
             Date.now = () => now() + ahead.ms;
             return [(ms) => { ahead.ms += ms }, () => { Date.now = now }];",
        );
        let functions: js_sys::Array = take.call0(&JsValue::NULL).unwrap().unchecked_into();
        let fake = Self(functions.get(1).unchecked_into());
        js_sys::Reflect::set(&fake.0, &"pass".into(), &functions.get(0)).unwrap();
        fake
    }

    /// Lets so many seconds pass.
    pub fn pass(&self, seconds: u32) {
        let pass: js_sys::Function = js_sys::Reflect::get(&self.0, &"pass".into())
            .unwrap()
            .unchecked_into();
        pass.call1(&JsValue::NULL, &(f64::from(seconds) * 1_000.0).into())
            .unwrap();
    }
}

impl Drop for FakeClock {
    fn drop(&mut self) {
        self.0.call0(&JsValue::NULL).unwrap();
    }
}

/// Types into a box as a person does: the text appears, then the page is told.
pub fn type_text(field: &HtmlInputElement, text: &str) {
    for letter in text.chars() {
        let value = field.value();
        let caret = field.selection_start().unwrap().unwrap_or(0) as usize;
        let (before, after) = value.split_at(caret);
        field.set_value(&format!("{before}{letter}{after}"));
        let caret = (caret + letter.len_utf8()) as u32;
        field.set_selection_range(caret, caret).unwrap();
        dispatch(field, "input");
    }
}

/// Dispatches an event that bubbles.
pub fn dispatch(target: &Element, name: &str) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict(name, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Presses a key on an element.
pub fn press(target: &Element, key: &str) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    init.set_key(key);
    let event =
        web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// How often a condition is looked at before it counts as never met: 4 seconds.
const LOOKS: u32 = 400;

/// Waits until a condition holds.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..LOOKS {
        if condition() {
            return;
        }
        next_look().await;
    }
    panic!("never: {what}");
}

/// Gives every task that is due its turn, with the browser's own tasks between them.
pub async fn settle() {
    for _ in 0..3 {
        next_look().await;
    }
}

async fn next_look() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}
