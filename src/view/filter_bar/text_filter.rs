//! A text box bound to a parameter.
//!
//! The box shows what is typed; the location follows on Enter, when the box is left, or after a
//! pause, and never in the middle of a composition. The first change while the box has focus is
//! a step of the history, later ones refine it, so that Back undoes one search and not each
//! letter of it.

use std::cell::Cell;
use std::rc::Rc;

use operation_log::{Param, Query};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::{FilterProps, Suggestion, ValueText};
use crate::markup::{Label, Tag, tag};
use crate::nav::Commit;
use crate::platform::events;
use crate::platform::timer::Timer;
use crate::reactive::{Memo, Read, RwSignal, dispose_with_owner};
use crate::state::draft::Draft;
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::Edit;
use crate::view::problem::{mark_invalid, with_problem_note};

/// How long a pause in typing is, in milliseconds.
const PAUSE: i32 = 450;

/// Makes a text part of the location.
pub type CommitText = Rc<dyn Fn(String, Commit)>;

/// The draft of a box and the value it stands for.
struct TextBinding {
    draft: RwSignal<Draft>,
    query: Memo<Query>,
    value: ValueText,
    commit: CommitText,
    composing: Cell<bool>,
    stepped: Cell<bool>,
    pause: Cell<Option<Timer>>,
}

impl TextBinding {
    fn new(query: Memo<Query>, value: ValueText, commit: CommitText) -> Rc<Self> {
        let binding = Rc::new(Self {
            draft: RwSignal::new(Draft::default()),
            query,
            value,
            commit,
            composing: Cell::new(false),
            stepped: Cell::new(false),
            pause: Cell::new(None),
        });
        let disposed = binding.clone();
        dispose_with_owner(Box::new(move || disposed.forget_pause()));
        binding
    }

    fn shown(&self) -> String {
        let value = (self.value)();
        self.query.with(|query| {
            self.draft
                .with(|draft| draft.shown(&value, query).to_owned())
        })
    }

    fn typed(self: &Rc<Self>, text: &str) {
        if self.composing.get() {
            return;
        }
        let query = self.query.value_untracked();
        if !self.draft.with_untracked(|draft| draft.is_of(&query)) {
            self.stepped.set(false);
        }
        self.draft.set(Draft::typed(text, &query));
        self.forget_pause();
        let binding = self.clone();
        self.pause
            .set(Timer::after(PAUSE, move || binding.commit()));
    }

    fn commit(&self) {
        self.forget_pause();
        let (Some(draft), Some(query)) = (
            self.draft.try_value_untracked(),
            self.query.try_value_untracked(),
        ) else {
            return;
        };
        let Some(text) = draft.pending(&query) else {
            return;
        };
        let commit = if self.stepped.replace(true) {
            Commit::Replace
        } else {
            Commit::Push
        };
        (self.commit)(text.to_owned(), commit);
        let query = self.query.value_untracked();
        self.draft.update(|draft| draft.clone().committed(&query));
    }

    fn left(&self) {
        self.commit();
        self.draft.set(Draft::default());
    }

    fn forget_pause(&self) {
        self.pause.set(None);
    }

    /// The box shows the draft and tells what happens to it.
    fn bind(self: &Rc<Self>, input: Tag) -> Tag {
        let handler = |handle: fn(&Rc<Self>, &Event)| {
            let binding = self.clone();
            move |event: Event| handle(&binding, &event)
        };
        let binding = self.clone();
        input
            .prop_live("value", move || binding.shown().into())
            .on(
                "input",
                handler(|binding, event| binding.typed(&events::target_value(event))),
            )
            .on("change", handler(|binding, _| binding.commit()))
            .on("blur", handler(|binding, _| binding.left()))
            .on(
                "compositionstart",
                handler(|binding, _| {
                    binding.forget_pause();
                    binding.composing.set(true);
                }),
            )
            .on(
                "compositionend",
                handler(|binding, event| {
                    binding.composing.set(false);
                    binding.typed(&events::target_value(event));
                }),
            )
            .on(
                "keydown",
                handler(|binding, event| {
                    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                        return;
                    };
                    // 229 is what browsers send for a key that the input method takes; the
                    // Enter that picks a character is such a key.
                    let composing = key.is_composing() || key.key_code() == 229;
                    if key.key() == "Enter" && !composing {
                        event.prevent_default();
                        binding.commit();
                    }
                }),
            )
    }
}

