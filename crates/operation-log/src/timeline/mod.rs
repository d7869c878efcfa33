//! Operations over time: how many of each status were created in each part of a range.
//!
//! From the rows where they are at hand ([`Timeline::of`]), else from counts that the server is asked
//! for ([`probes`]).

mod bucket;
pub mod probes;
mod span;

pub use bucket::{BUCKET_SECONDS, Buckets};
pub use span::Span;

use crate::result_set::{ResultSet, Tally};

/// How many operations of each status were created in each bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Where the buckets are.
    pub buckets: Buckets,
    /// What was created in each.
    pub tallies: Vec<Tally>,
    /// What was created outside of them.
    pub outside: u32,
    /// What has no readable time.
    pub undated: u32,
}

impl Timeline {
    /// Counts rows into buckets.
    pub fn of(set: &ResultSet, rows: &[u32], buckets: Buckets) -> Self {
        let mut timeline = Self {
            buckets,
            tallies: vec![Tally::default(); buckets.count()],
            outside: 0,
            undated: 0,
        };
        for row in rows.iter().filter_map(|row| set.row(*row)) {
            let Some(created) = row.created_at() else {
                timeline.undated += 1;
                continue;
            };
            let bucket = buckets.index(created);
            match bucket.and_then(|bucket| timeline.tallies.get_mut(bucket)) {
                Some(tally) => row.count_into(tally),
                None => timeline.outside += 1,
            }
        }
        timeline
    }

    /// The most operations in a bucket: the height of the chart.
    pub fn highest(&self) -> u32 {
        let counts = self.tallies.iter().map(|tally| tally.count());
        counts.max().unwrap_or_default()
    }
}
