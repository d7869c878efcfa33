//! What the chart shows: how many operations of each kind were created in each part of the time.

use chrono::{DateTime, TimeDelta, Utc};
use operation_log::query::TimeZone;
use operation_log::result_set::ResultSet;
use operation_log::timeline::probes::Probing;
use operation_log::timeline::{Buckets, Span, Timeline};

use crate::i18n::{Locale, Texts};
use crate::platform::clock;
use crate::view::format;

/// The most bars of a chart of rows.
const MOST_BARS: usize = 60;

/// How high the highest bar is, of [`HEIGHT`].
const HIGHEST: u64 = 92;

/// The height of the chart, in its own units.
pub const HEIGHT: u64 = 100;

/// The width of a bar with the gap beside it, in the same units.
pub const WIDTH: usize = 10;

/// A part of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ended badly.
    Failed,
    /// In progress.
    Pending,
    /// Any other status, and rows that could not be read.
    Other,
    /// Ended well.
    Successful,
    /// Anything but failed, where no more was counted.
    NotFailed,
}

impl Kind {
    /// The word that the style sheet knows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Pending => "pending",
            Self::Other => "other",
            Self::Successful => "successful",
            Self::NotFailed => "not-failed",
        }
    }

    /// What it is called.
    pub fn label(self, t: Texts) -> &'static str {
        match self {
            Self::Failed => t.failed(),
            Self::Pending => t.pending(),
            Self::Other => t.timeline_other(),
            Self::Successful => t.successful(),
            Self::NotFailed => t.timeline_not_failed(),
        }
    }
}

/// The bars of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The range.
    pub span: Span,
    /// Where the bars are.
    pub buckets: Buckets,
    /// Of what each bar is made, from below.
    pub kinds: &'static [Kind],
    /// How many there are of each kind; `None` if that is not known.
    pub bars: Vec<Vec<Option<u64>>>,
    /// How many rows are in none, as they have no readable time or one that was not asked for.
    pub left_out: u64,
}

impl Chart {
    /// Counts rows. What has no end of its own reaches as far as they do. Returns `None` if it has
    /// none either.
    pub fn of_rows(
        set: &ResultSet,
        rows: &[u32],
        ends: [Option<DateTime<Utc>>; 2],
        offset: i32,
    ) -> Option<Self> {
        let times = || rows.iter().filter_map(|row| set.row(*row)?.created_at());
        let [first, last] = ends;
        let span = Span::new(
            first.or_else(|| times().min())?,
            last.or_else(|| times().max())?,
        );
        let buckets = Buckets::covering(span.first(), span.last(), MOST_BARS, offset);
        let timeline = Timeline::of(set, rows, buckets);
        let has_other = timeline.tallies.iter().any(|tally| tally.other > 0);
        let kinds: &[Kind] = if has_other {
            &[Kind::Failed, Kind::Pending, Kind::Other, Kind::Successful]
        } else {
            &[Kind::Failed, Kind::Pending, Kind::Successful]
        };
        let bars = timeline.tallies.iter().map(|tally| {
            let count = |kind: &Kind| match kind {
                Kind::Failed => Some(tally.failed),
                Kind::Pending => Some(tally.pending),
                Kind::Other => Some(tally.other),
                Kind::Successful => Some(tally.successful),
                Kind::NotFailed => None,
            };
            kinds
                .iter()
                .map(|kind| count(kind).map(u64::from))
                .collect()
        });
        Some(Self {
            span,
            buckets,
            kinds,
            bars: bars.collect(),
            left_out: u64::from(timeline.outside + timeline.undated),
        })
    }

    /// Takes over what was counted by calls, under a filter of the status if there is one.
    pub fn of_counts(span: Span, probing: &Probing, status: Option<&str>) -> Self {
        let kinds: &[Kind] = match status {
            None => &[Kind::Failed, Kind::NotFailed],
            Some("failed") => &[Kind::Failed],
            Some("pending") => &[Kind::Pending],
            Some("successful") => &[Kind::Successful],
            Some(_) => &[Kind::Other],
        };
        let bars = probing.counts().into_iter().map(|counts| {
            if status.is_some() {
                return vec![counts.all];
            }
            let others = |all: u64| all.checked_sub(counts.failed?);
            vec![counts.failed, counts.all.and_then(others)]
        });
        Self {
            span,
            buckets: probing.buckets(),
            kinds,
            bars: bars.collect(),
            left_out: 0,
        }
    }

