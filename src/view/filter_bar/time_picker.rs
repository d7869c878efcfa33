//! What is picked of a range, until it is applied: what the parts of the picker share.

use chrono::{DateTime, Utc};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::{Edit, Problem, TimeZone};
use operation_log::time;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::Bound;
use super::range::Range;
use super::range_words::shown_time;
use super::typed_ends::{Ends, read_ends};
use super::typing::is_composing;
use crate::nav::Commit;
use crate::platform::{clock, dom};
use crate::state::draft::Draft;
use crate::state::recent::Recent;
use crate::ui::anchored::show_at;
use crate::ui::calendar::{day_of, number_of};

/// What the parts of the picker share. Copies are handles to the same picker.
#[derive(Clone, Copy)]
pub struct Picker {
    /// What it shows and changes.
    pub bound: Bound,
    /// Ranges that were used before.
    pub recent: Recent,
    /// The zone of the ends.
    pub time_zone: Memo<TimeZone>,
    /// Its own element.
    pub panel: NodeRef<html::Div>,
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// What the reader has written over the ends of the location.
    start: RwSignal<Draft>,
    end: RwSignal<Draft>,
    /// Whether the next picked day is the other end of the range.
    picks_other: RwSignal<bool>,
    /// Whether the reader tried to apply ends that cannot be used.
    tried: RwSignal<bool>,
}

impl Picker {
    /// A picker that is closed.
    pub fn new(bound: Bound, recent: Recent, time_zone: Memo<TimeZone>) -> Self {
        Self {
            bound,
            recent,
            time_zone,
            panel: NodeRef::new(),
            open: RwSignal::new(false),
            start: RwSignal::new(Draft::default()),
            end: RwSignal::new(Draft::default()),
            picks_other: RwSignal::new(false),
            tried: RwSignal::new(false),
        }
    }

    const fn draft(self, param: Param) -> RwSignal<Draft> {
        match param {
            Param::EndTime => self.end,
            _ => self.start,
        }
    }

    /// The text of an end.
    pub fn text(self, param: Param) -> String {
        let zone = self.time_zone.get();
        let filters = self.bound.filters.get();
        let value = shown_time(filters.own(), param, zone);
        self.draft(param)
            .with(|draft| draft.shown(&value, filters.own()).to_owned())
    }

    /// Whether the reader has written over an end of the location.
    fn is_typed(self, param: Param) -> bool {
        let filters = self.bound.filters.get();
        self.draft(param).with(|draft| draft.is_of(filters.own()))
    }

    /// What both texts stand for.
    pub fn ends(self) -> Ends {
        let zone = self.time_zone.get();
        let [start, end] = [Param::StartTime, Param::EndTime].map(|param| self.text(param));
        read_ends(&start, &end, zone, clock::now())
    }

    /// What an end stands for as it is written, whatever the other is; nothing if it is open.
    pub fn reading(self, param: Param) -> Result<Option<DateTime<Utc>>, Problem> {
        let ends = match self.ends() {
            Err((wrong, problem)) if wrong == param => return Err(problem),
            Err(_) => {
                let zone = self.time_zone.get();
                let text = self.text(param);
                let [start, end] = match param {
                    Param::EndTime => ["", &*text],
                    _ => [&*text, ""],
                };
                read_ends(start, end, zone, clock::now()).map_err(|(_, problem)| problem)
            }
            Ok(range) => Ok(range),
        };
        ends.map(|Range { start, end }| if param == Param::EndTime { end } else { start })
    }

    /// What is wrong with an end: of the location's text, or of what is written, once the reader has
    /// tried to apply it.
    pub fn problem(self, param: Param) -> Option<Problem> {
        if !self.is_typed(param) {
            return self.bound.filters.with(|filters| filters.problem(param));
        }
        let ends = self.tried.get().then(|| self.ends())?;
        let (wrong, problem) = ends.err()?;
        (wrong == param).then_some(problem)
    }

    /// The days of both ends, or 0.
    pub fn days(self) -> (u32, u32) {
        let zone = self.time_zone.get();
        match self.ends() {
            Ok(Range { start, end }) => match (start.or(end), end.or(start)) {
                (Some(start), Some(end)) => (day(zone, start), day(zone, end)),
                _ => (0, 0),
            },
            Err(_) => (0, 0),
        }
    }

