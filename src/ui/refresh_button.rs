//! The button that asks the server again.

use super::icon::{Icon, icon_view};
use crate::i18n::Locale;
use crate::markup::{Tag, tag};

/// Asks again when it is pressed, by its key too.
pub fn refresh_button(locale: Locale, refresh: impl Fn() + 'static) -> Tag {
    tag("button")
        .attr("type", "button")
        .class("op-button")
        .attr("aria-keyshortcuts", "r")
        .child(icon_view(Icon::Refresh))
        .child(tag("span").say(locale, |t| t.refresh()))
        .on("click", move |_| refresh())
}
