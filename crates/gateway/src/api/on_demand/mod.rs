//! Failures on demand, for tests and for people who want to see the screens. Only the demo has
//! them. They are requested in `search_word`, one or several separated by blanks, or for all calls
//! by `--on-demand`. A text with any other word is an ordinary keyword.
//!
//! | word | what happens |
//! |---|---|
//! | `!ret:CODE` | the API refuses with this `ret_code` |
//! | `!status:CODE` | this HTTP status (200 to 599) with a text that is not JSON |
//! | `!delay:MS` | the answer comes this many milliseconds later, at most 60 s |
//! | `!cut` | a complete HTTP answer whose JSON is cut off in the middle |
//! | `!html` | HTTP 200 with an HTML sign-in page, as a proxy sends it |
//! | `!empty` | HTTP 200 without a body |
//! | `!drop` | the connection is closed without an answer; `!drop:half` after half of one |
//! | `!reset` | the connection is reset (TCP RST) after half of an answer |
//! | `!drip:MS` | the answer in 20 pieces, this many milliseconds between two, at most 5 s |
//! | `!hang` | no answer until the caller goes away, or for 10 minutes |
//! | `!flaky:KEY` | the first call with this key is refused with 5100, later ones are answered |
//! | `!none` | an empty list, total 0 |
//! | `!odd` | a page with every oddity of the documentation, see `odd.json` |
//! | `!twice` | every row of the page is sent twice; the total counts it once |
//! | `!big` | the first row of the page has an unknown field of 20 MB |
//! | `!type:TYPE` | this media type in `Content-Type`, such as `text/html` |
//! | `!retry-after:SECONDS` | the answer has a `Retry-After` of so many seconds |
//! | `!retry-after-date:SECONDS` | the same as an HTTP date, by the server's clock |
//! | `!redirect` | HTTP 302 to a sign-in page of another origin, where nothing listens |
//! | `!lie:…` | a well-formed answer that claims what is not so, see [`lies`] |
//! | `!times:N` | all this only for the first N calls with exactly this `search_word`, later ones are answered normally; `!times:N:KEY` makes another `search_word` |
//!
//! `!delay`, `!type`, `!retry-after` and `!times` combine with all others, `!none`, `!odd`, `!twice`
//! and `!big` with all failures, and all lies with one another and with all failures. `!odd` has its
//! own rows and total, which neither `!twice`, `!big` nor a lie changes. Of two words that exclude
//! each other the last one wins.

pub mod lies;

mod attempts;
mod broken_body;
mod dripping_body;
mod parse;
mod respond;

use std::str::FromStr;
use std::time::Duration;

use axum::http::HeaderValue;
use operation_log::Param;

pub use attempts::Attempts;
use lies::Lies;

use crate::source::filter::Filter;

/// The longest delay.
pub const MAX_DELAY: Duration = Duration::from_secs(60);
/// The longest pause between two pieces of an answer.
pub const MAX_DRIP: Duration = Duration::from_secs(5);
/// How long a hanging answer hangs.
pub const MAX_HANG: Duration = Duration::from_secs(600);

/// The words of a demand, and what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDemand {
    /// The words.
    pub text: String,
    /// What they ask for.
    pub demand: Demand,
    is_search_word: bool,
}

impl OnDemand {
    /// The words of the `search_word` among these parameters. Returns `None` if it is a keyword.
    pub fn of_search_word(pairs: &[(String, String)]) -> Option<Self> {
        let (_, text) = pairs
            .iter()
            .find(|(key, _)| key == Param::SearchWord.key())?;
        Some(Self {
            text: text.clone(),
            demand: Demand::parse(text)?,
            is_search_word: true,
        })
    }

    /// Leaves only true filters.
    pub fn leave(&self, filter: &mut Filter) {
        if self.is_search_word {
            filter.remove(Param::SearchWord);
        }
    }
}

impl FromStr for OnDemand {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let demand =
            Demand::parse(text).ok_or("not words such as `!status:503` or `!lie:cap=50`")?;
        Ok(Self {
            text: text.to_owned(),
            demand,
            is_search_word: false,
        })
    }
}

/// What a `search_word` asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// For how many calls; `None` for all.
    pub times: Option<u32>,
    /// The delay of the answer.
    pub delay: Duration,
    /// The page to answer with.
    pub page: PageKind,
    /// Whether every row is sent twice.
    pub twice: bool,
    /// Whether the first row is huge.
    pub big: bool,
    /// How the answer fails.
    pub failure: Option<Failure>,
    /// The media type in `Content-Type`, if not the true one.
    pub media_type: Option<HeaderValue>,
    /// `Retry-After`.
    pub retry_after: Option<RetryAfter>,
    /// What the answer claims that is not so.
    pub lies: Lies,
}

/// When to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// In so many seconds.
    Seconds(u32),
    /// At the time that is so many seconds ahead, as an HTTP date.
    Date(u32),
}

/// Which page to answer with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageKind {
    /// The page of the log.
    #[default]
    Log,
    /// A page without rows.
    None,
    /// A page with every oddity.
    Odd,
}

/// How an answer fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is a refusal with this `ret_code`.
    Refused(u32),
    /// It has this HTTP status and a text.
    Status(u16),
    /// Its JSON is cut off.
    Cut,
    /// It is an HTML page.
    Html,
    /// It is a redirect to a sign-in page.
    Redirect,
    /// It has no body.
    Empty,
    /// The connection is closed without an answer.
    Dropped,
    /// The connection is closed after half of it.
    DroppedHalfway,
    /// The connection is reset after half of it.
    Reset,
    /// It comes in pieces, with this pause between two.
    Drips(Duration),
    /// It does not come.
    Hangs,
    /// It is a refusal the first time this key is used.
    Flaky(String),
}

impl Demand {
    /// Whether it applies to this call. Counts the call if it applies to a limited number of them;
    /// `search_word` is the whole text.
    pub fn applies(&self, attempts: &Attempts, search_word: &str) -> bool {
        match self.times {
            None => true,
            Some(times) => attempts.count(search_word) <= times,
        }
    }
}
