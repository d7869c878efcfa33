//! A range in the reader's words: what it is called, or both ends on the wall clock of the page.

use operation_log::Param;
use operation_log::query::{LastSpan, Query, TimeZone};
use operation_log::time::{self, NamedRange};

use super::range::Range;
use crate::i18n::{Label, Locale};
use crate::platform::clock;

/// What a relative range is called.
pub fn span_label(span: LastSpan) -> Label {
    match span {
        LastSpan::Minutes15 => |t| t.last_15m(),
        LastSpan::Hour1 => |t| t.last_1h(),
        LastSpan::Hours24 => |t| t.last_24h(),
        LastSpan::Days7 => |t| t.last_7d(),
        LastSpan::Days30 => |t| t.last_30d(),
    }
}

/// What a range of whole days or nights is called.
pub fn named_label(named: NamedRange) -> Label {
    match named {
        NamedRange::Today => |t| t.today(),
        NamedRange::Yesterday => |t| t.yesterday(),
        NamedRange::LastNight => |t| t.last_night(),
        NamedRange::ThisWeek => |t| t.this_week(),
        NamedRange::LastWeek => |t| t.last_week(),
    }
}

/// The words for a relative range.
pub fn span_text(locale: Locale, span: LastSpan) -> &'static str {
    span_label(span)(locale.t())
}

/// A time of the query as its box shows it: on the wall clock of the zone, with its offset where
/// that clock shows the time twice, or as it was given if it is no time.
pub fn shown_time(query: &Query, param: Param, zone: TimeZone) -> String {
    let text = query.text(param);
    let Some(instant) = time::parse_zoned(&text) else {
        return text;
    };
    let shown = clock::wall_clock(zone, instant);
    if clock::instant(zone, clock::local(zone, instant)) == Some(instant) {
        return shown;
    }
    [&shown, " ", &clock::iso_offset(zone, instant)].concat()
}

/// The range of a query in the reader's words; `write` tells one that has no name.
pub fn range_text(
    locale: Locale,
    query: &Query,
    zone: TimeZone,
    write: fn(Range, TimeZone) -> String,
) -> String {
    if let Some(span) = query.last() {
        return span_text(locale, span).to_owned();
    }
    let is_set = |param: &Param| query.is_set(*param);
    let unusable = |param: &Param| query.problem(*param).is_some();
    let params = [Param::Last, Param::StartTime, Param::EndTime];
    if params.iter().any(unusable) {
        let texts = params.into_iter().filter(is_set);
        let texts: Vec<String> = texts.map(|param| shown_time(query, param, zone)).collect();
        return texts.join(" – ");
    }
    if !params.iter().any(is_set) {
        return locale.t().any_time().to_owned();
    }
    let range = Range {
        start: query.start_time(),
        end: query.end_time(),
    };
    write(range, zone)
}
