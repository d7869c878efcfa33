//! A list of elements that keep their identity.

use std::rc::Rc;

use super::tag::Tag;
use crate::reactive::{Owner, follow, untrack};

/// Where an element of the list comes from.
enum Origin {
    /// It stood at this place before.
    Kept(usize),
    /// It is built now.
    Built(Box<dyn FnOnce() -> Tag>),
}

/// An element of the list.
struct Item {
    tag: Tag,
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
    let build = Rc::new(build);
    let mut shown: Vec<K> = Vec::new();
    arrange(
        parent,
        Box::new(move || {
            let before = std::mem::replace(&mut shown, keys());
            let origins =
                shown
                    .iter()
                    .map(|key| match before.iter().position(|before| before == key) {
                        Some(place) => Origin::Kept(place),
                        None => {
                            let (build, key) = (Rc::clone(&build), key.clone());
                            Origin::Built(Box::new(move || build(key)))
                        }
                    });
            origins.collect()
        }),
    )
}

fn arrange(parent: Tag, mut origins: Box<dyn FnMut() -> Vec<Origin>>) -> Tag {
    let Some(list_owner) = Owner::current() else {
        return parent;
    };
    let place = parent.element().clone();
    let mut items: Vec<Item> = Vec::new();
    follow(move || {
        let mut before: Vec<Option<Item>> = items.drain(..).map(Some).collect();
        for origin in origins() {
            let item = match origin {
                Origin::Kept(place) => before.get_mut(place).and_then(Option::take),
                Origin::Built(build) => {
                    let owner = list_owner.child();
                    let tag = owner.with(|| untrack(build));
                    Some(Item { tag, owner })
                }
            };
            items.extend(item);
        }
        for gone in before.into_iter().flatten() {
            gone.owner.cleanup();
            gone.tag.element().remove();
        }
        // Only what stands in the wrong place is moved, so that focus is not lost without need.
        let mut next = place.first_child();
        for item in &items {
            let element = item.tag.element();
            if next.as_ref().is_some_and(|next| ***element == **next) {
                next = element.next_sibling();
            } else {
                let _ = place.insert_before(element, next.as_ref());
            }
        }
    });
    parent
}
