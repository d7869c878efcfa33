//! Ranges of time as people type them: by a name, from one time to another, so long until now.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};

use super::typed::{TypedTime, parse_typed, plain};
use crate::characters::{trim, whole_number};

/// What was typed, on some wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedRange {
    /// So long until now.
    Last(TimeDelta),
    /// From one time to another, or all of a day if only that was named.
    Between(TypedTime, TypedTime),
    /// One moment.
    At(TypedTime),
}

/// A range that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedRange {
    /// This day.
    Today,
    /// The day before.
    Yesterday,
    /// From 18:00 of the day before to 08:00.
    LastNight,
    /// From Monday to Sunday.
    ThisWeek,
    /// The seven days before Monday.
    LastWeek,
}

impl NamedRange {
    /// Those that are offered, the shortest first.
    pub const OFFERED: [Self; 4] = [
        Self::Today,
        Self::Yesterday,
        Self::LastNight,
        Self::ThisWeek,
    ];

    /// Its first and its last second, on the wall clock whose date is `today`. Returns `None` at the
    /// ends of the calendar.
    pub fn ends(self, today: NaiveDate) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let monday = i64::from(today.weekday().num_days_from_monday());
        let (first, seconds) = match self {
            Self::Today => (0, 0..=DAY - 1),
            Self::Yesterday => (-1, 0..=DAY - 1),
            Self::LastNight => (-1, 18 * HOUR..=DAY + 8 * HOUR),
            Self::ThisWeek => (-monday, 0..=7 * DAY - 1),
            Self::LastWeek => (-monday - 7, 0..=7 * DAY - 1),
        };
        let midnight = today.and_hms_opt(0, 0, 0)?;
        let [start, end] = [seconds.start(), seconds.end()].map(|seconds| {
            let span = TimeDelta::seconds(first * DAY + seconds);
            midnight.checked_add_signed(span)
        });
        Some((start?, end?))
    }
}

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Ranges by their name, as people write them.
const NAMES: [(&str, NamedRange); 13] = [
    ("last night", NamedRange::LastNight),
    ("昨晚", NamedRange::LastNight),
    ("昨夜", NamedRange::LastNight),
    ("昨天晚上", NamedRange::LastNight),
    ("昨日晚上", NamedRange::LastNight),
    ("this week", NamedRange::ThisWeek),
    ("本周", NamedRange::ThisWeek),
    ("这周", NamedRange::ThisWeek),
    ("这个星期", NamedRange::ThisWeek),
    ("last week", NamedRange::LastWeek),
    ("上周", NamedRange::LastWeek),
    ("上个星期", NamedRange::LastWeek),
    ("本星期", NamedRange::ThisWeek),
];

/// What stands between two times, the longest first. A hyphen is a sign of dates and offsets as
/// well, so each that stands in a text is tried.
const SEPARATORS: [&str; 9] = [" to ", "..", "至", "到", "~", "–", "—", " - ", "-"];

/// Reads what [`parse_typed`] reads, `last night`, `昨晚`, `this week`, `22:00-02:00` (the last that
/// has begun), `2026-11-24 22:00 ~ 02:00`, `11-24 至 11-25`, `3h`, `last 15 minutes`, `最近3小时`, `now`,
/// `2h ago`, `2小时前`.
/// `now` is on the wall clock that is meant. Returns `None` if it is none of these.
pub fn parse_typed_range(text: &str, now: NaiveDateTime) -> Option<TypedRange> {
    let today = now.date();
    let plain = plain(text);
    if let Some((_, named)) = NAMES.into_iter().find(|(name, _)| plain == *name) {
        let (start, end) = named.ends(today)?;
        return Some(TypedRange::Between(
            TypedTime::at(start),
            TypedTime::at(end),
        ));
    }
    if let Some(span) = span(&plain) {
        return Some(TypedRange::Last(span));
    }
    if let Some(time) = before_now(&plain, now) {
        return Some(TypedRange::At(time));
    }
    if let Some(range) = times_of_a_day(&plain, now) {
        return Some(range);
    }
    match parse_typed(text, today) {
        Some(day) if day.whole_day => Some(TypedRange::Between(day, end_of_day(day)?)),
        Some(time) => Some(TypedRange::At(time)),
        None => pair(&plain, now),
    }
}

/// `22:00-02:00`, `11-24 22:00-02:00`: to the minute and without the `T` of ISO 8601, what stands
/// behind the hyphen is no offset.
fn times_of_a_day(text: &str, now: NaiveDateTime) -> Option<TypedRange> {
    let (start_text, end_text) = text.rsplit_once('-')?;
    let [start, end] = [start_text, end_text].map(|text| {
        let is_to_the_minute = text.matches(':').count() == 1;
        let time = is_to_the_minute.then(|| parse_typed(text, now.date()))?;
        time.filter(|time| time.offset.is_none())
    });
    let (start, end) = (start?, end?);
    if !end.day_assumed || (start_text.contains('t') && !start_text.contains(' ')) {
        return None;
    }
    between(start, end, now)
}

