//! A text box bound to a parameter.
//!
//! The box shows what is typed; the location follows on Enter, when the box is left, or after a
//! pause, and never in the middle of a composition. The first change while the box has focus is
//! a step of the history, later ones refine it, so that Back undoes one search and not each
//! letter of it.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use operation_log::query::{Edit, Filters};
use operation_log::wire::OperationPage;
use operation_log::{Param, Query};

use super::Bound;
use super::controls::TextControl;
use super::suggestions::Suggestion;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::state::draft::Draft;
use crate::ui::icon::{Icon, IconView};
use crate::ui::shortcut::SingleKeys;
use crate::view::problem::{ProblemNote, aria_invalid};

/// How long a pause in typing is, in milliseconds.
const PAUSE: u32 = 450;

/// What is typed into a box, until the location has it. Copies are handles to the same state.
#[derive(Clone, Copy)]
struct Typing {
    draft: RwSignal<Draft>,
    filters: Memo<Filters>,
    /// The value of the location, as the box shows it.
    value: Signal<String>,
    /// Makes a text part of the location.
    on_commit: Callback<(String, Commit)>,
    /// Whether an input method is at work on the text.
    composing: StoredValue<bool>,
    /// Whether the draft is a step of the history already.
    stepped: StoredValue<bool>,
    /// Commits after a pause; dropped, and so cancelled, with its owner.
    pause: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Typing {
    fn new(
        filters: Memo<Filters>,
        value: Signal<String>,
        on_commit: Callback<(String, Commit)>,
    ) -> Self {
        Self {
            draft: RwSignal::new(Draft::default()),
            filters,
            value,
            on_commit,
            composing: StoredValue::new(false),
            stepped: StoredValue::new(false),
            pause: StoredValue::new_local(None),
        }
    }

    /// What the box shows: the draft, or the value of the location.
    fn shown(self) -> String {
        self.value.with(|value| {
            self.filters.with(|filters| {
                self.draft
                    .with(|draft| draft.shown(value, filters.own()).to_owned())
            })
        })
    }

    /// The query that drafts belong to. Returns `None` once the box is gone.
    fn query(self) -> Option<Query> {
        self.filters
            .try_with_untracked(|filters| filters.own().clone())
    }

    fn typed(self, text: &str) {
        if self.composing.try_get_value() == Some(true) {
            return;
        }
        let Some(query) = self.query() else { return };
        let is_continued = self
            .draft
            .try_with_untracked(|draft| draft.is_of(&query))
            .unwrap_or_default();
        if !is_continued {
            self.stepped.try_set_value(false);
        }
        self.draft.set(Draft::typed(text, &query));
        let pause = Timeout::new(PAUSE, move || self.commit());
        self.pause.try_set_value(Some(pause));
    }

    fn commit(self) {
        self.forget_pause();
        let Some(query) = self.query() else { return };
        let text = self
            .draft
            .try_with_untracked(|draft| draft.pending(&query).map(str::to_owned));
        let Some(Some(text)) = text else { return };
        let was_stepped = self
            .stepped
            .try_update_value(|stepped| std::mem::replace(stepped, true));
        let commit = if was_stepped == Some(true) {
            Commit::Replace
        } else {
            Commit::Push
        };
        self.on_commit.run((text, commit));
        if let Some(query) = self.query() {
            self.draft
                .update(|draft| *draft = std::mem::take(draft).committed(&query));
        }
    }

    fn left(self) {
        self.commit();
        self.draft.set(Draft::default());
    }

    fn forget_pause(self) {
        self.pause.try_set_value(None);
    }

    fn composition_started(self) {
        self.forget_pause();
        self.composing.try_set_value(true);
    }

    fn composition_ended(self, text: &str) {
        self.composing.try_set_value(false);
        self.typed(text);
    }

    fn key_pressed(self, event: &KeyboardEvent) {
        // 229 is what browsers send for a key that the input method takes; the Enter that picks a
        // character is such a key.
        let composing = event.is_composing() || event.key_code() == 229;
        if event.key() == "Enter" && !composing {
            event.prevent_default();
            self.commit();
        }
    }
}

/// A text box whose text is the parameter's.
#[component]
pub fn TextFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Its parameter.
    param: Param,
    /// Its label.
    label: Label,
    /// What it says and suggests.
    control: TextControl,
    /// The rows at hand, for suggestions.
    page: Signal<Option<Arc<OperationPage>>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let TextControl {
        hint,
        note,
        is_search,
        values,
    } = control;
    let suggestions =
        Memo::new(move |_| page.with(|page| values.suggestions(locale, page.as_deref())));
    let commit = Callback::new(move |(text, commit): (String, Commit)| {
        let edit = Edit::Text(param, values.named(&text).to_owned());
        bound.on_edit.run((edit, commit));
    });
    view! {
        <TextBox
            bound=bound
            param=param
            label=label
            hint=hint
            note=note
            is_search=is_search
            value=bound.text(param)
            on_commit=commit
            suggestions=suggestions
        />
    }
}

