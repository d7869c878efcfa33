//! The keys of a query.

/// A key of the URL. Those of the API carry the API's own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Param {
    /// `status`: state of the operation.
    Status,
    /// `job_action`: API action.
    JobAction,
    /// `resource_ids`: resource or cluster.
    ResourceIds,
    /// `owner`: account the entry belongs to.
    Owner,
    /// `directive`: documented only as "log".
    Directive,
    /// `action_describe`: the server's words for the action.
    ActionDescribe,
    /// `search_word`: keyword.
    SearchWord,
    /// `start_time`: start of the range.
    StartTime,
    /// `end_time`: end of the range.
    EndTime,
    /// `job_ids`: ids of entries.
    JobIds,
    /// `verbose`: whether related information is wanted.
    Verbose,
    /// `zone`: zone of the cloud, if not the console's own.
    Zone,
    /// `reverse`: the server's order, 1 is newest first.
    Reverse,
    /// `limit`: rows a page.
    Limit,
    /// `page`: page, from 1. Ours; the API's `offset` is understood in its place.
    Page,
    /// `last`: a range that ends now. Ours.
    Last,
    /// `sort`: a sort of the rows at hand, in the browser. Ours.
    Sort,
    /// `tz`: the time zone of every time on the page. Ours.
    Tz,
}

impl Param {
    /// Every key, in the order a URL prints them.
    pub const ALL: [Self; 18] = [
        Self::Status,
        Self::JobAction,
        Self::ResourceIds,
        Self::Owner,
        Self::Directive,
        Self::ActionDescribe,
        Self::SearchWord,
        Self::StartTime,
        Self::EndTime,
        Self::JobIds,
        Self::Verbose,
        Self::Zone,
        Self::Reverse,
        Self::Limit,
        Self::Page,
        Self::Last,
        Self::Sort,
        Self::Tz,
    ];

    /// The key as the URL prints it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::JobAction => "job_action",
            Self::ResourceIds => "resource_ids",
            Self::Owner => "owner",
            Self::Directive => "directive",
            Self::ActionDescribe => "action_describe",
            Self::SearchWord => "search_word",
            Self::StartTime => "start_time",
            Self::EndTime => "end_time",
            Self::JobIds => "job_ids",
            Self::Verbose => "verbose",
            Self::Zone => "zone",
            Self::Reverse => "reverse",
            Self::Limit => "limit",
            Self::Page => "page",
            Self::Last => "last",
            Self::Sort => "sort",
            Self::Tz => "tz",
        }
    }

    /// The parameter of a key. `jobs` is the documentation's second name of `job_ids`.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "jobs" {
            return Some(Self::JobIds);
        }
        Self::ALL.into_iter().find(|param| param.key() == key)
    }

    /// Whether this is a condition the user sets, removes and clears.
    pub const fn is_filter(self) -> bool {
        !matches!(
            self,
            Self::Reverse | Self::Limit | Self::Page | Self::Sort | Self::Tz
        )
    }

    /// Whether the condition leaves rows out.
    pub const fn narrows_rows(self) -> bool {
        self.is_filter() && !matches!(self, Self::Verbose | Self::Zone)
    }
}
