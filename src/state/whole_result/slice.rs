//! Long work in slices, so that the page answers in between.

use gloo_timers::future::TimeoutFuture;

use crate::platform::clock;

/// How long a slice lasts, in milliseconds. Half of what still feels immediate on a slow device, as
/// one step may take long.
const SLICE: i64 = 12;

/// A slice of long work.
pub struct Slice {
    began: chrono::DateTime<chrono::Utc>,
}

impl Slice {
    /// Begins a slice.
    pub fn begin() -> Self {
        Self {
            began: clock::now(),
        }
    }

    /// Lets the page answer if the slice is over, and begins another.
    pub async fn rest(&mut self) {
        // A clock that was set back ends it, too.
        if !(0..SLICE).contains(&(clock::now() - self.began).num_milliseconds()) {
            TimeoutFuture::new(0).await;
            *self = Self::begin();
        }
    }
}
