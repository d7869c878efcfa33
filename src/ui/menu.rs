//! One menu for many buttons: it opens at the button that asked for it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::platform::dom;

/// A line of a menu.
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// What it does.
    pub action: MenuAction,
}

/// What a line of a menu does.
pub enum MenuAction {
    /// Goes to an href.
    Link(String),
    /// Calls back.
    Run(Box<dyn Fn()>),
}

/// A menu that is filled each time it opens. Cloning gives another handle to the same menu.
#[derive(Clone)]
pub struct Menu {
    tag: Tag,
    opened: Rc<RefCell<Opened>>,
}

/// What the menu was opened with last.
#[derive(Default)]
struct Opened {
    anchor: Option<HtmlElement>,
    /// One a line, in order.
    actions: Vec<MenuAction>,
}

/// Space between the menu, its button and the edge of the window, in CSS pixels.
const GAP: f64 = 4.0;

/// What finds the lines.
const ITEM: &str = "[role=menuitem]";

impl Menu {
    /// A menu that is closed; the label is its name.
    pub fn new(locale: Locale, label: Label) -> Self {
        let element = tag("div")
            .class("op-menu")
            .attr("popover", "auto")
            .attr("role", "menu")
            .attr_say("aria-label", locale, label);
        let menu = Self {
            tag: element.clone(),
            opened: Rc::default(),
        };
        let (clicked, pressed) = (menu.clone(), menu.clone());
        // The lines change, so the menu listens in their place.
        let _ =
            element
                .on("click", move |event| clicked.choose(&event))
                .on("keydown", move |event| {
                    if let Ok(event) = event.dyn_into::<KeyboardEvent>() {
                        pressed.move_focus(&event);
                    }
                });
        menu
    }

    /// The menu itself; stands once beside everything that opens it.
    pub fn tag(&self) -> Tag {
        self.tag.clone()
    }

    /// Shows lines at a button and moves focus to the first.
    pub fn open(&self, anchor: HtmlElement, items: Vec<MenuItem>) {
        let Some(menu) = self.tag.html() else { return };
        menu.set_text_content(None);
        let mut lines = self.tag();
        let mut actions = Vec::with_capacity(items.len());
        for MenuItem { label, action } in items {
            let line = match &action {
                MenuAction::Link(href) => tag("a").attr("href", href),
                MenuAction::Run(_) => tag("button").attr("type", "button"),
            };
            lines = lines.child(line.attr("role", "menuitem").text(&label));
            actions.push(action);
        }
        let opened = Opened {
            anchor: Some(anchor),
            actions,
        };
        self.opened.replace(opened);
        let shown = self.clone();
        dom::before_next_paint(move || shown.show(&menu));
    }

    fn anchor(&self) -> Option<HtmlElement> {
        self.opened.borrow().anchor.clone()
    }

    fn show(&self, menu: &HtmlElement) {
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

    fn close(&self) {
        if let Some(menu) = self.tag.html() {
            // Refused only for a menu that is closed already.
            let _ = menu.hide_popover();
        }
        if let Some(anchor) = self.anchor() {
            dom::focus(&anchor);
        }
    }

    /// Does what the clicked line says. The browser itself follows a link.
    fn choose(&self, event: &Event) {
        let Some(index) = self.line_of(event) else {
            return;
        };
        self.close();
        // Taken out, so that what it does may open the menu anew.
        let actions = std::mem::take(&mut self.opened.borrow_mut().actions);
        if let Some(MenuAction::Run(run)) = actions.get(index) {
            run();
        }
    }

    fn lines(&self) -> Vec<HtmlElement> {
        dom::find_all(self.tag.element(), ITEM)
    }

    /// The line an event comes from.
    fn line_of(&self, event: &Event) -> Option<usize> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let line = target.closest(ITEM).ok()??;
        self.lines().iter().position(|item| **item == line)
    }

    fn move_focus(&self, event: &KeyboardEvent) {
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
