//! The range: a button that says it, and a picker with ranges that have names, recent ones, both
//! ends as texts, and a calendar. Nothing is asked before the reader has seen both ends.

use chrono::{DateTime, Utc};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::{Edit, LastSpan, Query, TimeZone};
use operation_log::time::{self, NamedRange};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::Bound;
use super::controls::control;
use super::range::Range;
use super::typed_ends::{Ends, read_ends};
use super::typing::is_composing;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::platform::{clock, dom};
use crate::state::draft::Draft;
use crate::state::recent::Recent;
use crate::ui::anchored::show_at;
use crate::ui::calendar::{Calendar, day_of, number_of};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::format;
use crate::view::problem::{ProblemNote, aria_invalid, described_by_problem, problem_text};
use crate::view::scope::{Scope, scoped_memo};

/// Id of the picker.
const PICKER: &str = "op-time-picker";

/// Id of what is wrong with the range.
const PROBLEM: &str = "op-time-problem";

fn span_label(span: LastSpan) -> Label {
    match span {
        LastSpan::Minutes15 => |t| t.last_15m(),
        LastSpan::Hour1 => |t| t.last_1h(),
        LastSpan::Hours24 => |t| t.last_24h(),
        LastSpan::Days7 => |t| t.last_7d(),
        LastSpan::Days30 => |t| t.last_30d(),
    }
}

fn named_label(named: NamedRange) -> Label {
    match named {
        NamedRange::Today => |t| t.today(),
        NamedRange::Yesterday => |t| t.yesterday(),
        NamedRange::LastNight => |t| t.last_night(),
        NamedRange::ThisWeek => |t| t.this_week(),
        NamedRange::LastWeek => |t| t.last_week(),
    }
}

/// The words for a relative range.
pub fn span_text(locale: Locale, span: LastSpan) -> &'static str {
    span_label(span)(locale.t())
}

/// A time of the query as its box shows it: on the wall clock of the zone, with its offset where
/// that clock shows the time twice, or as it was given if it is no time.
pub fn shown_time(query: &Query, param: Param, zone: TimeZone) -> String {
    let text = query.text(param);
    let Some(instant) = time::parse_zoned(&text) else {
        return text;
    };
    let shown = clock::wall_clock(zone, instant);
    if clock::instant(zone, clock::local(zone, instant)) == Some(instant) {
        return shown;
    }
    [&shown, " ", &clock::iso_offset(zone, instant)].concat()
}

/// The range of a query in the reader's words.
fn range_text(locale: Locale, query: &Query, zone: TimeZone) -> String {
    if let Some(span) = query.last() {
        return span_text(locale, span).to_owned();
    }
    let is_set = |param: &Param| query.is_set(*param);
    let unusable = |param: &Param| query.problem(*param).is_some();
    let params = [Param::Last, Param::StartTime, Param::EndTime];
    if params.iter().any(unusable) {
        let texts = params.into_iter().filter(is_set);
        let texts: Vec<String> = texts.map(|param| shown_time(query, param, zone)).collect();
        return texts.join(" – ");
    }
    if !params.iter().any(is_set) {
        return locale.t().any_time().to_owned();
    }
    let range = Range {
        start: query.start_time(),
        end: query.end_time(),
    };
    range.text(zone)
}

/// What the parts of the picker share. Copies are handles to the same picker.
#[derive(Clone, Copy)]
struct Picker {
    bound: Bound,
    recent: Recent,
    time_zone: Memo<TimeZone>,
    panel: NodeRef<html::Div>,
    open: RwSignal<bool>,
    /// What the reader has written over the ends of the location.
    start: RwSignal<Draft>,
    end: RwSignal<Draft>,
    /// Whether the next picked day is the other end of the range.
    picks_other: RwSignal<bool>,
    /// Whether the reader tried to apply ends that cannot be used.
    tried: RwSignal<bool>,
}

impl Picker {
    const fn draft(self, param: Param) -> RwSignal<Draft> {
        match param {
            Param::EndTime => self.end,
            _ => self.start,
        }
    }

