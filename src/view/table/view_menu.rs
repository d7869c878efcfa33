//! How the table looks: how high its rows are, which columns it has and in which order.

use leptos::ev;
use leptos::prelude::*;
use operation_log::query::{Edit, Filters};
use operation_log::timeline::probes::MAX_PROBES;
use operation_log::{Column, ColumnLayout};

use super::columns::label;
use super::sort_choice::ThenChoice;
use crate::i18n::{Label, Locale};
use crate::platform::dom;
use crate::remote::calls::CALLS_AN_HOUR;
use crate::state::preferences::{Density, Preferences, TableLook};
use crate::ui::icon::{Icon, IconView};
use crate::ui::popover_button::PopoverButton;
use crate::view::format;
use crate::view::scope::scoped_signal;

/// The button that opens the choices, and the choices.
#[component]
pub fn ViewMenu(
    /// The columns.
    layout: Memo<ColumnLayout>,
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes the order.
    on_edit: Callback<Edit>,
    /// Id of the box with the choices.
    id: &'static str,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let preferences = expect_context::<Preferences>();
    let look = scoped_signal(preferences.table());
    let change = move |change: &dyn Fn(&mut ColumnLayout)| {
        let (Some(mut changed), Some(look)) =
            (layout.try_get_untracked(), look.try_get_untracked())
        else {
            return;
        };
        change(&mut changed);
        preferences.choose_table(TableLook {
            columns: Some(changed),
            ..look
        });
    };
    let shift = move |event: ev::MouseEvent, column: Column, to_start: bool| {
        change(&|layout| layout.shift(column, to_start));
        // A line that is moved in the page loses focus.
        if let Some(button) = dom::button_of(&event) {
            dom::before_next_paint(move || dom::focus(&button));
        }
    };
    let line = move |column: Column| {
        let is_shown = move || layout.with(|layout| layout.columns().contains(&(column, true)));
        let name = move || label(column, locale.t());
        let before = move || locale.t().move_before(name());
        let after = move || locale.t().move_after(name());
        view! {
            <li data-column=column.name()>
                <label>
                    <input
                        type="checkbox"
                        disabled=!column.is_hideable()
                        prop:checked=move || is_shown()
                        on:change=move |_| change(&|layout| layout.toggle(column))
                    />
                    <span>{move || name()}</span>
                </label>
                <button
                    type="button"
                    class="op-button op-button-icon"
                    part="button"
                    aria-label=move || before()
                    on:click=move |event| shift(event, column, true)
                >
                    <IconView icon=Icon::Up />
                </button>
                <button
                    type="button"
                    class="op-button op-button-icon"
                    part="button"
                    aria-label=move || after()
                    on:click=move |event| shift(event, column, false)
                >
                    <IconView icon=Icon::Down />
                </button>
            </li>
        }
        .into_any()
    };
    let columns = move || {
        let columns = layout.get();
        let columns = columns.columns().iter().map(|(column, _)| *column);
        columns.collect::<Vec<_>>()
    };
    // Columns that the reader or the page around the panel has chosen all stay.
    let note = move || {
        let is_chosen = look.with(|look| look.columns.is_some())
            || layout.with(|layout| *layout != ColumnLayout::default());
        (!is_chosen).then(|| locale.t().columns_without_room())
    };
    let reset = move |_| {
        preferences.choose_table(TableLook {
            density: Density::default(),
            columns: None,
        });
    };
    let timeline = scoped_signal(preferences.timeline());
    let switch = move |_| preferences.switch_timeline(!timeline.get_untracked());
    // What a timeline may cost is told before there is one.
    let price = move || {
        let share = MAX_PROBES as u64 * 1_000 / u64::from(CALLS_AN_HOUR);
        let share = format::permille(share);
        locale.t().timeline_price(&MAX_PROBES.to_string(), &share)
    };
    view! {
        <PopoverButton id=id label=|t| t.view_menu() icon=Icon::Table>
            <div class="op-view-menu">
                <div data-control="timeline">
                    <button
                        type="button"
                        class="op-button"
                        part="button"
                        aria-pressed=move || timeline.get().to_string()
                        on:click=switch
                    >
                        <IconView icon=Icon::Chart />
                        <span>{locale.say(|t| t.timeline_show())}</span>
                    </button>
                    <p class="op-note">{move || price()}</p>
                </div>
                <fieldset class="op-segment">
                    <legend>{locale.say(|t| t.density())}</legend>
                    <div class="op-segment-choices">
                        {Density::ALL
                            .map(|density| {
                                view! { <DensityChoice density=density preferences=preferences /> }
                            })
                            .collect_view()}
                    </div>
                </fieldset>
                <ThenChoice filters=filters on_edit=on_edit />
                <ul aria-label=locale.say(|t| t.columns())>
                    <For each=columns key=|column| *column let(column)>
                        {line(column)}
                    </For>
                </ul>
                <p class="op-note">{move || note()}</p>
                <button type="button" class="op-button" part="button" on:click=reset>
                    {locale.say(|t| t.reset_view())}
                </button>
            </div>
        </PopoverButton>
    }
}

/// A height of rows to choose.
#[component]
fn DensityChoice(density: Density, preferences: Preferences) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let look = scoped_signal(preferences.table());
    let words: Label = match density {
        Density::Comfortable => |t| t.density_comfortable(),
        Density::Compact => |t| t.density_compact(),
    };
    let choose = move |_| {
        if let Some(look) = look.try_get_untracked() {
            preferences.choose_table(TableLook { density, ..look });
        }
    };
    view! {
        <label>
            <input
                type="radio"
                name="density"
                value=density.as_str()
                prop:checked=move || look.with(|look| look.density == density)
                on:change=choose
            />
            <span>{locale.say(words)}</span>
        </label>
    }
}
