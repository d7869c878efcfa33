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
//! | `!hang` | no answer until the caller goes away, or for 10 minutes |
//! | `!flaky:KEY` | the first call with this key is refused with 5100, later ones are answered |
//! | `!none` | an empty list, total 0 |
//! | `!odd` | a page with everything strange that the documentation shows, see `odd.json` |
//!
//! `!delay` goes with all others, `!none` and `!odd` with all that spoil the answer. Of two words
//! that exclude each other the last one counts.

mod broken_body;
mod respond;

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The longest delay.
pub const MAX_DELAY: Duration = Duration::from_secs(60);
/// How long an answer that never comes is waited for.
pub const MAX_HANG: Duration = Duration::from_secs(600);
/// How many keys of `!flaky` are remembered.
const MAX_FLAKY_KEYS: usize = 10_000;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// How much later the answer comes.
    pub delay: Duration,
    /// What the answer is about.
    pub page: PageWanted,
    /// How it is spoiled.
    pub failure: Option<Failure>,
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
    /// An answer that does not come.
    Hangs,
    /// Refused the first time this key is seen.
    Flaky(String),
}

impl Demand {
    /// Reads a `search_word`; none if it is an ordinary keyword.
    pub fn parse(search_word: &str) -> Option<Self> {
        let mut demand = Self::default();
        let mut words = search_word.split_whitespace().peekable();
        words.peek()?;
        for word in words {
            demand.add(word)?;
        }
        Some(demand)
    }

    fn add(&mut self, word: &str) -> Option<()> {
        let word = word.strip_prefix('!')?;
        let failure = match word.split_once(':') {
            Some(("delay", milliseconds)) => {
                let delay = Duration::from_millis(milliseconds.parse().ok()?);
                self.delay = delay.min(MAX_DELAY);
                return Some(());
            }
            None if word == "none" => {
                self.page = PageWanted::None;
                return Some(());
            }
            None if word == "odd" => {
                self.page = PageWanted::Odd;
                return Some(());
            }
            Some(("ret", code)) => Failure::Refused(code.parse().ok()?),
            Some(("status", code)) => {
                let code = code
                    .parse()
                    .ok()
                    .filter(|code| (200..=599).contains(code))?;
                Failure::Status(code)
            }
            Some(("flaky", key)) if !key.is_empty() => Failure::Flaky(key.to_owned()),
            Some(("drop", "half")) => Failure::DroppedHalfway,
            None => match word {
                "cut" => Failure::Cut,
                "html" => Failure::Html,
                "empty" => Failure::Empty,
                "drop" => Failure::Dropped,
                "hang" => Failure::Hangs,
                _ => return None,
            },
            Some(_) => return None,
        };
        self.failure = Some(failure);
        Some(())
    }
}

/// The keys of `!flaky` that have failed already.
#[derive(Debug, Default)]
pub struct FlakyKeys(Mutex<HashSet<String>>);

impl FlakyKeys {
    /// Whether this is the first call with a key.
    fn is_first(&self, key: &str) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MAX_FLAKY_KEYS {
            seen.clear();
        }
        seen.insert(key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_word_of_the_table_is_understood() {
        for (word, failure) in [
            ("!ret:5100", Failure::Refused(5100)),
            ("!status:503", Failure::Status(503)),
            ("!cut", Failure::Cut),
            ("!html", Failure::Html),
            ("!empty", Failure::Empty),
            ("!drop", Failure::Dropped),
            ("!drop:half", Failure::DroppedHalfway),
            ("!hang", Failure::Hangs),
            ("!flaky:a", Failure::Flaky("a".into())),
        ] {
            let demand = Demand::parse(word).unwrap();
            assert_eq!(demand.failure, Some(failure), "{word}");
        }
        assert_eq!(Demand::parse("!odd").unwrap().page, PageWanted::Odd);
        assert_eq!(Demand::parse("!none").unwrap().page, PageWanted::None);
    }

    #[test]
    fn words_combine() {
        let demand = Demand::parse(" !delay:3000  !odd !ret:5100 ").unwrap();
        assert_eq!(demand.delay, Duration::from_secs(3));
        assert_eq!(demand.page, PageWanted::Odd);
        assert_eq!(demand.failure, Some(Failure::Refused(5100)));
        let bounded = Demand::parse("!delay:99999999").unwrap();
        assert_eq!(bounded.delay, MAX_DELAY);
    }

    #[test]
    fn any_other_text_is_a_keyword() {
        for word in [
            "",
            " ",
            "ret:5100",
            "!ret",
            "!ret:x",
            "!status:99",
            "!status:600",
            "!important",
            "!flaky:",
            "!delay:-1",
            "!cut nodes",
            "!drop:all",
        ] {
            assert_eq!(Demand::parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_flaky_key_fails_once() {
        let keys = FlakyKeys::default();
        assert!(keys.is_first("a"));
        assert!(!keys.is_first("a"));
        assert!(keys.is_first("b"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "(!|ret|status|delay|:|[0-9]{1,30}| |\\PC){0,12}") {
            let _ = Demand::parse(&text);
        }
    }
}