    /// A day is picked: the first is the whole range, the second its other end.
    pub fn pick(self, picked: u32) {
        let (first, _) = untrack(|| self.days());
        let other = if self.picks_other.get_untracked() {
            first
        } else {
            picked
        };
        self.write(Param::StartTime, &day_text(picked.min(other), "00:00:00"));
        self.write(Param::EndTime, &day_text(picked.max(other), "23:59:59"));
        self.picks_other
            .update(|picks_other| *picks_other = !*picks_other);
    }

    fn write(self, param: Param, text: &str) {
        if let Some(filters) = self.bound.filters.try_get_untracked() {
            self.draft(param).set(Draft::typed(text, filters.own()));
        }
        self.tried.set(false);
    }

    /// The reader wrote an end.
    pub fn typed(self, param: Param, text: &str) {
        self.write(param, text);
        self.picks_other.set(false);
    }

    /// Makes the texts the range of the location, if they can be used.
    pub fn apply(self) {
        match untrack(|| self.ends()) {
            Ok(range) => self.choose(range),
            Err((param, _)) => {
                self.tried.set(true);
                let wrong = ["[name=", param.key(), "]"].concat();
                if let Some(Some(panel)) = self.panel.try_get_untracked()
                    && let Some(wrong) = dom::find(&panel, &wrong)
                {
                    dom::focus(&wrong);
                }
            }
        }
    }

    /// Makes a range that of the location.
    pub fn choose(self, range: Range) {
        if let Some(text) = range.stored() {
            self.recent.note(Param::StartTime, &text);
        }
        self.change(range.edit());
    }

    /// Changes the query, and closes.
    pub fn change(self, edit: Edit) {
        self.bound.on_edit.run((edit, Commit::Push));
        self.close();
    }

    fn close(self) {
        if let Some(Some(panel)) = self.panel.try_get_untracked() {
            // Refused only for a picker that is closed already.
            let _ = panel.hide_popover();
        }
        if let Some(button) = self.button() {
            dom::focus(&button);
        }
    }

    /// The button that opens the picker.
    fn button(self) -> Option<HtmlElement> {
        let panel = self.panel.try_get_untracked()??;
        dom::find(&panel.parent_element()?, "[aria-haspopup=dialog]")
    }

    /// Follows the picker, which a click elsewhere closes as well.
    pub fn toggled(self) {
        let (Some(Some(panel)), Some(button)) = (self.panel.try_get_untracked(), self.button())
        else {
            return;
        };
        let is_open = panel.matches(":popover-open") == Ok(true);
        self.open.set(is_open);
        if is_open {
            // What is in it has its size by then.
            dom::before_next_paint(move || {
                show_at(&panel, &button);
                let chosen = dom::find(&panel, "[aria-pressed=true]");
                if let Some(first) = chosen.or_else(|| dom::find(&panel, "[name=start_time]")) {
                    dom::focus(&first);
                }
            });
        } else {
            self.start.set(Draft::default());
            self.end.set(Draft::default());
            self.picks_other.set(false);
            self.tried.set(false);
        }
    }

    /// Closes the picker as focus leaves it.
    pub fn focus_left(self, event: &FocusEvent) {
        let next = event
            .related_target()
            .and_then(|next| next.dyn_into::<Node>().ok());
        if let (Some(next), Some(Some(panel))) = (next, self.panel.try_get_untracked())
            && !panel.contains(Some(&next))
        {
            // Refused only for a picker that is closed already.
            let _ = panel.hide_popover();
        }
    }

    /// Closes on Escape.
    pub fn press_key(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && !is_composing(event) {
            event.prevent_default();
            self.close();
        }
    }
}

/// The number of the day of an instant.
pub fn day(zone: TimeZone, instant: DateTime<Utc>) -> u32 {
    number_of(clock::local(zone, instant).date())
}

/// A day and a time as a box shows them.
fn day_text(number: u32, clock: &str) -> String {
    let midnight = time::wall_clock(day_of(number).into());
    let date = midnight.split(' ').next().unwrap_or_default();
    [date, " ", clock].concat()
}
