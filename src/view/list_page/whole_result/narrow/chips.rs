//! The filters that are set in the browser, each with a button that removes it.

use leptos::prelude::*;
use operation_log::result_set::{Condition, Conditions};

use super::{Narrowing, condition_text};
use crate::i18n::{Label, Locale};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;

/// The chips, marked as applied in this browser or as waiting for the rows; nothing if there is no
/// filter.
#[component]
pub fn ConditionChips(
    /// Whether the rows are still to be loaded.
    #[prop(optional)]
    waits: bool,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let narrowing = Narrowing::new();
    let conditions = move || narrowing.conditions().as_slice().to_vec();
    let has_any = move || !narrowing.conditions().is_empty();
    let clear = move |_| narrowing.change(|_| Conditions::default());
    view! {
        <Show when=has_any>
            <ul class="op-chips op-conditions" aria-label=locale.say(|t| t.narrow_applied())>
                <For each=conditions key=Condition::clone let(condition)>
                    <ConditionChip condition=condition waits=waits />
                </For>
                <li>
                    <button
                        type="button"
                        class="op-button op-button-small"
                        part="button"
                        on:click=clear
                    >
                        {locale.say(|t| t.narrow_clear())}
                    </button>
                </li>
            </ul>
        </Show>
    }
}

/// A chip.
#[component]
fn ConditionChip(condition: Condition, waits: bool) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let clock = expect_context::<Clock>();
    let narrowing = Narrowing::new();
    let condition = StoredValue::new(condition);
    let text = move || condition.with_value(|condition| condition_text(locale, clock, condition));
    let name = move || locale.t().remove_filter(&text());
    let remove = move |_| {
        condition.try_with_value(|condition| {
            narrowing.change(|conditions| conditions.without(condition));
        });
    };
    let mark: Label = if waits {
        |t| t.narrow_waits()
    } else {
        |t| t.narrow_mark()
    };
    view! {
        <li class="op-chip" class:op-chip-bad=waits part="chip">
            <span class="op-chip-value" dir="auto" title=move || text()>
                {move || text()}
            </span>
            <span class="op-chip-note">{locale.say(mark)}</span>
            <button type="button" aria-label=move || name() on:click=remove>
                <IconView icon=Icon::Cross />
            </button>
        </li>
    }
}
