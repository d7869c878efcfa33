//! The table of parameters: what each one is called, what it holds, and who applies it.
//!
//! The URL codec, the request, the gateway and the panel's controls follow from it. A filter of a
//! kind that exists is one row of it.

use super::{DEFAULT_LIMIT, MAX_LIMIT, MAX_PAGE};
use crate::table::table;

/// What a parameter holds. It decides how a value is read, checked and printed, and how the
/// server compares it with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of at most [`MAX_TEXT_CHARS`](super::MAX_TEXT_CHARS) characters without control
    /// characters; found anywhere in the compared text, ignoring case.
    Text,
    /// A name, checked like a text; compared as a whole, ignoring case.
    Name,
    /// Ids separated by commas or blanks, at most
    /// [`MAX_ID_LIST_CHARS`](super::MAX_ID_LIST_CHARS) characters; any of them may match.
    IdList,
    /// One account, an [`Owner`](crate::Owner); compared exactly.
    Owner,
    /// A zone of the cloud, a [`ZoneId`](crate::ZoneId).
    Zone,
    /// A documented [`Status`](crate::Status).
    Status,
    /// A time with its zone, to the second.
    Time,
    /// `0` or `1`.
    Flag,
    /// A whole number.
    Number {
        /// Smallest value.
        min: u64,
        /// Largest value.
        max: u64,
        /// The value of a URL that has none.
        default: u64,
    },
    /// The server's [`Order`](super::Order).
    Order,
    /// A relative range, a [`LastSpan`](super::LastSpan).
    Span,
    /// A [`Sort`](super::Sort) of the loaded rows.
    Sort,
    /// [`Conditions`](crate::result_set::Conditions) that the browser applies.
    Conditions,
    /// A [`TimeZone`](super::TimeZone) of the page.
    TimeZone,
}

/// Who applies a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is sent to the API under its own key.
    Server,
    /// The panel applies it, or sends it in other words: `last` as `start_time`, `page` as
    /// `offset`.
    Panel,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamSpec {
    /// The key in URLs and requests.
    pub key: &'static str,
    /// Other keys that are read as this one.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether it is a condition the user sets, removes and clears.
    pub is_filter: bool,
    /// Whether it leaves rows out.
    pub narrows_rows: bool,
    /// Who applies it.
    pub side: Side,
}

impl ParamSpec {
    /// A filter that the server applies and that leaves rows out.
    const fn filter(key: &'static str, kind: Kind) -> Self {
        Self {
            key,
            aliases: &[],
            kind,
            is_filter: true,
            narrows_rows: true,
            side: Side::Server,
        }
    }

    /// How the rows are shown: no filter.
    const fn view(key: &'static str, kind: Kind) -> Self {
        Self {
            is_filter: false,
            narrows_rows: false,
            ..Self::filter(key, kind)
        }
    }

    const fn also_read_as(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    const fn keeping_rows(self) -> Self {
        Self {
            narrows_rows: false,
            ..self
        }
    }

    const fn by_panel(self) -> Self {
        Self {
            side: Side::Panel,
            ..self
        }
    }
}

table! {
    /// A parameter of a query, in the order a URL prints them. Those of the API carry the API's own
    /// names.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Param: ParamSpec;

    /// State of the operation.
    Status => ParamSpec::filter("status", Kind::Status);
    /// API action.
    JobAction => ParamSpec::filter("job_action", Kind::Name);
    /// Resource or cluster.
    ResourceIds => ParamSpec::filter("resource_ids", Kind::IdList);
    /// Account the operation belongs to.
    Owner => ParamSpec::filter("owner", Kind::Owner);
    /// Documented only as "log".
    Directive => ParamSpec::filter("directive", Kind::Text);
    /// The server's description of the action.
    ActionDescribe => ParamSpec::filter("action_describe", Kind::Text);
    /// Keyword.
    SearchWord => ParamSpec::filter("search_word", Kind::Text);
    /// Start of the range.
    StartTime => ParamSpec::filter("start_time", Kind::Time);
    /// End of the range.
    EndTime => ParamSpec::filter("end_time", Kind::Time);
    /// Ids of operations. The documentation has a second name for it.
    JobIds => ParamSpec::filter("job_ids", Kind::IdList).also_read_as(&["jobs"]);
    /// Whether related information is returned.
    Verbose => ParamSpec::filter("verbose", Kind::Flag).keeping_rows();
    /// Zone of the cloud, if not the console's own.
    Zone => ParamSpec::filter("zone", Kind::Zone).keeping_rows();
    /// The server's order.
    Reverse => ParamSpec::view("reverse", Kind::Order);
    /// Rows a page.
    Limit => ParamSpec::view("limit", Kind::Number {
        min: 1,
        max: MAX_LIMIT as u64,
        default: DEFAULT_LIMIT as u64,
    });
    /// Page, from 1. The API's `offset` is understood as well.
    Page => ParamSpec::view("page", Kind::Number {
        min: 1,
        max: MAX_PAGE,
        default: 1,
    }).by_panel();
    /// A range that ends now.
    Last => ParamSpec::filter("last", Kind::Span).by_panel();
    /// A sort of the loaded rows, by one column or several.
    Sort => ParamSpec::view("sort", Kind::Sort).by_panel();
    /// Whether the whole result is wanted, and not one page of it.
    Whole => ParamSpec::view("whole", Kind::Flag).by_panel();
    /// Filters that the browser applies to the whole result, which they ask for.
    Only => ParamSpec::view("only", Kind::Conditions).by_panel();
    /// The time zone of every time on the page.
    Tz => ParamSpec::view("tz", Kind::TimeZone).by_panel();
}

/// The API's key for the number of rows to skip; a URL has [`Param::Page`] for it.
pub const OFFSET_KEY: &str = "offset";

impl Param {
    /// Every filter, in the order a URL prints them.
    pub fn filters() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|param| param.is_filter())
    }

    /// The key in URLs and requests.
    pub const fn key(self) -> &'static str {
        self.spec().key
    }

    /// The key, and the other keys that are read as this parameter.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        let ParamSpec { key, aliases, .. } = self.spec();
        std::iter::once(key).chain(aliases.iter().copied())
    }

    /// The parameter of a key or of another name for it.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|param| param.keys().any(|known| known == key))
    }

    /// What it holds.
    pub const fn kind(self) -> Kind {
        self.spec().kind
    }

    /// Who applies it.
    pub const fn side(self) -> Side {
        self.spec().side
    }

    /// Whether it is a condition the user sets, removes and clears.
    pub const fn is_filter(self) -> bool {
        self.spec().is_filter
    }

    /// Whether it leaves rows out.
    pub const fn narrows_rows(self) -> bool {
        self.spec().narrows_rows
    }

    /// Whether rows come or go with it: it leaves rows out, or is the zone they are from.
    pub const fn decides_rows(self) -> bool {
        self.narrows_rows() || matches!(self, Self::Zone)
    }

    /// Whether another value of it puts other rows on a page.
    pub(super) const fn moves_rows(self) -> bool {
        self.is_filter() || matches!(self.side(), Side::Server)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_names_one_parameter() {
        let mut keys: Vec<&str> = Param::ALL.into_iter().flat_map(Param::keys).collect();
        keys.push(OFFSET_KEY);
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
        for param in Param::ALL {
            assert!(param.keys().all(|key| Param::from_key(key) == Some(param)));
        }
    }

    #[test]
    fn only_filters_leave_rows_out() {
        assert!(
            Param::ALL
                .into_iter()
                .all(|param| param.is_filter() || !param.narrows_rows())
        );
    }
}
