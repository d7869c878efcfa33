//! One menu for many buttons: it opens at the button that asked for it.

use std::rc::Rc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

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
    /// Calls back.
    Run(Rc<dyn Fn()>),
}

/// What a menu shows, and where. Copies are handles to the same menu.
#[derive(Clone, Copy)]
pub struct MenuState {
    element: NodeRef<html::Div>,
    anchor: StoredValue<Option<HtmlElement>, LocalStorage>,
    items: RwSignal<Vec<MenuItem>, LocalStorage>,
}

/// Space between the menu, its button and the edge of the window, in CSS pixels.
const GAP: f64 = 4.0;

/// What finds the lines.
const ITEM: &str = "[role=menuitem]";

impl MenuState {
    /// A menu that is closed.
    pub fn new() -> Self {
        Self {
            element: NodeRef::new(),
            anchor: StoredValue::new_local(None),
            items: RwSignal::new_local(Vec::new()),
        }
    }

    /// Shows lines at a button and moves focus to the first.
    pub fn open(self, anchor: HtmlElement, items: Vec<MenuItem>) {
        self.anchor.try_set_value(Some(anchor));
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
        self.anchor.try_get_value()?
    }

    fn show(self, menu: &HtmlElement) {
        let Some(anchor) = self.anchor() else { return };
        // Refused for a menu that is open already, or no longer in the page.
        let _ = menu.show_popover();
        let button = anchor.get_bounding_client_rect();
        let size = menu.get_bounding_client_rect();
        let (width, height) = dom::viewport();
        let below = button.bottom() + GAP;
        let top = if below + size.height() > height {
            (button.top() - GAP - size.height()).max(GAP)
        } else {
            below
        };
        let left = (button.right() - size.width())
            .min(width - size.width() - GAP)
            .max(GAP);
        let zoom = dom::zoom(menu);
        let style = menu.style();
        for (property, value) in [("top", top), ("left", left)] {
            // To whole pixels, as text for figures with fractions would cost more than they give.
            let pixels = (value / zoom + 0.5) as i32;
            // A length in pixels is a value both properties take.
            let _ = style.set_property(property, &[&pixels.to_string(), "px"].concat());
        }
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
    fn choose(self, event: &Event) {
        let Some(index) = self.line_of(event) else {
            return;
        };
        self.close();
        let action = self
            .items
            .try_with_untracked(|items| Some(items.get(index)?.action.clone()));
        if let Some(Some(MenuAction::Run(run))) = action {
            run();
        }
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

    fn move_focus(self, event: &ev::KeyboardEvent) {
        let items = self.lines();
        let current = self.line_of(event).unwrap_or_default();
        let last = items.len().saturating_sub(1);
        let next = match event.key().as_str() {
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
    let line = |item: MenuItem| match item.action {
        MenuAction::Link(href) => view! {
            <a role="menuitem" href=href>
                {item.label}
            </a>
        }
        .into_any(),
        MenuAction::Run(_) => view! {
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
            popover="auto"
            role="menu"
            aria-label=locale.say(label)
            node_ref=state.element
            on:click=move |event| state.choose(&event)
            on:keydown=move |event| state.move_focus(&event)
        >
            {move || state.items.get().into_iter().map(line).collect_view()}
        </div>
    }
}
