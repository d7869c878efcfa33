//! The parts of the panel that an embedding page can leave out.

use crate::query::Param;

/// A part of the panel with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// The bar with language, theme and time zone.
    Bar,
    /// The heading.
    Title,
    /// The refresh button.
    Refresh,
    /// The keyword box.
    SearchWord,
    /// The choice of a status.
    Status,
    /// The time range: `start_time`, `end_time` or `last`.
    Time,
    /// The box for a resource.
    ResourceIds,
    /// The box for an action.
    JobAction,
    /// The box for an owner.
    Owner,
    /// The filters that few people need.
    More,
    /// The links to other pages.
    Pager,
    /// The meter of API calls.
    Calls,
    /// The whole result: offers to load it, and how far that came. Without it no calls are spent on it.
    Whole,
    /// The statistics of the rows.
    Statistics,
    /// Rows as files.
    Export,
    /// The choice of a timeline above the rows. Without it no calls are spent on one.
    Timeline,
}

/// A group of controls in the filter bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterGroup {
    /// Always in sight.
    Front,
    /// Beside them; narrow screens fold it.
    Main,
    /// Behind a button, as they are rarely used.
    More,
}

impl FilterGroup {
    /// Whether a narrow panel shows it only after the reader has unfolded the filters.
    pub const fn folds(self) -> bool {
        !matches!(self, Self::Front)
    }
}

impl Control {
    /// Every control, in the order of the page.
    pub const ALL: [Self; 16] = [
        Self::Bar,
        Self::Title,
        Self::Refresh,
        Self::SearchWord,
        Self::Status,
        Self::Time,
        Self::ResourceIds,
        Self::JobAction,
        Self::Owner,
        Self::More,
        Self::Pager,
        Self::Calls,
        Self::Whole,
        Self::Statistics,
        Self::Export,
        Self::Timeline,
    ];

    /// The value of `data-control` and the word in the element's `controls`: part of the markup contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Title => "title",
            Self::Refresh => "refresh",
            Self::SearchWord => "search_word",
            Self::Status => "status",
            Self::Time => "time",
            Self::ResourceIds => "resource_ids",
            Self::JobAction => "job_action",
            Self::Owner => "owner",
            Self::More => "more",
            Self::Pager => "pager",
            Self::Calls => "calls",
            Self::Whole => "whole",
            Self::Statistics => "statistics",
            Self::Export => "export",
            Self::Timeline => "timeline",
        }
    }

    /// The control that sets a parameter. Returns `None` if that is no filter.
    pub const fn of(param: Param) -> Option<Self> {
        match param {
            Param::SearchWord => Some(Self::SearchWord),
            Param::Status => Some(Self::Status),
            Param::StartTime | Param::EndTime | Param::Last => Some(Self::Time),
            Param::ResourceIds => Some(Self::ResourceIds),
            Param::JobAction => Some(Self::JobAction),
            Param::Owner => Some(Self::Owner),
            _ if param.is_filter() => Some(Self::More),
            _ => None,
        }
    }

    /// Its group in the filter bar. Returns `None` if it is no filter.
    pub const fn group(self) -> Option<FilterGroup> {
        match self {
            Self::SearchWord | Self::Status => Some(FilterGroup::Front),
            Self::Time | Self::ResourceIds | Self::JobAction | Self::Owner => {
                Some(FilterGroup::Main)
            }
            Self::More => Some(FilterGroup::More),
            Self::Bar
            | Self::Title
            | Self::Refresh
            | Self::Pager
            | Self::Calls
            | Self::Whole
            | Self::Statistics
            | Self::Export
            | Self::Timeline => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Control;
    use crate::query::Param;

    #[test]
    fn every_filter_and_nothing_else_has_a_control_in_the_filter_bar() {
        for param in Param::ALL {
            let group = Control::of(param).and_then(Control::group);
            assert_eq!(group.is_some(), param.is_filter(), "{param:?}");
        }
    }
}
