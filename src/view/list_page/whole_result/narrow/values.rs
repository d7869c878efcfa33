//! The values of the loaded rows with their counts, to keep only what has them or to leave it out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::result_set::{Condition, Field};

use super::Narrowing;
use super::words::{FIELDS, value_text};
use crate::i18n::{Label, Locale};
use crate::remote::Latest;
use crate::state::store::Store;
use crate::state::whole_result::{Coverage, FieldCounts};
use crate::ui::icon::{Icon, IconView};
use crate::view::findings::coverage_text;
use crate::view::format;
use crate::view::scope::scoped_signal;

/// How many values of a field are listed at first.
const FEW_VALUES: usize = 8;

/// The values of every field that is worth counting.
#[component]
pub fn ValueFilters() -> impl IntoView {
    let Store { whole, .. } = expect_context();
    let narrowing = Narrowing::new();
    let version = scoped_signal(whole.version());
    let latest = Latest::new();
    let counts = RwSignal::new(Vec::<FieldCounts>::new());
    Effect::new(move || {
        version.track();
        let conditions = narrowing.conditions();
        let Some(ticket) = latest.begin() else { return };
        spawn_local(async move {
            let mut fresh = Vec::with_capacity(FIELDS.len());
            for (field, _) in FIELDS {
                let Some(counted) = whole.count(&conditions, field, &ticket).await else {
                    return;
                };
                fresh.push(counted);
            }
            counts.try_set(fresh);
        });
    });
    let fields = FIELDS.map(|(field, label)| {
        view! { <FieldValues field=field label=label counts=counts /> }.into_any()
    });
    view! { <div class="op-narrow-fields">{fields.collect_view()}</div> }
}

/// The values of a field.
#[component]
fn FieldValues(field: Field, label: Label, counts: RwSignal<Vec<FieldCounts>>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let load = scoped_signal(whole.load());
    let shows_all = RwSignal::new(false);
    let read = move |counts: &[FieldCounts]| counts.iter().find(|of| of.field == field).cloned();
    let counted = Memo::new(move |_| counts.with(|counts| read(counts)));
    let values = move || {
        counted.with(|counted| {
            let values = counted.iter().flat_map(|counted| counted.values.iter());
            let values = values.map(|(text, _)| text.clone());
            let most = if shows_all.get() {
                usize::MAX
            } else {
                FEW_VALUES
            };
            values.take(most).collect::<Vec<_>>()
        })
    };
    let more = move || {
        let all = counted.with(|counted| counted.as_ref().map_or(0, |of| of.values.len()));
        all.saturating_sub(FEW_VALUES)
    };
    let reach = move || {
        let coverage = load.with(|load| load.as_ref().map(Coverage::of))?;
        counted.with(|counted| {
            let counted = counted.as_ref()?;
            let kept = counted.is_narrowed.then_some(counted.of);
            let coverage = Coverage { kept, ..coverage };
            Some(locale.t().narrow_reach(&coverage_text(locale, coverage)))
        })
    };
    let more_words = move || {
        let count = format::count(more());
        locale.t().narrow_more(&count)
    };
    let show_all = move |_| shows_all.set(true);
    view! {
        <section data-field=field.name()>
            <h3>{locale.say(label)}</h3>
            <p class="op-note">{move || reach()}</p>
            <ul>
                <For each=values key=String::clone let(value)>
                    <ValueFilter field=field value=value counted=counted />
                </For>
            </ul>
            <Show when=move || { more() > 0 && !shows_all.get() }>
                <button
                    type="button"
                    class="op-button op-button-small"
                    part="button"
                    on:click=show_all
                >
                    {move || more_words()}
                </button>
            </Show>
        </section>
    }
}

/// A value with its count: a press keeps only what has it, a second control leaves it out.
#[component]
fn ValueFilter(field: Field, value: String, counted: Memo<Option<FieldCounts>>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let narrowing = Narrowing::new();
    let has = StoredValue::new(Condition::Has(field, value.clone()));
    let has_not = StoredValue::new(Condition::HasNot(field, value.clone()));
    let value = StoredValue::new(value);
    let pressed = move |condition: StoredValue<Condition>| {
        condition
            .with_value(|condition| narrowing.has(condition))
            .to_string()
    };
    let toggle = move |condition: StoredValue<Condition>| {
        condition.try_with_value(|condition| narrowing.toggle(condition));
    };
    let text = move || value.with_value(|value| value_text(locale, field, value));
    let count = move || {
        let count = counted.with(|counted| {
            let values = &counted.as_ref()?.values;
            value.with_value(|value| values.iter().find(|(known, _)| known == value).cloned())
        });
        format::number(count.map_or(0, |(_, count)| u64::from(count)))
    };
    let exclude = move || locale.t().narrow_exclude(&text());
    view! {
        <li>
            <button
                type="button"
                class="op-narrow-value"
                aria-pressed=move || pressed(has)
                on:click=move |_| toggle(has)
            >
                <span dir="auto">{move || text()}</span>
                <span class="op-narrow-count">{move || count()}</span>
            </button>
            <button
                type="button"
                class="op-button op-button-icon op-narrow-not"
                part="button"
                aria-pressed=move || pressed(has_not)
                aria-label=move || exclude()
                title=move || exclude()
                on:click=move |_| toggle(has_not)
            >
                <IconView icon=Icon::Exclude />
            </button>
        </li>
    }
}