fn day_before(time: NaiveDateTime) -> Option<NaiveDateTime> {
    time.checked_sub_days(Days::new(1))
}

/// Two times with something between them.
fn pair(text: &str, now: NaiveDateTime) -> Option<TypedRange> {
    let read = |text: &str| before_now(trim(text), now).or_else(|| parse_typed(text, now.date()));
    for separator in SEPARATORS {
        for (place, _) in text.match_indices(separator) {
            let start = text.get(..place).and_then(read);
            let end = text.get(place + separator.len()..).and_then(read);
            if let (Some(start), Some(end)) = (start, end) {
                return between(start, end, now);
            }
        }
    }
    None
}

/// The range between two times: an end without a day is the next after the start, a start without a
/// day the last before now, and a day alone means all of it.
fn between(mut start: TypedTime, end: TypedTime, now: NaiveDateTime) -> Option<TypedRange> {
    let mut end = if end.whole_day { end_of_day(end)? } else { end };
    if start.day_assumed && start.local > now {
        start.local = day_before(start.local)?;
    }
    if end.day_assumed {
        end.local = start.local.date().and_time(end.local.time());
        end.offset = end.offset.or(start.offset);
        if end.local <= start.local {
            end.local = end.local.checked_add_days(Days::new(1))?;
        }
    }
    Some(TypedRange::Between(start, end))
}

fn end_of_day(day: TypedTime) -> Option<TypedTime> {
    Some(TypedTime {
        local: day.local.checked_add_signed(TimeDelta::seconds(DAY - 1))?,
        ..day
    })
}

/// `now`, `现在`, `2h ago`, `15 minutes ago`, `2小时前`.
fn before_now(text: &str, now: NaiveDateTime) -> Option<TypedTime> {
    if matches!(text, "now" | "现在" | "此刻") {
        return Some(TypedTime::at(now));
    }
    let words = ["ago", "以前", "之前", "前"];
    let length = words.iter().find_map(|word| text.strip_suffix(word))?;
    let ago = now.checked_sub_signed(length_of(trim(length))?)?;
    Some(TypedTime::at(ago))
}

/// Units of a span, in seconds; those of Chinese with the sign that a plain text has for `时` and
/// `分`.
const UNITS: [(&str, i64); 15] = [
    ("m", 60),
    ("min", 60),
    ("minute", 60),
    ("minutes", 60),
    (":钟", 60),
    ("h", HOUR),
    ("hour", HOUR),
    ("hours", HOUR),
    ("小:", HOUR),
    ("个小:", HOUR),
    ("d", DAY),
    ("day", DAY),
    ("days", DAY),
    ("天", DAY),
    ("w", 7 * DAY),
];

/// The longest span that is read, in units.
const MOST_UNITS: u64 = 1_000;

/// `15m`, `last 3 hours`, `past hour`, `最近 3 小时`, `过去7天`.
fn span(text: &str) -> Option<TimeDelta> {
    let words = ["last ", "past ", "最近", "过去", "近"];
    let named = words.iter().find_map(|word| text.strip_prefix(word));
    let rest = trim(named.unwrap_or(text));
    // "last hour" is one, "hour" is none.
    match named.filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit())) {
        Some(_) => length_of(&["1", rest].concat()),
        None => length_of(rest),
    }
}

