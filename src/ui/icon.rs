//! Icons, drawn with one stroke on a 16-px grid. Always beside a word or a name.

use leptos::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Being carried out.
    Pending,
    /// Ended well.
    Successful,
    /// Ended badly.
    Failed,
    /// Anything else.
    Unknown,
    /// Ask again.
    Refresh,
    /// Remove.
    Cross,
    /// Copy.
    Copy,
    /// Done.
    Check,
    /// Calendar.
    Calendar,
    /// Search.
    Search,
    /// A wider range.
    ZoomOut,
    /// Before.
    Left,
    /// After.
    Right,
    /// Can be folded.
    FoldUp,
    /// Can be unfolded.
    FoldDown,
    /// Sorted, smallest first.
    Up,
    /// Sorted, largest first.
    Down,
    /// Can be sorted.
    Sortable,
    /// Columns and rows of a table.
    Table,
    /// Keyboard.
    Keyboard,
    /// What else can be done.
    More,
    /// Mind this.
    Warning,
    /// No network.
    Offline,
    /// Not signed in, not allowed.
    Lock,
    /// Too many, too late, not now.
    Clock,
    /// Nothing there.
    Empty,
    /// A server.
    Server,
    /// Keeps some rows only.
    Filter,
    /// Leaves rows out.
    Exclude,
    /// Figures.
    Chart,
    /// Kept by name.
    Bookmark,
    /// Where one begins.
    Home,
    /// Change.
    Edit,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Pending => "M8 2a6 6 0 1 1-5.2 3M8 5v3.2l2 1.4",
            Self::Successful => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M5.3 8.2l1.9 1.9 3.6-3.9",
            Self::Failed => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M6 6l4 4M10 6l-4 4",
            Self::Unknown => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M5.5 8h5",
            Self::Refresh => {
                "M13 3v3.2H9.8M3 13V9.8h3.2M12.6 6.2A5 5 0 0 0 3.9 5M3.4 9.8a5 5 0 0 0 8.7 1.2"
            }
            Self::Cross => "M4.5 4.5l7 7M11.5 4.5l-7 7",
            Self::Copy => "M6 6h7v7H6zM3 10V3h7",
            Self::Check => "M3.5 8.5l3 3 6-6.5",
            Self::Calendar => "M3 4h10v9H3zM3 7h10M5.5 2.5v3M10.5 2.5v3",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.3 10.3l3.2 3.2",
            Self::ZoomOut => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.3 10.3l3.2 3.2M5 7h4",
            Self::Left => "M9.8 3.5L5.3 8l4.5 4.5",
            Self::Right => "M6.2 3.5L10.7 8l-4.5 4.5",
            Self::FoldUp => "M3.5 9.8L8 5.3l4.5 4.5",
            Self::FoldDown => "M3.5 6.2L8 10.7l4.5-4.5",
            Self::Up => "M8 12.5v-9M4.5 7L8 3.5 11.5 7",
            Self::Down => "M8 3.5v9M4.5 9L8 12.5 11.5 9",
            Self::Sortable => "M5 6.5L8 3.5l3 3M5 9.5l3 3 3-3",
            Self::Table => "M2.5 3h11v10h-11zM2.5 6.5h11M6.5 3v10M10 3v10",
            Self::Keyboard => {
                "M1.5 4h13v8.5h-13zM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 10h6"
            }
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Warning => "M8 2.2l6.2 11H1.8zM8 6.3v3.2M8 11.5h.01",
            Self::Offline => {
                "M2 2l12 12M1.5 6.5a9.6 9.6 0 0 1 3-1.9M7.5 3.7a9.6 9.6 0 0 1 7 2.8M4 9.2a6 6 0 0 1 3-1.6M12 9.2l-.8-.6M8 12.5h.01"
            }
            Self::Lock => "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2M8 9.5v1.5",
            Self::Clock => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M8 4.8V8l2.3 1.5",
            Self::Empty => "M2 9l2.2-5.5h7.6L14 9v4H2zM2 9h3.5l1 1.8h3L10.5 9H14",
            Self::Filter => "M2.5 3.5h11l-4 5v4l-3 1v-5z",
            Self::Exclude => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M3.8 3.8l8.4 8.4",
            Self::Bookmark => "M4.5 2.5h7v11L8 10.8l-3.5 2.7z",
            Self::Home => "M2.5 7.5L8 2.8l5.5 4.7M4 6.5v7h8v-7",
            Self::Edit => "M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4z",
            Self::Chart => "M3 13.5V8M8 13.5v-11M13 13.5V5.5",
            Self::Server => "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01",
        }
    }
}

/// Draws an icon, which says nothing by itself.
#[component]
pub fn IconView(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="op-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
}
