//! Effects that live as long as what they belong to.

use leptos::reactive::effect::RenderEffect;
use leptos::reactive::graph::{AnySubscriber, Subscriber, ToAnySubscriber};
use leptos::reactive::owner::on_cleanup;
use send_wrapper::SendWrapper;

use super::by_reference::Run;

/// Runs a closure now, and again whenever a signal it read has changed, until the current owner
/// is disposed.
pub fn follow(run: impl FnMut() + 'static) {
    // Boxed here, so that every effect of the panel shares one type.
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn Run>) {
    let effect = RenderEffect::new(move |_: Option<()>| run.run());
    let subscriber = effect.to_any_subscriber();
    dispose_with_owner(Box::new(move || {
        unsubscribe(&subscriber);
        drop(effect);
    }));
}

/// Takes a subscriber off every signal that it follows. Leptos leaves it there when it drops it:
/// each row that ever was would be kept by what all rows follow, such as the language.
pub(super) fn unsubscribe(subscriber: &AnySubscriber) {
    subscriber.clear_sources(subscriber);
}

/// Runs a closure when the current owner is disposed.
pub fn dispose_with_owner(dispose: Box<dyn FnOnce()>) {
    let dispose = SendWrapper::new(dispose);
    on_cleanup(move || (dispose.take())());
}
