//! Times as people type them and logs print them: more spellings than the API's, and days by
//! their name.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::characters::trim;

use super::typed_day::day;
use super::{ASKED_SECONDS, Cursor, offset, parse_zoned};

/// What was typed, on some wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedTime {
    /// The time; of a day alone, its first second.
    pub local: NaiveDateTime,
    /// The offset it names, in seconds east of UTC.
    pub offset: Option<i64>,
    /// Whether only a day was named.
    pub whole_day: bool,
    /// Whether no day was named, so that it is the day of now.
    pub(super) day_assumed: bool,
}

impl TypedTime {
    /// A time on the wall clock that is meant.
    pub(super) const fn at(local: NaiveDateTime) -> Self {
        Self {
            local,
            offset: None,
            whole_day: false,
            day_assumed: false,
        }
    }
}

/// A part of a day, which an hour is counted in.
#[derive(Clone, Copy)]
enum PartOfDay {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

const PARTS_OF_DAY: [(&str, PartOfDay); 9] = [
    ("凌晨", PartOfDay::Morning),
    ("早上", PartOfDay::Morning),
    ("早", PartOfDay::Morning),
    ("上午", PartOfDay::Morning),
    ("中午", PartOfDay::Noon),
    ("下午", PartOfDay::Afternoon),
    ("傍晚", PartOfDay::Afternoon),
    ("晚上", PartOfDay::Evening),
    ("晚", PartOfDay::Evening),
];

impl PartOfDay {
    /// An hour of the clock face, counted from midnight.
    const fn hour(self, hour: u32) -> u32 {
        match (self, hour) {
            (Self::Morning, 12) => 0,
            (Self::Noon, 0..10) | (Self::Afternoon, 0..12) | (Self::Evening, 5..12) => hour + 12,
            // The evening goes on after midnight.
            (Self::Evening, 0..5 | 12) => hour % 12 + 24,
            _ => hour,
        }
    }
}

/// Reads `2026-11-22`, `2026/11/22 9:05`, `2026年11月22日 9点5分`, `11-22 9:05` and `Nov 22 09:05:33`
/// (of the past year), `22/Nov/2026:09:05:33 +0800`, `11/22/2026` (if only one number can be the
/// month), `9:05` (of today), `yesterday`, `昨天 18:00`, `monday 9:00`, `周一`, `昨天下午3点`, `3:05 pm`, `2026-11-22 24:00`, `2026-11-22 09:05:33,123`, all that [`parse_zoned`]
/// reads, and any of it in fullwidth characters. `today` is the date on the wall clock that is
/// meant. Returns `None` if it is no time.
pub fn parse_typed(text: &str, today: NaiveDate) -> Option<TypedTime> {
    let text = plain(text);
    if let Some(instant) = parse_zoned(&text) {
        return Some(TypedTime {
            offset: Some(0),
            ..TypedTime::at(instant.naive_utc())
        });
    }
    let mut rest = Cursor(&text);
    let named_day = day(&mut rest, today);
    while rest.take(" t:") {}
    let part_of_day = PARTS_OF_DAY
        .into_iter()
        .find(|(name, _)| rest.word(name))
        .map(|(_, part)| part);
    rest.take(" ");
    let midnight = named_day.unwrap_or(today).and_hms_opt(0, 0, 0)?;
    let is_day = rest.0.is_empty() && named_day.is_some() && part_of_day.is_none();
    let (seconds, offset) = if is_day {
        (0, None)
    } else {
        (seconds_of_day(&mut rest, part_of_day)?, offset(rest)?)
    };
    let local = midnight.checked_add_signed(TimeDelta::seconds(seconds))?;
    let known = ASKED_SECONDS.contains(&local.and_utc().timestamp());
    known.then_some(TypedTime {
        local,
        offset,
        whole_day: is_day,
        day_assumed: named_day.is_none(),
    })
}

/// `9:05`, `09:05:33`, `09:05:33.5`, `9:` as it is left of `9点`, `9:05 pm`, and `24:00`, the end of
/// the day.
fn seconds_of_day(rest: &mut Cursor<'_>, part: Option<PartOfDay>) -> Option<i64> {
    let hour = rest.number(2)?;
    let (mut minute, mut second) = (0, 0);
    let has_minutes = rest.take(":");
    if has_minutes {
        let is_half = rest.word("半");
        minute = if is_half {
            30
        } else {
            rest.number(2).unwrap_or(0)
        };
        if rest.take(":") {
            second = rest.number(2).unwrap_or(0);
            if rest.take(".,") {
                rest.number(9)?;
            }
        }
    }
    let in_day = (hour < 24 && minute < 60 && second < 60) || (hour, minute, second) == (24, 0, 0);
    let behind = trim(rest.0);
    let english = [("am", PartOfDay::Morning), ("pm", PartOfDay::Afternoon)]
        .into_iter()
        .find_map(|(name, part)| Some((behind.strip_prefix(name)?, part)));
    let part = match english {
        Some((behind, part)) => {
            rest.0 = behind;
            Some(part)
        }
        None => part.filter(|_| has_minutes),
    };
    let hour = part.map_or(hour, |part| part.hour(hour));
    (in_day && (has_minutes || part.is_some()))
        .then_some(i64::from(hour * 3600 + minute * 60 + second))
}

/// The text in small letters, without fullwidth characters and with the signs of ISO 8601 for
/// the words of a Chinese date.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in trim(text).chars() {
        // The name of a day keeps its last character.
        let names_a_day = plain.ends_with(['今', '昨', '前', '周', '期', '拜']);
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
    use crate::time::{has_ambiguous_date, wall_clock};
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
            ("2026-11-20 16:14:35,123", "2026-11-20 16:14:35"),
            ("2026-11-20T16:14:35.5", "2026-11-20 16:14:35"),
            ("2026-11-20 16:14:35.123456 +0800", "2026-11-20 08:14:35 +0"),
            ("11-21 02:00", "2026-11-21 02:00:00"),
            ("11/23", "2026-11-23 00:00:00 all day"),
            ("11-25 02:00", "2025-11-25 02:00:00"),
            ("11月21日 2点", "2026-11-21 02:00:00"),
            ("Nov 21 16:14:35", "2026-11-21 16:14:35"),
            ("Nov  5 16:14:35", "2026-11-05 16:14:35"),
            ("20/Nov/2026:16:14:35 +0800", "2026-11-20 16:14:35 +28800"),
            ("昨天下午3点", "2026-11-21 15:00:00"),
            ("昨天下午3点半", "2026-11-21 15:30:00"),
            ("昨晚10点", "2026-11-21 22:00:00"),
            ("昨晚2点", "2026-11-22 02:00:00"),
            ("今早8点", "2026-11-22 08:00:00"),
            ("昨天中午12点", "2026-11-21 12:00:00"),
            ("今天上午 9:05", "2026-11-22 09:05:00"),
            ("yesterday 3:05 pm", "2026-11-21 15:05:00"),
            ("3pm", "2026-11-22 15:00:00"),
            ("12:30am", "2026-11-22 00:30:00"),
            // A Sunday is today.
            ("monday", "2026-11-16 00:00:00 all day"),
            ("Monday 9:05", "2026-11-16 09:05:00"),
            ("sat 22:00", "2026-11-21 22:00:00"),
            ("sunday", "2026-11-22 00:00:00 all day"),
            ("周一", "2026-11-16 00:00:00 all day"),
            ("星期五 18:00", "2026-11-20 18:00:00"),
            ("周日", "2026-11-22 00:00:00 all day"),
            ("礼拜天9点", "2026-11-22 09:00:00"),
            ("本周六下午3点", "2026-11-21 15:00:00"),
            ("上周日", "2026-11-15 00:00:00 all day"),
            ("上个星期一", "2026-11-09 00:00:00 all day"),
            ("Nov 21", "2026-11-21 00:00:00 all day"),
            ("21 Nov", "2026-11-21 00:00:00 all day"),
            ("21 November 9:05", "2026-11-21 09:05:00"),
            ("November 21, 2025", "2025-11-21 00:00:00 all day"),
            ("Nov 21 2025 16:14", "2025-11-21 16:14:00"),
            ("11/21/2026", "2026-11-21 00:00:00 all day"),
            ("11/21/2026 9:05 pm", "2026-11-21 21:05:00"),
            ("21/11/2026", "2026-11-21 00:00:00 all day"),
            ("11/11/2026", "2026-11-11 00:00:00 all day"),
            ("4.3.2026 9:05", "2026-03-04 09:05:00"),
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
            "11-31",
            "13-01 9:00",
            "昨天下午",
            "下午3",
            "昨",
            "pm",
            "x pm",
            "Foo 21 16:14",
            "yesterdays",
            "今天好",
            "0001-01-01",
            "1969-12-31 23:59",
            "2026-11-22 9:05x",
            "：",
            "日",
            "3/4/2026",
            "13/13/2026",
            "11/21/202",
            "31 Nov",
            "mon",
            "mondays",
            "周",
            "周八",
            "上周",
            "本周二x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn two_numbers_that_may_both_be_the_month_are_told_from_other_texts() {
        assert!(has_ambiguous_date(" 3/4/2026 9:05"));
        assert!(has_ambiguous_date("03-04-2026"));
        for text in [
            "11/21/2026",
            "21/11/2026",
            "4/4/2026",
            "3.4.2026",
            "3/4",
            "",
        ] {
            assert!(!has_ambiguous_date(text), "{text}");
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
