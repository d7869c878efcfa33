//! Parses the words of a `search_word`.

use std::time::Duration;

use axum::http::HeaderValue;

use super::{Demand, Failure, MAX_DELAY, MAX_DRIP, PageKind, RetryAfter};

impl Demand {
    /// Parses a `search_word`. Returns `None` if it is an ordinary keyword.
    pub fn parse(search_word: &str) -> Option<Self> {
        let mut demand = Self::default();
        let mut words = search_word.split_whitespace().peekable();
        words.peek()?;
        for word in words {
            let word = word.strip_prefix('!')?;
            match word.split_once(':') {
                None => demand.add(word)?,
                Some((word, value)) => demand.add_with(word, value)?,
            }
        }
        Some(demand)
    }

    fn add(&mut self, word: &str) -> Option<()> {
        let failure = match word {
            "none" => return set(&mut self.page, PageKind::None),
            "odd" => return set(&mut self.page, PageKind::Odd),
            "twice" => return set(&mut self.twice, true),
            "big" => return set(&mut self.big, true),
            "cut" => Failure::Cut,
            "html" => Failure::Html,
            "redirect" => Failure::Redirect,
            "empty" => Failure::Empty,
            "drop" => Failure::Dropped,
            "reset" => Failure::Reset,
            "hang" => Failure::Hangs,
            _ => return None,
        };
        set(&mut self.failure, Some(failure))
    }

    fn add_with(&mut self, word: &str, value: &str) -> Option<()> {
        let failure = match word {
            "delay" => return set(&mut self.delay, milliseconds(value)?.min(MAX_DELAY)),
            "type" => return set(&mut self.media_type, Some(media_type(value)?)),
            "retry-after" => {
                let seconds = RetryAfter::Seconds(value.parse().ok()?);
                return set(&mut self.retry_after, Some(seconds));
            }
            "retry-after-date" => {
                let date = RetryAfter::Date(value.parse().ok()?);
                return set(&mut self.retry_after, Some(date));
            }
            "lie" => return self.lies.add(value),
            "times" => {
                let times = match value.split_once(':') {
                    Some((_, "")) => return None,
                    Some((times, _key)) => times,
                    None => value,
                };
                return set(&mut self.times, Some(times.parse().ok()?));
            }
            "ret" => Failure::Refused(value.parse().ok()?),
            "status" => {
                let code = value
                    .parse()
                    .ok()
                    .filter(|code| (200..=599).contains(code))?;
                Failure::Status(code)
            }
            "drip" => Failure::Drips(milliseconds(value)?.min(MAX_DRIP)),
            "flaky" if !value.is_empty() => Failure::Flaky(value.to_owned()),
            "drop" if value == "half" => Failure::DroppedHalfway,
            _ => return None,
        };
        set(&mut self.failure, Some(failure))
    }
}

fn set<T>(field: &mut T, value: T) -> Option<()> {
    *field = value;
    Some(())
}

fn milliseconds(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_millis)
}

fn media_type(text: &str) -> Option<HeaderValue> {
    let (kind, subtype) = text.split_once('/')?;
    let is_whole = !kind.is_empty() && !subtype.is_empty();
    is_whole.then(|| HeaderValue::from_str(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::on_demand::lies::Lies;
    use proptest::prelude::*;

    #[test]
    fn every_failure_of_the_table_is_understood() {
        for (word, failure) in [
            ("!ret:5100", Failure::Refused(5100)),
            ("!status:503", Failure::Status(503)),
            ("!cut", Failure::Cut),
            ("!html", Failure::Html),
            ("!redirect", Failure::Redirect),
            ("!empty", Failure::Empty),
            ("!drop", Failure::Dropped),
            ("!drop:half", Failure::DroppedHalfway),
            ("!reset", Failure::Reset),
            ("!drip:100", Failure::Drips(Duration::from_millis(100))),
            ("!drip:100000", Failure::Drips(MAX_DRIP)),
            ("!hang", Failure::Hangs),
            ("!flaky:a", Failure::Flaky("a".into())),
        ] {
            let demand = Demand::parse(word).unwrap();
            assert_eq!(demand.failure, Some(failure), "{word}");
        }
    }

    #[test]
    fn every_other_word_of_the_table_is_understood() {
        assert_eq!(Demand::parse("!odd").unwrap().page, PageKind::Odd);
        assert_eq!(Demand::parse("!none").unwrap().page, PageKind::None);
        assert!(Demand::parse("!twice").unwrap().twice);
        assert!(Demand::parse("!big").unwrap().big);
        let typed = Demand::parse("!type:text/html;charset=gbk").unwrap();
        assert_eq!(typed.media_type.unwrap(), "text/html;charset=gbk");
        let later = Demand::parse("!retry-after:7").unwrap();
        assert_eq!(later.retry_after, Some(RetryAfter::Seconds(7)));
        let dated = Demand::parse("!retry-after-date:7").unwrap();
        assert_eq!(dated.retry_after, Some(RetryAfter::Date(7)));
        assert_ne!(Demand::parse("!lie:cap=5").unwrap().lies, Lies::default());
        for word in ["!times:3", "!times:3:a", "!times:3:a:b"] {
            assert_eq!(Demand::parse(word).unwrap().times, Some(3), "{word}");
        }
    }

    #[test]
    fn words_combine() {
        let demand = Demand::parse(" !delay:3000  !odd !ret:5100 !retry-after:1 !times:2").unwrap();
        assert_eq!(demand.delay, Duration::from_secs(3));
        assert_eq!(demand.page, PageKind::Odd);
        assert_eq!(demand.failure, Some(Failure::Refused(5100)));
        let retry_after = Some(RetryAfter::Seconds(1));
        assert_eq!((demand.retry_after, demand.times), (retry_after, Some(2)));
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
            "!reset:half",
            "!drip",
            "!drip:slow",
            "!type:",
            "!type:html",
            "!type:text/",
            "!type:text/\u{7f}",
            "!retry-after:soon",
            "!retry-after-date",
            "!redirect:x",
            "!lie",
            "!lie:",
            "!lie:cap",
            "!lie:cap=5 nodes",
            "!times",
            "!times:",
            "!times:x",
            "!times:1:",
        ] {
            assert_eq!(Demand::parse(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(!|ret|status|delay|type|times|drip|:|/|[0-9]{1,30}| |\\PC){0,12}") {
            let _ = Demand::parse(&text);
        }
    }
}
