//! A memo that unsubscribes when it is disposed.
//!
//! With reactive_graph 0.2.16, what is disposed stays in the list of subscribers of every signal
//! and memo it has read, some 250 bytes each time. Rows come and go for as long as a page is open,
//! so whatever they follow outside of themselves they follow by such a memo. Once Leptos removes
//! the disposed, this is `Memo::new`.

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// A memo that unsubscribes from its sources when the current owner is disposed.
pub fn owned_memo<T>(value: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    leaving(value).into()
}

fn leaving<T>(value: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> ArcMemo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let memo = ArcMemo::new(value);
    on_cleanup({
        let memo = memo.clone();
        move || memo.clear_sources(&memo.to_any_subscriber())
    });
    memo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_disposed_follows_nothing() {
        let source = ArcRwSignal::new(1);
        let owner = Owner::new();
        let memo = owner.with({
            let source = source.clone();
            move || leaving(move |_| source.get())
        });
        assert_eq!(memo.get_untracked(), 1);
        source.set(2);
        assert_eq!(memo.get_untracked(), 2);
        owner.cleanup();
        source.set(3);
        assert_eq!(memo.get_untracked(), 2);
    }
}
