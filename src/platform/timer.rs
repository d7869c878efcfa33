//! Calls later.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Waits so many milliseconds. Not by a promise: the code of one weighs two kilobytes.
pub async fn sleep(milliseconds: u32) {
    let state = Rc::new((Cell::new(false), Cell::new(None::<Waker>)));
    let due = Rc::clone(&state);
    let timer = Timer::after(i32::try_from(milliseconds).unwrap_or(i32::MAX), move || {
        due.0.set(true);
        if let Some(waker) = due.1.take() {
            waker.wake();
        }
    });
    // Without a timer there is nothing to wait for.
    let runs = timer.is_some();
    poll_fn(|context| {
        if state.0.get() || !runs {
            return Poll::Ready(());
        }
        state.1.set(Some(context.waker().clone()));
        Poll::Pending
    })
    .await;
}

/// A call that is due, or calls that come again and again; none comes once this is dropped.
pub struct Timer {
    id: i32,
    _run: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls once, after so many milliseconds.
    pub fn after(milliseconds: i32, run: impl FnMut() + 'static) -> Option<Self> {
        Self::start(milliseconds, Box::new(run), false)
    }

    /// Calls every so many milliseconds.
    pub fn every(milliseconds: i32, run: impl FnMut() + 'static) -> Option<Self> {
        Self::start(milliseconds, Box::new(run), true)
    }

    fn start(milliseconds: i32, run: Box<dyn FnMut()>, again: bool) -> Option<Self> {
        let window = web_sys::window()?;
        let run = Closure::wrap(run);
        let function = run.as_ref().unchecked_ref();
        let id = if again {
            window.set_interval_with_callback_and_timeout_and_arguments_0(function, milliseconds)
        } else {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds)
        };
        Some(Self {
            id: id.ok()?,
            _run: run,
        })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            // Browsers keep both kinds in one list.
            window.clear_timeout_with_handle(self.id);
        }
    }
}
