//! What a whole console shares with its parts, by context. The console's root provides all of it.
//!
//! Pages use [`Navigation`] and the [`Store`](crate::state::store::Store); parts of a page use the
//! [`Locale`](crate::i18n::Locale) and the [`Clock`] and take the rest as values and callbacks.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use operation_log::query::{Edit, Filters, PageKey, TimeZone};
use operation_log::{JobId, Param, Query, Route, Status, ZoneId};

use super::scope::{scoped_memo, scoped_signal};
use crate::nav::{Commit, Location, Nav};
use crate::platform::clock;
use crate::settings::Settings;
use crate::state::staleness::Until;

/// How times are shown, and what time it is.
#[derive(Clone, Copy)]
pub struct Clock {
    /// The zone of every time on the page.
    pub time_zone: Memo<TimeZone>,
    /// The time by the server's clock, each second while the page can be seen.
    pub now: Signal<DateTime<Utc>>,
    /// The time by the browser's clock, for intervals: no answer of a server sets it.
    pub ticks: Signal<DateTime<Utc>>,
}

impl Clock {
    /// Ticks while the console can be seen; `skew` is the server's clock less the browser's, in
    /// seconds.
    pub fn new(time_zone: Memo<TimeZone>, in_sight: Signal<bool>, skew: Signal<i64>) -> Self {
        let ticks = clock::ticking(in_sight);
        Self {
            time_zone,
            now: Signal::derive(move || ticks.get() + TimeDelta::seconds(skew.get())),
            ticks,
        }
    }

    /// Up to when the time of an operation counts; tracked. What has ended needs no clock.
    pub fn until(self, status: &Status, stopped: Memo<Option<DateTime<Utc>>>) -> Until {
        if status.is_final() {
            return Until::of(self.now.get_untracked(), None);
        }
        let stopped = stopped.get();
        Until {
            at: stopped.unwrap_or_else(|| self.now.get()),
            is_stopped: stopped.is_some(),
        }
    }

    /// The same for a screen that stays while another is shown; it stands still meanwhile.
    pub fn while_shown(self, is_shown: Memo<bool>) -> Self {
        let Self {
            time_zone,
            now,
            ticks,
        } = self;
        Self {
            time_zone: kept_while(is_shown, move || time_zone.get()),
            now: kept_while(is_shown, move || now.get()).into(),
            ticks: kept_while(is_shown, move || ticks.get()).into(),
        }
    }
}

/// What is read while `is_shown`, and else what was read last.
fn kept_while<T: Clone + PartialEq + Send + Sync + 'static>(
    is_shown: Memo<bool>,
    read: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    scoped_memo(move |before: Option<&T>| match before {
        Some(before) if !is_shown.get() => before.clone(),
        _ => read(),
    })
}

/// Where the console is, and how it moves.
#[derive(Clone, Copy)]
pub struct Navigation {
    nav: Nav,
    settings: StoredValue<Settings>,
    /// The place in the history.
    pub location: Signal<Location>,
    /// The screen of the location.
    pub route: Memo<Route>,
    /// What the location asks for, under the filters that the host page has locked.
    pub filters: Memo<Filters>,
}

impl Navigation {
    /// Follows the location of a navigator.
    pub fn new(nav: Nav, settings: Settings, locked: Signal<operation_log::query::Locked>) -> Self {
        let location = nav.location();
        let settings = StoredValue::new(settings);
        let route = Memo::new(move |_| {
            location.with(|location| {
                settings.with_value(|settings| Route::parse(&settings.base, &location.path))
            })
        });
        let filters = Memo::new(move |_| {
            let query = location.with(|location| Query::from_url(&location.query));
            Filters::new(&query, locked.get())
        });
        Self {
            nav,
            settings,
            location,
            route,
            filters,
        }
    }

    /// The same for the current owner, which follows nothing once it is disposed.
    pub fn scoped(self) -> Self {
        let Self { route, filters, .. } = self;
        Self {
            location: scoped_signal(self.location),
            route: scoped_memo(move |_| route.get()),
            filters: scoped_memo(move |_| filters.get()),
            ..self
        }
    }

