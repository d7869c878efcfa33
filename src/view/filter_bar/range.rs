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

    /// `2026-11-24 18:00 – 2026-11-25 08:00 UTC+8`, `2026-11-24 00:00 – 23:59:59 UTC+8`; each end with the offset of its own day where
    /// they differ.
    pub fn text(self, zone: TimeZone) -> String {
        let shown = |end: Option<DateTime<Utc>>| match end {
            Some(end) => short_time(zone, end),
            None => "…".to_owned(),
        };
        let offset = |end: DateTime<Utc>| [" ", &clock::offset_label(zone, end)].concat();
        let [start, end] = [self.start, self.end].map(|end| end.map(offset));
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
fn short_time(zone: TimeZone, instant: DateTime<Utc>) -> String {
    let text = clock::wall_clock(zone, instant);
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
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
