//! The words and links that cells are made of. Each follows its own value, so that a refresh
//! touches nothing but what has changed, and focus stays where it is.
//!
//! Elements are few: Leptos puts a marker beside the children of each, and a page has a hundred rows.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::percentile::EarlierRuns;
use operation_log::query::TimeZone;
use operation_log::wire::Entry;
use operation_log::{
    Edit, Elapsed, ErrorCodes, Filters, JobId, Language, Operation, Param, Query, ResourceKind,
    TimeField, WireTime, marked, time,
};

use super::marks::{Sought, with_marks};
use super::row_values::RowValues;
use crate::i18n::Locale;
use crate::state::followed::Departure;
use crate::view::context::Clock;
use crate::view::format;
use crate::view::scope::{scoped_memo, unsubscribe_on_cleanup};
use crate::view::time_text::{time_class, time_title, time_words};

/// What an operation is called: the server's words, or the action's name where there are none.
/// A documented action also has its name in the reader's language.
pub fn operation_name(locale: Locale, operation: &Operation) -> String {
    let known = locale.t().action_name(&operation.job_action);
    let name = match (known, locale.language()) {
        (Some(name), Language::En) => name,
        (Some(name), Language::ZhCn) if operation.action_describe.is_empty() => name,
        _ if !operation.action_describe.is_empty() => &operation.action_describe,
        _ if !operation.job_action.is_empty() => &operation.job_action,
        _ => operation.job_id.as_str(),
    };
    marked(name).into_owned()
}

/// What a resource is, in a word.
pub fn kind_text(locale: Locale, kind: ResourceKind) -> &'static str {
    let t = locale.t();
    match kind {
        ResourceKind::EhpcCluster | ResourceKind::HpcCluster | ResourceKind::AppCluster => {
            t.kind_cluster()
        }
        ResourceKind::EhpcQueue | ResourceKind::HpcQueue | ResourceKind::QueueType => {
            t.kind_queue()
        }
        ResourceKind::Node | ResourceKind::Instance => t.kind_node(),
        ResourceKind::ComputeJob => t.kind_compute_job(),
        ResourceKind::ClusterUser | ResourceKind::Account => t.kind_user(),
        ResourceKind::Network => t.kind_network(),
        ResourceKind::PublicIp => t.kind_public_ip(),
        ResourceKind::Operation
        | ResourceKind::Image
        | ResourceKind::App
        | ResourceKind::AppVersion
        | ResourceKind::PlacementGroup
        | ResourceKind::ReplicationPolicy
        | ResourceKind::Software
        | ResourceKind::Unknown => t.kind_other(),
    }
}

/// What the cells of a row follow. All of it is disposed with the row.
#[derive(Clone, Copy)]
pub struct RowCells {
    /// What the row shows, with its newest values.
    pub values: RwSignal<RowValues>,
    /// Whether Tab reaches the row.
    pub is_current: Memo<bool>,
    /// What is asked. It outlives the row, which therefore follows `filters_changed` instead.
    pub filters: Memo<Filters>,
    /// How often something else was asked.
    pub filters_changed: Memo<u32>,
    /// Up to when an operation in progress is known to be so, if that is not now.
    pub stopped: Memo<Option<DateTime<Utc>>>,
    /// What the rows were found by. Anything else builds the row anew.
    pub sought: Memo<Arc<Sought>>,
    /// Texts. Another language builds the row anew.
    pub locale: Locale,
    /// The zone of times. Another one builds the row anew.
    pub time_zone: TimeZone,
    /// Makes the href of the list with a query.
    pub list_href: Callback<Query, String>,
    /// Makes the href of an operation.
    pub operation_href: Callback<JobId, String>,
    /// How long earlier runs of its action took, as far as those are at hand.
    pub earlier_runs: Callback<Arc<Entry>, EarlierRuns>,
    /// Whether it can be one of several attempts. Anything else builds the row anew.
    pub has_attempts: bool,
}