    /// How many operations are in a bar; `None` if that is not known.
    pub fn height(bar: &[Option<u64>]) -> Option<u64> {
        bar.iter()
            .try_fold(0, |sum: u64, count| Some(sum.saturating_add((*count)?)))
    }

    /// The most operations in a bar.
    pub fn highest(&self) -> u64 {
        let heights = self.bars.iter().filter_map(|bar| Self::height(bar));
        heights.max().unwrap_or_default()
    }

    /// The path of all parts of a kind.
    pub fn path(&self, kind: usize) -> String {
        let highest = self.highest().max(1);
        // What there is can be seen.
        let scaled = |count: u64| count.saturating_mul(HIGHEST).div_ceil(highest);
        let mut path = String::new();
        for (index, bar) in self.bars.iter().enumerate() {
            if Self::height(bar).is_none() {
                continue;
            }
            let counts = || bar.iter().map(|count| count.unwrap_or_default());
            let below: u64 = counts().take(kind).map(scaled).sum();
            let own = counts().nth(kind).map_or(0, scaled);
            if own == 0 {
                continue;
            }
            let numbers = [
                ("M", (index * WIDTH + 1) as u64),
                (" ", HEIGHT.saturating_sub(below)),
                ("h8v-", own),
            ];
            for (command, number) in numbers {
                path.push_str(command);
                path.push_str(&number.to_string());
            }
            path.push_str("h-8z");
        }
        path
    }

    /// The bars from one to another, as a range within that of the chart.
    pub fn zoom(&self, first: usize, last: usize) -> Option<Span> {
        let (first, last) = self.buckets.zoom(first, last)?;
        Some(Span::new(first, last).within(self.span))
    }

    /// When the bars from one to another are, and how many of each kind they have.
    pub fn words(&self, locale: Locale, zone: TimeZone, first: usize, last: usize) -> String {
        let mut parts = vec![self.time(zone, first, last)];
        let bars = || {
            let bars = self.bars.iter().enumerate();
            bars.filter(|(index, _)| (first..=last).contains(index))
        };
        let sum = |count: &dyn Fn(&[Option<u64>]) -> Option<u64>| {
            let mut bars = bars();
            let sum = bars.try_fold(0, |sum: u64, (_, bar)| {
                Some(sum.saturating_add(count(bar)?))
            });
            count_text(sum)
        };
        parts.push(locale.t().timeline_operations(&sum(&Self::height)));
        if self.kinds.len() > 1 {
            parts.extend(self.kinds.iter().enumerate().map(|(index, kind)| {
                let figure = sum(&|bar| bar.get(index).copied().flatten());
                [kind.label(locale.t()), " ", &figure].concat()
            }));
        }
        parts.join(" · ")
    }

    /// When the bars from one to another are.
    pub fn time(&self, zone: TimeZone, first: usize, last: usize) -> String {
        let ends = [first, last].map(|index| self.buckets.range(index));
        match ends {
            [Some(first), Some(last)] => range_text(zone, first.start, last.end),
            _ => String::new(),
        }
    }
}

/// A count; a dash if it is not known.
pub fn count_text(count: Option<u64>) -> String {
    count.map_or_else(|| "—".to_owned(), |count| format::number(count))
}

/// `2022-04-06`, `2022-04-04 – 2022-04-10`, `2022-04-06 09:00 – 10:00`.
fn range_text(zone: TimeZone, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
    let parts = |at: DateTime<Utc>| {
        let text = clock::wall_clock(zone, at);
        let (date, time) = text.split_once(' ').unwrap_or((&text, ""));
        let minutes = time.get(..5).unwrap_or_default();
        (date.to_owned(), minutes.to_owned())
    };
    let ((from_date, from), (to_date, to)) = (parts(start), parts(end));
    let (last_date, _) = parts(end - TimeDelta::seconds(1));
    if from == "00:00" && to == from {
        if last_date == from_date {
            return from_date;
        }
        return [from_date, last_date].join(" – ");
    }
    let to = if to_date == from_date {
        to
    } else {
        [to_date, to].join(" ")
    };
    [&from_date, " ", &from, " – ", &to].concat()
}
