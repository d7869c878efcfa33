//! A text box bound to a parameter.
//!
//! The box shows what is typed; the location follows on Enter, when the box is left, or after a
//! pause, and never in the middle of a composition. The first change while the box has focus is
//! a step of the history, later ones refine it, so that Back undoes one search and not each
//! letter of it.

use std::time::Duration;

use crate::ui::reactive::reactive;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use operation_log::Param;

use super::{FilterProps, Suggestion};
use crate::nav::Commit;
use crate::state::draft::Draft;
use crate::ui::icon::{Icon, IconView};
use crate::view::console::Edit;
use crate::view::problem::{ProblemNote, aria_invalid};

/// How long a pause in typing is.
const PAUSE: Duration = Duration::from_millis(450);

/// The draft of a box and the value it stands for.
#[derive(Clone, Copy)]
struct TextBinding {
    draft: RwSignal<Draft>,
    value: Signal<String>,
    commit: Callback<(String, Commit)>,
    composing: StoredValue<bool>,
    stepped: StoredValue<bool>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl TextBinding {
    fn new(value: Signal<String>, commit: Callback<(String, Commit)>) -> Self {
        let binding = Self {
            draft: RwSignal::new(Draft::default()),
            value,
            commit,
            composing: StoredValue::new(false),
            stepped: StoredValue::new(false),
            pause: StoredValue::new(None),
        };
        on_cleanup(move || binding.forget_pause());
        binding
    }

    fn shown(self) -> String {
        self.value
            .with(|value| self.draft.with(|draft| draft.shown(value).to_owned()))
    }

    fn focused(self) {
        self.stepped.set_value(false);
    }

    fn typed(self, text: &str) {
        if self.composing.get_value() {
            return;
        }
        let draft = self.value.with_untracked(|value| Draft::typed(text, value));
        self.draft.set(draft);
        self.forget_pause();
        let pause = set_timeout_with_handle(move || self.commit(), PAUSE);
        self.pause.set_value(pause.ok());
    }

    fn commit(self) {
        self.forget_pause();
        let text = self.value.try_with_untracked(|value| {
            self.draft.with_untracked(|draft| {
                draft
                    .is_pending(value)
                    .then(|| draft.shown(value).to_owned())
            })
        });
        let Some(Some(text)) = text else { return };
        let commit = if self.stepped.get_value() {
            Commit::Replace
        } else {
            Commit::Push
        };
        self.stepped.set_value(true);
        self.commit.run((text, commit));
        let value = self.value.get_untracked();
        self.draft
            .update(|draft| *draft = std::mem::take(draft).committed(&value));
    }

    fn left(self) {
        self.commit();
        self.draft.set(Draft::default());
    }

    fn forget_pause(self) {
        if let Some(Some(pause)) = self.pause.try_update_value(Option::take) {
            pause.clear();
        }
    }
}

/// A text box with a label, suggestions and the problem of its value.
#[component]
pub fn TextBox(
    /// `name` of the box.
    param: Param,
    /// Its label.
    label: Signal<&'static str>,
    /// Its placeholder.
    hint: Signal<&'static str>,
    /// A sentence below it.
    #[prop(default = Signal::derive(|| None))]
    note: Signal<Option<&'static str>>,
    /// The value of the location, as the box shows it.
    value: Signal<String>,
    /// What is wrong with it.
    problem: Signal<Option<String>>,
    /// Makes a text part of the location.
    commit: Callback<(String, Commit)>,
    /// Values it suggests.
    #[prop(optional)]
    suggestions: Option<Signal<Vec<Suggestion>>>,
    /// A box to search with.
    #[prop(optional)]
    search: bool,
    /// A button inside the box.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let binding = TextBinding::new(value, commit);
    let id = format!("op-{}", param.key());
    let list_id = format!("{id}-list");
    let problem_id = format!("{id}-problem");
    let note_id = format!("{id}-note");
    let described_by = {
        let (problem_id, note_id) = (problem_id.clone(), note_id.clone());
        move || {
            let mut ids = Vec::new();
            if problem.with(Option::is_some) {
                ids.push(problem_id.as_str());
            }
            if note.with(Option::is_some) {
                ids.push(note_id.as_str());
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="op-field" class:op-field-search=search>
            <label for=id.clone()>{label}</label>
            <div class="op-input" class:op-input-bad=reactive(move || problem.with(Option::is_some))>
                {search.then(|| view! { <IconView icon=Icon::Search /> })}
                <input
                    id=id
                    type=if search { "search" } else { "text" }
                    name=param.key()
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    dir="auto"
                    placeholder=hint
                    list=suggestions.map(|_| list_id.clone())
                    aria-invalid=reactive(aria_invalid(problem))
                    aria-describedby=reactive(described_by)
                    prop:value=reactive(move || binding.shown())
                    on:focus=move |_| binding.focused()
                    on:input=move |event| binding.typed(&event_target_value(&event))
                    on:change=move |_| binding.commit()
                    on:blur=move |_| binding.left()
                    on:compositionstart=move |_| binding.composing.set_value(true)
                    on:compositionend=move |event| {
                        binding.composing.set_value(false);
                        binding.typed(&event_target_value(&event));
                    }
                    on:keydown=move |event| {
                        // 229 is what browsers send for a key that the input method takes; the
                        // Enter that picks a character is such a key.
                        let composing = event.is_composing() || event.key_code() == 229;
                        if event.key() == "Enter" && !composing {
                            event.prevent_default();
                            binding.commit();
                        }
                    }
                />
                {children.map(|children| children())}
            </div>
            {suggestions
                .map(|suggestions| {
                    view! {
                        <datalist id=list_id>
                            {reactive(move || {
                                suggestions
                                    .get()
                                    .into_iter()
                                    .map(|Suggestion { value, meaning }| {
                                        let label = (meaning != value).then_some(meaning);
                                        view! { <option value=value>{label}</option> }
                                    })
                                    .collect_view()
                            })}
                        </datalist>
                    }
                })}
            <ProblemNote id=problem_id text=problem />
            {reactive(move || {
                note.get()
                    .map(|note| view! { <p class="op-note" id=note_id.clone()>{note}</p> })
            })}
        </div>
    }
}

/// A text box whose text is the parameter's.
#[component]
pub fn TextFilter(
    /// What the filters have in common.
    props: FilterProps,
    /// Which parameter.
    param: Param,
    /// Its label.
    label: Signal<&'static str>,
    /// Its placeholder.
    hint: Signal<&'static str>,
    /// A sentence below it.
    #[prop(default = Signal::derive(|| None))]
    note: Signal<Option<&'static str>>,
    /// Values it suggests.
    #[prop(default = Signal::derive(Vec::new))]
    suggestions: Signal<Vec<Suggestion>>,
    /// A box to search with.
    #[prop(optional)]
    search: bool,
) -> impl IntoView {
    let commit = Callback::new(move |(text, commit)| {
        props.edit.run(Edit {
            param,
            text,
            commit,
        });
    });
    view! {
        <TextBox
            param=param
            label=label
            hint=hint
            note=note
            value=props.text(param)
            problem=props.problem(param)
            commit=commit
            suggestions=suggestions
            search=search
        />
    }
}