impl RowCells {
    /// What a cell is made of, as a number. Only another one builds the cell anew: its texts and
    /// links follow the operation by themselves, so that a page is turned without building anything.
    pub fn shape(self, of: fn(&Operation) -> usize) -> Memo<usize> {
        Memo::new(move |_| self.read(of))
    }

    /// The operation, for a view to follow.
    pub fn entry(self) -> Arc<Entry> {
        unsubscribe_on_cleanup();
        self.values.with(|values| Arc::clone(&values.entry))
    }

    /// A value of the operation. A row outlives the views that read it, as another operation may have
    /// other parts.
    pub fn read<T>(self, read: impl FnOnce(&Operation) -> T) -> T {
        unsubscribe_on_cleanup();
        self.values
            .with(|values| untrack(|| read(&values.entry.operation)))
    }

    /// A text of the operation, for a view to follow.
    pub fn text(
        self,
        read: fn(Locale, &Operation) -> String,
    ) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.read(|operation| marked(&read(self.locale, operation)).into_owned())
    }

    /// A text with the keyword marked.
    fn with_keyword(self, text: String) -> AnyView {
        self.sought
            .with_untracked(|sought| with_marks(text, &sought.keyword))
    }

    /// A text of the operation with the keyword marked, for a view to follow.
    pub fn found_text(self, read: fn(Locale, &Operation) -> String) -> AnyView {
        let text = self.text(read);
        if self
            .sought
            .with_untracked(|sought| sought.keyword.is_empty())
        {
            text.into_any()
        } else {
            (move || self.with_keyword(text())).into_any()
        }
    }

    /// What the operation is called, with its language where that is not the panel's.
    pub fn name(self) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
        let name = self.text(operation_name);
        move || {
            let name = name();
            match untrack(|| self.locale.lang_of(&name)) {
                Some(lang) => {
                    let name = self.with_keyword(name);
                    view! { <span lang=lang>{name}</span> }.into_any()
                }
                None => self.with_keyword(name),
            }
        }
    }

    /// The href of the operation's own page, which contains the list it is shown in.
    pub fn own_href(self) -> String {
        // Only a memo that is read follows its source.
        self.filters_changed.get();
        self.read(|operation| self.operation_href.run(operation.job_id.clone()))
    }

    /// The href of the list after a change. Returns `None` if the host page has locked what it
    /// changes.
    fn href(self, edit: Edit) -> Option<String> {
        unsubscribe_on_cleanup();
        // Only a memo that is read follows its source.
        self.filters_changed.get();
        self.filters.with_untracked(|filters| {
            let is_locked = edit.param().is_some_and(|param| filters.is_locked(param));
            let query = || filters.href_query().edited(edit);
            (!is_locked).then(|| untrack(|| self.list_href.run(query())))
        })
    }

    /// `tabindex` of what Tab reaches only in the current row.
    pub fn tab_stop(self) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || {
            unsubscribe_on_cleanup();
            if self.is_current.get() { "0" } else { "-1" }
        }
    }

    /// A value that links to the list of what has it too.
    fn value_link(self, value: Linked) -> AnyView {
        let href = move || self.href(self.read(value.edit)?);
        let title = move || self.read(|operation| (value.title)(self.locale, operation));
        let text = self.found_text(value.text);
        view! {
            <a
                class=value.class
                tabindex="-1"
                href=move || href()
                title=move || title()
            >
                {text}
            </a>
        }
        .into_any()
    }

    fn none(self) -> AnyView {
        let text = untrack(|| self.locale.t().none());
        view! { <span class="op-none">{text}</span> }.into_any()
    }

    /// The cluster or else the first resource, a link to what else happened to it, and how many
    /// others there are: a button that lists all. A resource that was sought comes first.
    pub fn resources(self) -> AnyView {
        let shape = self.shape(|operation| operation.resource_ids.len().min(2));
        if self.sought.with_untracked(|sought| sought.is_empty()) {
            return (move || match shape.get() {
                0 => self.none(),
                1 => self.value_link(RESOURCE),
                _ => self.with_others(self.value_link(RESOURCE)),
            })
            .into_any();
        }
        (move || {
            let entry = self.entry();
            let first = self.sought.with_untracked(|sought| {
                let operation = &entry.operation;
                let first = sought.resource(operation);
                first.or_else(|| operation.main_resource()).cloned()
            });
            let Some(first) = first else {
                return self.none();
            };
            let title = untrack(|| kind_text(self.locale, first.kind()));
            let text = self.with_keyword(marked(first.as_str()).into_owned());
            let href = move || self.href(Edit::ResourceIds(vec![first.clone()]));
            let link = view! {
                <a class="op-value" tabindex="-1" href=move || href() title=title>
                    {text}
                </a>
            }
            .into_any();
            match shape.get() {
                0 | 1 => link,
                _ => self.with_others(link),
            }
        })
        .into_any()
    }

    /// A resource, and how many others there are.
    fn with_others(self, first: AnyView) -> AnyView {
        let count =
            self.text(|_, operation| ["+", &format::count(other_resources(operation))].concat());
        let name = self.text(|locale, operation| {
            let count = format::count(other_resources(operation));
            locale.t().other_resources(&count)
        });
        view! {
            {first}
            " "
            <button
                type="button"
                class="op-others"
                aria-haspopup="menu"
                aria-label=move || name()
                title=move || name()
                tabindex=self.tab_stop()
            >
                {count}
            </button>
        }
        .into_any()
    }

    /// When it was created.
    pub fn create_time(self) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
        let shape = self.shape(|operation| match operation.create_time {
            TimeField::Absent => 0,
            TimeField::Unreadable(_) => 1,
            TimeField::Known(_) => 2,
        });
        let known = move |text: fn(Locale, TimeZone, &WireTime) -> String| {
            move || {
                self.read(|operation| match &operation.create_time {
                    TimeField::Known(known) => text(self.locale, self.time_zone, known),
                    TimeField::Absent | TimeField::Unreadable(_) => String::new(),
                })
            }
        };
        let iso = known(|_, _, known| time::iso(known.instant));
        let title = known(time_title);
        let class = move || {
            self.read(|operation| match &operation.create_time {
                TimeField::Known(known) => time_class(known),
                TimeField::Absent | TimeField::Unreadable(_) => None,
            })
        };
        let clock = known(|_, zone, known| time_words(zone, known));
        let unreadable = self.text(|_, operation| match &operation.create_time {
            TimeField::Unreadable(text) => text.clone(),
            TimeField::Absent | TimeField::Known(_) => String::new(),
        });
        move || match shape.get() {
            0 => self.none(),
            1 => {
                let title = untrack(|| self.locale.t().unreadable_time());
                view! {
                    <span class="op-doubt" title=title>
                        {unreadable}
                    </span>
                }
                .into_any()
            }
            _ => view! {
                <time
                    datetime=move || iso()
                    class=move || class()
                    title=move || title()
                >
                    {clock}
                </time>
            }
            .into_any(),
        }
    }

    /// The owner, a link to what else belongs to it.
    pub fn owner(self) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
        // What is no id cannot be asked for.
        let shape = self.shape(|operation| {
            let owner = operation.owner.as_ref();
            owner.map_or(0, |owner| 1 + usize::from(owner.is_id()))
        });
        let text = self.text(|_, operation| {
            let owner = operation.owner.as_ref();
            owner.map(ToString::to_string).unwrap_or_default()
        });
        move || match shape.get() {
            0 => self.none(),
            1 => view! { <span dir="auto">{text}</span> }.into_any(),
            _ => self.value_link(OWNER),
        }
    }

    /// How long it took; follows the clock while the operation is in progress.
    pub fn duration(self) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        let clock = expect_context::<Clock>();
        let elapsed = scoped_memo(move |_| {
            self.values.with(|values| {
                let operation = &values.entry.operation;
                let until = clock.until(&operation.status, self.stopped);
                (Elapsed::of(operation, until.at), until.is_stopped)
            })
        });
        move || {
            let (elapsed, is_stopped) = elapsed.get();
            untrack(|| match elapsed {
                Some(elapsed) => format::duration(self.locale, elapsed, is_stopped),
                None => self.locale.t().none().to_owned(),
            })
        }
    }

    /// Why the operation is still shown although it left the list.
    pub fn departure(self) -> Option<AnyView> {
        let departed = self.values.with(|values| values.departed)?;
        let t = untrack(|| self.locale.t());
        let why = if departed == Departure::Ended.as_str() {
            t.left_ended()
        } else {
            t.left_unlisted()
        };
        Some(view! { <span class="op-departure">{why}</span> }.into_any())
    }

    /// The first error, a link to what else the server finds by its code, and how many others there
    /// are.
    pub fn errors(self) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
        // Nothing, a text without a known code, one known code, several.
        let shape = self.shape(|operation| {
            let codes = &operation.error_codes;
            match codes.known().len() {
                0 => usize::from(!codes.is_empty()),
                known => known.min(2) + 1,
            }
        });
        let raw = self.text(|_, operation| operation.error_codes.as_str().to_owned());
        let lang = move || {
            let codes = raw();
            untrack(|| self.locale.lang_of(&codes))
        };
        let count = self.text(|_, operation| ["+", &other_errors(operation).to_string()].concat());
        let more = self.text(|locale, operation| {
            let others = operation.error_codes.known();
            let others = others.iter().skip(1).map(|code| code.code.to_string());
            let others: Vec<String> = others.collect();
            let count = locale.t().more_errors(&others.len().to_string());
            [&count, ": ", &others.join(", ")].concat()
        });
        move || match shape.get() {
            0 => ().into_any(),
            1 => view! {
                <span class="op-error-text" lang=move || lang()>
                    {self.found_text(|_, operation| operation.error_codes.as_str().to_owned())}
                </span>
            }
            .into_any(),
            2 => self.value_link(ERROR),
            _ => view! {
                <span class="op-error">
                    {self.value_link(ERROR)}
                    <span class="op-count" aria-hidden="true" title=move || more()>
                        {count}
                    </span> <span class="visually-hidden">{more}</span>
                </span>
            }
            .into_any(),
        }
    }
}

