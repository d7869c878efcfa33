//! The page that carries a console: what it decides while the console runs, and what it is told.

use operation_log::{JobId, Query, Status};

use crate::reactive::{Callback, RwSignal, Signal};

/// What the carrying page decides about queries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presets {
    /// Filters that the reader cannot change, and that no link tells.
    pub locked: Query,
    /// What holds where the place says nothing, such as the page size.
    pub defaults: Query,
}

impl Presets {
    /// Reads two query strings. What is no filter cannot be locked.
    pub fn read(locked: &str, defaults: &str) -> Self {
        let locked = Query::from_url(locked);
        let free = locked.without_filters();
        Self {
            locked: locked.without(&free),
            defaults: Query::from_url(defaults),
        }
    }

    /// The query that is asked at a place.
    pub fn complete(&self, place: &Query) -> Query {
        self.defaults.overlaid(place).overlaid(&self.locked)
    }
}

/// What the carrying page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The title of the screen.
    Title(String),
    /// The screen shows an answer, or why there is none.
    Settled,
    /// The screen shows a failure.
    Failed {
        /// The word of `data-state`.
        kind: &'static str,
        /// What happened, in the reader's words.
        message: String,
    },
    /// An operation that was seen running is seen at its end.
    Finished {
        /// Which.
        job_id: JobId,
        /// What was done.
        job_action: String,
        /// How it ended.
        status: Status,
    },
}

/// The carrying page as a console holds it.
#[derive(Clone, Copy)]
pub struct Carrier {
    /// Whether other things stand around the console on its page: then keys count inside it only,
    /// and the page is scrolled no further than to show what was opened.
    pub embedded: bool,
    /// What the page decides about queries.
    pub presets: Signal<Presets>,
    /// Whether the console can be seen where it stands; what is out of sight asks for nothing by
    /// itself.
    pub in_sight: Signal<bool>,
    /// Counts how often the page asked for the screen to be read again.
    pub refreshes: Signal<u32>,
    /// Tells the page something.
    pub tell: Callback<News>,
}

impl Carrier {
    /// A page that the console has for itself: it decides nothing and is told the title.
    pub fn whole_page(title: impl Fn(String) + 'static) -> Self {
        Self {
            embedded: false,
            presets: RwSignal::new(Presets::default()).read_only(),
            in_sight: RwSignal::new(true).read_only(),
            refreshes: RwSignal::new(0).read_only(),
            tell: Callback::new(move |news| {
                if let News::Title(text) = news {
                    title(text);
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_filters_can_be_locked_and_a_place_goes_before_the_defaults() {
        let presets = Presets::read("resource_ids=cl-a&page=4&tz=utc", "limit=50&tz=utc8");
        let asked = presets.complete(&Query::from_url("resource_ids=cl-b&page=2&tz=local"));
        assert_eq!(asked.to_url(), "resource_ids=cl-a&limit=50&page=2");
        let asked = presets.complete(&Query::default());
        assert_eq!(asked.to_url(), "resource_ids=cl-a&limit=50&tz=utc8");
    }
}
