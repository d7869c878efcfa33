//! Equal parts of a range that begin on the clock.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// How long a bucket can be, in seconds: 1, 5 and 15 minutes, 1 and 6 hours, 1 day, 1, 4 and 52 weeks.
pub const BUCKET_SECONDS: [i64; 9] = [
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    6 * HOUR,
    DAY,
    WEEK,
    4 * WEEK,
    52 * WEEK,
];

/// The Monday after 1970 began, where weeks begin.
const MONDAY: i64 = 4 * DAY;

/// Parts of a range of one length. They begin on the clock of the reader: at full minutes and hours,
/// at midnight, on Monday. The first and the last reach over the ends of the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buckets {
    /// Where the first begins, in seconds since 1970.
    start: i64,
    /// One of [`BUCKET_SECONDS`], or a multiple of the last.
    seconds: i64,
    count: usize,
}

impl Buckets {
    /// The shortest buckets that cover a range, its ends included, and are so many at most (at least
    /// one). `offset` is that of the reader's time zone, in seconds east of UTC; over a change of the
    /// clock, buckets stay as they are before or after it.
    pub fn covering(first: DateTime<Utc>, last: DateTime<Utc>, most: usize, offset: i32) -> Self {
        let (first, last) = (first.timestamp(), last.max(first).timestamp());
        let longest = BUCKET_SECONDS.into_iter().next_back().unwrap_or(WEEK);
        let longer = (2..).map(|times| longest * times);
        let mut lengths = BUCKET_SECONDS.into_iter().chain(longer);
        let fitting = lengths.find_map(|seconds| {
            let origin = MONDAY - i64::from(offset);
            let floor = |at: i64| (at - origin).div_euclid(seconds);
            let count = usize::try_from(floor(last) - floor(first) + 1).ok()?;
            let start = floor(first) * seconds + origin;
            (count <= most.max(2)).then_some(Self {
                start,
                seconds,
                count,
            })
        });
        fitting.unwrap_or(Self {
            start: first,
            seconds: longest,
            count: 1,
        })
    }

    /// How many there are.
    pub const fn count(self) -> usize {
        self.count
    }

    /// How long each is, in seconds.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// The bucket of a moment. Returns `None` outside of them.
    pub fn index(self, at: DateTime<Utc>) -> Option<usize> {
        let index = (at.timestamp() - self.start).div_euclid(self.seconds);
        usize::try_from(index)
            .ok()
            .filter(|index| *index < self.count)
    }

    /// Where a bucket begins, and where the next does.
    pub fn range(self, index: usize) -> Option<Range<DateTime<Utc>>> {
        let at = |index: usize| {
            let since = i64::try_from(index).ok()?.checked_mul(self.seconds)?;
            DateTime::from_timestamp(self.start.checked_add(since)?, 0)
        };
        Some(at(index)?..at(index + 1)?)
    }

    /// The times to ask for, to zoom to some buckets: from the first second of the first to the last of
    /// the last, as both ends of a query are in it.
    pub fn zoom(self, first: usize, last: usize) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (first, last) = (first.min(last), first.max(last));
        let end = self
            .range(last)?
            .end
            .checked_sub_signed(TimeDelta::seconds(1))?;
        Some((self.range(first)?.start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::iso;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        crate::time::parse_zoned(text).unwrap()
    }

    fn starts(buckets: Buckets) -> Vec<String> {
        let range = |index| buckets.range(index).unwrap();
        (0..buckets.count())
            .map(|index| iso(range(index).start))
            .collect()
    }

    #[test]
    fn buckets_begin_on_the_readers_clock() {
        let (first, last) = (at("2022-04-06T01:26:33Z"), at("2022-04-07T20:00:00Z"));
        let utc = Buckets::covering(first, last, 4, 0);
        assert_eq!(
            starts(utc),
            ["2022-04-06T00:00:00Z", "2022-04-07T00:00:00Z"]
        );
        let beijing = Buckets::covering(first, last, 4, 8 * 3600);
        assert_eq!(
            starts(beijing),
            [
                "2022-04-05T16:00:00Z",
                "2022-04-06T16:00:00Z",
                "2022-04-07T16:00:00Z"
            ]
        );
        // 2022-04-04 was a Monday.
        let weeks = Buckets::covering(first, at("2022-05-06T00:00:00Z"), 9, 0);
        assert_eq!(
            (starts(weeks)[0].as_str(), weeks.seconds()),
            ("2022-04-04T00:00:00Z", WEEK)
        );
    }

    #[test]
    fn a_zoom_asks_for_whole_buckets() {
        let hours = Buckets::covering(at("2022-04-06T01:26:33Z"), at("2022-04-06T08:00:00Z"), 8, 0);
        let zoom = hours.zoom(2, 1).map(|(from, to)| (iso(from), iso(to)));
        assert_eq!(
            zoom,
            Some((
                "2022-04-06T02:00:00Z".to_owned(),
                "2022-04-06T03:59:59Z".to_owned()
            ))
        );
    }

    proptest! {
        #[test]
        fn a_range_is_covered_by_few_buckets_without_a_gap(
            first in 0i64..3_000_000_000, length in 0i64..2_000_000_000,
            most in 1usize..100, offset in -14i32..=14,
        ) {
            let ends = [first, first + length].map(|end| DateTime::from_timestamp(end, 0).unwrap());
            let buckets = Buckets::covering(ends[0], ends[1], most, offset * 3600);
            prop_assert!(buckets.count() <= most.max(2));
            prop_assert_eq!(buckets.index(ends[0]), Some(0));
            prop_assert_eq!(buckets.index(ends[1]), Some(buckets.count() - 1));
            for index in 1..buckets.count() {
                let [before, own] = [index - 1, index].map(|index| buckets.range(index).unwrap());
                prop_assert_eq!(before.end, own.start);
                prop_assert_eq!(buckets.index(own.start), Some(index));
            }
            let is_shorter_too_many = BUCKET_SECONDS.iter().filter(|own| **own < buckets.seconds())
                .all(|own| length / own + 1 > most.max(2) as i64 - 1);
            prop_assert!(is_shorter_too_many);
        }
    }
}
