//! Days as people name and write them.

use chrono::{Datelike, Days, NaiveDate};

use super::typed::plain;
use super::{Cursor, date};

/// Days by their name, and how many days ago they were. The evening of a day has a name too.
const DAYS: [(&str, u64); 10] = [
    ("今天", 0),
    ("今日", 0),
    ("今", 0),
    ("today", 0),
    ("昨天", 1),
    ("昨日", 1),
    ("昨", 1),
    ("yesterday", 1),
    ("前天", 2),
    ("前日", 2),
];

/// The days of a week, each also known by its first three letters.
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The months, each also known by its first three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Takes a day. Returns `None`, and takes nothing, if there is none.
pub(super) fn day(rest: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let before = rest.0;
    if let Some((name, days_ago)) = DAYS.into_iter().find(|(name, _)| rest.word(name)) {
        let is_whole = !matches!(name, "今" | "昨") || rest.0.starts_with(['早', '晚']);
        return today
            .checked_sub_days(Days::new(days_ago))
            .filter(|_| is_whole);
    }
    for read in SPELLINGS {
        let found = read(rest, today);
        if found.is_some() {
            return found;
        }
        rest.0 = before;
    }
    None
}

/// The spellings of a date, and of the days of a week.
const SPELLINGS: &[fn(&mut Cursor<'_>, NaiveDate) -> Option<NaiveDate>] = &[
    |rest, _| date_of_numbers(rest),
    |rest, _| date(rest),
    date_of_words,
    weekday,
    |rest, today| {
        let month = rest.number(2).filter(|_| rest.take("-/"))?;
        past(today, month, rest.number(2)?)
    },
];

/// Takes one of these names, or its first three letters; returns its place.
fn name(rest: &mut Cursor<'_>, names: &[&str]) -> Option<u32> {
    let place = names
        .iter()
        .position(|name| rest.word(name) || name.get(..3).is_some_and(|short| rest.word(short)))?;
    u32::try_from(place).ok()
}

/// `Nov 22`, `Nov 22, 2026`, `22 Nov`, `22 November 2026`, `22/Nov/2026`.
fn date_of_words(rest: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let day_before = rest.number(2);
    rest.take(" /-");
    let month = name(rest, &MONTHS)? + 1;
    rest.take(" /-");
    let day = match day_before {
        // A log pads a day of one digit with a blank.
        None => {
            rest.take(" ");
            let day = rest.number(2)?;
            // A year may follow, or a time.
            let behind = rest.0;
            rest.take(",");
            if !rest.take(" ") {
                rest.0 = behind;
            }
            day
        }
        Some(day) => day,
    };
    let behind = rest.0;
    if let Some(year) = year(rest) {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    rest.0 = behind;
    past(today, month, day)
}

/// Four digits.
fn year(rest: &mut Cursor<'_>) -> Option<i32> {
    let before = rest.0.len();
    let year = rest.number(4)?;
    let is_year = before - rest.0.len() == 4;
    i32::try_from(year).ok().filter(|_| is_year)
}

/// The last day of this name that was: `monday`, `周一`, `上周一`. The short English names are words of
/// their own, so a time has to follow them.
fn weekday(rest: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let since_monday = today.weekday().num_days_from_monday();
    let before = rest.0;
    let days_ago = match name(rest, &WEEKDAYS) {
        Some(wanted) => {
            let is_short = before.len() - rest.0.len() == 3;
            if is_short && !rest.0.starts_with(' ') {
                return None;
            }
            (since_monday + 7 - wanted) % 7
        }
        None => {
            let of_last_week = rest.word("上");
            let of_this_week = !of_last_week && (rest.word("本") || rest.word("这"));
            rest.word("个");
            if !["周", "星期", "礼拜"].iter().any(|week| rest.word(week)) {
                return None;
            }
            let names = ["一", "二", "三", "四", "五", "六", "日", "天"];
            let wanted = names.iter().position(|name| rest.word(name))?.min(6);
            let wanted = u32::try_from(wanted).ok()?;
            if of_last_week {
                since_monday + 7 - wanted
            } else if of_this_week {
                since_monday.checked_sub(wanted)?
            } else {
                (since_monday + 7 - wanted) % 7
            }
        }
    };
    today.checked_sub_days(Days::new(days_ago.into()))
}

/// Takes two numbers and the year behind them, and whether dots stand between them.
fn numbers_and_year(rest: &mut Cursor<'_>) -> Option<(bool, u32, u32, i32)> {
    let first = rest.number(2)?;
    let sign = ["/", "-", "."].into_iter().find(|sign| rest.word(sign))?;
    let second = rest.number(2).filter(|_| rest.word(sign))?;
    Some((sign == ".", first, second, year(rest)?))
}

/// Whether two such numbers may both be the month, and are not the same.
const fn is_ambiguous(dotted: bool, first: u32, second: u32) -> bool {
    !dotted && first <= 12 && second <= 12 && first != second
}

/// `11/22/2026`, `22/11/2026`, `22.11.2026`.
fn date_of_numbers(rest: &mut Cursor<'_>) -> Option<NaiveDate> {
    let (dotted, first, second, year) = numbers_and_year(rest)?;
    if is_ambiguous(dotted, first, second) {
        return None;
    }
    let (month, day) = if dotted || second <= 12 {
        (second, first)
    } else {
        (first, second)
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Whether a text begins with a date that each country reads in its own way, such as `3/4/2026`.
pub fn has_ambiguous_date(text: &str) -> bool {
    let text = plain(text);
    let found = numbers_and_year(&mut Cursor(&text));
    found.is_some_and(|(dotted, first, second, _)| is_ambiguous(dotted, first, second))
}

/// A day without its year: the last that was, or is tomorrow where the clocks are ahead.
fn past(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let of_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let tomorrow = today.checked_add_days(Days::new(1))?;
    of_year(today.year())
        .filter(|day| *day <= tomorrow)
        .or_else(|| of_year(today.year() - 1))
}
