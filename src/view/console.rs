//! What every page shares.

use operation_log::query::TimeZone;
use operation_log::{JobId, Param, Query, Route};

use crate::carrier::Carrier;
use crate::i18n::Locale;
use crate::nav::{Commit, Location, Nav};
use crate::reactive::{Memo, Read, Signal, StoredValue};
use crate::settings::Settings;
use crate::state::cache::PageCache;
use crate::state::position::Positions;
use crate::state::preferences::Preferences;
use crate::state::read_page::PageReader;
use crate::state::running::Running;

/// The console a page belongs to. Taken by pages only; parts take values and callbacks.
#[derive(Clone, Copy)]
pub struct ConsoleContext {
    /// What the carrying page decided.
    pub settings: StoredValue<Settings>,
    /// That page.
    pub carrier: Carrier,
    /// The operations that were seen running.
    pub running: Running,
    /// Moves the console.
    pub nav: Nav,
    /// The way to the server, page by page.
    pub reader: PageReader,
    /// Pages read before.
    pub cache: PageCache,
    /// Where the reader was.
    pub positions: Positions,
    /// Language and theme.
    pub preferences: Preferences,
    /// Texts.
    pub locale: Locale,
    /// Where the console is.
    pub location: Signal<Location>,
    /// Which screen that is.
    pub route: Memo<Route>,
    /// What is asked there.
    pub query: Memo<Query>,
    /// The zone times are shown in.
    pub time_zone: Memo<TimeZone>,
    /// Ticks once a second while the page can be seen.
    pub now: Signal<chrono::DateTime<chrono::Utc>>,
}

/// A change of one parameter by the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which.
    pub param: Param,
    /// Its new text; empty removes it.
    pub text: String,
    /// Whether Back undoes it.
    pub commit: Commit,
}

impl Edit {
    /// A choice: Back undoes it.
    pub fn choice(param: Param, text: impl Into<String>) -> Self {
        Self {
            param,
            text: text.into(),
            commit: Commit::Push,
        }
    }
}

impl ConsoleContext {
    /// The href of a screen with a query. No link tells what the carrying page has locked.
    pub fn href(self, route: &Route, query: &Query) -> String {
        let settings = self.settings.value();
        let locked = self.carrier.locked.value_untracked();
        let path = route.href(&settings.base, &query.without(&locked));
        [&settings.origin, &*path].concat()
    }

    /// The href of the list with a query.
    pub fn list_href(self, query: &Query) -> String {
        self.href(&Route::List, query)
    }

    /// The href of an operation, with the list it is shown in.
    pub fn operation_href(self, id: &JobId, query: &Query) -> String {
        self.href(&Route::Detail(id.clone()), query)
    }

    /// Applies a change where the console is.
    pub fn edit(self, edit: Edit) {
        let (Some(route), Some(query)) = (
            self.route.try_value_untracked(),
            self.query.try_value_untracked(),
        ) else {
            return;
        };
        let query = Query::with(&query, edit.param, &edit.text);
        self.nav.go(&self.href(&route, &query), edit.commit);
    }
}
