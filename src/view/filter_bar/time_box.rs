//! An end of the range as a text.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::time;

use super::controls::control;
use super::text_input::{InputEvent, TextInput};
use super::time_picker::Picker;
use super::typing::is_composing;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::view::problem::problem_text;

/// A text box for an end, and the time that is read from its text.
#[component]
pub fn TimeBox(
    /// What it is part of.
    picker: Picker,
    /// Which end.
    param: Param,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let id = ["op-", param.key()].concat();
    let note_id = [&id, "-note"].concat();
    let problem = Signal::derive(move || Some(problem_text(locale, picker.problem(param)?)));
    // The end as it would be asked for, on the clock of the page and on that of the server, or why it
    // cannot be: told while it is typed, and as a mistake only once it is to be applied.
    let reading = move || match picker.reading(param) {
        Ok(Some(instant)) => {
            let zone = picker.time_zone.get();
            let local = clock::wall_clock(zone, instant);
            let offset = clock::offset_label(zone, instant);
            [&local, " ", &offset, " · ", &time::iso(instant)].concat()
        }
        Ok(None) => String::new(),
        Err(problem) => problem_text(locale, problem),
    };
    let note = {
        let note_id = note_id.clone();
        move || {
            let (class, text) = match problem.get() {
                Some(problem) => ("op-problem", problem),
                None => ("op-note", reading()),
            };
            view! { <p class=class id=note_id.clone()>{text}</p> }.into_any()
        }
    };
    let on_event = Callback::new(move |event| match event {
        InputEvent::Typed(text) => picker.typed(param, &text),
        InputEvent::Key(event) if event.key() == "Enter" && !is_composing(&event) => {
            event.prevent_default();
            picker.apply();
        }
        _ => {}
    });
    let described_by = Signal::derive(move || Some(note_id.clone()));
    view! {
        <div class="op-field">
            <label for=id.clone()>{locale.say(control(param).label)}</label>
            <div class="op-input" class:op-input-bad=move || problem.with(Option::is_some)>
                <TextInput
                    id=id
                    param=param
                    hint=|t| t.time_hint()
                    enter_key="go"
                    combobox=None
                    problem=problem
                    described_by=described_by
                    value=Signal::derive(move || picker.text(param))
                    on_event=on_event
                />
            </div>
            {move || note()}
        </div>
    }
}