/// A text box with a label, suggestions and the problem of its value.
#[component]
pub fn TextBox(
    /// What drafts belong to, and where the problem of the parameter comes from.
    bound: Bound,
    /// `name` of the box.
    param: Param,
    /// Its label.
    label: Label,
    /// Its placeholder.
    hint: Label,
    /// A sentence below it.
    #[prop(optional_no_strip)]
    note: Option<Label>,
    /// Whether it is a box to search with.
    #[prop(optional)]
    is_search: bool,
    /// The value of the location, as the box shows it.
    value: Signal<String>,
    /// Makes a text part of the location.
    on_commit: Callback<(String, Commit)>,
    /// Values it suggests, if it ever does.
    #[prop(optional)]
    suggestions: Option<Memo<Vec<Suggestion>>>,
    /// Controls inside the box, after the text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    let problem = bound.problem(locale, param);
    let typing = Typing::new(bound.filters, value, on_commit);
    let id = ["op-", param.key()].concat();
    let list_id = [&id, "-list"].concat();
    let problem_id = [&id, "-problem"].concat();
    let note_id = [&id, "-note"].concat();
    let (class, kind, key) = if is_search {
        ("op-field op-field-search", "search", "/")
    } else {
        ("op-field", "text", "")
    };
    let described_by = {
        let problem_id = problem_id.clone();
        let note_id = note.map(|_| note_id.clone());
        move || match (problem.with(Option::is_some), &note_id) {
            (true, Some(note_id)) => Some([&problem_id, " ", note_id].concat()),
            (true, None) => Some(problem_id.clone()),
            (false, note_id) => note_id.clone(),
        }
    };
    view! {
        <div class=class data-control=param.key() part=param.key()>
            <label for=id.clone()>{locale.say(label)}</label>
            <div class="op-input" class:op-input-bad=move || problem.with(Option::is_some)>
                {is_search.then(|| view! { <IconView icon=Icon::Search /> })}
                <input
                    id=id
                    type=kind
                    name=param.key()
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    dir="auto"
                    placeholder=locale.say(hint)
                    aria-describedby=move || described_by()
                    aria-keyshortcuts=keys.of(key)
                    list=suggestions.map(|_| list_id.clone())
                    aria-invalid=aria_invalid(problem)
                    prop:value=move || typing.shown()
                    on:input=move |event| typing.typed(&event_target_value(&event))
                    on:change=move |_| typing.commit()
                    on:blur=move |_| typing.left()
                    on:compositionstart=move |_| typing.composition_started()
                    on:compositionend=move |event| {
                        typing.composition_ended(&event_target_value(&event));
                    }
                    on:keydown=move |event| typing.key_pressed(&event)
                />
                {children.map(|children| children())}
            </div>
            {suggestions.map(|suggestions| datalist(list_id, suggestions))}
            <ProblemNote id=problem_id problem=problem />
            {note
                .map(|note| {
                    view! {
                        <p class="op-note" id=note_id>
                            {locale.say(note)}
                        </p>
                    }
                })}
        </div>
    }
}

fn datalist(id: String, suggestions: Memo<Vec<Suggestion>>) -> impl IntoView {
    let option = |Suggestion { value, meaning }: Suggestion| {
        let meaning = (meaning != value).then_some(meaning);
        view! { <option value=value>{meaning}</option> }
    };
    view! {
        <datalist id=id>
            {move || suggestions.get().into_iter().map(option).collect_view()}
        </datalist>
    }
}
