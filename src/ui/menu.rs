//! One menu for many buttons: it opens at the button that asked for it. Keys are those of the
//! menu button of the ARIA Authoring Practices.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::anchored::show_at;
use super::announcer::Announcer;
use super::copied;
use super::type_ahead::TypeAhead;
use crate::i18n::{Label, Locale};
use crate::platform::dom;

/// A line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// What it does.
    pub action: MenuAction,
}

/// What a line of a menu does.
#[derive(Clone)]
pub enum MenuAction {
    /// Goes to an href.
    Link(String),
    /// Copies a text, and says at the button whether that worked.
    Copy(String),
    /// Calls back.
    Run(Rc<dyn Fn()>),
}

/// What a menu shows, and where. Copies are handles to the same menu.
#[derive(Clone, Copy)]
pub struct MenuState {
    element: NodeRef<html::Div>,
    items: RwSignal<Vec<MenuItem>, LocalStorage>,
    use_of_it: StoredValue<MenuUse, LocalStorage>,
    /// Says at the button what came of a line, as the menu is gone by then.
    notice: NodeRef<html::P>,
}

/// What is going on in a menu.
#[derive(Default)]
struct MenuUse {
    /// The button that it was opened at.
    anchor: Option<HtmlElement>,
    typed: TypeAhead,
    /// Takes the notice away; dropped, and so cancelled, with its owner.
    hide: Option<Timeout>,
}

/// How long a word at the button is shown that asks for nothing, in milliseconds.
const SHOWN: u32 = 2_000;

/// What finds the lines.
const ITEM: &str = "[role=menuitem]";

impl MenuState {
    /// A menu that is closed.
    pub fn new() -> Self {
        Self {
            element: NodeRef::new(),
            items: RwSignal::new_local(Vec::new()),
            use_of_it: StoredValue::new_local(MenuUse::default()),
            notice: NodeRef::new(),
        }
    }

    /// Shows lines at a button and moves focus to the first.
    pub fn open(self, anchor: HtmlElement, items: Vec<MenuItem>) {
        self.note_expanded(false);
        self.use_of_it
            .try_update_value(|use_of_it| use_of_it.anchor = Some(anchor));
        self.items.set(items);
        // The lines are there by then.
        dom::before_next_paint(move || {
            if let Some(menu) = self.menu() {
                self.show(&menu);
            }
        });
    }

    fn menu(self) -> Option<HtmlElement> {
        let menu = self.element.try_get_untracked()??;
        Some(menu.into())
    }

    fn anchor(self) -> Option<HtmlElement> {
        self.use_of_it
            .try_with_value(|use_of_it| use_of_it.anchor.clone())?
    }

    fn show(self, menu: &HtmlElement) {
        let Some(anchor) = self.anchor() else { return };
        show_at(menu, &anchor);
        if let Some(first) = dom::find(menu, ITEM) {
            dom::focus(&first);
        }
    }

    fn close(self) {
        self.dismiss();
        if let Some(anchor) = self.anchor() {
            dom::focus(&anchor);
        }
    }

    /// Closes the menu where it stands for nothing any more, and leaves the focus where it is.
    pub fn dismiss(self) {
        if let Some(menu) = self.menu() {
            // Refused only for a menu that is closed already.
            let _ = menu.hide_popover();
        }
    }

    /// Does what the clicked line says. The browser itself follows a link.
    fn choose(self, event: &Event, announcer: Announcer, locale: Locale) {
        let Some(index) = self.line_of(event) else {
            return;
        };
        self.close();
        let action = self
            .items
            .try_with_untracked(|items| Some(items.get(index)?.action.clone()));
        match action.flatten() {
            Some(MenuAction::Copy(text)) => {
                let t = untrack(|| locale.t());
                spawn_local(async move {
                    let copied = copied::copy(&text, announcer, t).await;
                    let words = copied::outcome(copied, t);
                    if copied {
                        self.tell(words, true);
                    } else {
                        // What was refused is left for the reader to copy.
                        self.tell(&[words, "\n", &text].concat(), false);
                    }
                });
            }
            Some(MenuAction::Run(run)) => run(),
            Some(MenuAction::Link(_)) | None => {}
        }
    }

