//! Latest wins: a newer call aborts the older one, and a late answer is dropped.
//!
//! Leptos' `LocalResource` does neither: it awaits the older call before it starts the newer, and
//! publishes the older answer in between.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{AbortController, AbortSignal};

#[derive(Default)]
struct Current {
    generation: u64,
    controller: Option<AbortController>,
}

/// One line of calls, of which only the newest counts.
#[derive(Clone, Copy)]
pub struct Latest(StoredValue<Rc<RefCell<Current>>, LocalStorage>);

/// The right to publish an answer; copies are of the same call.
#[derive(Clone)]
pub struct Ticket {
    line: Rc<RefCell<Current>>,
    generation: u64,
    controller: AbortController,
}

impl Latest {
    /// A line without a call. Its call is aborted when the owner is disposed.
    pub fn new() -> Self {
        let latest = Self(StoredValue::new_local(Rc::default()));
        on_cleanup(move || latest.abort());
        latest
    }

    /// Begins a call and aborts the one before it. Returns `None` if the owner is gone or the
    /// browser cannot abort.
    pub fn begin(self) -> Option<Ticket> {
        let controller = AbortController::new().ok()?;
        let line = self.0.try_get_value()?;
        let generation = {
            let mut current = line.borrow_mut();
            current.generation += 1;
            if let Some(older) = current.controller.replace(controller.clone()) {
                older.abort();
            }
            current.generation
        };
        Some(Ticket {
            line,
            generation,
            controller,
        })
    }

    /// Aborts the call under way; its answer counts no longer.
    pub fn abort(self) {
        if let Some(line) = self.0.try_get_value() {
            let mut current = line.borrow_mut();
            current.generation += 1;
            if let Some(controller) = current.controller.take() {
                controller.abort();
            }
        }
    }
}

impl Default for Latest {
    fn default() -> Self {
        Self::new()
    }
}

impl Ticket {
    /// Aborts when a newer call begins.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Whether no newer call has begun.
    pub fn is_current(&self) -> bool {
        self.line.borrow().generation == self.generation
    }
}
