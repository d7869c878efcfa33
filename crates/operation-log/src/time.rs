//! Instants: reading the API's many spellings, writing its one documented spelling.

mod typed;
mod typed_day;
mod typed_range;

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::characters::trim;
pub use typed::{TypedTime, parse_typed};
pub use typed_day::has_ambiguous_date;
pub use typed_range::{NamedRange, TypedRange, parse_typed_range};

/// The zone that times without a mark are in, in hours east of UTC.
///
/// Read from pairs of values in the documentation's samples, e.g. a queue created at
/// `2021-08-19T15:25:58` whose node became active at `07:25:01Z`.
pub(crate) const UNMARKED_OFFSET_HOURS: i64 = 8;

/// An instant as the server sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireTime {
    /// The instant.
    pub instant: DateTime<Utc>,
    /// Whether the text had no zone and was taken for UTC+8.
    pub assumed_utc8: bool,
}

impl WireTime {
    /// An instant whose zone is certain.
    pub const fn utc(instant: DateTime<Utc>) -> Self {
        Self {
            instant,
            assumed_utc8: false,
        }
    }

    /// Reads a time as any page of the documentation writes it: `2022-04-06T01:26:33Z`, with
    /// fullwidth colons, with a month or day of one digit, with a blank for the `T`, with a
    /// fraction, with `±hh:mm` for the `Z`, or with neither (then UTC+8). Returns `None` if it
    /// is no time.
    pub fn parse(text: &str) -> Option<Self> {
        let (local, offset) = parse_parts(text)?;
        let east = offset.unwrap_or(UNMARKED_OFFSET_HOURS * 3600);
        let seconds = local.and_utc().timestamp() - east;
        if !WIRE_SECONDS.contains(&seconds) {
            return None;
        }
        Some(Self {
            instant: DateTime::from_timestamp(seconds, 0)?,
            assumed_utc8: offset.is_none(),
        })
    }
}

/// The years 0000 to 9999, in seconds since 1970.
const WIRE_SECONDS: RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// The years 1970 to 9999: what lies before was never meant, a year is being typed.
const ASKED_SECONDS: RangeInclusive<i64> = 0..=253_402_300_799;

/// Reads a time that names its zone (`Z` or `±hh:mm`), as links and filters must. Returns `None`
/// if it is no time, or lies before 1970.
pub fn parse_zoned(text: &str) -> Option<DateTime<Utc>> {
    WireTime::parse(text)
        .filter(|time| !time.assumed_utc8 && ASKED_SECONDS.contains(&time.instant.timestamp()))
        .map(|time| time.instant)
}

/// The nearest instant of a whole second that [`parse_zoned`] can read.
pub(crate) fn nearest_asked(instant: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = instant
        .timestamp()
        .clamp(*ASKED_SECONDS.start(), *ASKED_SECONDS.end());
    DateTime::from_timestamp(seconds, 0).unwrap_or(instant)
}

/// The API's spelling, `2022-04-06T01:26:33Z`; fractions of a second are cut.
pub fn iso(instant: DateTime<Utc>) -> String {
    let mut text = date_and_time(instant.naive_utc(), 'T');
    text.push('Z');
    text
}

/// `2022-04-06 01:26:33`. The year has four digits for every instant this crate reads.
pub fn wall_clock(local: NaiveDateTime) -> String {
    date_and_time(local, ' ')
}

fn date_and_time(local: NaiveDateTime, between: char) -> String {
    let mut text = String::new();
    let year = local.year().clamp(0, 9999).unsigned_abs();
    push_two_digits(&mut text, year / 100);
    for (separator, number) in [
        (None, year % 100),
        (Some('-'), local.month()),
        (Some('-'), local.day()),
        (Some(between), local.hour()),
        (Some(':'), local.minute()),
        (Some(':'), local.second()),
    ] {
        text.extend(separator);
        push_two_digits(&mut text, number);
    }
    text
}

fn push_two_digits(text: &mut String, number: u32) {
    for digit in [number / 10, number % 10] {
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// A cursor over the characters of a time.
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    /// Takes up to `most` digits. Returns `None` if there is no digit.
    fn number(&mut self, most: usize) -> Option<u32> {
        let mut number = None;
        for _ in 0..most {
            let mut characters = self.0.chars();
            let Some(digit) = characters.next().and_then(|first| first.to_digit(10)) else {
                break;
            };
            number = Some(number.unwrap_or(0) * 10 + digit);
            self.0 = characters.as_str();
        }
        number
    }

    /// Takes one character, if it is one of those wanted.
    fn take(&mut self, wanted: &str) -> bool {
        let mut characters = self.0.chars();
        let first = characters.next();
        let is_wanted = wanted.chars().any(|known| Some(known) == first);
        if is_wanted {
            self.0 = characters.as_str();
        }
        is_wanted
    }

    /// Takes a word, if the rest begins with it.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.0.strip_prefix(word);
        if let Some(rest) = rest {
            self.0 = rest;
        }
        rest.is_some()
    }

    fn colon(&mut self) -> bool {
        // Tables of the documentation print the fullwidth colon.
        self.take(":：")
    }
}

