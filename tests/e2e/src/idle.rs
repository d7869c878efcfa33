//! The pool of idle browsers that wait for the next test.

use crate::browser::Browser;
use crate::engine::Preferences;
use std::mem;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The size of the pool.
const MAX_IDLE: usize = 4;

/// The one that has been idle longest comes first.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// Takes an idle browser with these preferences out of the pool.
pub(crate) fn take(preferences: &Preferences) -> Option<Browser> {
    let mut idle = lock();
    let place = idle
        .iter()
        .rposition(|browser| browser.preferences() == preferences)?;
    Some(idle.remove(place))
}

/// Puts a browser into the pool.
pub(crate) fn keep(browser: Browser) {
    end_with_the_program();
    let mut idle = lock();
    idle.push(browser);
    let surplus = (idle.len() > MAX_IDLE).then(|| idle.remove(0));
    // Ending a browser takes long, so the lock is released before.
    drop(idle);
    drop(surplus);
}

fn lock() -> MutexGuard<'static, Vec<Browser>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the browsers when the program exits: the test harness reports no end of
/// the last test. If the program is killed, the guards of its browsers end them.
fn end_with_the_program() {
    static ONCE: Once = Once::new();
    extern "C" fn end_all() {
        let idle = mem::take(&mut *lock());
        drop(idle);
    }
    ONCE.call_once(|| {
        #[expect(unsafe_code, reason = "the standard library has no `atexit`")]
        // SAFETY: `end_all` lives as long as the program and does not unwind.
        let registered = unsafe { libc::atexit(end_all) };
        assert_eq!(registered, 0, "there is room for 32 functions");
    });
}