    /// Shows words at the button, for a while or until something else is pressed.
    fn tell(self, words: &str, passes: bool) {
        let (Some(Some(notice)), Some(anchor)) = (self.notice.try_get_untracked(), self.anchor())
        else {
            return;
        };
        notice.set_text_content(Some(words));
        show_at(&notice, &anchor);
        let hide = passes.then(|| {
            Timeout::new(SHOWN, move || {
                // Refused only if it is gone already.
                let _ = notice.hide_popover();
            })
        });
        self.use_of_it
            .try_update_value(|use_of_it| use_of_it.hide = hide);
    }

    fn lines(self) -> Vec<HtmlElement> {
        self.menu()
            .map(|menu| dom::find_all(&menu, ITEM))
            .unwrap_or_default()
    }

    /// The line an event comes from.
    fn line_of(self, event: &Event) -> Option<usize> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let line = target.closest(ITEM).ok()??;
        self.lines().iter().position(|item| **item == line)
    }

    /// Follows the menu, which a click elsewhere closes as well.
    fn note_toggle(self) {
        let menu = self.menu();
        self.note_expanded(menu.is_some_and(|menu| menu.matches(":popover-open") == Ok(true)));
    }

    /// Says at the button whether its menu is open.
    fn note_expanded(self, expanded: bool) {
        if let Some(anchor) = self.anchor() {
            let word = if expanded { "true" } else { "false" };
            // The name is valid, which is all that is asked.
            let _ = anchor.set_attribute("aria-expanded", word);
        }
    }

    /// The line that a letter leads to.
    fn line_of_letter(self, event: &ev::KeyboardEvent, current: usize) -> Option<usize> {
        self.items.try_with_untracked(|items| {
            let labels = items.iter().map(|item| item.label.as_str());
            self.use_of_it.try_update_value(|use_of_it| {
                let typed = &mut use_of_it.typed;
                typed.find(&event.key(), event.time_stamp(), labels, current)
            })?
        })?
    }

    fn press_key(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let items = self.lines();
        let current = self.line_of(event).unwrap_or_default();
        let last = items.len().saturating_sub(1);
        let key = event.key();
        let next = match key.as_str() {
            // A link does not take it by itself.
            " " => {
                event.prevent_default();
                if let Some(item) = items.get(current) {
                    item.click();
                }
                return;
            }
            "ArrowDown" => current + 1,
            "ArrowUp" => current.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            // The browser gives focus back by itself, but not out of a shadow root.
            "Tab" | "Escape" => {
                event.prevent_default();
                self.close();
                return;
            }
            letter if letter.chars().count() == 1 => match self.line_of_letter(event, current) {
                Some(line) => line,
                None => return,
            },
            _ => return,
        };
        event.prevent_default();
        if let Some(item) = items.get(next).or_else(|| items.first()) {
            dom::focus(item);
        }
    }
}

impl Default for MenuState {
    fn default() -> Self {
        Self::new()
    }
}

/// The menu itself; stands once beside everything that opens it.
#[component]
pub fn Menu(
    /// What it shows.
    state: MenuState,
    /// Its name.
    label: Label,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let announcer = expect_context::<Announcer>();
    let line = |item: MenuItem| match item.action {
        MenuAction::Link(href) => view! {
            <a role="menuitem" href=href>
                {item.label}
            </a>
        }
        .into_any(),
        MenuAction::Copy(_) | MenuAction::Run(_) => view! {
            <button type="button" role="menuitem">
                {item.label}
            </button>
        }
        .into_any(),
    };
    // The lines change, so the menu listens for them.
    view! {
        <div
            class="op-menu"
            part="menu"
            popover="auto"
            role="menu"
            aria-label=locale.say(label)
            node_ref=state.element
            on:click=move |event| state.choose(&event, announcer, locale)
            on:keydown=move |event| state.press_key(&event)
            on:toggle=move |_| state.note_toggle()
        >
            {move || state.items.get().into_iter().map(line).collect_view()}
        </div>
        // A screen reader is told by the live region.
        <p class="op-told" popover="auto" aria-hidden="true" node_ref=state.notice></p>
    }
}
