//! Filters of a query, held against rows that are here and not by the server.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Edit, Param, Query};
use crate::ids::split_ids;
use crate::result_set::{Condition, Conditions, Field};

/// What rows have to meet to be rows of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowConditions {
    /// What can be seen of a row.
    pub conditions: Conditions,
    /// The filters that a row does not tell whether it meets: what they match is not documented.
    pub undecided: Vec<Param>,
}

impl Query {
    /// The usable filters that leave rows out, as conditions; `now` is where a relative range ends.
    pub fn row_conditions(&self, now: DateTime<Utc>) -> RowConditions {
        let query = self.with_absolute_range(now);
        let mut found = RowConditions::default();
        let mut add = |condition| found.conditions = found.conditions.with(condition);
        for param in query.narrowing_filters() {
            let text = query.text(param);
            let field = match param {
                Param::Status => Field::Status,
                Param::JobAction => Field::Action,
                Param::Owner => Field::Owner,
                Param::ResourceIds => Field::Resource,
                Param::JobIds => Field::JobId,
                Param::StartTime | Param::EndTime | Param::Last => continue,
                Param::Directive | Param::ActionDescribe | Param::SearchWord => {
                    found.undecided.push(param);
                    continue;
                }
                // Not one of them narrows.
                Param::Verbose
                | Param::Zone
                | Param::Reverse
                | Param::Limit
                | Param::Page
                | Param::Sort
                | Param::Whole
                | Param::Only
                | Param::Tz => continue,
            };
            match field {
                Field::Resource | Field::JobId => {
                    for id in split_ids(&text) {
                        add(Condition::Has(field, id.to_owned()));
                    }
                }
                _ => add(Condition::Has(field, text)),
            }
        }
        let (from, end) = (query.start_time(), query.end_time());
        if from.is_some() || end.is_some() {
            // The second of the end is in the range.
            let until = end.map(|end| end + TimeDelta::seconds(1));
            add(Condition::Created { from, until });
        }
        found
    }

    /// This query over rows that are here, where another one is asked for: its filters become conditions
    /// beside those there are, a new value in the place of an old one.
    #[must_use]
    pub fn narrowed_by(&self, asked: &Self, now: DateTime<Utc>) -> Self {
        let RowConditions {
            conditions,
            undecided,
        } = asked.row_conditions(now);
        let mut narrowed = self.conditions();
        for condition in conditions.iter() {
            if let Condition::Has(field, _) = condition {
                narrowed = narrowed.without_field(*field);
            }
        }
        let code = (undecided.contains(&Param::SearchWord))
            // A link with a keyword is one with an error code.
            .then(|| Condition::Has(Field::ErrorCode, asked.text(Param::SearchWord)));
        for condition in conditions.iter().cloned().chain(code) {
            narrowed = narrowed.with(condition);
        }
        self.edited(Edit::Only(narrowed))
            .edited(Edit::Order(asked.order()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_649_203_200, 0).unwrap()
    }

    fn conditions(url: &str) -> (String, Vec<Param>) {
        let found = Query::from_url(url).row_conditions(now());
        (found.conditions.print(), found.undecided)
    }

    #[test]
    fn filters_are_held_against_rows_as_far_as_a_row_tells() {
        assert_eq!(
            conditions("status=failed&job_action=A&owner=usr-a&resource_ids=cl-a,cl-b&job_ids=j-1"),
            (
                "status:failed,job_action:A,resource_ids:cl-a,resource_ids:cl-b,owner:usr-a,job_id:j-1"
                    .to_owned(),
                vec![]
            )
        );
        assert_eq!(
            conditions("search_word=a&directive=b&page=3&sort=owner&zone=pek3&verbose=1"),
            (String::new(), vec![Param::Directive, Param::SearchWord])
        );
    }

    #[test]
    fn the_last_second_of_a_range_is_in_it() {
        let (printed, _) = conditions("end_time=2022-04-05T00:00:00Z");
        assert_eq!(printed, "create_time:..2022-04-05T00:00:01Z");
        let (printed, _) = conditions("last=24h");
        assert_eq!(
            printed,
            "create_time:2022-04-05T00:00:00Z..2022-04-06T00:00:01Z"
        );
    }

    #[test]
    fn what_a_link_asks_for_narrows_what_is_here() {
        let here = Query::from_url("whole=1&only=owner:usr-a,status:failed&limit=50");
        let link = Query::from_url("owner=usr-b&limit=50");
        assert_eq!(
            here.narrowed_by(&link, now()).to_url(),
            "limit=50&whole=1&only=status:failed,owner:usr-b"
        );
        let code = Query::from_url("search_word=5100");
        assert!(
            here.narrowed_by(&code, now())
                .to_url()
                .ends_with("owner:usr-a,status:failed,error_code:5100")
        );
    }
}
