//! A range of time, in the words and on the wall clock of the reader.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use operation_log::Edit;
use operation_log::query::{LastSpan, TimeZone};
use operation_log::time::{self, NamedRange, TypedRange, TypedTime};

use crate::platform::clock;

/// A range; an end that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Its first second.
    pub start: Option<DateTime<Utc>>,
    /// Its last second.
    pub end: Option<DateTime<Utc>>,
}

impl Range {
    /// The change that makes it the range of a query.
    pub fn edit(self) -> Edit {
        match self {
            Self {
                start: None,
                end: None,
            } => Edit::Last(None),
            Self { start, end } => Edit::Several(vec![Edit::StartTime(start), Edit::EndTime(end)]),
        }
    }

    /// A range with a name, as of a day in a zone.
    pub fn named(named: NamedRange, today: NaiveDate, zone: TimeZone) -> Option<Self> {
        let (start, end) = named.ends(today)?;
        Some(Self {
            start: Some(clock::instant(zone, start)?),
            end: Some(clock::instant(zone, end)?),
        })
    }

    /// `2026-11-24 18:00 – 2026-11-25 08:00 UTC+8`, `2026-11-24 00:00 – 23:59:59 UTC+8`; each end with
    /// the offset of its own day where they differ.
    pub fn text(self, zone: TimeZone) -> String {
        self.words(zone, |zone, end| {
            [" ", &clock::offset_label(zone, end)].concat()
        })
    }

    /// `11-24 18:00 – 11-25 08:00`, `11-24 09:00 – 17:00`, `11-24`: as short as it can be told, beside
    /// the zone. The year of `now` is not said.
    pub fn short_text(self, zone: TimeZone, now: DateTime<Utc>) -> String {
        let this_year = clock::wall_clock(zone, now);
        let this_year = this_year.get(..5).unwrap_or_default();
        let words = self.words(zone, |_, _| String::new());
        let short = words.replace(this_year, "");
        match short.strip_suffix("23:59:59") {
            Some(days) if days.contains(" 00:00 – ") => {
                let days = days.replace(" 00:00", "");
                days.trim_end_matches([' ', '–']).to_owned()
            }
            _ => short,
        }
    }

    /// Both ends, each with its offset behind it where they differ.
    fn words(self, zone: TimeZone, offset: fn(TimeZone, DateTime<Utc>) -> String) -> String {
        let shown = |end: Option<DateTime<Utc>>| match end {
            Some(end) => to_the_minute(&clock::wall_clock(zone, end)).to_owned(),
            None => "…".to_owned(),
        };
        let [start, end] = [self.start, self.end].map(|end| end.map(|end| offset(zone, end)));
        let (between, behind) = match (start, end) {
            (Some(start), Some(end)) if start != end => (start, end),
            (start, end) => (String::new(), end.or(start).unwrap_or_default()),
        };
        let (start, end) = (shown(self.start), shown(self.end));
        // The day of the start is not said again.
        let day = start.split_once(' ').map_or("", |(day, _)| day);
        let end = end
            .strip_prefix(day)
            .filter(|_| !day.is_empty())
            .unwrap_or(&end);
        [&start, &*between, " – ", end.trim_start(), &behind].concat()
    }

    /// A line of a storage.
    pub fn stored(self) -> Option<String> {
        Some([&time::iso(self.start?), "/", &time::iso(self.end?)].concat())
    }

    /// Reads a line of a storage.
    pub fn of_stored(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('/')?;
        Some(Self {
            start: Some(time::parse_zoned(start)?),
            end: Some(time::parse_zoned(end)?),
        })
    }
}

/// A time without its seconds, if those are zero.
fn to_the_minute(time: &str) -> &str {
    time.strip_suffix(":00").unwrap_or(time)
}

/// The instant of a typed time. Returns `None` if the zone has no such time.
pub fn instant_of(typed: TypedTime, zone: TimeZone) -> Option<DateTime<Utc>> {
    match typed.offset {
        Some(east) => Some((typed.local - TimeDelta::seconds(east)).and_utc()),
        None => clock::instant(zone, typed.local),
    }
}

/// What a typed range stands for.
pub enum Wanted {
    /// A range that ends now, with a name of its own.
    Last(LastSpan),
    /// From one time to another.
    Range(Range),
    /// A moment.
    At(DateTime<Utc>),
}

/// What a typed range stands for. Returns `None` if the zone has no such time.
pub fn wanted(typed: TypedRange, zone: TimeZone, now: DateTime<Utc>) -> Option<Wanted> {
    Some(match typed {
        TypedRange::Last(length) => {
            let named = LastSpan::ALL
                .into_iter()
                .find(|span| span.duration() == length);
            match named {
                Some(span) => Wanted::Last(span),
                None => Wanted::Range(Range {
                    start: now.checked_sub_signed(length),
                    end: None,
                }),
            }
        }
        TypedRange::Between(start, end) => Wanted::Range(Range {
            start: Some(instant_of(start, zone)?),
            end: Some(instant_of(end, zone)?),
        }),
        TypedRange::At(time) => Wanted::At(instant_of(time, zone)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(start: &str, end: &str) -> String {
        let end_of = |text: &str| time::parse_zoned(text);
        let now = end_of("2026-11-26T04:00:00Z").unwrap();
        let range = Range {
            start: end_of(start),
            end: end_of(end),
        };
        range.short_text(TimeZone::Utc8, now)
    }

    #[test]
    fn a_range_is_told_as_short_as_it_can_be() {
        let day = "2026-11-24T01:00:00Z";
        assert_eq!(short(day, "2026-11-24T09:30:05Z"), "11-24 09:00 – 17:30:05");
        assert_eq!(
            short(day, "2026-11-25T00:00:00Z"),
            "11-24 09:00 – 11-25 08:00"
        );
        assert_eq!(
            short("2026-11-23T16:00:00Z", "2026-11-24T15:59:59Z"),
            "11-24"
        );
        assert_eq!(
            short("2026-11-23T16:00:00Z", "2026-11-25T15:59:59Z"),
            "11-24 – 11-25"
        );
        assert_eq!(
            short("2025-12-31T15:00:00Z", "2025-12-31T16:00:00Z"),
            "2025-12-31 23:00 – 01-01 00:00"
        );
        assert_eq!(short(day, ""), "11-24 09:00 – …");
        assert_eq!(short("", day), "… – 11-24 09:00");
    }
}