/// The spellings of the wire: a date, a time of the day unless the text ends there, an offset.
fn parse_parts(text: &str) -> Option<(NaiveDateTime, Option<i64>)> {
    let mut rest = Cursor(trim(text));
    let date = date(&mut rest)?;
    if rest.0.is_empty() {
        return Some((date.and_hms_opt(0, 0, 0)?, None));
    }
    if !rest.take("Tt ") {
        return None;
    }
    let hour = rest.number(2).filter(|_| rest.colon())?;
    let minute = rest.number(2)?;
    let second = if rest.colon() { rest.number(2)? } else { 0 };
    if rest.take(".,") {
        rest.number(9)?;
    }
    let local = date.and_hms_opt(hour, minute, second)?;
    Some((local, offset(rest)?))
}

/// `2022-04-06`, `2022/4/6`.
fn date(rest: &mut Cursor<'_>) -> Option<NaiveDate> {
    let year = rest.number(4).filter(|_| rest.take("-/"))?;
    let month = rest.number(2).filter(|_| rest.take("-/"))?;
    let day = rest.number(2)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `Z`, `+08:00`, `+0800`, `+08` or nothing to the end of the text, in seconds east of UTC.
fn offset(mut rest: Cursor<'_>) -> Option<Option<i64>> {
    rest.0 = trim(rest.0);
    let offset = if rest.0.is_empty() {
        None
    } else if rest.take("Zz") {
        Some(0)
    } else {
        let sign = if rest.take("+") {
            1
        } else if rest.take("-−") {
            -1
        } else {
            return None;
        };
        let hours = rest.number(2).filter(|hours| *hours <= 14)?;
        rest.colon();
        let minutes = if rest.0.is_empty() {
            0
        } else {
            rest.number(2).filter(|minutes| *minutes < 60)?
        };
        Some(sign * i64::from(hours * 3600 + minutes * 60))
    };
    rest.0.is_empty().then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<(String, bool)> {
        WireTime::parse(text).map(|time| (iso(time.instant), time.assumed_utc8))
    }

    #[test]
    fn every_spelling_of_the_documentation_is_read() {
        let zulu = |text: &str| Some((text.to_owned(), false));
        assert_eq!(read("2022-04-06T01:26:33Z"), zulu("2022-04-06T01:26:33Z"));
        assert_eq!(read("2022-04-06T01：26：33Z"), zulu("2022-04-06T01:26:33Z"));
        assert_eq!(read("2021-8-18T13：11：45Z"), zulu("2021-08-18T13:11:45Z"));
        assert_eq!(read("2022-4-1T3:2:5.123Z"), zulu("2022-04-01T03:02:05Z"));
        assert_eq!(
            read("2022-04-06T09:26:33+08:00"),
            zulu("2022-04-06T01:26:33Z")
        );
        assert_eq!(
            read("2022-04-06 09:26:33 +0800"),
            zulu("2022-04-06T01:26:33Z")
        );
    }

    #[test]
    fn a_time_without_a_zone_is_utc8_and_says_so() {
        assert_eq!(
            read("2021-08-19T15:25:58"),
            Some(("2021-08-19T07:25:58Z".into(), true))
        );
        assert_eq!(parse_zoned("2021-08-19T15:25:58"), None);
    }

    #[test]
    fn a_year_that_nobody_means_is_no_time_of_a_filter() {
        assert_eq!(parse_zoned("0001-01-01T00:00:00Z"), None);
        assert_eq!(parse_zoned("1969-12-31T23:59:59Z"), None);
        assert!(WireTime::parse("0001-01-01T00:00:00Z").is_some());
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "yesterday",
            "2022-13-01T00:00:00Z",
            "2022-02-30",
            "2022-04-06T25:00:00Z",
            "2022-04-06T01:26:33ZZ",
            "2022-04-06T01:26:33+99:00",
            "0000-01-01T00:00:00+14:00",
            "：",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in "\\PC*") {
            let _ = WireTime::parse(&text);
        }

        #[test]
        fn what_is_printed_is_read_back(seconds in 0i64..253_402_300_799) {
            let instant = DateTime::from_timestamp(seconds, 0).unwrap();
            prop_assert_eq!(parse_zoned(&iso(instant)), Some(instant));
        }
    }
}
