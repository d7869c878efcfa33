//! A file in the place of the log: the list and the operations of its rows, which ask nobody.

mod banner;
mod compare;
mod open;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use operation_log::query::Locked;
use operation_log::{Query, Route, ZoneId};

pub use compare::{CompareButton, CompareDialog, Comparing};
pub use open::{OpenButton, OpenNotice, Opener, drop_target};
pub use words::about_snapshot;

use super::KeptList;
use crate::nav::over_rows::RowsNavigator;
use crate::nav::{Nav, links};
use crate::platform::clock;
use crate::state::snapshot::{OpenedSnapshot, SnapshotSlot};
use crate::state::store::Store;
use crate::view::context::{Clock, Navigation};
use crate::view::scope::Scope;
use crate::view::show_other;
use banner::Banner;

/// The file whose rows are shown; provided by its screen.
#[derive(Clone, Copy)]
pub struct ShownSnapshot(StoredValue<Arc<OpenedSnapshot>>);

impl ShownSnapshot {
    /// The file.
    pub fn get(self) -> Option<Arc<OpenedSnapshot>> {
        self.0.try_get_value()
    }
}

/// A file under its banner. It has a location, a store and a clock of its own, which stands at the moment
/// its rows are from.
#[component]
pub fn SnapshotScreen(
    /// The file.
    snapshot: Arc<OpenedSnapshot>,
) -> impl IntoView {
    let outer = expect_context::<Navigation>();
    let Clock { time_zone, .. } = expect_context();
    let mut settings = outer.settings();
    let zone = snapshot.manifest.zone.as_deref();
    if let Some(zone) = zone.and_then(|zone| ZoneId::parse(zone).ok()) {
        settings.zone = zone;
    }
    let moment = snapshot.at().unwrap_or_else(clock::now);
    let limit = outer
        .filters
        .with_untracked(|filters| filters.asked().limit());
    let asked = Query::from_url(&snapshot.manifest.query);
    let slot = expect_context::<SnapshotSlot>();
    let on_entry = Callback::new(move |entry| slot.extend_to(entry));
    let rows = RowsNavigator::new(outer.nav(), &settings.base, &asked, limit, moment, on_entry);
    let nav = Nav::new(rows);
    let (base, origin) = (settings.base.clone(), settings.origin.clone());
    let navigation = Navigation::new(nav, settings, Signal::stored(Locked::default()));
    // The rows are newest first, whatever order they are shown in.
    let view = Query::default().view_query(&untrack(|| navigation.zone()));
    let rows = Arc::clone(&snapshot.rows);
    provide_context(navigation);
    provide_context(Store::of_rows(view, rows, snapshot.is_complete(), moment));
    provide_context(Clock {
        time_zone,
        now: Signal::stored(moment),
        ticks: Signal::stored(clock::now()),
    });
    provide_context(ShownSnapshot(StoredValue::new(Arc::clone(&snapshot))));
    // The banner and the list below it open files alike.
    provide_context(Opener::new());
    let Navigation { route, .. } = navigation;
    let is_list = Memo::new(move |_| route.with(|route| *route == Route::List));
    let other = move || {
        let route = route.get();
        (route != Route::List).then(|| untrack(|| view! { <Scope>{show_other(route)}</Scope> }))
    };
    let close = Callback::new(move |()| {
        let first = slot.place().map(|(entry, _)| entry);
        if !first.is_some_and(|entry| outer.leave(entry)) {
            slot.close();
        }
    });
    let clicks = links::Clicks::default();
    view! {
        <div
            class="op-snapshot"
            on:click=move |event| clicks.follow_in_place(&event, nav, &base, &origin)
        >
            <Banner snapshot=snapshot on_close=close />
            <Scope>
                <KeptList is_shown=is_list />
            </Scope>
            {move || other()}
        </div>
    }
}
