//! Both ends of a range as they are typed.

use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::query::{Problem, TimeZone};
use operation_log::time::{TypedRange, has_ambiguous_date, parse_typed, parse_typed_range};

use super::range::{Range, instant_of};
use crate::platform::clock;

/// A range, or which end is wrong and why.
pub type Ends = Result<Range, (Param, Problem)>;

/// What a box of an end contains.
enum End {
    Open,
    At(DateTime<Utc>),
    /// A text that stands for both ends.
    Both(Range),
}

/// Reads both boxes, on the wall clock of a zone. A range that is typed into one of them is both
/// ends, whatever the other box contains.
pub fn read_ends(start: &str, end: &str, zone: TimeZone, now: DateTime<Utc>) -> Ends {
    let read = |param, text: &str| {
        read_end(param, text, zone, now).ok_or_else(|| {
            let problem = match has_ambiguous_date(text) {
                true => Problem::AmbiguousDate,
                false => Problem::NotATime,
            };
            (param, problem)
        })
    };
    let start = match read(Param::StartTime, start)? {
        End::Both(range) => return Ok(range),
        End::At(start) => Some(start),
        End::Open => None,
    };
    let end = match read(Param::EndTime, end)? {
        End::Both(range) => return Ok(range),
        End::At(end) => Some(end),
        End::Open => None,
    };
    match (start, end) {
        (Some(start), Some(end)) if end < start => Err((Param::EndTime, Problem::EndBeforeStart)),
        (start, end) => Ok(Range { start, end }),
    }
}

/// Returns `None` if the text is no time.
fn read_end(param: Param, text: &str, zone: TimeZone, now: DateTime<Utc>) -> Option<End> {
    let text = text.trim();
    if text.is_empty() {
        return Some(End::Open);
    }
    if let Some(instant) = unix_time(text) {
        return Some(End::At(instant));
    }
    let local = clock::local(zone, now);
    Some(match parse_typed_range(text, local)? {
        TypedRange::At(time) => End::At(instant_of(time, zone)?),
        TypedRange::Last(length) => End::Both(Range {
            start: now.checked_sub_signed(length),
            end: None,
        }),
        TypedRange::Between(start, end) => {
            let [start, end] = [start, end].map(|time| instant_of(time, zone));
            let is_day = parse_typed(text, local.date()).is_some_and(|time| time.whole_day);
            match (is_day, param) {
                (false, _) => End::Both(Range {
                    start: Some(start?),
                    end: Some(end?),
                }),
                // A day alone means all of it: its first second as a start, its last as an end.
                (true, Param::EndTime) => End::At(end?),
                (true, _) => End::At(start?),
            }
        }
    })
}

/// Seconds or milliseconds since 1970, as logs print them.
fn unix_time(text: &str) -> Option<DateTime<Utc>> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => DateTime::from_timestamp(number, 0),
        13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::time::iso;

    fn read(start: &str, end: &str) -> String {
        let now = DateTime::from_timestamp(1_649_236_800, 0).unwrap();
        let shown = |end: Option<DateTime<Utc>>| end.map_or_else(|| "…".to_owned(), iso);
        match read_ends(start, end, TimeZone::Utc8, now) {
            Ok(Range { start, end }) => format!("{} {}", shown(start), shown(end)),
            Err((param, problem)) => format!("{} {problem:?}", param.key()),
        }
    }

    #[test]
    fn an_end_is_on_the_wall_clock_of_the_page_unless_it_names_its_zone() {
        for text in [
            "2022-04-06 10:30",
            " 2022-04-06T02:30:00Z ",
            "10:30",
            "1649212200",
            "1649212200000",
        ] {
            assert_eq!(read(text, ""), "2022-04-06T02:30:00Z …", "{text}");
            assert_eq!(read("", text), "… 2022-04-06T02:30:00Z", "{text}");
        }
    }

    #[test]
    fn a_day_is_its_first_second_as_a_start_and_its_last_as_an_end() {
        assert_eq!(
            read("2022-04-05", "2022-04-05"),
            "2022-04-04T16:00:00Z 2022-04-05T15:59:59Z"
        );
    }

    #[test]
    fn a_range_in_one_box_is_both_ends() {
        let night = "2022-04-05T10:00:00Z 2022-04-06T00:00:00Z";
        for text in [
            "last night",
            "昨晚",
            "4-5 18:00 ~ 4-6 8:00",
            "2022-04-05 18:00-8:00",
        ] {
            assert_eq!(read(text, "9:00"), night, "{text}");
            assert_eq!(read("", text), night, "{text}");
        }
        assert_eq!(read("3h", ""), "2022-04-06T06:20:00Z …");
    }

    #[test]
    fn a_moment_before_now_is_one_end() {
        assert_eq!(
            read("3h ago", "now"),
            "2022-04-06T06:20:00Z 2022-04-06T09:20:00Z"
        );
        assert_eq!(read("3小时前", ""), "2022-04-06T06:20:00Z …");
    }

    #[test]
    fn an_end_that_cannot_be_used_is_named() {
        assert_eq!(read("soon", "9:00"), "start_time NotATime");
        assert_eq!(read("9:00", "soon"), "end_time NotATime");
        assert_eq!(read("9:00", "8:00"), "end_time EndBeforeStart");
        assert_eq!(read("3/4/2022", ""), "start_time AmbiguousDate");
    }
}
