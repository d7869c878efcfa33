//! Where the failures among rows are: by action, owner, resource and error code.

use leptos::prelude::*;
use operation_log::result_set::{Field, ResultSet};
use operation_log::{Param, Status};

use super::statistics::rows_href;
use super::whole_result::value_text;
use crate::i18n::{Label, Locale};
use crate::view::context::Navigation;
use crate::view::format;

/// How many values of a field are listed at first.
const FEW_VALUES: usize = 10;

/// How many are listed at most.
const MOST_VALUES: usize = 500;

/// What is counted of failures, and the filter that leads to the rows.
const FAILURES_BY: [(Field, Label, Param); 4] = [
    (Field::Action, |t| t.action(), Param::JobAction),
    (Field::Owner, |t| t.owner(), Param::Owner),
    (Field::Resource, |t| t.resource(), Param::ResourceIds),
    (Field::ErrorCode, |t| t.error(), Param::SearchWord),
];

/// The failures by one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FailuresBy {
    /// The values and how many failures each has, the most frequent first; [`MOST_VALUES`] at most.
    values: Vec<(String, u32)>,
    /// How many values there are.
    of: usize,
}

/// The failures among rows by each of the fields.
pub fn failures_in(set: &ResultSet, rows: &[u32]) -> Vec<FailuresBy> {
    let failed = set.failures(rows);
    let by = |(field, ..): (Field, Label, Param)| {
        let values = set.facet(&failed, field).values;
        let of = values.len();
        let values = values.into_iter().take(MOST_VALUES);
        let values = values.map(|value| (value.text.to_owned(), value.count));
        FailuresBy {
            values: values.collect(),
            of,
        }
    };
    FAILURES_BY.map(by).into()
}

/// The failures by each of the fields, in the order of [`failures_in`], each value a link to its rows.
pub fn failures_view(
    failures: impl Fn() -> Vec<FailuresBy> + Copy + Send + Sync + 'static,
) -> AnyView {
    let locale = expect_context::<Locale>();
    let lists = move || {
        let lists = FAILURES_BY.into_iter().zip(failures());
        let lists = lists.filter(|(_, failures)| failures.of > 0);
        let list = |((field, label, param), failures)| {
            view! { <FailureList by=(field, param) label=label failures=failures /> }.into_any()
        };
        let lists: Vec<AnyView> = lists.map(list).collect();
        let heading = (!lists.is_empty())
            .then(|| view! { <h3>{locale.say(|t| t.statistics_failures())}</h3> });
        view! {
            {heading}
            <div class="op-failures-by">{lists}</div>
        }
    };
    view! { {move || lists()} }.into_any()
}

/// The values of one field, few at first, and how many there are.
#[component]
fn FailureList(by: (Field, Param), label: Label, failures: FailuresBy) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let FailuresBy { values, of } = failures;
    let all = values.len();
    let shows_all = RwSignal::new(false);
    let shown = move || {
        if shows_all.get() {
            all
        } else {
            all.min(FEW_VALUES)
        }
    };
    let value = move |(text, count): &(String, u32)| {
        let href = rows_href(navigation, by, text, Some(Status::Failed));
        view! {
            <li>
                <a href=href>{value_text(locale, by.0, text)}</a>
                " "
                <span>{format::number(u64::from(*count))}</span>
            </li>
        }
        .into_any()
    };
    let lines = move || {
        let lines = values.iter().take(shown()).map(value);
        lines.collect_view()
    };
    let count = move |count| format::count(count);
    let reach = move || {
        let shown = shown();
        (shown < of).then(|| locale.t().first_of(&count(shown), &count(of)))
    };
    let more = move || {
        let more = all.saturating_sub(shown());
        (more > 0).then(|| {
            view! {
                <button
                    type="button"
                    class="op-button op-button-small"
                    part="button"
                    on:click=move |_| shows_all.set(true)
                >
                    {locale.t().narrow_more(&count(more))}
                </button>
            }
        })
    };
    view! {
        <section>
            <h4>
                {locale.say(label)} " "
                <span class="op-note">{move || reach()}</span>
            </h4>
            <ol>{move || lines()}</ol>
            {move || more()}
        </section>
    }
}
