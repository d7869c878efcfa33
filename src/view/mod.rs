//! The screens and their parts. Pages take the [`console::ConsoleContext`]; parts take values and
//! callbacks.

pub mod calls;
pub mod chips;
pub mod console;
pub mod detail;
pub mod empty;
pub mod failure;
pub mod filter_bar;
pub mod format;
pub mod help;
pub mod list_page;
pub mod not_found;
pub mod pager;
pub mod problem;
pub mod report;
pub mod screen;
pub mod status_badge;
pub mod table;
pub mod time_text;
pub mod title;
pub mod top_bar;
