//! The start of a page of its own, in steps. Each is a task, and the page answers in between: it shows the
//! first rows, in whose place the console comes once it is complete.

use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::tick;

use crate::platform::slice::{Slice, next_task};

/// How many rows of a table are built in one step.
const ROWS: usize = 10;

/// What does a step.
type Step = Box<dyn FnOnce()>;

/// The steps of a start; a context of the console that starts in steps.
#[derive(Clone, Copy)]
pub struct Steps {
    /// Those that are left; `None` once there will be no more.
    left: StoredValue<Option<VecDeque<Step>>, LocalStorage>,
    /// Whether the console is in the page.
    is_over: RwSignal<bool>,
}

impl Steps {
    /// A start without any step yet.
    pub fn new() -> Self {
        Self {
            left: StoredValue::new_local(Some(VecDeque::new())),
            is_over: RwSignal::new(false),
        }
    }

    /// Takes all steps. The console is complete then, and whatever is built later is built at once.
    pub async fn take_all(self) {
        next_task().await;
        let mut slice = Slice::begin();
        loop {
            // What the last one has led to is there by then.
            tick().await;
            let next = self
                .left
                .try_update_value(|left| left.as_mut().and_then(VecDeque::pop_front));
            let Some(Some(step)) = next else { break };
            slice.rest().await;
            step();
        }
        self.left.try_set_value(None);
    }

    /// Notes that the console is in the page.
    pub fn end(self) {
        self.is_over.set(true);
    }

    fn add(self, step: impl FnOnce() + 'static) {
        self.left.try_update_value(|left| {
            if let Some(left) = left {
                left.push_back(Box::new(step));
            }
        });
    }
}

impl Default for Steps {
    fn default() -> Self {
        Self::new()
    }
}

/// The steps of the current start. Returns `None` where there are none, or no more.
fn current() -> Option<Steps> {
    let steps = use_context::<Steps>()?;
    let has_more = steps.left.try_with_value(Option::is_some)?;
    has_more.then_some(steps)
}

/// Whether the console can be seen, heard and scrolled: not while it is built in steps.
pub fn is_in_page() -> Signal<bool> {
    match use_context::<Steps>() {
        Some(steps) if !steps.is_over.get_untracked() => steps.is_over.into(),
        _ => Signal::stored(true),
    }
}

/// Builds its children in a step of their own, if the console starts in steps.
#[component]
pub fn InTurn(
    /// What is built.
    children: Children,
) -> impl IntoView {
    let Some(steps) = current() else {
        return children();
    };
    let is_due = RwSignal::new(false);
    steps.add(move || is_due.set(true));
    let children = StoredValue::new_local(Some(children));
    let built = move || {
        let children = children.try_update_value(Option::take).flatten()?;
        Some(untrack(children))
    };
    (move || is_due.get().then(built)).into_any()
}

/// How many rows of a table are built so far: more with each step, and all of them at once if the console
/// does not start in steps. `count` says how many there are; `None` if the table has gone.
pub fn built_rows(count: impl Fn() -> Option<usize> + Copy + 'static) -> RwSignal<usize> {
    let built = RwSignal::new(usize::MAX);
    if let Some(steps) = current() {
        built.set(0);
        build_more(steps, built, count);
    }
    built
}

fn build_more(
    steps: Steps,
    built: RwSignal<usize>,
    count: impl Fn() -> Option<usize> + Copy + 'static,
) {
    steps.add(move || {
        // Another answer may show something else than a table before all of it is built.
        let (Some(before), Some(all)) = (built.try_get_untracked(), count()) else {
            return;
        };
        let more = before + ROWS;
        let is_all = more >= all;
        built.set(if is_all { usize::MAX } else { more });
        if !is_all {
            build_more(steps, built, count);
        }
    });
}
