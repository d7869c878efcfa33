//! The calls of the last hour, by minute and purpose, as text that tabs can share.

use super::purpose::Purpose;

/// Calls that a new key may make in an hour, by the documentation.
pub const CALLS_AN_HOUR: u32 = 2_000;

/// The calls of an hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hour(Vec<Minute>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Minute {
    /// Minutes since 1970.
    minute: u32,
    purpose: Purpose,
    calls: u32,
}

impl Hour {
    /// Notes a call.
    pub fn note(&mut self, minute: u32, purpose: Purpose) {
        self.forget_before(minute);
        let noted = self
            .0
            .iter_mut()
            .find(|noted| noted.minute == minute && noted.purpose == purpose);
        match noted {
            Some(noted) => noted.calls = noted.calls.saturating_add(1),
            None => self.0.push(Minute {
                minute,
                purpose,
                calls: 1,
            }),
        }
    }

    /// Forgets what is older than an hour. The minute that an hour ends in counts in full.
    pub fn forget_before(&mut self, now: u32) {
        self.0
            .retain(|noted| noted.minute <= now && now - noted.minute <= 60);
    }

    /// How many calls were made for a purpose.
    pub fn of(&self, purpose: Purpose) -> u32 {
        let calls = self.0.iter().filter(|noted| noted.purpose == purpose);
        calls.fold(0, |sum, noted| sum.saturating_add(noted.calls))
    }

    /// How many calls were made.
    pub fn total(&self) -> u32 {
        Purpose::ALL
            .into_iter()
            .fold(0, |sum, purpose| sum.saturating_add(self.of(purpose)))
    }

    /// Whether there was no call.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the calls of another tab.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// `27486720p12 27486721w3`: minute, purpose, calls.
    pub fn print(&self) -> String {
        let words: Vec<String> = self
            .0
            .iter()
            .map(|noted| {
                let mut word = noted.minute.to_string();
                word.push(noted.purpose.letter());
                word.push_str(&noted.calls.to_string());
                word
            })
            .collect();
        words.join(" ")
    }

    /// Reads what was printed; words that are none are left out.
    pub fn parse(text: &str) -> Self {
        Self(text.split(' ').filter_map(minute).collect())
    }
}

fn minute(word: &str) -> Option<Minute> {
    Purpose::ALL.into_iter().find_map(|purpose| {
        let (minute, calls) = word.split_once(purpose.letter())?;
        Some(Minute {
            minute: minute.parse().ok()?,
            purpose,
            calls: calls.parse().ok()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_rolls() {
        let mut hour = Hour::default();
        for minute in 0..200 {
            hour.note(minute, Purpose::Page);
            hour.note(minute, Purpose::Newer);
        }
        assert_eq!((hour.of(Purpose::Page), hour.total()), (61, 122));
        hour.forget_before(259);
        assert_eq!(hour.total(), 2);
        hour.forget_before(100);
        assert!(hour.is_empty(), "a clock set back forgets the future");
    }

    #[test]
    fn what_is_printed_is_read_by_another_tab() {
        let mut hour = Hour::default();
        for purpose in Purpose::ALL {
            hour.note(27_486_720, purpose);
            hour.note(27_486_721, purpose);
            hour.note(27_486_721, purpose);
        }
        assert_eq!(Hour::parse(&hour.print()), hour);
    }

    #[test]
    fn a_memory_that_was_tampered_with_costs_only_itself() {
        for text in [
            "",
            "x",
            "p",
            "9p9p9",
            "1p-1",
            "99999999999p1",
            "\u{0}",
            "1q1",
        ] {
            assert_eq!(Hour::parse(text), Hour::default(), "{text:?}");
        }
        assert_eq!(Hour::parse("bad 5p4294967295 5p7").total(), u32::MAX);
    }
}
