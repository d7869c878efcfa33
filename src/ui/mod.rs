//! Widgets that know neither the API nor where the console is.

pub mod anchored;
pub mod announcer;
pub mod calendar;
pub mod combobox;
pub mod copied;
pub mod copy_button;
pub mod dialog;
pub mod file_picker;
pub mod icon;
pub mod icon_button;
pub mod menu;
pub mod placeholder;
pub mod popover_button;
pub mod refresh_button;
pub mod shortcut;
pub mod type_ahead;