    /// The same for a screen that stays while another is shown: while `is_shown` is false it stands
    /// where it was, and each return to it is news, also to the place it was left at.
    pub fn while_shown(self, is_shown: Memo<bool>) -> Self {
        let Self { filters, route, .. } = self;
        let visits = scoped_memo(move |before: Option<&(u32, Location)>| match before {
            Some(before) if !is_shown.get() => before.clone(),
            _ => {
                let visits = before.map_or(0, |(visits, _)| *visits);
                (visits.wrapping_add(1), self.location.get())
            }
        });
        Self {
            location: Signal::derive(move || visits.with(|(_, location)| location.clone())),
            route: kept_while(is_shown, move || route.get()),
            filters: kept_while(is_shown, move || filters.get()),
            ..self
        }
    }

    /// The href of a screen with a query. No link contains what the host page has locked.
    pub fn href(self, route: &Route, query: &Query) -> String {
        let query = self
            .filters
            .try_with_untracked(|filters| filters.without_locked(query))
            .unwrap_or_else(|| query.clone());
        self.settings
            .try_with_value(|settings| {
                [&settings.origin, &*route.href(&settings.base, &query)].concat()
            })
            .unwrap_or_default()
    }

    /// The href of the list with a query.
    pub fn list_href(self, query: &Query) -> String {
        self.href(&Route::List, query)
    }

    /// The href of an operation, with the query of the list it is shown in.
    pub fn operation_href(self, id: &JobId, query: &Query) -> String {
        self.href(&Route::Detail(id.clone()), query)
    }

    /// Applies a change of the query to the location.
    pub fn edit(self, edit: Edit, commit: Commit) {
        let (Some(route), Some(filters)) = (
            self.route.try_get_untracked(),
            self.filters.try_get_untracked(),
        ) else {
            return;
        };
        let edited = filters.edited(edit);
        self.nav.go(&self.href(&route, edited.href_query()), commit);
    }

    /// Goes to an href that was made here.
    pub fn go(self, href: &str, commit: Commit) {
        self.nav.go(href, commit);
    }

    /// Goes back to where an href was shown; returns false if that is not known to be possible.
    pub fn retrace(self, href: &str) -> bool {
        self.nav.retrace(href)
    }

    /// The entry of the history that [`Self::retrace`] goes back to.
    pub fn entry_before(self, href: &str) -> Option<u32> {
        self.nav.entry_before(href)
    }

    /// What moves it, for a location over this one.
    pub const fn nav(self) -> Nav {
        self.nav
    }

    /// Makes a new entry of the history for what is shown over this place. Returns its number.
    pub fn stay(self) -> u32 {
        self.nav.stay();
        self.entry()
    }

    /// The number of the entry of the history.
    pub fn entry(self) -> u32 {
        let entry = self
            .nav
            .location()
            .try_with_untracked(|location| location.entry);
        entry.unwrap_or_default()
    }

    /// Goes back to before an entry that [`Self::stay`] made; returns false if that is not possible.
    pub fn leave(self, entry: u32) -> bool {
        let before = entry.checked_sub(1);
        before.is_some_and(|before| self.nav.traverse(before))
    }

    /// What the server is asked, as the page of a view.
    pub fn page_key(self) -> PageKey {
        let zone = self.default_zone();
        self.filters.with(|filters| filters.asked().page_key(&zone))
    }

    /// The zone that is asked.
    pub fn zone(self) -> ZoneId {
        self.filters.with(|filters| {
            filters
                .asked()
                .zone()
                .cloned()
                .unwrap_or_else(|| self.default_zone())
        })
    }

    /// The zone of the settings.
    fn default_zone(self) -> ZoneId {
        self.settings.with_value(|settings| settings.zone.clone())
    }

    /// A query without filters, with the zone, the time zone and the page size of this location.
    pub fn base_query(self) -> Query {
        self.query_of(&[Param::Zone, Param::Tz, Param::Limit])
    }

    /// The query of the first screen: as the reader wants to see it, and nothing else.
    pub fn home_query(self) -> Query {
        self.query_of(&[Param::Tz, Param::Limit])
    }

    /// A query with some parameters of this location.
    fn query_of(self, params: &[Param]) -> Query {
        self.filters.with(|filters| {
            params
                .iter()
                .copied()
                .fold(Query::default(), |kept, param| {
                    kept.edited(Edit::Text(param, filters.asked().text(param)))
                })
        })
    }

    /// The settings of the page.
    pub fn settings(self) -> Settings {
        self.settings.get_value()
    }
}