/// A text box with a label, suggestions and the problem of its value.
pub struct TextBox {
    /// `name` of the box.
    pub param: Param,
    /// Its label.
    pub label: Label,
    /// Its placeholder.
    pub hint: Label,
    /// A sentence below it.
    pub note: Option<Label>,
    /// The value of the location, as the box shows it.
    pub value: ValueText,
    /// Makes a text part of the location.
    pub commit: CommitText,
    /// Values it suggests; none for a box that never does.
    pub suggestions: Option<Box<dyn Fn() -> Vec<Suggestion>>>,
    /// Whether it is a box to search with.
    pub search: bool,
    /// What stands inside the box, after the text.
    pub inside: Vec<Tag>,
}

impl TextBox {
    /// A box whose text is the parameter's.
    pub fn of_param(props: FilterProps, param: Param, label: Label, hint: Label) -> Self {
        Self {
            param,
            label,
            hint,
            note: None,
            value: props.text(param),
            commit: Rc::new(move |text, commit| {
                props.edit.run(Edit {
                    param,
                    text,
                    commit,
                });
            }),
            suggestions: Some(Box::new(Vec::new)),
            search: false,
            inside: Vec::new(),
        }
    }

    /// Suggests values.
    #[must_use]
    pub fn suggesting(self, suggestions: impl Fn() -> Vec<Suggestion> + 'static) -> Self {
        Self {
            suggestions: Some(Box::new(suggestions)),
            ..self
        }
    }

    /// The box with all that belongs to it.
    pub fn view(self, props: FilterProps) -> Tag {
        let locale = props.locale;
        let problem = props.problem(self.param);
        let id = ["op-", self.param.key()].concat();
        let list_id = [&id, "-list"].concat();
        let problem_id = [&id, "-problem"].concat();
        let note_id = [&id, "-note"].concat();
        let (field_class, kind) = if self.search {
            ("op-field op-field-search", "search")
        } else {
            ("op-field", "text")
        };
        let described_by = {
            let (problem, problem_id) = (problem.clone(), problem_id.clone());
            let note_id = self.note.map(|_| note_id.clone());
            move || match (problem(), &note_id) {
                (Some(_), Some(note_id)) => Some([&problem_id, " ", note_id].concat()),
                (Some(_), None) => Some(problem_id.clone()),
                (None, note_id) => note_id.clone(),
            }
        };
        let mut input = tag("input")
            .attr("id", &id)
            .attr("type", kind)
            .attr("name", self.param.key())
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("enterkeyhint", "search")
            .attr("dir", "auto")
            .attr_say("placeholder", locale, self.hint)
            .attr_live("aria-describedby", described_by);
        if self.search {
            input = input.attr("aria-keyshortcuts", "/");
        }
        if self.suggestions.is_some() {
            input = input.attr("list", &list_id);
        }
        input = mark_invalid(input, problem.clone());
        input = TextBinding::new(props.query, self.value, self.commit).bind(input);
        let is_bad = {
            let problem = problem.clone();
            move || problem().is_some()
        };
        let field = tag("div")
            .class(field_class)
            .control(self.param.key())
            .child(tag("label").attr("for", &id).say(locale, self.label))
            .child(
                tag("div")
                    .class("op-input")
                    .class_if("op-input-bad", is_bad)
                    .maybe(self.search.then(|| icon_view(Icon::Search)))
                    .child(input)
                    .children(self.inside),
            )
            .maybe(
                self.suggestions
                    .map(|suggestions| datalist(&list_id, suggestions)),
            );
        with_problem_note(field, problem_id, problem).maybe(self.note.map(|note| {
            tag("p")
                .class("op-note")
                .attr("id", &note_id)
                .say(locale, note)
        }))
    }
}

fn datalist(id: &str, suggestions: Box<dyn Fn() -> Vec<Suggestion>>) -> Tag {
    let option = |Suggestion { value, meaning }: Suggestion| {
        let option = tag("option").attr("value", &value);
        if meaning == value {
            option
        } else {
            option.text(&meaning)
        }
    };
    tag("datalist")
        .attr("id", id)
        .live(move || suggestions().into_iter().map(option).collect())
}
