//! The duration that rows are kept by.

use leptos::html;
use leptos::prelude::*;
use operation_log::duration::{parse_span, print_span};
use operation_log::result_set::{Condition, Conditions};

use super::Narrowing;
use crate::i18n::{Label, Locale};

/// Both ends, as people write a span: `90`, `5m`, `1h 30m`.
#[component]
pub fn DurationFilter() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let narrowing = Narrowing::new();
    let least = NodeRef::<html::Input>::new();
    let most = NodeRef::<html::Input>::new();
    let is_bad = RwSignal::new(false);
    let is_reversed = RwSignal::new(false);
    let ends = move || {
        let conditions = narrowing.conditions();
        let lasts = |condition: &Condition| match condition {
            Condition::Lasts { least, most } => Some([*least, *most]),
            _ => None,
        };
        conditions.iter().find_map(lasts).unwrap_or_default()
    };
    let text = move |end: usize| {
        let end = ends().get(end).copied().flatten();
        end.map(print_span).unwrap_or_default()
    };
    let read = move |input: NodeRef<html::Input>| {
        let text = input.try_get_untracked()??.value();
        match text.trim() {
            "" => Some(None),
            text => parse_span(text).map(Some),
        }
    };
    let apply = move |_| {
        let (Some(least), Some(most)) = (read(least), read(most)) else {
            is_reversed.set(false);
            return is_bad.set(true);
        };
        let is_backwards = least.zip(most).is_some_and(|(least, most)| least > most);
        is_bad.set(false);
        is_reversed.set(is_backwards);
        if !is_backwards {
            narrowing.change(|conditions| with_span(conditions, least, most));
        }
    };
    let invalid = move || (is_bad.get() || is_reversed.get()).then_some("true");
    let problem = move || match (is_bad.get(), is_reversed.get()) {
        (true, _) => Some(locale.t().narrow_bad_span()),
        (false, true) => Some(locale.t().narrow_reversed()),
        (false, false) => None,
    };
    let end = move |index: usize,
                    name: &'static str,
                    label: Label,
                    placeholder: &'static str,
                    element: NodeRef<html::Input>| {
        view! {
            <label>
                <span>{locale.say(label)}</span>
                <input
                    class="op-input"
                    name=name
                    placeholder=placeholder
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || invalid()
                    aria-describedby="op-span-problem"
                    prop:value=move || text(index)
                    node_ref=element
                    on:change=apply
                />
            </label>
        }
        .into_any()
    };
    view! {
        <section class="op-narrow-duration" data-field="duration">
            <h3>{locale.say(|t| t.duration())}</h3>
            {end(0, "duration_from", |t| t.narrow_least(), "5m", least)}
            {end(1, "duration_to", |t| t.narrow_most(), "1h 30m", most)}
            <p class="op-problem" id="op-span-problem" role="status">
                {move || problem()}
            </p>
        </section>
    }
}

/// The filters with this duration in the place of another; no duration if both ends are open.
fn with_span(conditions: &Conditions, least: Option<u64>, most: Option<u64>) -> Conditions {
    let lasts = Condition::Lasts { least, most };
    let narrowed = conditions.with(lasts.clone());
    match (least, most) {
        (None, None) => narrowed.without(&lasts),
        _ => narrowed,
    }
}
