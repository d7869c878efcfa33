//! The operations on a page that are in progress: how they are looked at again, and what became of
//! those that no longer belong on the page.

use chrono::{DateTime, Utc};
use operation_log::wire::OperationPage;
use operation_log::{JobId, Operation, Status};

/// The shortest time between two looks at what is in progress, in seconds.
pub const FOLLOW_SECONDS: i64 = 30;

/// How many operations are asked for by their ids in one call; a URL has room for these.
const MOST_IDS: usize = 50;

/// Why an operation that is still shown would not be on the page if it were read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Its status changed, so that a filter on status no longer matches.
    Ended,
    /// The server does not list it any more.
    Unlisted,
}

impl Departure {
    /// The word of `data-departed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Unlisted => "unlisted",
        }
    }
}

/// The operations of a page that departed since it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Departures(Vec<(JobId, Departure)>);

impl Departures {
    /// Notes one, unless it is known.
    pub fn note(&mut self, id: &JobId, why: Departure) {
        if self.of(id).is_none() {
            self.0.push((id.clone(), why));
        }
    }

    /// Why an operation departed; `None` if it did not.
    pub fn of(&self, id: &JobId) -> Option<Departure> {
        let found = self.0.iter().find(|(departed, _)| departed == id);
        found.map(|(_, why)| *why)
    }

    /// How many departed, as far as the list notices: a change of status is a departure only under
    /// a filter on status.
    pub fn count(&self, by_status: bool) -> usize {
        let left = self.0.iter();
        left.filter(|(_, why)| by_status || *why == Departure::Unlisted)
            .count()
    }
}

/// How the operations in progress are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// All that were created in a span, whatever their status: one call for many.
    Span {
        /// When the first was created.
        first: DateTime<Utc>,
        /// When the last was created.
        last: DateTime<Utc>,
    },
    /// These, by their ids: a busy log has too many others in the span.
    Ids(Vec<JobId>),
}

/// The operations that a page shows as in progress and that the server still lists.
fn in_progress<'a>(
    page: &'a OperationPage,
    departures: &'a Departures,
) -> impl Iterator<Item = &'a Operation> {
    page.operations().filter(|operation| {
        operation.status == Status::Pending && departures.of(&operation.job_id).is_none()
    })
}

/// What to look at next, or `None` if nothing is in progress. `missed` are the operations that the
/// last look by span did not find.
pub fn next_look(page: &OperationPage, departures: &Departures, missed: &[JobId]) -> Option<Look> {
    let running = || in_progress(page, departures);
    let ids: Vec<JobId> = running()
        .map(|operation| &operation.job_id)
        .filter(|id| missed.contains(id))
        .take(MOST_IDS)
        .cloned()
        .collect();
    if !ids.is_empty() {
        return Some(Look::Ids(ids));
    }
    let created = || running().filter_map(|operation| operation.create_time.instant());
    match (created().min(), created().max()) {
        (Some(first), Some(last)) => Some(Look::Span { first, last }),
        // Without a time there are only the ids.
        _ => {
            let ids: Vec<JobId> = running()
                .map(|operation| operation.job_id.clone())
                .take(MOST_IDS)
                .collect();
            (!ids.is_empty()).then_some(Look::Ids(ids))
        }
    }
}

/// The operations in progress that an answer to a look by span does not have.
pub fn missed(page: &OperationPage, departures: &Departures, answer: &OperationPage) -> Vec<JobId> {
    in_progress(page, departures)
        .map(|operation| &operation.job_id)
        .filter(|id| answer.entry(id).is_none())
        .cloned()
        .collect()
}

