//! An element.

use std::cell::RefCell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

use super::live::{dispose_with_owner, follow};
use crate::i18n::{Locale, Messages};

/// A text of the panel, by the method that has it: `|t| t.refresh()`.
pub type Label = fn(&dyn Messages) -> &'static str;

/// An element of the page. Cloning gives another handle to the same element.
///
/// Where the browser refuses (an attribute with a name that is none), the call has no effect:
/// names are written in the code, so that cannot come from outside.
#[derive(Clone)]
pub struct Tag(Option<Element>);

/// An HTML element.
pub fn tag(name: &str) -> Tag {
    Tag(document().and_then(|document| document.create_element(name).ok()))
}

/// An SVG element.
pub fn svg(name: &str) -> Tag {
    let namespace = Some("http://www.w3.org/2000/svg");
    Tag(document().and_then(|document| document.create_element_ns(namespace, name).ok()))
}

fn document() -> Option<web_sys::Document> {
    crate::platform::dom::document()
}

impl Tag {
    /// The element itself; none where there is no document.
    pub fn element(&self) -> Option<&Element> {
        self.0.as_ref()
    }

    /// The element, if it is an HTML element.
    pub fn html(&self) -> Option<HtmlElement> {
        self.0.as_ref()?.dyn_ref::<HtmlElement>().cloned()
    }

    /// The element as the class of its kind, such as `HtmlInputElement`.
    pub fn of<T: JsCast>(&self) -> Option<T> {
        self.0.clone()?.dyn_into().ok()
    }

    /// Sets its classes.
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Has a class while a condition holds.
    #[must_use]
    pub fn class_if(self, name: &'static str, condition: impl Fn() -> bool + 'static) -> Self {
        self.followed(Box::new(move |element| {
            let list = element.class_list();
            let _ = if condition() {
                list.add_1(name)
            } else {
                list.remove_1(name)
            };
        }))
    }

    /// Sets an attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        if let Some(element) = &self.0 {
            let _ = element.set_attribute(name, value);
        }
        self
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
        self.followed(Box::new(move |element| {
            let _ = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }))
    }

    /// Has an attribute that is a text of the panel.
    #[must_use]
    pub fn attr_say(self, name: &'static str, locale: Locale, label: Label) -> Self {
        self.followed(Box::new(move |element| {
            let _ = element.set_attribute(name, label(locale.t()));
        }))
    }

    /// Has a property, such as `value` or `checked`, that follows a closure.
    #[must_use]
    pub fn prop_live(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        self.followed(Box::new(move |element| {
            let _ = js_sys::Reflect::set(element, &name.into(), &value());
        }))
    }

    /// Appends a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        if let Some(document) = document() {
            self.append(&document.create_text_node(text));
        }
        self
    }

    /// Appends a text that follows a closure.
    #[must_use]
    pub fn text_live(self, text: impl Fn() -> String + 'static) -> Self {
        self.text_followed(Box::new(text))
    }

    /// Appends a text of the panel.
    #[must_use]
    pub fn say(self, locale: Locale, label: Label) -> Self {
        self.text_followed(Box::new(move || label(locale.t()).to_owned()))
    }

    fn text_followed(self, text: Box<dyn Fn() -> String>) -> Self {
        let Some(document) = document() else {
            return self;
        };
        let node = document.create_text_node("");
        self.append(&node);
        let mut shown = String::new();
        follow(move || {
            let text = text();
            if text != shown {
                node.set_data(&text);
                shown = text;
            }
        });
        self
    }

    /// Appends an element.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        if let Some(child) = &child.0 {
            self.append(child);
        }
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

    fn live_boxed(self, build: Box<dyn Fn() -> Vec<Self>>) -> Self {
        let Some(document) = document() else {
            return self;
        };
        // What is built stands before this node.
        let end = document.create_text_node("");
        self.append(&end);
        let shown: RefCell<Vec<Element>> = RefCell::new(Vec::new());
        follow(move || {
            let built: Vec<Element> = build().into_iter().filter_map(|tag| tag.0).collect();
            let before = shown.replace(built.clone());
            if let Some(parent) = end.parent_node() {
                for element in &built {
                    let _ = parent.insert_before(element, Some(&end));
                }
            }
            for element in before {
                element.remove();
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
        let Some(element) = self.0.clone() else {
            return self;
        };
        let closure = Closure::<dyn Fn(Event)>::wrap(handle);
        let function = closure.as_ref().unchecked_ref();
        let _ = element.add_event_listener_with_callback(event, function);
        dispose_with_owner(Box::new(move || {
            // Taken off first: an element that loses focus as it leaves the page still tells.
            let function = closure.as_ref().unchecked_ref();
            let _ = element.remove_event_listener_with_callback(event, function);
        }));
        self
    }

    fn append(&self, node: &Node) {
        if let Some(element) = &self.0 {
            let _ = element.append_child(node);
        }
    }

    fn followed(self, apply: Box<dyn Fn(&Element)>) -> Self {
        if let Some(element) = self.0.clone() {
            follow(move || apply(&element));
        }
        self
    }
}
