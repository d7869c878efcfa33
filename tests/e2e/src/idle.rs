//! Browsers that wait for the next test.

use crate::browser::Browser;
use crate::engine::Wishes;
use std::mem;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// More would wait for tests of rare wishes that never come.
const MOST: usize = 4;

/// The longest waiting comes first.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// A browser that was started with these wishes and left as new.
pub(crate) fn take(wishes: &Wishes) -> Option<Browser> {
    let mut idle = lock();
    let place = idle
        .iter()
        .rposition(|browser| browser.wishes() == wishes)?;
    Some(idle.remove(place))
}

/// Lets a browser wait until it is taken or the program ends.
pub(crate) fn keep(browser: Browser) {
    end_with_the_program();
    let mut idle = lock();
    idle.push(browser);
    let surplus = (idle.len() > MOST).then(|| idle.remove(0));
    // To end one takes longer than the others shall wait.
    drop(idle);
    drop(surplus);
}

fn lock() -> MutexGuard<'static, Vec<Browser>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Nothing else tells that the last test has ended. Where the program is killed,
/// the guards of its browsers notice.
fn end_with_the_program() {
    static ONCE: Once = Once::new();
    extern "C" fn end_all() {
        let idle = mem::take(&mut *lock());
        drop(idle);
    }
    ONCE.call_once(|| {
        #[expect(unsafe_code, reason = "the standard library has no word for it")]
        // SAFETY: `end_all` lives as long as the program and does not unwind.
        let registered = unsafe { libc::atexit(end_all) };
        assert_eq!(registered, 0, "there is room for 32 functions");
    });
}
