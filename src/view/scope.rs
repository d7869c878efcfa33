//! What is shown for a while follows what stays by signals of its own.
//!
//! With reactive_graph 0.2.16, effects and memos that are disposed stay in the subscriber sets of
//! the signals and memos they have read: some 300 bytes each, and each is called on every change.
//! Pages, rows and dialogs come and go for as long as a console is open, so whatever they follow
//! outside of themselves they follow by a [`scoped_memo`] or a [`scoped_signal`], which is taken
//! off its source when its owner is disposed. [`Scope`] does so for what comes by context, but for
//! `Preferences`, of which a view follows one or two.
//!
//! What is a part of something that stays, and reads a signal of it, calls [`unsubscribe_on_cleanup`].
//!
//! Once Leptos removes the disposed, a scoped memo is `Memo::new`, a scoped signal is its source,
//! a `Scope` is its children, and `unsubscribe_on_cleanup` nothing.

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::{Observer, Subscriber, ToAnySubscriber};
use leptos::tachys::reactive_graph::OwnedView;

use super::context::{Clock, Navigation};
use crate::host::Host;
use crate::i18n::Locale;
use crate::state::store::Store;
use crate::ui::shortcut::SingleKeys;

/// Takes the effect or the memo that calls this off all that it follows, when what built it builds
/// something else. It is too late for an item of a `<For>` that goes: its effects are dropped before
/// this is called.
pub fn unsubscribe_on_cleanup() {
    if let Some(observer) = Observer::get() {
        on_cleanup(move || observer.clear_sources(&observer));
    }
}

/// A memo that is taken off what it follows when the current owner is disposed.
pub fn scoped_memo<T>(value: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    arc_scoped_memo(value).into()
}

/// A signal that is taken off its source when the current owner is disposed.
pub fn scoped_signal<T>(source: Signal<T>) -> Signal<T>
where
    T: Clone + Send + Sync + 'static,
{
    // One type of memo for every type of value, which keeps the WebAssembly small.
    let changes = scoped_memo(move |before: Option<&u32>| {
        source.track();
        before.copied().unwrap_or_default().wrapping_add(1)
    });
    Signal::derive(move || {
        // Only a memo that is read follows its source.
        changes.get();
        source.get_untracked()
    })
}

fn arc_scoped_memo<T>(value: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> ArcMemo<T>
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

/// Shows what comes and goes: its children find contexts that end with them.
#[component]
pub fn Scope(children: Children) -> impl IntoView {
    // An owner of its own, because that of an effect keeps its contexts from one run to the next.
    let owner = Owner::new();
    let view = owner.with(|| {
        provide_scoped_contexts();
        children()
    });
    OwnedView::new_with_owner(view, owner)
}

fn provide_scoped_contexts() {
    let locale = expect_context::<Locale>();
    provide_context(Locale::new(scoped_signal(locale.signal())));
    let Clock {
        time_zone,
        now,
        ticks,
    } = expect_context();
    provide_context(Clock {
        time_zone: scoped_memo(move |_| time_zone.get()),
        now: scoped_signal(now),
        ticks: scoped_signal(ticks),
    });
    provide_context(expect_context::<Navigation>().scoped());
    let host = expect_context::<Host>();
    provide_context(Host {
        name: scoped_signal(host.name),
        refreshes: scoped_signal(host.refreshes),
        ..host
    });
    let SingleKeys(single_keys) = expect_context();
    provide_context(SingleKeys(scoped_signal(single_keys)));
    let store = expect_context::<Store>();
    provide_context(Store {
        records: scoped_signal(store.records),
        ..store
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_follows_its_source_until_its_owner_is_disposed() {
        let source = ArcRwSignal::new(1);
        let owner = Owner::new();
        let memo = owner.with({
            let source = source.clone();
            move || arc_scoped_memo(move |_| source.get())
        });
        assert_eq!(memo.get_untracked(), 1);
        source.set(2);
        assert_eq!(memo.get_untracked(), 2);
        owner.cleanup();
        source.set(3);
        assert_eq!(memo.get_untracked(), 2);
    }

    #[test]
    fn what_reads_a_signal_is_told_of_each_change_of_its_source() {
        let owner = Owner::new();
        let (source, read) = owner.with(|| {
            let source = RwSignal::new(1);
            let signal = scoped_signal::<i32>(source.into());
            (source, Memo::new(move |_| signal.get() * 10))
        });
        assert_eq!(read.get_untracked(), 10);
        source.set(2);
        assert_eq!(read.get_untracked(), 20);
        source.set(3);
        assert_eq!(read.get_untracked(), 30);
    }
}
