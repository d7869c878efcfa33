//! Operations that were tried again.

use super::merge_sort::MergeSort;
use super::record::Kind;
use super::texts::{TextId, Texts};
use super::{Field, ResultSet};

/// How long after a failure the same operation counts as another attempt, in seconds: whoever tries
/// again does so within the hour; what fails on another day is another story.
pub const RETRY_WINDOW_SECONDS: i64 = 3_600;

/// An operation that failed and was tried again: "3 attempts, succeeded after 14 min".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryStory {
    /// The attempts in the order of time, two at least. Each but the last has failed.
    pub rows: Vec<u32>,
    /// How the last one went.
    pub outcome: RetryOutcome,
}

/// How a story ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryOutcome {
    /// It succeeded.
    Succeeded {
        /// How long after the first attempt began, in seconds; `None` if that is not known.
        after: Option<u64>,
    },
    /// The last attempt failed, too.
    Failed,
    /// The last attempt is being carried out.
    Running,
    /// The last attempt has a status that nothing is known of.
    Unknown,
}

/// Finds the stories among some rows, by steps.
///
/// An attempt follows a failed one if it has the same action and the same resources, in any order, was
/// created after the failure and within [`RETRY_WINDOW_SECONDS`] of it, and no other operation of
/// that kind lies between. Operations without resources or a readable time belong to no story.
#[derive(Clone, Debug)]
pub struct Folding {
    rows: Vec<u32>,
    next: usize,
    /// Actions with their resources.
    kinds: Texts,
    /// Each attempt: its row, its kind, when it was created.
    attempts: Vec<Attempt>,
    sort: Option<MergeSort>,
}

#[derive(Clone, Copy, Debug)]
struct Attempt {
    row: u32,
    kind: TextId,
    created: i64,
}

impl Folding {
    /// Begins with these rows.
    pub fn new(rows: Vec<u32>) -> Self {
        Self {
            rows,
            next: 0,
            kinds: Texts::default(),
            attempts: Vec::new(),
            sort: None,
        }
    }

    /// Goes on: looks at so many rows, or compares them about as often. Returns whether it has ended.
    pub fn step(&mut self, set: &ResultSet, budget: usize) -> bool {
        if let Some(sort) = &mut self.sort {
            let attempts = &self.attempts;
            let key = |place: u32| {
                let attempt = attempts.get(place as usize);
                attempt.map(|attempt| (attempt.kind, attempt.created))
            };
            // Newest first is the usual order, so that of one second the later row is the earlier one.
            return sort.step(budget, &mut |a, b| key(a).cmp(&key(b)));
        }
        for row in self.rows.iter().rev().skip(self.next).take(budget) {
            let resources = set.values(*row, Field::Resource);
            if let Some(created) = set.created_seconds(*row)
                && resources != [TextId::EMPTY]
            {
                // Few; the sorts of the standard library would cost the panel three kilobytes.
                let mut sorted: Vec<TextId> = Vec::with_capacity(resources.len());
                for resource in resources {
                    sorted.insert(sorted.partition_point(|other| other < resource), *resource);
                }
                let mut kind = set.texts.get(set.value(*row, Field::Action)).to_owned();
                for resource in sorted {
                    kind.push('\0');
                    kind.push_str(set.texts.get(resource));
                }
                let kind = self.kinds.keep(&kind);
                self.attempts.push(Attempt {
                    row: *row,
                    kind,
                    created,
                });
            }
        }
        self.next = self.next.saturating_add(budget);
        if self.next >= self.rows.len() {
            let places = (0..).take(self.attempts.len()).collect();
            self.sort = Some(MergeSort::new(places));
        }
        false
    }

    /// The stories, those of one kind together, once the steps have ended.
    pub fn finish(mut self, set: &ResultSet) -> Vec<RetryStory> {
        while !self.step(set, usize::MAX) {}
        let places = self.sort.map(MergeSort::into_items).unwrap_or_default();
        let attempts = places.into_iter();
        let attempts: Vec<Attempt> = attempts
            .filter_map(|place| self.attempts.get(place as usize).copied())
            .collect();
        let stories = attempts.chunk_by(|one, next| set.is_retried(one, next));
        let stories = stories.filter(|attempts| attempts.len() > 1);
        stories.map(|attempts| set.story(attempts)).collect()
    }
}

impl ResultSet {
    /// Whether an operation failed and was tried again by the next of its kind.
    fn is_retried(&self, one: &Attempt, next: &Attempt) -> bool {
        let failed_at = self.changed_seconds(one.row).unwrap_or(one.created);
        let later = next.created.saturating_sub(failed_at);
        one.kind == next.kind
            && self.state(one.row).kind == Kind::Failed
            && (0..=RETRY_WINDOW_SECONDS).contains(&later)
    }

    fn story(&self, attempts: &[Attempt]) -> RetryStory {
        let last = attempts.last();
        let outcome = match last.map(|last| self.state(last.row).kind) {
            Some(Kind::Successful) => RetryOutcome::Succeeded {
                after: self.span(attempts),
            },
            Some(Kind::Failed) => RetryOutcome::Failed,
            Some(Kind::Pending) => RetryOutcome::Running,
            Some(Kind::OtherStatus | Kind::Unreadable) | None => RetryOutcome::Unknown,
        };
        RetryStory {
            rows: attempts.iter().map(|attempt| attempt.row).collect(),
            outcome,
        }
    }

    /// How long it took from the first attempt to the end of the last, if the zones of both are known
    /// or both are guessed.
    fn span(&self, attempts: &[Attempt]) -> Option<u64> {
        let (first, last) = (attempts.first()?, attempts.last()?);
        if self.state(first.row).created_is_assumed != self.state(last.row).changed_is_assumed {
            return None;
        }
        let end = self.changed_seconds(last.row)?;
        u64::try_from(end.checked_sub(first.created)?).ok()
    }
}
