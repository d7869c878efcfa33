//! What text boxes offer: meanings of what is typed, documented actions, values of the rows at
//! hand and of this browser's history. Nothing of it is asked from the server.

use std::sync::Arc;

use chrono::TimeDelta;
use operation_log::action::{self, KNOWN_ACTIONS};
use operation_log::query::{Filters, TimeZone};
use operation_log::search::{self, FoundIds, Meaning};
use operation_log::time::TypedRange;
use operation_log::wire::OperationPage;
use operation_log::{Edit, Operation, Param, Status};

use super::range::{Range, Wanted, wanted};
use super::range_words::span_text;
use super::whole_value::whole_value;
use crate::i18n::{Locale, VOCABULARY};
use crate::platform::clock;
use crate::ui::combobox::ComboboxOption;
use crate::view::format;
use crate::view::status_badge::status_text;

/// A line of the list below a box, and what choosing it does.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What it says.
    pub option: ComboboxOption,
    /// What it changes.
    pub edits: Vec<Edit>,
    /// Whether it searches for the typed text itself.
    pub is_keyword: bool,
}

/// The most lines of a list.
const MOST_OFFERS: usize = 40;

/// The most values of the rows at hand in the list of the search box.
const MOST_VALUES: usize = 6;

/// How few characters are too few to find values by.
const FEWEST_CHARS: usize = 3;

/// How far around a moment is looked.
const AROUND: TimeDelta = TimeDelta::minutes(15);

/// What a box knows of while its list is made.
pub struct Known {
    /// Texts.
    pub locale: Locale,
    /// What is asked.
    pub filters: Filters,
    /// The rows at hand.
    pub page: Option<Arc<OperationPage>>,
    /// Values that were used before.
    pub recent: Vec<String>,
    /// The zone of times.
    pub zone: TimeZone,
}

/// The values that a box of whole values knows of.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// Those that occur in the rows at hand.
    Loaded(fn(&Operation) -> Vec<String>),
    /// Actions, by the API's name or by the documentation's name in either language.
    Actions,
}

/// The lines of a list, each once.
#[derive(Default)]
struct Offers(Vec<Offer>);

impl Offers {
    fn add(&mut self, known: &Known, label: &str, note: &str, edits: Vec<Edit>) {
        self.add_as(known, label, note, edits, false);
    }

    /// Adds a line, unless there are too many, or it would change what the host page has locked.
    fn add_as(
        &mut self,
        known: &Known,
        label: &str,
        note: &str,
        edits: Vec<Edit>,
        is_keyword: bool,
    ) {
        let is_locked = |edit: &Edit| {
            !matches!(edit, Edit::Remove(_))
                && edit
                    .param()
                    .is_some_and(|param| known.filters.is_locked(param))
        };
        let is_known = self.0.iter().any(|other| other.edits == edits);
        if self.0.len() < MOST_OFFERS && !is_known && !edits.iter().any(is_locked) {
            self.0.push(Offer {
                option: ComboboxOption {
                    label: label.to_owned(),
                    note: note.to_owned(),
                },
                edits,
                is_keyword,
            });
        }
    }
}

impl Known {
    /// What a text in the search box means, the likeliest first.
    pub fn meanings(&self, text: &str) -> Vec<Offer> {
        let now = clock::local(self.zone, clock::now());
        let mut offers = Offers::default();
        let ids = FoundIds::of(text);
        let all = ids.operations.len() + ids.resources.len() + ids.owners.len();
        // No operation has the word for a status in what the server searches.
        self.add_statuses(&mut offers, |word| word.eq_ignore_ascii_case(text.trim()));
        for meaning in search::meanings(text, now, VOCABULARY) {
            self.add_meaning(&mut offers, meaning, all);
        }
        self.add_statuses(&mut offers, |word| begins(word, text.trim()));
        self.add_values(&mut offers, text.trim());
        offers.0
    }

    /// Adds the statuses that have a matching name, in the reader's language or the API's.
    fn add_statuses(&self, offers: &mut Offers, is_meant: impl Fn(&str) -> bool) {
        for status in Status::DOCUMENTED {
            let name = status_text(self.locale, &status);
            if is_meant(&name) || is_meant(status.as_str()) {
                let edit = Edit::Status(Some(status));
                offers.add(
                    self,
                    &name,
                    self.locale.t().status(),
                    vec![no_keyword(), edit],
                );
            }
        }
    }

    /// Adds the resources and owners of the rows at hand that a text occurs in.
    fn add_values(&self, offers: &mut Offers, text: &str) {
        if text.chars().nth(FEWEST_CHARS - 1).is_none() {
            return;
        }
        let t = self.locale.t();
        let most = offers.0.len() + MOST_VALUES;
        for operation in self.page.iter().flat_map(|page| page.operations()) {
            if offers.0.len() >= most {
                return;
            }
            for id in &operation.resource_ids {
                if contains(id.as_str(), text) {
                    let edit = Edit::ResourceIds(vec![id.clone()]);
                    offers.add(self, id.as_str(), t.resource(), vec![no_keyword(), edit]);
                }
            }
            if let Some(owner) = &operation.owner
                && contains(owner.as_str(), text)
            {
                let edit = Edit::Owner(Some(owner.clone()));
                offers.add(self, owner.as_str(), t.owner(), vec![no_keyword(), edit]);
            }
        }
    }

