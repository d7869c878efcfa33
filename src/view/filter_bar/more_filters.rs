//! The rarer parameters, behind a disclosure that opens by itself when one is set.

use operation_log::Param;

use super::FilterProps;
use super::choice_filter::{Choice, choice_filter};
use super::text_filter::TextBox;
use crate::markup::{Label, Tag, tag};
use crate::reactive::{Memo, Read, follow};
use crate::view::console::Edit;

const PARAMS: [Param; 5] = [
    Param::ActionDescribe,
    Param::Directive,
    Param::JobIds,
    Param::Verbose,
    Param::Zone,
];

/// The rarer filters.
pub fn more_filters(props: FilterProps) -> Tag {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let set =
        move || query.with(|query| PARAMS.iter().filter(|param| query.is_set(**param)).count());
    // Opens as the first is set; closing is the reader's, who may stand in a box of it.
    let any_set = Memo::new(move |_| set() != 0);
    let count = move || {
        any_set
            .get()
            .then(|| {
                tag("span")
                    .class("op-count")
                    .text_live(move || set().to_string())
            })
            .into_iter()
            .collect()
    };
    let text =
        |param, label: Label, hint: Label| TextBox::of_param(props, param, label, hint).view(props);
    let verbose = move || {
        let t = locale.t();
        [
            ("", t.verbose_unset()),
            ("0", t.verbose_no()),
            ("1", t.verbose_yes()),
        ]
        .map(|(value, label)| Choice { value, label })
        .to_vec()
    };
    let rest = tag("div")
        .class("op-filters-rest")
        .child(text(
            Param::ActionDescribe,
            |t| t.action_describe(),
            |t| t.action_describe_hint(),
        ))
        .child(text(Param::JobIds, |t| t.job_ids(), |_| "j-…"))
        .child(text(Param::Directive, |t| t.directive(), |_| ""))
        .child(choice_filter(
            props,
            Param::Verbose,
            |t| t.verbose(),
            Box::new(verbose),
            props.text(Param::Verbose),
            Box::new(move |value| edit.run(Edit::choice(Param::Verbose, value))),
        ))
        .child(text(Param::Zone, |t| t.zone(), |_| "jinan1a"));
    let details = tag("details").class("op-more").control("more");
    let opened = details.clone();
    follow(move || {
        if any_set.get() {
            // The attribute is one of `<details>`, so it is taken.
            let _ = opened.element().set_attribute("open", "");
        }
    });
    details
        .child(tag("summary").say(locale, |t| t.more_filters()).live(count))
        .child(rest)
}
