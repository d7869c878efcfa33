//! Failures on demand, for tests and for people who want to see the screens. Only the demo does
//! them. They are asked for in `search_word`, one or several with blanks between; if every word
//! of it is one of these, there is no keyword. Any other text is an ordinary keyword.
//!
//! | word | what happens |
//! |---|---|
//! | `!ret:CODE` | the API refuses with this `ret_code` |
//! | `!status:CODE` | this HTTP status (200 to 599) with a text that is not JSON |
//! | `!delay:MS` | the answer comes this many milliseconds later, at most 60 s |
//! | `!cut` | a complete HTTP answer whose JSON is cut off in the middle |
//! | `!html` | HTTP 200 with an HTML page to log in, as a proxy sends it |
//! | `!empty` | HTTP 200 without a body |
//! | `!drop` | the connection is closed without an answer; `!drop:half` after half of one |
//! | `!reset` | the connection is reset (TCP RST) after half of an answer |
//! | `!drip:MS` | the answer in 20 pieces, this many milliseconds between two, at most 5 s |
//! | `!hang` | no answer until the caller goes away, or for 10 minutes |
//! | `!flaky:KEY` | the first call with this key is refused with 5100, later ones are answered |
//! | `!none` | an empty list, total 0 |
//! | `!odd` | a page with everything strange that the documentation shows, see `odd.json` |
//! | `!twice` | every row of the page stands on it twice; the total counts it once |
//! | `!big` | the first row of the page has an unknown field of 20 MB |
//! | `!type:TYPE` | the answer says it is of this media type, such as `text/html` |
//! | `!retry-after:SECONDS` | the answer has a `Retry-After` |
//! | `!times:N` | all this only for the first N calls with this very `search_word`, later ones are answered truly; `!times:N:KEY` makes another `search_word` |
//!
//! `!delay`, `!type`, `!retry-after` and `!times` go with all others, `!none`, `!odd`, `!twice`
//! and `!big` with all that spoil the answer. `!odd` has its own rows, which neither `!twice` nor
//! `!big` changes. Of two words that exclude each other the last one counts.

mod attempts;
mod broken_body;
mod dripping_body;
mod respond;
mod words;

use std::time::Duration;

use axum::http::HeaderValue;

pub use attempts::Attempts;

/// The longest delay.
pub const MAX_DELAY: Duration = Duration::from_secs(60);
/// The longest pause between two pieces of an answer.
pub const MAX_DRIP: Duration = Duration::from_secs(5);
/// How long an answer that never comes is waited for.
pub const MAX_HANG: Duration = Duration::from_secs(600);

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// For how many calls; for all if none.
    pub times: Option<u32>,
    /// How much later the answer comes.
    pub delay: Duration,
    /// What the answer is about.
    pub page: PageWanted,
    /// Whether every row stands twice.
    pub twice: bool,
    /// Whether the first row is huge.
    pub big: bool,
    /// How it is spoiled.
    pub failure: Option<Failure>,
    /// What the answer says of its media type, if that is not the truth.
    pub media_type: Option<HeaderValue>,
    /// After how many seconds the caller is told to try again.
    pub retry_after: Option<u32>,
}

/// Which page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageWanted {
    /// That of the log.
    #[default]
    Log,
    /// One without rows.
    None,
    /// One with everything strange.
    Odd,
}

/// How an answer is spoiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Refused with this `ret_code`.
    Refused(u32),
    /// This HTTP status and a text.
    Status(u16),
    /// JSON that is cut off.
    Cut,
    /// An HTML page.
    Html,
    /// No body.
    Empty,
    /// No answer.
    Dropped,
    /// Half an answer.
    DroppedHalfway,
    /// Half an answer and a connection that is reset.
    Reset,
    /// An answer in pieces, with this pause between two.
    Drips(Duration),
    /// An answer that does not come.
    Hangs,
    /// Refused the first time this key is seen.
    Flaky(String),
}

impl Demand {
    /// Whether this call gets what is demanded, and not the truth. Counts the call if that
    /// matters; `search_word` is the whole of it.
    pub fn applies(&self, attempts: &Attempts, search_word: &str) -> bool {
        match self.times {
            None => true,
            Some(times) => attempts.count(search_word) <= times,
        }
    }
}
