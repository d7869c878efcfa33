//! Values made from others.

use std::marker::PhantomData;
use std::rc::Rc;

use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::ToAnySubscriber;
use leptos::reactive::traits::{Get, GetUntracked};
use send_wrapper::SendWrapper;

use super::follow::{dispose_with_owner, unsubscribe};
use super::value::{Kept, Read, Value, keep, typed};

type Inner = leptos::reactive::computed::Memo<Kept>;

/// A value made from others. Whoever follows it is told of another value, not of every making.
pub struct Memo<T> {
    inner: Inner,
    of: PhantomData<fn() -> T>,
}

impl<T: PartialEq + 'static> Memo<T> {
    /// Makes the value when it is first read, and anew when what was read for it has changed.
    /// The making is given the value before.
    pub fn new(make: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let inner = new(Box::new(move |before| {
            let before: Option<Rc<T>> = before.map(typed);
            let now = make(before.as_deref());
            match before {
                Some(before) if *before == now => before,
                _ => Rc::new(now),
            }
        }));
        let of = PhantomData;
        Self { inner, of }
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: 'static> Read<T> for Memo<T> {
    fn value(self) -> Rc<T> {
        typed(get(self.inner))
    }

    fn try_value_untracked(self) -> Option<Rc<T>> {
        try_get_untracked(self.inner).map(typed)
    }

    fn value_untracked(self) -> Rc<T> {
        typed(get_untracked(self.inner))
    }
}

/// The making gives the value before itself, not its equal, if nothing has changed.
fn new(make: Box<dyn Fn(Option<Value>) -> Value>) -> Inner {
    let make = SendWrapper::new(make);
    let memo = ArcMemo::new_owning(move |before: Option<Kept>| {
        let before = before.map(Kept::take);
        let now = make(before.clone());
        let changed = before.is_none_or(|before| !Rc::ptr_eq(&before, &now));
        (keep(now), changed)
    });
    let subscriber = memo.to_any_subscriber();
    dispose_with_owner(Box::new(move || unsubscribe(&subscriber)));
    memo.into()
}

#[inline(never)]
fn get(memo: Inner) -> Value {
    memo.get().take()
}

#[inline(never)]
fn get_untracked(memo: Inner) -> Value {
    memo.get_untracked().take()
}

#[inline(never)]
fn try_get_untracked(memo: Inner) -> Option<Value> {
    memo.try_get_untracked().map(Kept::take)
}
