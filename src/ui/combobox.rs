//! The list below a text box that offers what the text may mean: the editable combobox with list
//! autocomplete of the ARIA Authoring Practices. The text box itself belongs to whoever uses it.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::i18n::{Label, Locale};
use crate::platform::dom;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComboboxOption {
    /// What it offers.
    pub label: String,
    /// What that is.
    pub note: String,
}

/// The list of a box. Copies are handles to the same list.
#[derive(Clone, Copy)]
pub struct Combobox {
    options: Memo<Vec<ComboboxOption>>,
    on_choose: Callback<usize>,
    /// Whether Enter takes the first line, which then is the active one by itself.
    takes_first: Signal<bool>,
    id: &'static str,
    /// `CLOSED`, `OPEN`, or the line that a key has led to, counted from `FIRST`: a number, as
    /// another type of signal would cost more than it tells.
    state: RwSignal<u32>,
}

const CLOSED: u32 = 0;
const OPEN: u32 = 1;
const FIRST: u32 = 2;

/// What finds the lines.
const LINE: &str = "[role=option]";

impl Combobox {
    /// A list that is closed.
    pub fn new(
        id: &'static str,
        options: Memo<Vec<ComboboxOption>>,
        takes_first: Signal<bool>,
        on_choose: Callback<usize>,
    ) -> Self {
        Self {
            options,
            on_choose,
            takes_first,
            id,
            state: RwSignal::new(CLOSED),
        }
    }

    fn count(self) -> u32 {
        self.options
            .with(|options| u32::try_from(options.len()).unwrap_or_default())
    }

    /// Whether the list is open.
    pub fn is_open(self) -> bool {
        self.state.get() != CLOSED && self.count() > 0
    }

    /// The active line.
    fn active(self) -> Option<u32> {
        let moved_to = self.state.get().checked_sub(FIRST);
        let first = self.takes_first.get().then_some(0);
        let active = moved_to.or(first)?;
        (self.is_open() && active < self.count()).then_some(active)
    }

    /// `aria-expanded` of the box.
    pub fn expanded(self) -> &'static str {
        if self.is_open() { "true" } else { "false" }
    }

    /// `aria-activedescendant` of the box.
    pub fn active_id(self) -> Option<String> {
        Some(self.line_id(self.active()?))
    }

    /// `aria-controls` of the box.
    pub const fn list_id(self) -> &'static str {
        self.id
    }

    fn line_id(self, index: u32) -> String {
        [self.id, "-", &index.to_string()].concat()
    }

    /// Shows the list for a text that has just changed.
    pub fn open(self) {
        self.state.set(OPEN);
    }

    /// Closes the list.
    pub fn close(self) {
        self.state.set(CLOSED);
    }

    /// Handles a key of the box. Returns whether that was all the key does.
    pub fn press_key(self, event: &KeyboardEvent) -> bool {
        let (open, active, count) = untrack(|| (self.is_open(), self.active(), self.count()));
        let last = count.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" if event.alt_key() => OPEN,
            "ArrowUp" if event.alt_key() => CLOSED,
            "ArrowDown" => match active {
                Some(active) if active < last => active + FIRST + 1,
                _ => FIRST,
            },
            "ArrowUp" => match active {
                Some(active) if active > 0 => active + FIRST - 1,
                _ => last + FIRST,
            },
            "Escape" if open => CLOSED,
            "Enter" => {
                let Some(active) = active else { return false };
                event.prevent_default();
                self.choose(active);
                return true;
            }
            _ => return false,
        };
        event.prevent_default();
        self.state.set(next);
        // The list is a sibling of what the box is in.
        let field = element_of(event.current_target())
            .and_then(|field| field.parent_element()?.parent_element());
        if let Some(field) = field {
            dom::before_next_paint(move || {
                if let Some(line) = dom::find(&field, "[aria-selected=true]") {
                    dom::reveal(&line);
                }
            });
        }
        true
    }

    fn choose(self, index: u32) {
        self.close();
        self.on_choose
            .run(usize::try_from(index).unwrap_or_default());
    }

    /// Chooses the line that was clicked.
    fn click(self, event: &MouseEvent) {
        let line = element_of(event.target()).and_then(|target| target.closest(LINE).ok()?);
        let (Some(line), Some(list)) = (line, element_of(event.current_target())) else {
            return;
        };
        let index = dom::find_all(&list, LINE)
            .iter()
            .position(|other| **other == line);
        if let Some(index) = index.and_then(|index| u32::try_from(index).ok()) {
            self.choose(index);
        }
    }
}

fn element_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// The list itself, which stands beside the element that the box is in.
#[component]
pub fn ComboboxList(
    /// What it shows.
    combobox: Combobox,
    /// Its name.
    label: Label,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let lines = move || {
        if !combobox.is_open() {
            return Vec::new();
        }
        let active = combobox.active();
        let mut lines: Vec<AnyView> = Vec::new();
        for (index, ComboboxOption { label, note }) in (0..).zip(combobox.options.get()) {
            let selected = if active == Some(index) {
                "true"
            } else {
                "false"
            };
            let lang = untrack(|| locale.lang_of(&label));
            let line = view! {
                <li role="option" id=combobox.line_id(index) aria-selected=selected>
                    <span class="op-option-label" dir="auto" lang=lang>
                        {label}
                    </span>
                    <span class="op-option-note">{note}</span>
                </li>
            };
            lines.push(line.into_any());
        }
        lines
    };
    view! {
        <ul
            class="op-options"
            role="listbox"
            id=combobox.list_id()
            aria-label=locale.say(label)
            hidden=move || !combobox.is_open()
            // The box keeps the focus.
            on:mousedown=|event| event.prevent_default()
            on:click=move |event| combobox.click(&event)
        >
            {move || lines()}
        </ul>
    }
}
