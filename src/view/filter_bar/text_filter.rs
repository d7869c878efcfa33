//! A text box bound to a parameter, with a list of what its text may stand for.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::{Edit, TimeZone};
use operation_log::wire::OperationPage;

use super::Bound;
use super::controls::TextControl;
use super::suggestions::{Known, Offer};
use super::text_input::{InputEvent, TextInput};
use super::typing::{Outcome, Trigger, Typing, is_composing, paste_lines};
use super::whole_value::{is_exact, whole_value};
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::state::recent::Recent;
use crate::ui::combobox::{Combobox, ComboboxList, ComboboxOption};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::problem::ProblemNote;

/// What the list of a box is made from.
#[derive(Clone, Copy)]
pub struct Sources {
    /// The rows at hand.
    pub page: Signal<Option<Arc<OperationPage>>>,
    /// Values that were used before.
    pub recent: Recent,
}

/// What a box can say about a text. Copies are handles to the same sources.
#[derive(Clone, Copy)]
struct Reading {
    bound: Bound,
    param: Param,
    control: TextControl,
    sources: Sources,
    locale: Locale,
    time_zone: Memo<TimeZone>,
}

impl Reading {
    fn known(self) -> Known {
        Known {
            locale: self.locale,
            filters: self.bound.filters.get(),
            page: self.sources.page.get(),
            recent: self.sources.recent.of(self.param),
            zone: self.time_zone.get(),
        }
    }

    /// The lines of the list for a text.
    fn offers(self, text: &str) -> Vec<Offer> {
        match self.control.values {
            _ if self.control.is_search => self.known().meanings(text),
            Some(values) => self.known().values(self.param, values, text),
            None => Vec::new(),
        }
    }

    /// The change that a text stands for. Returns `Err` if it cannot be used in this box, or if a
    /// pause does not commit it: a pause asks for nothing that the reader would not expect from
    /// what is typed so far.
    fn edit(self, text: &str, trigger: Trigger) -> Result<Edit, Outcome> {
        let at_pause = trigger == Trigger::Pause;
        if self.control.is_search
            && let Some(first) = self.offers(text).into_iter().next()
        {
            return if at_pause && !first.is_keyword {
                Err(Outcome::Waits)
            } else {
                Ok(Edit::Several(first.edits))
            };
        }
        if is_exact(self.param) {
            if at_pause && !text.trim().is_empty() {
                return Err(Outcome::Waits);
            }
            let known = match self.control.values {
                Some(values) => self.known().known(values),
                None => Vec::new(),
            };
            return whole_value(self.param, &known, text).ok_or(Outcome::Refused);
        }
        Ok(Edit::Text(self.param, text.to_owned()))
    }

    /// Makes a text part of the location.
    fn commit(self, text: &str, commit: Commit, trigger: Trigger) -> Outcome {
        let edit = match self.edit(text, trigger) {
            Ok(edit) => edit,
            Err(outcome) => return outcome,
        };
        self.bound.on_edit.run((edit, commit));
        self.note_used();
        let filters = self.bound.filters.try_get_untracked().unwrap_or_default();
        if filters.own().text(self.param) == text.trim() {
            Outcome::AsTyped
        } else {
            Outcome::Otherwise
        }
    }

    /// The change of a line of the list.
    fn chosen(self, typed: &str, index: usize) -> Option<Edit> {
        let offer = self.offers(typed).into_iter().nth(index)?;
        Some(Edit::Several(offer.edits))
    }

    /// Remembers the values that are filtered by now, to offer them again.
    fn note_used(self) {
        let filters = self.bound.filters.try_get_untracked().unwrap_or_default();
        for param in [Param::ResourceIds, Param::JobAction, Param::Owner] {
            if filters.own().problem(param).is_none() {
                self.sources.recent.note(param, &filters.own().text(param));
            }
        }
    }
}

/// A text box whose text is the parameter's, or stands for other conditions.
#[component]
pub fn TextFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Its parameter.
    param: Param,
    /// Its label.
    label: Label,
    /// What it says and offers.
    control: TextControl,
    /// What its list is made from.
    sources: Sources,
) -> impl IntoView {
    let Clock { time_zone, .. } = expect_context();
    let reading = Reading {
        bound,
        param,
        control,
        sources,
        locale: expect_context(),
        time_zone,
    };
    let on_commit = Callback::new(move |(text, commit, trigger): (String, Commit, Trigger)| {
        untrack(|| reading.commit(&text, commit, trigger))
    });
    let typing = Typing::new(bound, bound.text(param), on_commit);
    let typed = move || typing.draft().unwrap_or_default();
    let options = Memo::new(move |_| {
        let mut options: Vec<ComboboxOption> = Vec::new();
        for offer in reading.offers(&typed()) {
            options.push(offer.option);
        }
        options
    });
    let on_choose = Callback::new(move |index: usize| {
        if let Some(edit) = untrack(|| reading.chosen(&typed(), index)) {
            typing.choose(edit);
            reading.note_used();
        }
    });
    let takes_first = Signal::derive(move || control.is_search && typing.draft().is_some());
    let has_list = control.is_search || control.values.is_some();
    let combobox = list_id(param)
        .filter(|_| has_list)
        .map(|id| Combobox::new(id, options, takes_first, on_choose));
    view! {
        <TextBox
            bound=bound
            param=param
            label=label
            control=control
            typing=typing
            combobox=combobox
        />
    }
}

