//! Figures and spans in the reader's language.

use operation_log::{Elapsed, Language};

use crate::i18n::Locale;
use crate::platform::intl;

/// A whole number, `12,345`.
pub fn number(locale: Locale, number: u64) -> String {
    intl::number(locale.tag(), number)
}

/// A count of rows.
pub fn count(locale: Locale, count: usize) -> String {
    number(locale, u64::try_from(count).unwrap_or(u64::MAX))
}

/// `7 s`, `5 min 12 s`, `2 h 5 min`, `3 d 4 h`: the two largest units that are not zero.
pub fn span(locale: Locale, elapsed: Elapsed) -> String {
    let units: [&str; 4] = match locale.language() {
        Language::ZhCn => ["\u{a0}天", "\u{a0}小时", "\u{a0}分", "\u{a0}秒"],
        Language::En => ["\u{a0}d", "\u{a0}h", "\u{a0}min", "\u{a0}s"],
    };
    let parts = elapsed.parts();
    let figures = [parts.days, parts.hours, parts.minutes, parts.seconds];
    let first = figures.iter().position(|figure| *figure > 0).unwrap_or(3);
    let words: Vec<String> = figures
        .into_iter()
        .zip(units)
        .enumerate()
        .skip(first)
        .take(2)
        .filter(|(index, (figure, _))| *figure > 0 || *index == first)
        .map(|(_, (figure, unit))| [&figure.to_string(), unit].concat())
        .collect();
    words.join(" ")
}

/// A span, with a word for "still running".
pub fn duration(locale: Locale, elapsed: Elapsed) -> String {
    let span = span(locale, elapsed);
    if elapsed.running {
        locale.t().running(&span)
    } else {
        span
    }
}