    /// The text of an end.
    fn text(self, param: Param) -> String {
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
    fn ends(self) -> Ends {
        let zone = self.time_zone.get();
        let [start, end] = [Param::StartTime, Param::EndTime].map(|param| self.text(param));
        read_ends(&start, &end, zone, clock::now())
    }

    /// The days of both ends, or 0.
    fn days(self) -> (u32, u32) {
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
    fn pick(self, picked: u32) {
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

    fn typed(self, param: Param, text: &str) {
        self.write(param, text);
        self.picks_other.set(false);
    }

    /// Makes the texts the range of the location, if they can be used.
    fn apply(self) {
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

    fn choose(self, range: Range) {
        if let Some(text) = range.stored() {
            self.recent.note(Param::StartTime, &text);
        }
        self.change(range.edit());
    }

    fn change(self, edit: Edit) {
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
    fn toggled(self) {
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
    fn focus_left(self, event: &FocusEvent) {
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

    fn press_key(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && !is_composing(event) {
            event.prevent_default();
            self.close();
        }
    }
}

/// The time filter.
#[component]
pub fn TimeFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Its label.
    label: Label,
    /// Ranges that were used before.
    recent: Recent,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let picker = Picker {
        bound,
        recent,
        time_zone,
        panel: NodeRef::new(),
        open: RwSignal::new(false),
        start: RwSignal::new(Draft::default()),
        end: RwSignal::new(Draft::default()),
        picks_other: RwSignal::new(false),
        tried: RwSignal::new(false),
    };
    let value = move || {
        let zone = time_zone.get();
        bound
            .filters
            .with(|filters| range_text(locale, filters.own(), zone))
    };
    let problem = Signal::derive(move || {
        let params = [Param::Last, Param::StartTime, Param::EndTime];
        bound.filters.with(|filters| {
            let problem = params
                .into_iter()
                .find_map(|param| filters.problem(param))?;
            Some(problem_text(locale, problem))
        })
    });
    let expanded = move || if picker.open.get() { "true" } else { "false" };
    view! {
        <div class="op-time-filter" data-control="time" part="time">
            <div class="op-field">
                <span class="op-label" id="op-time-label">{locale.say(label)}</span>
                <button
                    type="button"
                    class="op-input op-time-button"
                    class:op-input-bad=move || problem.with(Option::is_some)
                    id="op-time-button"
                    popovertarget=PICKER
                    aria-haspopup="dialog"
                    aria-expanded=move || expanded()
                    aria-labelledby="op-time-label op-time-button"
                    aria-describedby=described_by_problem(problem, PROBLEM)
                >
                    <IconView icon=Icon::Calendar />
                    <span class="op-time-value" dir="auto">{move || value()}</span>
                    <IconView icon=Icon::FoldDown />
                </button>
                <ProblemNote id=PROBLEM.to_owned() problem=problem />
            </div>
            <div
                class="op-time-picker"
                id=PICKER
                popover="auto"
                role="dialog"
                aria-labelledby="op-time-label"
                node_ref=picker.panel
                on:toggle=move |_| picker.toggled()
                on:focusout=move |event| picker.focus_left(&event)
                on:keydown=move |event| picker.press_key(&event)
            >
                <Choices picker=picker />
                <div class="op-time-ends">
                    {[Param::StartTime, Param::EndTime]
                        .map(|param| view! { <TimeBox picker=picker param=param /> }.into_any())
                        .collect_view()}
                    <Show when=move || picker.open.get()>
                        <Scope>
                            <Month picker=picker />
                        </Scope>
                    </Show>
                    <div class="op-time-foot">
                        <span class="op-note">
                            {move || locale.t().times_in(&format::zone(locale, time_zone.get()))}
                        </span>
                        <button
                            type="button"
                            class="op-button op-button-primary"
                            on:click=move |_| picker.apply()
                        >
                            {locale.say(|t| t.apply())}
                        </button>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// The number of the day of an instant.
fn day(zone: TimeZone, instant: DateTime<Utc>) -> u32 {
    number_of(clock::local(zone, instant).date())
}

/// A day and a time as a box shows them.
fn day_text(number: u32, clock: &str) -> String {
    let midnight = time::wall_clock(day_of(number).into());
    let date = midnight.split(' ').next().unwrap_or_default();
    [date, " ", clock].concat()
}

/// The calendar, while the picker is open.
#[component]
fn Month(picker: Picker) -> impl IntoView {
    let Clock { time_zone, now, .. } = expect_context();
    let first = scoped_memo(move |_| picker.days().0);
    let last = scoped_memo(move |_| picker.days().1);
    let today = Memo::new(move |_| day(time_zone.get(), now.get()));
    let on_pick = Callback::new(move |day| picker.pick(day));
    view! { <Calendar first=first last=last today=today on_pick=on_pick /> }
}

/// The ranges that are one click away.
#[component]
fn Choices(picker: Picker) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, now, .. } = expect_context();
    let last = picker.bound.text(Param::Last);
    // The absolute range of the location.
    let range = move || {
        let filters = picker.bound.filters.get();
        Range {
            start: filters.own().start_time(),
            end: filters.own().end_time(),
        }
    };
    let is_open = move || {
        let Range { start, end } = range();
        start.is_none() && end.is_none()
    };
    let mut spans = vec![None];
    spans.extend(LastSpan::ALL.map(Some));
    let relative = |span: Option<LastSpan>| {
        let value = span.map_or("", LastSpan::as_str);
        let label = span.map_or((|t| t.any_time()) as Label, span_label);
        let is_chosen = move || last.with(|last| last == value) && is_open();
        view! {
            <button
                type="button"
                class="op-time-choice"
                name=Param::Last.key()
                value=value
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                on:click=move |_| picker.change(Edit::Last(span))
            >
                {locale.say(label)}
            </button>
        }
        .into_any()
    };
    let today = Memo::new(move |_| day(time_zone.get(), now.get()));
    let named = |named: NamedRange| {
        let of_now = move || Range::named(named, day_of(today.get()), time_zone.get());
        let is_chosen = move || of_now().is_some_and(|named| range() == named);
        let ends = move || of_now().map(|named| named.text(time_zone.get()));
        let choose = move |_| {
            if let Some(range) = untrack(of_now) {
                picker.choose(range);
            }
        };
        view! {
            <button
                type="button"
                class="op-time-choice"
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                on:click=choose
            >
                <span>{locale.say(named_label(named))}</span>
                <small>{move || ends()}</small>
            </button>
        }
        .into_any()
    };
    // What another page of this browser has used is there when the picker is opened again.
    let recent = move || {
        picker.open.track();
        let mut choices: Vec<AnyView> = Vec::new();
        for text in picker.recent.of(Param::StartTime) {
            if choices.len() < MOST_RECENT
                && let Some(range) = Range::of_stored(&text)
            {
                let choice = view! {
                    <button
                        type="button"
                        class="op-time-choice"
                        on:click=move |_| picker.choose(range)
                    >
                        <small>{range.text(time_zone.get())}</small>
                    </button>
                };
                choices.push(choice.into_any());
            }
        }
        if !choices.is_empty() {
            let title = view! { <p class="op-note">{locale.t().recent_ranges()}</p> };
            choices.insert(0, title.into_any());
        }
        choices
    };
    view! {
        <div class="op-time-choices" role="group" aria-labelledby="op-time-label">
            {spans.into_iter().map(relative).collect_view()} {NamedRange::OFFERED.map(named).collect_view()}
            {move || recent()}
        </div>
    }
}

/// How many recent ranges are offered.
const MOST_RECENT: usize = 4;

/// An end of the range as a text, and the time that is read from it.
#[component]
fn TimeBox(picker: Picker, param: Param) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let id = ["op-", param.key()].concat();
    let note_id = [&id, "-note"].concat();
    let problem = Signal::derive(move || {
        let of_location = || picker.bound.filters.with(|filters| filters.problem(param));
        let of_texts = || {
            let ends = picker.tried.get().then(|| picker.ends())?;
            ends.err()
                .filter(|(wrong, _)| *wrong == param)
                .map(|(_, problem)| problem)
        };
        let problem = if picker.is_typed(param) {
            of_texts()
        } else {
            of_location()
        };
        problem.map(|problem| problem_text(locale, problem))
    });
    // Both ends as they would be asked for, on the clock of the page and on that of the server.
    let reading = move || {
        let Range { start, end } = picker.ends().ok()?;
        let instant = if param == Param::EndTime { end } else { start }?;
        let zone = picker.time_zone.get();
        let local = clock::wall_clock(zone, instant);
        let offset = clock::offset_label(zone, instant);
        Some([&local, " ", &offset, " · ", &time::iso(instant)].concat())
    };
    let note = {
        let note_id = note_id.clone();
        move || {
            let (class, text) = match problem.get() {
                Some(problem) => ("op-problem", problem),
                None => ("op-note", reading().unwrap_or_default()),
            };
            view! { <p class=class id=note_id.clone()>{text}</p> }.into_any()
        }
    };
    let press_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !is_composing(&event) {
            event.prevent_default();
            picker.apply();
        }
    };
    view! {
        <div class="op-field">
            <label for=id.clone()>{locale.say(control(param).label)}</label>
            <div class="op-input" class:op-input-bad=move || problem.with(Option::is_some)>
                <input
                    id=id
                    type="text"
                    name=param.key()
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    placeholder=locale.say(|t| t.time_hint())
                    aria-invalid=aria_invalid(problem)
                    aria-describedby=note_id
                    prop:value=move || picker.text(param)
                    on:input=move |event| picker.typed(param, &event_target_value(&event))
                    on:keydown=press_key
                />
            </div>
            {move || note()}
        </div>
    }
}
