//! A list of elements that keep their identity.

use leptos::prelude::*;
use web_sys::Element;

use super::live::follow;
use super::tag::Tag;

/// An element of the list.
struct Item<K> {
    key: K,
    element: Element,
    /// Disposed with the item.
    owner: Owner,
}

/// Fills an element with one child a key, in order. A child is built once and stays while its key
/// does; no two keys may be equal.
#[must_use]
pub fn keyed<K: Clone + PartialEq + 'static>(
    parent: Tag,
    keys: impl Fn() -> Vec<K> + 'static,
    build: impl Fn(K) -> Tag + 'static,
) -> Tag {
    let (Some(place), Some(list_owner)) = (parent.element().cloned(), Owner::current()) else {
        return parent;
    };
    let mut items: Vec<Item<K>> = Vec::new();
    follow(move || {
        let mut before = std::mem::take(&mut items);
        for key in keys() {
            let item = match before.iter().position(|item| item.key == key) {
                Some(index) => before.swap_remove(index),
                None => {
                    let owner = list_owner.child();
                    let built = owner.with(|| untrack(|| build(key.clone())));
                    let Some(element) = built.element().cloned() else {
                        continue;
                    };
                    Item {
                        key,
                        element,
                        owner,
                    }
                }
            };
            items.push(item);
        }
        for gone in before {
            gone.owner.cleanup();
            gone.element.remove();
        }
        // Only what stands in the wrong place is moved, so that focus is not lost without need.
        let mut next = place.first_child();
        for item in &items {
            if next.as_ref().is_some_and(|next| **item.element == **next) {
                next = item.element.next_sibling();
            } else {
                let _ = place.insert_before(&item.element, next.as_ref());
            }
        }
    });
    parent
}