/// Id of the list of a box. Returns `None` for a parameter whose box has none.
const fn list_id(param: Param) -> Option<&'static str> {
    match param {
        Param::SearchWord => Some("op-search_word-list"),
        Param::ResourceIds => Some("op-resource_ids-list"),
        Param::JobAction => Some("op-job_action-list"),
        Param::Owner => Some("op-owner-list"),
        _ => None,
    }
}

/// A text box with a label, a list and the problem of its value.
#[component]
fn TextBox(
    /// Where the problem of the parameter comes from.
    bound: Bound,
    /// `name` of the box.
    param: Param,
    /// Its label.
    label: Label,
    /// What it says.
    control: TextControl,
    /// What is typed into it.
    typing: Typing,
    /// Its list, if it has one.
    combobox: Option<Combobox>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let TextControl {
        hint,
        note,
        is_search,
        ..
    } = control;
    let of_value = bound.problem(locale, param);
    let problem = Signal::derive(move || {
        if typing.is_refused() {
            Some(locale.t().not_whole().to_owned())
        } else {
            of_value.get()
        }
    });
    let id = ["op-", param.key()].concat();
    let problem_id = [&id, "-problem"].concat();
    let note_id = [&id, "-note"].concat();
    let (class, shortcut) = if is_search {
        ("op-field op-field-search", "/")
    } else {
        ("op-field", "")
    };
    let described_by = {
        let problem_id = problem_id.clone();
        let note_id = note.map(|_| note_id.clone());
        Signal::derive(move || match (problem.with(Option::is_some), &note_id) {
            (true, Some(note_id)) => Some([&problem_id, " ", note_id].concat()),
            (true, None) => Some(problem_id.clone()),
            (false, note_id) => note_id.clone(),
        })
    };
    let show = move || {
        if let Some(combobox) = combobox {
            combobox.open();
        }
    };
    let typed = move |text: &str| {
        typing.typed(text);
        show();
    };
    let press_key = move |event: &KeyboardEvent| {
        if is_composing(event) || combobox.is_some_and(|combobox| combobox.press_key(event)) {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                typing.commit(Trigger::Reader);
                // A text that is refused leaves the list, which says what can be done with it.
                if let Some(combobox) = combobox
                    && !untrack(|| typing.is_refused())
                {
                    combobox.close();
                }
            }
            "Escape" if untrack(|| typing.pending()).is_some() => {
                event.prevent_default();
                typing.forget();
            }
            _ => {}
        }
    };
    let on_event = Callback::new(move |event| match event {
        InputEvent::Typed(text) => typed(&text),
        InputEvent::Changed => typing.commit(Trigger::Reader),
        InputEvent::Clicked => show(),
        InputEvent::Left => {
            typing.left();
            if let Some(combobox) = combobox {
                combobox.close();
            }
        }
        InputEvent::Pasted(event) => {
            if paste_lines(&event) {
                typed(&event_target_value(&event));
            }
        }
        InputEvent::CompositionStarted => typing.composition_started(),
        InputEvent::CompositionEnded(text) => {
            typing.composition_ended();
            typed(&text);
        }
        InputEvent::Key(event) => press_key(&event),
    });
    view! {
        <div class=class data-control=param.key() part=param.key()>
            <label for=id.clone()>{locale.say(label)}</label>
            <div class="op-input" class:op-input-bad=move || problem.with(Option::is_some)>
                {is_search.then(|| view! { <IconView icon=Icon::Search /> })}
                <TextInput
                    id=id
                    param=param
                    hint=hint
                    enter_key="search"
                    shortcut=shortcut
                    combobox=combobox
                    problem=problem
                    described_by=described_by
                    value=Signal::derive(move || typing.shown())
                    on_event=on_event
                />
            </div>
            <ProblemNote id=problem_id problem=problem />
            {note
                .map(|note| {
                    view! {
                        <p class="op-note" id=note_id>
                            {locale.say(note)}
                        </p>
                    }
                })}
            {combobox.map(|combobox| view! { <ComboboxList combobox=combobox label=label /> })}
        </div>
    }
}
