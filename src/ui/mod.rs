//! Widgets that know neither the API nor where the console is.

pub mod copy_button;
pub mod dialog;
pub mod icon;
pub mod menu;
pub mod refresh_button;
