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
}

/// The line of the filter bar that a control stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterLine {
    /// The first one.
    Main,
    /// The filters of the rows' own values.
    Often,
    /// Shown when the reader opens it.
    More,
}

impl Control {
    /// Every control, in the order of the page.
    pub const ALL: [Self; 12] = [
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
        }
    }

    /// The control that sets a parameter; `None` if that is no filter.
    pub const fn of(param: Param) -> Option<Self> {
        match param {
            Param::SearchWord => Some(Self::SearchWord),
            Param::Status => Some(Self::Status),
            Param::StartTime | Param::EndTime | Param::Last => Some(Self::Time),
            Param::ResourceIds => Some(Self::ResourceIds),
            Param::JobAction => Some(Self::JobAction),
            Param::Owner => Some(Self::Owner),
            Param::Directive
            | Param::ActionDescribe
            | Param::JobIds
            | Param::Verbose
            | Param::Zone => Some(Self::More),
            Param::Reverse | Param::Limit | Param::Page | Param::Sort | Param::Tz => None,
        }
    }

    /// Where it stands in the filter bar; `None` if it is no filter.
    pub const fn line(self) -> Option<FilterLine> {
        match self {
            Self::SearchWord | Self::Status | Self::Time => Some(FilterLine::Main),
            Self::ResourceIds | Self::JobAction | Self::Owner => Some(FilterLine::Often),
            Self::More => Some(FilterLine::More),
            Self::Bar | Self::Title | Self::Refresh | Self::Pager | Self::Calls => None,
        }
    }

    /// Whether a narrow panel shows it only after the reader has unfolded the filters.
    pub const fn folds(self) -> bool {
        match self.line() {
            Some(FilterLine::Main) => matches!(self, Self::Time),
            Some(FilterLine::Often | FilterLine::More) => true,
            None => false,
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
            let line = Control::of(param).and_then(Control::line);
            assert_eq!(line.is_some(), param.is_filter(), "{param:?}");
        }
    }
}
