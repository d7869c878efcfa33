//! The timeline of a list whose rows are not here, counted by calls: one row each, for its total.
//!
//! Nothing waits for them: rows go first, a hidden page asks for none, and what is known of the past
//! is not asked for again. What they cost is told before the timeline is opened.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::Param;
use operation_log::conformance::Finding;
use operation_log::query::{ViewAsk, ViewQuery};
use operation_log::timeline::Span;
use operation_log::timeline::probes::{Counted, Probe, Probing, Trust};
use operation_log::wire::OperationPage;

use crate::api::ApiError;
use crate::platform::dom;
use crate::remote::calls::{CallPlan, Calls, Purpose};
use crate::remote::{Latest, Ticket};

/// How many totals are kept.
const MOST_KEPT: usize = 1_000;

/// How a count goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum CountPhase {
    /// Totals come in.
    Running,
    /// Every total is here.
    Done,
    /// The hour has no calls left for it.
    HourUsed,
    /// A call failed.
    Failed(ApiError),
    /// The range has no beginning: the query names none, and the server no time of an oldest row.
    NoStart,
}

/// A timeline as far as it was counted.
#[derive(Clone, Debug)]
pub struct Count {
    /// What is counted.
    pub view: ViewQuery,
    /// The number of the frozen view of the rows that it is shown with.
    number: Option<u32>,
    /// How it goes on.
    pub phase: CountPhase,
    /// The range, and what is known of it; `None` before its beginning is.
    pub known: Option<(Span, Probing)>,
    /// How many calls were made.
    pub calls: usize,
    /// How many totals were known from before.
    pub kept: usize,
    /// Whether a row contradicts what was asked for, so that the total is not of that either.
    pub is_contradicted: bool,
    /// When it began, by the server's clock.
    pub began: DateTime<Utc>,
}

impl Count {
    /// Whether the totals can be believed.
    pub fn trust(&self) -> Trust {
        let trust = self.known.as_ref().map(|(_, probing)| probing.trust());
        match trust {
            _ if self.is_contradicted => Trust::Impossible,
            Some(trust) => trust,
            None => Trust::Unknown,
        }
    }
}

/// The timeline that was counted last. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct TimelineCounts {
    calls: Calls,
    latest: Latest,
    state: StoredValue<State>,
    /// Counts how often that changed.
    version: RwSignal<u32>,
}

#[derive(Default)]
struct State {
    count: Option<Count>,
    /// Totals that stay as they are: of which view, of which part, and how many.
    kept: Vec<(ViewQuery, Probe, Option<u64>)>,
}

impl TimelineCounts {
    /// None. Lives as long as the current owner.
    pub fn new(calls: Calls) -> Self {
        Self {
            calls,
            latest: Latest::new(),
            state: StoredValue::new(State::default()),
            version: RwSignal::new(0),
        }
    }

    /// Changes with every total that comes in.
    pub fn version(self) -> Signal<u32> {
        self.version.into()
    }

    /// What is made of how far the count came.
    pub fn with<T>(self, make: impl FnOnce(&Count) -> T) -> Option<T> {
        self.state
            .try_with_value(|state| state.count.as_ref().map(make))?
    }

    fn set(self, count: Option<Count>) {
        self.state.try_update_value(|state| state.count = count);
        self.tell();
    }

    fn change(self, change: impl FnOnce(&mut Count)) {
        self.state
            .try_update_value(|state| state.count.as_mut().map(change));
        self.tell();
    }

    fn tell(self) {
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
    }

    /// Counts a view unless that was done or is under way. Its calls are among those of the frozen view
    /// of this `number`. `offset` is that of the reader's time zone, in seconds east of UTC.
    pub fn show(self, view: ViewQuery, number: Option<u32>, offset: i32) {
        if self.with(|count| count.view == view) != Some(true) {
            self.begin(view, number, offset);
        }
    }

