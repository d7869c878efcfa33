//! Focus stays in the console when the control that has it goes away or is hidden: by its own press,
//! with rows that are replaced, with a screen that ends.
//!
//! It goes to a neighbour, or else to the nearest heading or summary around; never to `<body>`,
//! where a keyboard would begin anew at the top of the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, MutationObserver, MutationObserverInit};

use crate::platform::{dom, events};

/// What is focused where there is no control, best first: it says what is shown.
const RESTING: [&str; 2] = [".op-summary", "h1[tabindex]"];

/// What Tab reaches.
const TAB_STOPS: &str = "a[href]:not([tabindex='-1']), button:not([tabindex='-1']), \
    input:not([tabindex='-1']), select, summary, [tabindex='0']";

/// An element that had the focus, or was around it, and what was beside it.
struct Place {
    element: Element,
    beside: [Option<Element>; 2],
}

/// The places of a control, from its own to the root's.
fn places(control: Element, root: &Element) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = Some(control);
    while let Some(element) = at {
        at = if element == *root {
            None
        } else {
            element.parent_element()
        };
        places.push(Place {
            beside: [
                element.next_element_sibling(),
                element.previous_element_sibling(),
            ],
            element,
        });
    }
    places
}

/// Keeps the focus in a console, until the current owner is disposed.
pub fn keep_focus(root: NodeRef<html::Div>) {
    let last: Rc<RefCell<Vec<Place>>> = Rc::default();
    let lost = Rc::clone(&last);
    let is_scheduled = Rc::<Cell<bool>>::default();
    let changed = Closure::<dyn FnMut()>::new(move || {
        if lost.borrow().is_empty() || is_scheduled.replace(true) {
            return;
        }
        let (lost, is_scheduled) = (Rc::clone(&lost), Rc::clone(&is_scheduled));
        // Whatever replaces it is there by then, and whoever moves the focus by itself has.
        dom::before_next_paint(move || {
            is_scheduled.set(false);
            let places = lost.borrow();
            let target = is_lost(&places).then(|| nearest(&places)).flatten();
            drop(places);
            if let Some(target) = target {
                dom::focus(&target);
            }
        });
    });
    let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else {
        return;
    };
    let kept = StoredValue::new_local((observer.clone(), changed));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
    let note = move |event: &Event| {
        let (Some(Some(root)), Some(target)) = (root.try_get_untracked(), events::origin(event))
        else {
            return;
        };
        if event.type_() == "focusin" {
            last.take();
            if root.contains(Some(&target)) {
                let options = MutationObserverInit::new();
                options.set_child_list(true);
                options.set_subtree(true);
                // Once more is the same; refused only for options that ask for nothing.
                let _ = observer.observe_with_options(&root, &options);
                last.replace(places(target, &root));
            }
        } else {
            // Who presses the empty page takes the focus away from where it was.
            let is_there = last
                .borrow()
                .first()
                .is_some_and(|place| place.element.contains(Some(&target)));
            if !is_there {
                last.take();
            }
        }
    };
    let note_press = note.clone();
    events::listen_to_window(ev::focusin, move |event| note(&event));
    events::listen_to_window(ev::pointerdown, move |event| note_press(&event));
}

/// Whether the control that had the focus last is removed or hidden, and nothing else has it.
fn is_lost(places: &[Place]) -> bool {
    places.first().is_some_and(|Place { element, .. }| {
        // In this order: only the second makes the browser lay out the page.
        (dom::is_focus_nowhere() || element.matches(":focus") == Ok(true))
            && !dom::is_shown(element)
    })
}

/// The nearest of what is left to take the focus.
fn nearest(places: &[Place]) -> Option<HtmlElement> {
    for Place { element, beside } in places {
        let found = if element.is_connected() {
            focusable(element)
        } else {
            let mut left = beside.iter().flatten();
            left.find_map(|element| element.is_connected().then(|| focusable(element))?)
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// What takes the focus of an element and all below it.
fn focusable(element: &Element) -> Option<HtmlElement> {
    let [summary, heading] = RESTING;
    for selector in [summary, heading, TAB_STOPS] {
        let itself = element.matches(selector) == Ok(true);
        let itself = itself.then(|| element.clone().unchecked_into());
        let below = dom::find_all(element, selector);
        let mut found = itself.into_iter().chain(below);
        let found = found.find(|found: &HtmlElement| dom::is_shown(found));
        if found.is_some() {
            return found;
        }
    }
    None
}