/// A value of an operation that links to the list of what has it too.
#[derive(Clone, Copy)]
struct Linked {
    class: &'static str,
    text: fn(Locale, &Operation) -> String,
    title: fn(Locale, &Operation) -> Option<&'static str>,
    /// What leads there. Returns `None` if the operation has no such value.
    edit: fn(&Operation) -> Option<Edit>,
}

const RESOURCE: Linked = Linked {
    class: "op-value",
    text: |_, operation| {
        operation
            .main_resource()
            .map_or_else(String::new, ToString::to_string)
    },
    title: |locale, operation| Some(kind_text(locale, operation.main_resource()?.kind())),
    edit: |operation| Some(Edit::ResourceIds(vec![operation.main_resource()?.clone()])),
};

const OWNER: Linked = Linked {
    class: "op-value",
    text: |_, operation| {
        let owner = operation.owner.as_ref();
        owner.map_or_else(String::new, ToString::to_string)
    },
    title: |_, _| None,
    edit: |operation| Some(Edit::Owner(Some(operation.owner.clone()?))),
};

const ERROR: Linked = Linked {
    class: "op-value op-error-text",
    text: |locale, operation| reason_text(locale, &operation.error_codes),
    title: |locale, _| Some(locale.t().search_code()),
    edit: |operation| {
        let known = operation.error_codes.known();
        let number = known.first()?.code.to_string();
        Some(Edit::Text(Param::SearchWord, number))
    },
};

fn other_resources(operation: &Operation) -> usize {
    operation.resource_ids.len().saturating_sub(1)
}

fn other_errors(operation: &Operation) -> usize {
    operation.error_codes.known().len().saturating_sub(1)
}

/// The first known error code with its meaning, or the server's text.
pub fn reason_text(locale: Locale, codes: &ErrorCodes) -> String {
    match codes.known().first() {
        Some(code) => locale.t().code_with_meaning(code),
        None => marked(codes.as_str()).into_owned(),
    }
}
