//! Times as people type them: more spellings than the API's, and days by their name.

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::characters::trim;

use super::{ASKED_SECONDS, Cursor, date, offset, parse_zoned};

/// What was typed, on some wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedTime {
    /// The time; of a day alone, its first second.
    pub local: NaiveDateTime,
    /// The offset it names, in seconds east of UTC.
    pub offset: Option<i64>,
    /// Whether only a day was named.
    pub whole_day: bool,
}

/// Days by their name, and how many days ago they were.
const DAYS: [(&str, u64); 8] = [
    ("今天", 0),
    ("今日", 0),
    ("today", 0),
    ("昨天", 1),
    ("昨日", 1),
    ("yesterday", 1),
    ("前天", 2),
    ("前日", 2),
];

/// Reads `2026-11-22`, `2026/11/22 9:05`, `2026年11月22日 9点5分`, `9:05` (of today), `yesterday`,
/// `昨天 18:00`, `2026-11-22 24:00`, all that [`parse_zoned`] reads, and any of it in fullwidth
/// characters. `today` is the date on the wall clock that is meant. Returns `None` if it is no
/// time.
pub fn parse_typed(text: &str, today: NaiveDate) -> Option<TypedTime> {
    let text = plain(text);
    if let Some(instant) = parse_zoned(&text) {
        return Some(TypedTime {
            local: instant.naive_utc(),
            offset: Some(0),
            whole_day: false,
        });
    }
    let mut rest = Cursor(&text);
    let mut day = today;
    let mut day_named = true;
    if let Some((name, days_ago)) = DAYS.into_iter().find(|(name, _)| text.starts_with(name)) {
        day = today.checked_sub_days(Days::new(days_ago))?;
        rest.0 = text.get(name.len()..)?;
    } else if let Some(named) = date(&mut rest) {
        day = named;
    } else {
        rest = Cursor(&text);
        day_named = false;
    }
    while rest.take(" t") {}
    let midnight = day.and_hms_opt(0, 0, 0)?;
    let (seconds, offset) = if rest.0.is_empty() && day_named {
        (0, None)
    } else {
        (i64::from(seconds_of_day(&mut rest)?), offset(rest)?)
    };
    let local = midnight + chrono::TimeDelta::seconds(seconds);
    let known = ASKED_SECONDS.contains(&local.and_utc().timestamp());
    known.then_some(TypedTime {
        local,
        offset,
        whole_day: day_named && !text.contains(':'),
    })
}

/// `9:05`, `09:05:33`, `9:` as it is left of `9点`, and `24:00`, the end of the day.
fn seconds_of_day(rest: &mut Cursor<'_>) -> Option<u32> {
    let hour = rest.number(2).filter(|_| rest.take(":"))?;
    let minute = rest.number(2).unwrap_or(0);
    let second = if rest.take(":") {
        rest.number(2).unwrap_or(0)
    } else {
        0
    };
    let in_day = (hour < 24 && minute < 60 && second < 60) || (hour, minute, second) == (24, 0, 0);
    in_day.then_some(hour * 3600 + minute * 60 + second)
}

/// The text in small letters, without fullwidth characters and with the signs of ISO 8601 for
/// the words of a Chinese date.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in trim(text).chars() {
        // The name of a day keeps its last character.
        let names_a_day = plain.ends_with(['今', '昨', '前']);
        plain.push(match character {
            '日' if names_a_day => '日',
            '年' | '月' => '-',
            '日' | '号' | '秒' => ' ',
            '时' | '点' | '分' => ':',
            '\u{3000}' | '\t' => ' ',
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = char::from_u32(u32::from(character) - 0xfee0);
                narrow.unwrap_or(character).to_ascii_lowercase()
            }
            other => other.to_ascii_lowercase(),
        });
    }
    // A unit at the end leaves a blank.
    trim(&plain).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::wall_clock;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn read(text: &str) -> Option<String> {
        parse_typed(text, today()).map(|typed| {
            let mut shown = wall_clock(typed.local);
            if let Some(offset) = typed.offset {
                shown.push_str(&format!(" {offset:+}"));
            }
            if typed.whole_day {
                shown.push_str(" all day");
            }
            shown
        })
    }

    #[test]
    fn the_spellings_of_people_are_read() {
        for (text, expected) in [
            ("2026-11-22", "2026-11-22 00:00:00 all day"),
            ("2026/1/2", "2026-01-02 00:00:00 all day"),
            ("2026年11月22日", "2026-11-22 00:00:00 all day"),
            ("2026年11月2号", "2026-11-02 00:00:00 all day"),
            ("2026年11月22日 9点", "2026-11-22 09:00:00"),
            ("2026年11月22日9时5分33秒", "2026-11-22 09:05:33"),
            ("２０２６－１１－２２　０９：２６", "2026-11-22 09:26:00"),
            ("2026-11-22T09:26:33", "2026-11-22 09:26:33"),
            ("2026-11-22 24:00", "2026-11-23 00:00:00"),
            ("9:05", "2026-11-22 09:05:00"),
            ("today", "2026-11-22 00:00:00 all day"),
            (" Yesterday ", "2026-11-21 00:00:00 all day"),
            ("今天", "2026-11-22 00:00:00 all day"),
            ("今日 8:00", "2026-11-22 08:00:00"),
            ("昨天", "2026-11-21 00:00:00 all day"),
            ("昨日", "2026-11-21 00:00:00 all day"),
            ("昨天 18：30", "2026-11-21 18:30:00"),
            ("前天6点", "2026-11-20 06:00:00"),
            ("yesterday 24:00", "2026-11-22 00:00:00"),
            ("2026-11-22T01:26:33Z", "2026-11-22 01:26:33 +0"),
            ("2026-11-22 09:26+08:00", "2026-11-22 01:26:00 +0"),
            ("9:05 +08:00", "2026-11-22 09:05:00 +28800"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "9",
            "24:01",
            "25:00",
            "9:60",
            "2026-13-01",
            "2026-02-30",
            "2026-11",
            "11-22",
            "yesterdays",
            "今天好",
            "0001-01-01",
            "1969-12-31 23:59",
            "2026-11-22 9:05x",
            "：",
            "日",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in "\\PC*") {
            let _ = parse_typed(&text, today());
        }

        #[test]
        fn what_a_box_shows_is_read_back(seconds in 0i64..253_402_300_799) {
            let local = chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
            let typed = parse_typed(&wall_clock(local), today());
            prop_assert_eq!(typed.map(|typed| typed.local), Some(local));
        }
    }
}
