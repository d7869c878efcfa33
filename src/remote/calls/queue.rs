//! Who calls next: the most urgent first, two at a time, and at most one that nobody waits for,
//! so that a hanging background call never holds up the reader.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::purpose::Purpose;

/// Calls under way at most.
const MOST_IN_FLIGHT: usize = 2;

/// The calls that are under way or wait for their turn.
#[derive(Clone, Default)]
pub struct Queue(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    running: usize,
    running_in_background: usize,
    waiting: Vec<Waiter>,
    next_number: u64,
}

struct Waiter {
    number: u64,
    purpose: Purpose,
    waker: Waker,
}

impl State {
    fn has_room_for(&self, purpose: Purpose) -> bool {
        self.running < MOST_IN_FLIGHT
            && !(purpose.is_background() && self.running_in_background > 0)
    }

    /// The number of the call whose turn it is.
    fn first(&self) -> Option<&Waiter> {
        self.waiting
            .iter()
            .filter(|waiter| self.has_room_for(waiter.purpose))
            .min_by_key(|waiter| (waiter.purpose.rank(), waiter.number))
    }

    fn wake_first(&self) {
        if let Some(first) = self.first() {
            first.waker.wake_by_ref();
        }
    }
}

impl Queue {
    /// Waits for a turn, which lasts until the permit is dropped.
    pub fn turn(&self, purpose: Purpose) -> Turn {
        Turn {
            queue: self.0.clone(),
            purpose,
            number: None,
        }
    }
}

/// A wait for a turn; given up when dropped.
pub struct Turn {
    queue: Rc<RefCell<State>>,
    purpose: Purpose,
    number: Option<u64>,
}

/// The right to make a call.
pub struct Permit {
    queue: Rc<RefCell<State>>,
    purpose: Purpose,
}

impl Future for Turn {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit> {
        let purpose = self.purpose;
        let queue = Rc::clone(&self.queue);
        let mut state = queue.borrow_mut();
        let number = *self.number.get_or_insert_with(|| {
            state.next_number += 1;
            state.next_number
        });
        state.waiting.retain(|waiter| waiter.number != number);
        state.waiting.push(Waiter {
            number,
            purpose,
            waker: context.waker().clone(),
        });
        if state.first().is_none_or(|first| first.number != number) {
            return Poll::Pending;
        }
        state.waiting.retain(|waiter| waiter.number != number);
        state.running += 1;
        state.running_in_background += usize::from(purpose.is_background());
        state.wake_first();
        drop(state);
        self.number = None;
        Poll::Ready(Permit { queue, purpose })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let mut state = self.queue.borrow_mut();
            state.waiting.retain(|waiter| waiter.number != number);
            state.wake_first();
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = self.queue.borrow_mut();
        state.running = state.running.saturating_sub(1);
        state.running_in_background = state
            .running_in_background
            .saturating_sub(usize::from(self.purpose.is_background()));
        state.wake_first();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Context;

    fn poll(turn: &mut Turn) -> Option<Permit> {
        let mut context = Context::from_waker(Waker::noop());
        match Pin::new(turn).poll(&mut context) {
            Poll::Ready(permit) => Some(permit),
            Poll::Pending => None,
        }
    }

    #[test]
    fn two_calls_run_and_the_most_urgent_is_next() {
        let queue = Queue::default();
        let first = poll(&mut queue.turn(Purpose::Page));
        let second = poll(&mut queue.turn(Purpose::Related));
        assert!(first.is_some() && second.is_some());
        let (mut newer, mut page) = (queue.turn(Purpose::Newer), queue.turn(Purpose::Page));
        assert!(poll(&mut newer).is_none() && poll(&mut page).is_none());
        drop(first);
        assert!(poll(&mut newer).is_none(), "the page goes first");
        let page = poll(&mut page);
        assert!(page.is_some());
        drop(second);
        assert!(poll(&mut newer).is_some());
    }

    #[test]
    fn background_calls_leave_room_for_the_reader() {
        let queue = Queue::default();
        let watch = poll(&mut queue.turn(Purpose::Watch));
        assert!(watch.is_some());
        assert!(poll(&mut queue.turn(Purpose::Newer)).is_none());
        assert!(poll(&mut queue.turn(Purpose::Page)).is_some());
    }

    #[test]
    fn who_gives_up_holds_nobody_up() {
        let queue = Queue::default();
        let first = poll(&mut queue.turn(Purpose::Page));
        let second = poll(&mut queue.turn(Purpose::Page));
        let (mut gives_up, mut next) = (queue.turn(Purpose::Page), queue.turn(Purpose::Page));
        assert!(poll(&mut gives_up).is_none() && poll(&mut next).is_none());
        drop(gives_up);
        drop((first, second));
        assert!(poll(&mut next).is_some());
    }
}
