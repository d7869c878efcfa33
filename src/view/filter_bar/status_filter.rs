//! The status: one of four, always in sight.

use std::rc::Rc;

use operation_log::{Param, Status};

use super::FilterProps;
use crate::markup::{Tag, tag};
use crate::reactive::Read;
use crate::view::console::Edit;
use crate::view::problem::{ProblemText, describe_problem, ignored_text, with_problem_note};
use crate::view::status_badge::status_text;

/// The status filter.
pub fn status_filter(props: FilterProps) -> Tag {
    let FilterProps { query, locale, .. } = props;
    let choices = [None]
        .into_iter()
        .chain(Status::DOCUMENTED.into_iter().map(Some))
        .zip(["0", "1", "2", "3"])
        .map(|(status, key)| choice(props, status, key));
    let problem: ProblemText =
        Rc::new(move || query.with(|query| ignored_text(locale, query, Param::Status)));
    let id = "op-status-problem";
    let field = tag("fieldset")
        .class("op-field op-segment")
        .child(tag("legend").say(locale, |t| t.status()))
        .child(tag("div").class("op-segment-choices").children(choices));
    let field = describe_problem(field, id.to_owned(), problem.clone());
    with_problem_note(field, id.to_owned(), problem)
}

/// A status to choose, or none for all, and the key that chooses it.
fn choice(props: FilterProps, status: Option<Status>, key: &str) -> Tag {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let value = status
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    let input = tag("input")
        .attr("type", "radio")
        .attr("name", Param::Status.key())
        .attr("value", &value)
        .attr("aria-keyshortcuts", key);
    let label = move || match &status {
        None => locale.t().status_all().to_owned(),
        Some(status) => status_text(locale, status),
    };
    let checked = {
        let value = value.clone();
        move || (query.with(|query| query.text(Param::Status)) == value).into()
    };
    let choose = move |_| edit.run(Edit::choice(Param::Status, value.clone()));
    tag("label")
        .child(input.prop_live("checked", checked).on("change", choose))
        .child(tag("span").text_live(label))
}
