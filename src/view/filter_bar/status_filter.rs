//! The status: one of four, always in sight.

use operation_log::{Param, Status};

use super::FilterProps;
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::reactive::Read;
use crate::view::console::Edit;
use crate::view::problem::{describe_problem, with_problem_note};
use crate::view::status_badge::status_text;

/// The status filter.
pub fn status_filter(props: FilterProps) -> Tag {
    let FilterProps { query, locale, .. } = props;
    let choices = [None]
        .into_iter()
        .chain(Status::DOCUMENTED.into_iter().map(Some))
        .zip(["0", "1", "2", "3"])
        .map(|(status, key)| choice(props, status, key));
    let problem = props.problem(Param::Status);
    let id = "op-status-problem";
    let choices = tag("div")
        .class("op-segment-choices")
        .children(choices)
        .live(move || {
            let bad = query.with(|query| {
                let problem = query.problem(Param::Status);
                problem.map(|_| query.text(Param::Status))
            });
            bad.map(|bad| unusable_choice(&bad, locale))
                .into_iter()
                .collect()
        });
    let field = tag("fieldset")
        .class("op-field op-segment")
        .control(Param::Status.key())
        .child(tag("legend").say(locale, |t| t.status()))
        .child(choices);
    let field = describe_problem(field, id.to_owned(), problem.clone());
    with_problem_note(field, id.to_owned(), problem)
}

/// The choice that stands for a bad value of a link. It is made already, and gone with the value.
fn unusable_choice(bad: &str, locale: Locale) -> Tag {
    let input = tag("input")
        .attr("type", "radio")
        .attr("name", Param::Status.key())
        .attr("value", bad)
        .attr("aria-invalid", "true")
        .prop_live("checked", || true.into());
    let label = tag("span")
        .class("op-unusable")
        .attr("dir", "auto")
        .text(&locale.t().unusable(bad));
    tag("label").attr("title", bad).child(input).child(label)
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
