//! The input of every text box of the bar.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;
use operation_log::Param;

use crate::i18n::{Label, Locale};
use crate::ui::combobox::Combobox;
use crate::ui::shortcut::SingleKeys;
use crate::view::problem::aria_invalid;

/// What happens to an input.
pub enum InputEvent {
    /// Its text was changed to this.
    Typed(String),
    /// Its text is final for now.
    Changed,
    /// It was clicked.
    Clicked,
    /// The focus goes elsewhere.
    Left,
    /// Something is pasted.
    Pasted(ClipboardEvent),
    /// An input method begins with a text.
    CompositionStarted,
    /// An input method is done, and the text is this.
    CompositionEnded(String),
    /// A key is pressed.
    Key(KeyboardEvent),
}

/// An input for the text of a parameter.
#[component]
pub fn TextInput(
    /// Its id.
    id: String,
    /// `name` of the input.
    param: Param,
    /// Its placeholder.
    hint: Label,
    /// What Enter does, as the keyboard of a phone says it.
    enter_key: &'static str,
    /// The key that leads to it; none if empty.
    #[prop(optional)]
    shortcut: &'static str,
    /// Its list, if it has one.
    combobox: Option<Combobox>,
    /// What is wrong with its value.
    problem: Signal<Option<String>>,
    /// Ids of what describes it.
    described_by: Signal<Option<String>>,
    /// What it shows.
    value: Signal<String>,
    /// Called with what happens to it.
    on_event: Callback<InputEvent>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    let tell = move |event| {
        // A box in focus is left while it is taken away, after what hears of it.
        on_event.try_run(event);
    };
    view! {
        <input
            id=id
            type="text"
            name=param.key()
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint=enter_key
            // Password managers take any of these boxes for a sign-in.
            data-1p-ignore="true"
            data-bwignore="true"
            data-form-type="other"
            data-lpignore="true"
            dir="auto"
            placeholder=locale.say(hint)
            role=combobox.map(|_| "combobox")
            aria-autocomplete=combobox.map(|_| "list")
            aria-expanded=move || combobox.map(Combobox::expanded)
            aria-controls=combobox.map(Combobox::list_id)
            aria-activedescendant=move || combobox.and_then(Combobox::active_id)
            aria-describedby=move || described_by.get()
            aria-keyshortcuts=keys.of(shortcut)
            aria-invalid=aria_invalid(problem)
            prop:value=move || value.get()
            on:input=move |event| tell(InputEvent::Typed(event_target_value(&event)))
            on:change=move |_| tell(InputEvent::Changed)
            on:blur=move |_| tell(InputEvent::Left)
            on:click=move |_| tell(InputEvent::Clicked)
            on:paste=move |event| tell(InputEvent::Pasted(event))
            on:compositionstart=move |_| tell(InputEvent::CompositionStarted)
            on:compositionend=move |event| {
                tell(InputEvent::CompositionEnded(event_target_value(&event)));
            }
            on:keydown=move |event| tell(InputEvent::Key(event))
        />
    }
}