/// The operations that an answer to a look by ids shows to be listed no more: those it does not
/// have, if it has nothing else but operations that were asked for. A server that takes only one id
/// may answer nothing for several, so an empty answer tells about a single id only.
pub fn unlisted(asked: &[JobId], answer: &OperationPage) -> Vec<JobId> {
    let is_answer = answer
        .operations()
        .all(|operation| asked.contains(&operation.job_id));
    if !is_answer || answer.rows.is_empty() && asked.len() > 1 {
        return Vec::new();
    }
    let absent = asked.iter().filter(|id| answer.entry(id).is_none());
    absent.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::wire::{Answer, decode_answer};

    fn page(rows: &[(&str, &str, &str)]) -> OperationPage {
        let rows: Vec<String> = rows
            .iter()
            .map(|(id, status, time)| {
                format!(r#"{{"job_id":"{id}","status":"{status}","create_time":"{time}"}}"#)
            })
            .collect();
        let body = format!(r#"{{"ret_code":0,"job_set":[{}]}}"#, rows.join(","));
        match decode_answer(&body) {
            Ok(Answer::Page(page)) => page,
            other => panic!("no page: {other:?}"),
        }
    }

    fn ids(ids: &[&str]) -> Vec<JobId> {
        let ids = ids.iter().map(|id| JobId::parse(id).expect("an id"));
        ids.collect()
    }

    const FIRST: &str = "2022-04-06T01:00:00Z";
    const LAST: &str = "2022-04-06T02:00:00Z";

    #[test]
    fn what_is_in_progress_is_looked_at_in_one_span_and_what_that_misses_by_ids() {
        let shown = page(&[
            ("j-3", "pending", LAST),
            ("j-2", "successful", "2022-04-06T03:00:00Z"),
            ("j-1", "pending", FIRST),
        ]);
        let none = Departures::default();
        let instant = |text| operation_log::time::parse_zoned(text).expect("a time");
        let span = Look::Span {
            first: instant(FIRST),
            last: instant(LAST),
        };
        assert_eq!(next_look(&shown, &none, &[]), Some(span.clone()));
        let missed = missed(&shown, &none, &page(&[("j-3", "failed", LAST)]));
        assert_eq!(missed, ids(&["j-1"]));
        assert_eq!(
            next_look(&shown, &none, &missed),
            Some(Look::Ids(missed.clone()))
        );
        let mut gone = Departures::default();
        gone.note(&missed[0], Departure::Unlisted);
        assert_ne!(next_look(&shown, &gone, &missed), Some(span));
        assert!(matches!(
            next_look(&shown, &gone, &missed),
            Some(Look::Span { .. })
        ));
    }

    #[test]
    fn an_operation_without_a_time_is_followed_by_its_id() {
        let shown = page(&[("j-1", "pending", "soon")]);
        let look = next_look(&shown, &Departures::default(), &[]);
        assert_eq!(look, Some(Look::Ids(ids(&["j-1"]))));
        let ended = page(&[("j-1", "failed", FIRST)]);
        assert_eq!(next_look(&ended, &Departures::default(), &[]), None);
    }

    #[test]
    fn only_an_answer_about_the_ids_shows_that_one_is_gone() {
        let asked = ids(&["j-1", "j-2"]);
        let with = |rows| unlisted(&asked, &page(rows));
        assert_eq!(with(&[("j-1", "pending", FIRST)]), ids(&["j-2"]));
        assert_eq!(with(&[]), [], "it may take one id only");
        assert_eq!(
            with(&[("j-1", "pending", FIRST), ("j-9", "pending", FIRST)]),
            [],
            "it ignores the ids"
        );
        assert_eq!(unlisted(&asked[..1], &page(&[])), ids(&["j-1"]));
    }

    #[test]
    fn a_change_of_status_is_a_departure_only_under_a_filter_on_status() {
        let mut departures = Departures::default();
        let [ended, gone] = [&ids(&["j-1"])[0], &ids(&["j-2"])[0]];
        departures.note(ended, Departure::Ended);
        departures.note(gone, Departure::Unlisted);
        departures.note(gone, Departure::Ended);
        assert_eq!((departures.count(true), departures.count(false)), (2, 1));
        assert_eq!(departures.of(gone), Some(Departure::Unlisted));
    }
}
