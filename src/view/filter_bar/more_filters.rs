//! The rarer parameters, behind a disclosure that opens by itself when one is set.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::Param;

use super::FilterProps;
use super::choice_filter::{Choice, ChoiceFilter};
use super::text_filter::TextFilter;
use crate::view::console::Edit;

const PARAMS: [Param; 5] = [
    Param::ActionDescribe,
    Param::Directive,
    Param::JobIds,
    Param::Verbose,
    Param::Zone,
];

/// The rarer filters.
#[component]
pub fn MoreFilters(
    /// What the filters have in common.
    props: FilterProps,
) -> impl IntoView {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let set = Memo::new(move |_| {
        query.with(|query| PARAMS.iter().filter(|param| query.is_set(**param)).count())
    });
    let verbose = Signal::derive(move || {
        let t = locale.t();
        [
            ("", t.verbose_unset()),
            ("0", t.verbose_no()),
            ("1", t.verbose_yes()),
        ]
        .map(|(value, label)| Choice {
            value,
            label: label.to_owned(),
        })
        .to_vec()
    });
    view! {
        <details class="op-more" prop:open=reactive(move || set.get() != 0)>
            <summary>
                {reactive(move || locale.t().more_filters())}
                {reactive(move || {
                    let set = set.get();
                    (set > 0).then(|| view! { <span class="op-count">{set}</span> })
                })}
            </summary>
            <div class="op-filters-rest">
                <TextFilter
                    props=props
                    param=Param::ActionDescribe
                    label=Signal::derive(move || locale.t().action_describe())
                    hint=Signal::derive(|| "从队列移除节点")
                />
                <TextFilter
                    props=props
                    param=Param::JobIds
                    label=Signal::derive(move || locale.t().job_ids())
                    hint=Signal::derive(|| "j-…")
                />
                <TextFilter
                    props=props
                    param=Param::Directive
                    label=Signal::derive(move || locale.t().directive())
                    hint=Signal::derive(|| "")
                />
                <ChoiceFilter
                    param=Param::Verbose
                    label=Signal::derive(move || locale.t().verbose())
                    choices=verbose
                    value=props.text(Param::Verbose)
                    problem=props.problem(Param::Verbose)
                    choose=Callback::new(move |value: String| {
                        edit.run(Edit::choice(Param::Verbose, value));
                    })
                    locale=locale
                />
                <TextFilter
                    props=props
                    param=Param::Zone
                    label=Signal::derive(move || locale.t().zone())
                    hint=Signal::derive(|| "jinan1a")
                />
            </div>
        </details>
    }
}
