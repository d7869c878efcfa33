//! One menu for many buttons: it opens at the button that asked for it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

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
    Run(Callback<()>),
}

/// Opens the menu at a button.
#[derive(Clone, Copy)]
pub struct MenuHandle {
    items: RwSignal<Vec<MenuItem>>,
    anchor: StoredValue<Option<HtmlElement>, LocalStorage>,
    node: NodeRef<html::Div>,
}

/// Space between the menu, its button and the edge of the window, in CSS pixels.
const GAP: f64 = 4.0;

impl MenuHandle {
    /// A menu that is closed.
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            anchor: StoredValue::new_local(None),
            node: NodeRef::new(),
        }
    }

    /// Shows lines at a button and moves focus to the first.
    pub fn open(self, anchor: HtmlElement, items: Vec<MenuItem>) {
        self.items.set(items);
        self.anchor.set_value(Some(anchor));
        dom::before_next_paint(move || self.show());
    }

    fn show(self) {
        let (Some(menu), Some(anchor)) = (
            self.node.try_get_untracked().flatten(),
            self.anchor.try_get_value().flatten(),
        ) else {
            return;
        };
        // Refused only for a menu that is open already.
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
        let style = HtmlElement::style(&menu);
        for (property, value) in [("top", top), ("left", left)] {
            // A length in pixels is a value both properties take.
            let _ = style.set_property(property, &format!("{value}px"));
        }
        if let Some(first) = dom::find(&menu, "[role=menuitem]") {
            dom::focus(&first);
        }
    }

    fn close(self) {
        if let Some(menu) = self.node.try_get_untracked().flatten() {
            // Refused only for a menu that is closed already.
            let _ = menu.hide_popover();
        }
        if let Some(anchor) = self.anchor.try_get_value().flatten() {
            dom::focus(&anchor);
        }
    }

    fn move_focus(self, event: &KeyboardEvent) {
        let Some(menu) = self.node.try_get_untracked().flatten() else {
            return;
        };
        let items = dom::find_all(&menu, "[role=menuitem]");
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let current = items
            .iter()
            .position(|item| target.as_ref() == Some(item))
            .unwrap_or_default();
        let next = match event.key().as_str() {
            "ArrowDown" => current + 1,
            "ArrowUp" => current
                .checked_sub(1)
                .unwrap_or(items.len().saturating_sub(1)),
            "Home" => 0,
            "End" => items.len().saturating_sub(1),
            "Tab" => {
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

impl Default for MenuHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// The menu itself; stands once beside everything that opens it.
#[component]
pub fn Menu(
    /// What opens it.
    handle: MenuHandle,
    /// Its name.
    #[prop(into)]
    label: Signal<&'static str>,
) -> impl IntoView {
    let items = move || {
        let lines = handle.items.get();
        lines
            .into_iter()
            .map(|MenuItem { label, action }| match action {
                MenuAction::Link(href) => view! {
                    <a role="menuitem" href=href on:click=move |_| handle.close()>
                        {label}
                    </a>
                }
                .into_any(),
                MenuAction::Run(run) => view! {
                    <button
                        type="button"
                        role="menuitem"
                        on:click=move |_| {
                            handle.close();
                            run.run(());
                        }
                    >
                        {label}
                    </button>
                }
                .into_any(),
            })
            .collect_view()
    };
    view! {
        <div
            node_ref=handle.node
            class="op-menu"
            popover="auto"
            role="menu"
            aria-label=label
            on:keydown=move |event| handle.move_focus(&event)
        >
            {items}
        </div>
    }
}