    /// Adds a meaning; `all` is how many ids the text contains.
    fn add_meaning(&self, offers: &mut Offers, meaning: Meaning, all: usize) {
        let t = self.locale.t();
        let mut add_ids = |some: usize, mut note: String, edit: Edit| {
            // It is about some of them only.
            if some < all {
                note = t.meaning_some(&note, &format::count(all));
            }
            self.add_ids(offers, edit, &note);
        };
        match meaning {
            Meaning::Operations(ids) => {
                let note = t.meaning_operations(&format::count(ids.len()));
                add_ids(ids.len(), note, Edit::JobIds(ids));
            }
            Meaning::Resources(ids) => {
                let note = t.meaning_resources(&format::count(ids.len()));
                add_ids(ids.len(), note, Edit::ResourceIds(ids));
            }
            Meaning::Owner(owner) => add_ids(1, t.owner().to_owned(), Edit::Owner(Some(owner))),
            Meaning::Action(known) => {
                let name = self.action_name(known.job_action, known.describe);
                let edit = Edit::Text(Param::JobAction, known.job_action.to_owned());
                offers.add(self, name, t.action(), vec![no_keyword(), edit]);
            }
            Meaning::Code(code) => {
                let label = t.code_with_meaning(code);
                let edits = vec![Edit::Text(Param::SearchWord, code.code.to_string())];
                offers.add_as(self, &label, t.meaning_code(), edits, true);
            }
            Meaning::Time(range) => self.add_times(offers, range),
            Meaning::Keyword(text) => {
                let edits = vec![Edit::Text(Param::SearchWord, text.clone())];
                offers.add_as(self, &text, t.search(), edits, true);
            }
        }
    }

    /// Adds ids, which stand in their own parameter as a person reads them.
    fn add_ids(&self, offers: &mut Offers, edit: Edit, note: &str) {
        let Some(param) = edit.param() else { return };
        let label = operation_log::Query::default()
            .edited(edit.clone())
            .text(param);
        offers.add(self, &label, note, vec![no_keyword(), edit]);
    }

    /// The name of an action in the reader's language.
    fn action_name<'a>(&self, job_action: &'a str, describe: &'a str) -> &'a str {
        match self.locale.t().action_name(job_action) {
            Some(name) => name,
            None if describe.is_empty() => job_action,
            None => describe,
        }
    }

    fn add_times(&self, offers: &mut Offers, typed: TypedRange) {
        let t = self.locale.t();
        let mut add = |label: &str, note: &str, edit: Edit| {
            offers.add(self, label, note, vec![no_keyword(), edit]);
        };
        match wanted(typed, self.zone, clock::now()) {
            Some(Wanted::Last(span)) => {
                add(
                    span_text(self.locale, span),
                    t.time_range(),
                    Edit::Last(Some(span)),
                );
            }
            Some(Wanted::Range(range)) => add(&range.text(self.zone), t.time_range(), range.edit()),
            Some(Wanted::At(time)) => {
                let [around, since] = [
                    Range {
                        start: time.checked_sub_signed(AROUND),
                        end: time.checked_add_signed(AROUND),
                    },
                    Range {
                        start: Some(time),
                        end: None,
                    },
                ];
                add(&around.text(self.zone), t.meaning_around(), around.edit());
                add(&since.text(self.zone), t.meaning_since(), since.edit());
            }
            None => {}
        }
    }

    /// The values of a box of whole values that a text occurs in; all of them for no text.
    pub fn values(&self, param: Param, values: Values, text: &str) -> Vec<Offer> {
        let t = self.locale.t();
        let wanted = text.trim();
        let is_whole = wanted.is_empty() || whole_value(param, &self.known(values), text).is_some();
        let mut offers = Offers::default();
        if !is_whole && !FoundIds::of(text).is_empty() {
            for offer in self.meanings(text) {
                if !offer.is_keyword {
                    offers.0.push(offer);
                }
            }
        }
        if matches!(values, Values::Actions) {
            for known in &KNOWN_ACTIONS {
                if wanted.is_empty() || search::may_name(text, known, VOCABULARY) {
                    let name = self.action_name(known.job_action, known.describe);
                    let edit = Edit::Text(param, known.job_action.to_owned());
                    offers.add(self, name, known.job_action, vec![edit]);
                }
            }
        }
        for value in self.known(values) {
            let is_listed = matches!(values, Values::Actions) && action::find(&value).is_some();
            if !is_listed && contains(&value, wanted) {
                offers.add(self, &value, "", vec![Edit::Text(param, value.clone())]);
            }
        }
        if !is_whole {
            offers.0.truncate(MOST_OFFERS - 2);
            let keyword = Edit::Text(Param::SearchWord, wanted.to_owned());
            let edits = vec![Edit::Remove(param), keyword];
            offers.add(self, wanted, t.search_instead(), edits);
            let as_it_is = Edit::Text(param, search::parts(text).join(","));
            offers.add(self, wanted, t.use_as_it_is(), vec![as_it_is]);
        }
        offers.0
    }

    /// The values at hand.
    pub fn known(&self, values: Values) -> Vec<String> {
        let mut known = self.recent.clone();
        for operation in self.page.iter().flat_map(|page| page.operations()) {
            match values {
                Values::Loaded(of) => known.append(&mut of(operation)),
                Values::Actions => known.push(operation.job_action.clone()),
            }
        }
        known.retain(|value| !value.is_empty());
        known
    }
}

/// What a meaning of the keyword takes the place of.
const fn no_keyword() -> Edit {
    Edit::Remove(Param::SearchWord)
}

/// Whether a word begins with a text of two characters or more.
fn begins(word: &str, text: &str) -> bool {
    let begin = word.get(..text.len());
    text.chars().nth(1).is_some() && begin.is_some_and(|begin| begin.eq_ignore_ascii_case(text))
}

fn contains(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase()
        .contains(&part.to_ascii_lowercase())
}