/// `15m`, `3 hours`, `7天`.
fn length_of(text: &str) -> Option<TimeDelta> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let number = whole_number(number).filter(|number| (1..=MOST_UNITS).contains(number))?;
    let unit = trim(unit);
    let (_, seconds) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    Some(TimeDelta::seconds(i64::try_from(number).ok()? * seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::wall_clock;
    use proptest::prelude::*;

    /// A Wednesday.
    fn now() -> NaiveDateTime {
        let day = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        day.and_hms_opt(16, 30, 0).unwrap()
    }

    fn read(text: &str) -> Option<String> {
        let shown = |time: TypedTime| {
            let offset = time.offset.map(|east| format!(" {east:+}"));
            wall_clock(time.local) + &offset.unwrap_or_default()
        };
        Some(match parse_typed_range(text, now())? {
            TypedRange::Last(span) => format!("last {}", span.num_minutes()),
            TypedRange::At(time) => shown(time),
            TypedRange::Between(start, end) => format!("{} .. {}", shown(start), shown(end)),
        })
    }

    #[test]
    fn the_ranges_of_people_are_read() {
        let night = "2026-11-24 18:00:00 .. 2026-11-25 08:00:00";
        let today = "2026-11-25 00:00:00 .. 2026-11-25 23:59:59";
        let late = "2026-11-24 22:00:00 .. 2026-11-25 02:00:00";
        for (text, expected) in [
            ("last night", night),
            (" Last Night ", night),
            ("昨晚", night),
            ("昨天晚上", night),
            ("today", today),
            ("今天", today),
            ("11-25", today),
            ("2026年11月25日", today),
            ("this week", "2026-11-23 00:00:00 .. 2026-11-29 23:59:59"),
            ("上周", "2026-11-16 00:00:00 .. 2026-11-22 23:59:59"),
            ("22:00-02:00", late),
            ("22:00～02:00", late),
            ("11-24 22:00 - 02:00", late),
            ("11-24 22:00-02:00", late),
            ("昨天 22:00 到 02:00", late),
            ("2026-11-24 22:00 to 2026-11-25 02:00", late),
            ("09:00-10:00", "2026-11-25 09:00:00 .. 2026-11-25 10:00:00"),
            ("17:00-18:00", "2026-11-24 17:00:00 .. 2026-11-24 18:00:00"),
            (
                "11-24 至 11-25",
                "2026-11-24 00:00:00 .. 2026-11-25 23:59:59",
            ),
            (
                "2026-11-20..2026-11-21",
                "2026-11-20 00:00:00 .. 2026-11-21 23:59:59",
            ),
            (
                "2026-11-24T22:00:00Z - 2026-11-24T23:00:00Z",
                "2026-11-24 22:00:00 +0 .. 2026-11-24 23:00:00 +0",
            ),
            ("2026-11-20 16:14:35,123", "2026-11-20 16:14:35"),
            ("2026-10-25 02:30+01:00", "2026-10-25 01:30:00 +0"),
            ("22:00 -02:00", "2026-11-24 22:00:00 .. 2026-11-25 02:00:00"),
            ("15m", "last 15"),
            ("3h", "last 180"),
            ("last hour", "last 60"),
            ("last 3 hours", "last 180"),
            ("最近3小时", "last 180"),
            ("最近 15 分钟", "last 15"),
            ("过去7天", "last 10080"),
            ("now", "2026-11-25 16:30:00"),
            ("现在", "2026-11-25 16:30:00"),
            ("2h ago", "2026-11-25 14:30:00"),
            ("2 hours ago", "2026-11-25 14:30:00"),
            ("2小时前", "2026-11-25 14:30:00"),
            ("15 分钟以前", "2026-11-25 16:15:00"),
            ("3 天前", "2026-11-22 16:30:00"),
            (
                "3h ago to now",
                "2026-11-25 13:30:00 .. 2026-11-25 16:30:00",
            ),
            ("9:00 - now", "2026-11-25 09:00:00 .. 2026-11-25 16:30:00"),
            (
                "昨天 22:00 至 现在",
                "2026-11-24 22:00:00 .. 2026-11-25 16:30:00",
            ),
            (
                "monday - wednesday",
                "2026-11-23 00:00:00 .. 2026-11-25 23:59:59",
            ),
            ("周一至周二", "2026-11-23 00:00:00 .. 2026-11-24 23:59:59"),
            (
                "11/24/2026-11/25/2026",
                "2026-11-24 00:00:00 .. 2026-11-25 23:59:59",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in [
            "",
            "-",
            "to",
            "节点",
            "hour",
            "0h",
            "9999d",
            "3 x",
            "99:00-02:00",
            "a - b",
            "last",
            "5100",
            "ago",
            "前",
            "hour ago",
            "2 ago",
            "nowhere",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_named_range_ends_after_it_began() {
        for named in NamedRange::OFFERED {
            let (start, end) = named.ends(now().date()).unwrap();
            assert!(start < end, "{named:?}");
        }
        assert_eq!(NamedRange::Yesterday.ends(NaiveDate::MIN), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in "\\PC*") {
            let _ = parse_typed_range(&text, now());
        }

        #[test]
        fn two_times_that_are_printed_are_read_back(
            seconds in 0i64..4_000_000_000,
            length in 1i64..100_000_000,
            separator in proptest::sample::select(vec![" - ", " ~ ", "..", " 至 ", " to ", "–"]),
        ) {
            let local = |seconds| {
                let instant = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
                wall_clock(instant.naive_utc())
            };
            let (start, end) = (local(seconds), local(seconds + length));
            let read = read(&[&start, separator, &end].concat());
            prop_assert_eq!(read, Some(format!("{start} .. {end}")));
        }
    }
}
