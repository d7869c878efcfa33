//! The words and links that cells are made of. Each follows its own value, so that a refresh
//! touches nothing but what has changed, and focus stays where it is.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::wire::Entry;
use operation_log::{
    Edit, Elapsed, ErrorCodes, Filters, JobId, Language, Operation, Param, Query, ResourceKind,
    marked,
};

use crate::i18n::Locale;
use crate::state::followed::Departure;
use crate::view::context::Clock;
use crate::view::format;
use crate::view::scope::scoped_memo;

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
    /// The operation, with its newest values.
    pub entry: Memo<Arc<Entry>>,
    /// What is asked.
    pub filters: Memo<Filters>,
    /// Up to when an operation in progress is known to be so, if that is not now.
    pub stopped: Memo<Option<DateTime<Utc>>>,
    /// The word of `data-departed`, if the operation would not be in the list any more.
    pub departed: Memo<Option<&'static str>>,
    /// Whether Tab reaches the row.
    pub is_current: Memo<bool>,
    /// Texts. Another language builds the row anew.
    pub locale: Locale,
    /// The zone of times. Another one builds the row anew.
    pub time_zone: TimeZone,
    /// Makes the href of the list with a query.
    pub list_href: Callback<Query, String>,
    /// Makes the href of an operation.
    pub operation_href: Callback<JobId, String>,
}

impl RowCells {
    /// A value of the operation, for a view to follow.
    pub fn value<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Operation) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.entry.with(|entry| read(&entry.operation)))
    }

    /// A text of the operation, for a view to follow.
    pub fn text(
        self,
        read: fn(Locale, &Operation) -> String,
    ) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || {
            self.entry
                .with(|entry| untrack(|| marked(&read(self.locale, &entry.operation)).into_owned()))
        }
    }

    /// The href of the operation's own page, which contains the list it is shown in.
    pub fn own_href(self) -> String {
        let _ = self.filters.get();
        let id = self.entry.with(|entry| entry.operation.job_id.clone());
        untrack(|| self.operation_href.run(id))
    }

    /// The href of the list after a change. Returns `None` if the host page has locked what it
    /// changes.
    fn href(self, edit: Edit) -> Option<String> {
        self.filters.with(|filters| {
            let is_locked = edit.param().is_some_and(|param| filters.is_locked(param));
            let query = || filters.edited(edit).href_query().clone();
            (!is_locked).then(|| untrack(|| self.list_href.run(query())))
        })
    }

    /// `tabindex` of what Tab reaches only in the current row.
    pub fn tab_stop(self) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || if self.is_current.get() { "0" } else { "-1" }
    }

    /// A value that links to the list of what has it too.
    fn value_link(self, text: String, edit: Edit, title: Option<&'static str>) -> AnyView {
        view! {
            <a
                class="op-value"
                tabindex="-1"
                href=move || self.href(edit.clone())
                title=title
            >
                {marked(&text).into_owned()}
            </a>
        }
        .into_any()
    }

    fn none(self) -> AnyView {
        let text = untrack(|| self.locale.t().none());
        view! { <span class="op-none">{text}</span> }.into_any()
    }

    /// The cluster or else the first resource, a link to what else happened to it, and how many
    /// others there are: a button that lists all.
    pub fn resources(self) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
        let shown = self.value(|operation| {
            let first = operation
                .cluster()
                .or_else(|| operation.resource_ids.first());
            (
                first.cloned(),
                operation.resource_ids.len().saturating_sub(1),
            )
        });
        move || {
            let (Some(first), others) = shown.get() else {
                return self.none();
            };
            let kind = untrack(|| kind_text(self.locale, first.kind()));
            let text = first.to_string();
            let link = self.value_link(text, Edit::ResourceIds(vec![first]), Some(kind));
            let others = (others > 0).then(|| {
                let count = untrack(|| format::count(self.locale, others));
                let name = untrack(|| self.locale.t().other_resources(&count));
                view! {
                    " "
                    <button
                        type="button"
                        class="op-others"
                        aria-haspopup="menu"
                        aria-label=name.clone()
                        title=name
                        tabindex=self.tab_stop()
                    >
                        "+"
                        {count}
                    </button>
                }
            });
            view! {
                {link}
                {others}
            }
            .into_any()
        }
    }

    /// The owner, a link to what else belongs to it.
    pub fn owner(self) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
        let owner = self.value(|operation| operation.owner.clone());
        move || match owner.get() {
            Some(owner) => {
                let text = owner.to_string();
                self.value_link(text, Edit::Owner(Some(owner)), None)
            }
            None => self.none(),
        }
    }

    /// How long it took; follows the clock while the operation is in progress.
    pub fn duration(self) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        let Clock { now, .. } = expect_context();
        let stopped = self.stopped;
        let is_stopped = scoped_memo(move |_| stopped.get().is_some());
        let elapsed = scoped_memo(move |_| {
            self.entry.with(|entry| {
                let operation = &entry.operation;
                // What has ended needs no clock.
                let until = if operation.status.is_final() {
                    now.get_untracked()
                } else {
                    stopped.get().unwrap_or_else(|| now.get())
                };
                Elapsed::of(operation, until)
            })
        });
        move || {
            let (elapsed, stopped) = (elapsed.get(), is_stopped.get());
            untrack(|| match elapsed {
                Some(elapsed) => format::duration(self.locale, elapsed, stopped),
                None => self.locale.t().none().to_owned(),
            })
        }
    }

    /// Why the operation is still shown although it left the list.
    pub fn departed_text(self) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
        move || {
            let departed = self.departed.get()?;
            let t = untrack(|| self.locale.t());
            Some(if departed == Departure::Ended.as_str() {
                t.left_ended()
            } else {
                t.left_unlisted()
            })
        }
    }

    /// The first error, a link to what else the server finds by its code, and how many others there
    /// are.
    pub fn errors(self) -> AnyView {
        let codes = self.value(|operation| operation.error_codes.as_str().to_owned());
        let shown = move || {
            let codes = ErrorCodes::new(&codes.get());
            let known = codes.known();
            let Some(first) = known.first() else {
                return view! { <span class="op-error-text">{marked(codes.as_str()).into_owned()}</span> }
                    .into_any();
            };
            let number = first.code.to_string();
            let t = untrack(|| self.locale.t());
            let text = [&number, " ", t.code_meaning(first)].concat();
            let edit = Edit::Text(Param::SearchWord, number);
            let link = self.value_link(text, edit, Some(t.search_code()));
            let others = known.len() - 1;
            let count = (others > 0).then(|| {
                let count = others.to_string();
                let title = t.more_errors(&count);
                view! {
                    <span class="op-count" title=title>
                        "+"
                        {count}
                    </span>
                }
            });
            view! {
                <span class="op-error-text">{link}</span>
                {count}
            }
            .into_any()
        };
        view! { <span class="op-error">{shown}</span> }.into_any()
    }
}

/// The first known error code with its meaning, or the server's text.
pub fn reason_text(locale: Locale, codes: &ErrorCodes) -> String {
    match codes.known().first() {
        Some(code) => [&code.code.to_string(), " ", locale.t().code_meaning(code)].concat(),
        None => marked(codes.as_str()).into_owned(),
    }
}