    /// Counts a view as of now.
    pub fn begin(self, view: ViewQuery, number: Option<u32>, offset: i32) {
        let Some(ticket) = self.latest.begin() else {
            return;
        };
        let now = self.calls.server_now();
        self.set(Some(Count {
            view: view.clone(),
            number,
            phase: CountPhase::Running,
            known: None,
            calls: 0,
            kept: 0,
            is_contradicted: false,
            // Times of the log have whole seconds.
            began: DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now),
        }));
        spawn_local(async move {
            let phase = match self.read(&view, offset, &ticket).await {
                Ok(phase) => phase,
                // The scheduler has no room for it.
                Err(ApiError::Aborted) => CountPhase::HourUsed,
                Err(error) => CountPhase::Failed(error),
            };
            if ticket.is_current() {
                self.change(|count| count.phase = phase);
            }
        });
    }

    /// Stops a count that is under way.
    pub fn stop(self) {
        self.latest.abort();
        if self.with(|count| count.phase == CountPhase::Running) == Some(true) {
            self.set(None);
        }
    }

    async fn read(
        self,
        view: &ViewQuery,
        offset: i32,
        ticket: &Ticket,
    ) -> Result<CountPhase, ApiError> {
        let began = self.with(|count| count.began).ok_or(ApiError::Aborted)?;
        let scope = view.scope(began);
        let last = scope.end.unwrap_or(began);
        // The oldest row tells where a range begins that has no beginning.
        let whole = ViewAsk::Count {
            first: scope.start,
            last,
            counted: Counted::All,
        };
        let page = self.ask(view, whole, ticket).await?;
        let oldest = page.operations().next();
        let oldest = oldest.and_then(|operation| operation.create_time.instant());
        let is_empty = page.total == Some(0) && page.rows.is_empty();
        let Some(first) = scope.start.or(oldest) else {
            return Ok(if is_empty {
                CountPhase::Done
            } else {
                CountPhase::NoStart
            });
        };
        let by_status = view.value(Param::Status).is_none();
        let mut probing = Probing::new(first, last, by_status, offset);
        let mut whole = Some(page.total);
        let counts = view.without_range();
        while let Some(probe) = probing.next_probe() {
            // The first of them is the whole range, and of nothing every part is nothing.
            let total = match whole.take() {
                Some(total) => total,
                None if is_empty => Some(0),
                None => self.total(view, &counts, probe, ticket).await?,
            };
            probing.take(probe, total);
            let known = Some((Span::new(first, last), probing.clone()));
            self.change(|count| count.known = known);
        }
        Ok(CountPhase::Done)
    }

    /// The total of a probe: what is kept, or what the server says.
    async fn total(
        self,
        view: &ViewQuery,
        counts: &ViewQuery,
        probe: Probe,
        ticket: &Ticket,
    ) -> Result<Option<u64>, ApiError> {
        let kept = self.state.try_with_value(|state| {
            let mut kept = state.kept.iter();
            let (.., total) = kept.find(|(of, known, _)| *known == probe && of == counts)?;
            Some(*total)
        });
        if let Some(total) = kept.flatten() {
            self.change(|count| count.kept += 1);
            return Ok(total);
        }
        let ask = ViewAsk::Count {
            first: Some(probe.start),
            last: probe.end,
            counted: probe.counted,
        };
        let page = self.ask(view, ask, ticket).await?;
        if probe.is_settled(self.calls.server_now()) {
            self.state.try_update_value(|state| {
                state.kept.truncate(MOST_KEPT - 1);
                state.kept.insert(0, (counts.clone(), probe, page.total));
            });
        }
        Ok(page.total)
    }

    /// Makes a call once the page is seen.
    async fn ask(
        self,
        view: &ViewQuery,
        ask: ViewAsk,
        ticket: &Ticket,
    ) -> Result<OperationPage, ApiError> {
        dom::until_seen().await;
        if !ticket.is_current() {
            return Err(ApiError::Aborted);
        }
        let params = view.api_params(&ask, self.calls.server_now());
        let view_number = self.with(|count| count.number).flatten();
        let plan = CallPlan::new(Purpose::Count, view_number, move |_| params.clone());
        let page = self.calls.make(plan, ticket.signal()).await.result?;
        if !ticket.is_current() {
            return Err(ApiError::Aborted);
        }
        let ignores = |finding: &Finding| matches!(finding, Finding::NotApplied { .. });
        let has_lied = page.findings.iter().any(ignores)
            || page
                .total
                .is_some_and(|total| total < page.rows.len().min(1) as u64);
        self.change(|count| {
            count.calls += 1;
            count.is_contradicted |= has_lied;
        });
        Ok(page)
    }
}
