//! An element.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlElement, Node, Text};

use crate::i18n::{Label, Locale};
use crate::platform::{dom, events};
use crate::reactive::{Make, follow};

/// An element of the page. Cloning gives another handle to the same element.
///
/// Names of elements and attributes are written in the code, so none comes from outside that the
/// browser would refuse.
#[derive(Clone)]
pub struct Tag(Element);

/// An HTML element.
///
/// # Panics
/// If the name is none, or there is no page.
pub fn tag(name: &str) -> Tag {
    made(document().create_element(name))
}

/// An SVG element.
///
/// # Panics
/// If the name is none, or there is no page.
pub fn svg(name: &str) -> Tag {
    let namespace = Some("http://www.w3.org/2000/svg");
    made(document().create_element_ns(namespace, name))
}

fn made(element: Result<Element, JsValue>) -> Tag {
    Tag(element.unwrap_or_else(|_| no_page()))
}

/// The panel runs in a page.
fn document() -> Document {
    dom::document().unwrap_or_else(|| no_page())
}

#[expect(
    clippy::panic,
    reason = "without a page that makes elements nothing can be shown, not even what failed"
)]
fn no_page() -> ! {
    panic!("the browser makes no elements")
}

#[inline(never)]
fn text_node(text: &str) -> Text {
    document().create_text_node(text)
}

impl Tag {
    /// The element itself.
    pub const fn element(&self) -> &Element {
        &self.0
    }

    /// The element, if it is an HTML element.
    pub fn html(&self) -> Option<HtmlElement> {
        self.of()
    }

    /// The element as the class of its kind, such as `HtmlInputElement`.
    pub fn of<T: JsCast>(&self) -> Option<T> {
        self.0.clone().dyn_into().ok()
    }

    /// Sets its classes.
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Has a class while a condition holds.
    #[must_use]
    pub fn class_if(self, name: &'static str, condition: impl Fn() -> bool + 'static) -> Self {
        self.class_followed(name, Box::new(condition))
    }

    fn class_followed(self, name: &'static str, condition: Box<dyn Make<bool>>) -> Self {
        self.followed(move |element| {
            // Refused only for names that are none.
            let _ = element
                .class_list()
                .toggle_with_force(name, condition.make());
        })
    }

    /// Sets an attribute.
    #[must_use]
    #[inline(never)]
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Is a part of the panel, by the name that a carrying page hides it by and styles it by.
    #[must_use]
    pub fn control(self, name: &str) -> Self {
        self.attr("data-control", name).attr("part", name)
    }

    /// Sets an attribute to a number.
    #[must_use]
    pub fn attr_number(self, name: &str, value: usize) -> Self {
        self.attr(name, &value.to_string())
    }

    /// Has an attribute with a value that follows a closure; without it while that gives none.
    #[must_use]
    pub fn attr_live(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.attr_followed(name, Box::new(value))
    }

    fn attr_followed(self, name: &'static str, value: Box<dyn Make<Option<String>>>) -> Self {
        self.followed(move |element| {
            let _ = match value.make() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        })
    }

    /// Has an attribute that is a text of the panel.
    #[must_use]
    pub fn attr_say(self, name: &'static str, locale: Locale, label: Label) -> Self {
        self.followed(move |element| {
            let _ = element.set_attribute(name, label(locale.t()));
        })
    }

    /// Has a property, such as `value` or `checked`, that follows a closure.
    #[must_use]
    pub fn prop_live(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        self.prop_followed(name, Box::new(value))
    }

    fn prop_followed(self, name: &'static str, value: Box<dyn Make<JsValue>>) -> Self {
        self.followed(move |element| {
            let _ = js_sys::Reflect::set(element, &name.into(), &value.make());
        })
    }

    /// Appends a text.
    #[must_use]
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.append(&text_node(text));
        self
    }

    /// Appends a text that follows a closure.
    #[must_use]
    pub fn text_live(self, text: impl Fn() -> String + 'static) -> Self {
        self.text_followed(Box::new(text))
    }

    /// Appends a text of the panel.
    #[must_use]
    #[inline(never)]
    pub fn say(self, locale: Locale, label: Label) -> Self {
        self.text_followed(Box::new(move || label(locale.t()).to_owned()))
    }

    fn text_followed(self, text: Box<dyn Make<String>>) -> Self {
        let node = text_node("");
        self.append(&node);
        let mut shown = String::new();
        follow(move || {
            let text = text.make();
            if text != shown {
                node.set_data(&text);
                shown = text;
            }
        });
        self
    }

    /// Appends an element.
    #[must_use]
    #[inline(never)]
    pub fn child(self, child: Self) -> Self {
        self.append(&child.0);
        self
    }

    /// Appends an element, if there is one.
    #[must_use]
    pub fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Appends elements.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Appends what a closure builds, anew whenever a signal it read has changed.
    #[must_use]
    pub fn live(self, build: impl Fn() -> Vec<Self> + 'static) -> Self {
        self.live_boxed(Box::new(build))
    }

    fn live_boxed(self, build: Box<dyn Make<Vec<Self>>>) -> Self {
        // What is built stands before this node.
        let end = text_node("");
        self.append(&end);
        let shown: RefCell<Vec<Self>> = RefCell::new(Vec::new());
        follow(move || {
            let built = build.make();
            if let Some(parent) = end.parent_node() {
                for tag in &built {
                    let _ = parent.insert_before(&tag.0, Some(&end));
                }
            }
            for before in shown.replace(built) {
                before.0.remove();
            }
        });
        self
    }

    /// Handles an event until the current owner is disposed.
    #[must_use]
    pub fn on(self, event: &'static str, handle: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(handle))
    }

    fn on_boxed(self, event: &'static str, handle: Box<dyn Fn(Event)>) -> Self {
        events::listen(self.0.clone().into(), event, handle);
        self
    }

    fn append(&self, node: &Node) {
        let _ = self.0.append_child(node);
    }

    fn followed(self, apply: impl Fn(&Element) + 'static) -> Self {
        let element = self.0.clone();
        follow(move || apply(&element));
        self
    }
}
