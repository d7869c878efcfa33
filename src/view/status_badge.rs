//! A status as icon, word and colour.

use std::rc::Rc;

use operation_log::Status;

use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::ui::icon::{Icon, icon_live};

/// The word for a status; an unknown one as the server wrote it.
pub fn status_text(locale: Locale, status: &Status) -> String {
    let t = locale.t();
    match status {
        Status::Pending => t.pending().to_owned(),
        Status::Successful => t.successful().to_owned(),
        Status::Failed => t.failed().to_owned(),
        Status::Other(word) if word.is_empty() => t.none().to_owned(),
        Status::Other(word) => word.clone(),
    }
}

/// Shows a status.
pub fn status_badge(status: Box<dyn Fn() -> Status>, locale: Locale) -> Tag {
    let status: Rc<dyn Fn() -> Status> = status.into();
    let (of_icon, of_kind) = (Rc::clone(&status), Rc::clone(&status));
    tag("span")
        .class("op-status")
        .attr_live("data-status", move || Some(look(&of_kind()).1.to_owned()))
        .child(icon_live(move || look(&of_icon()).0))
        .child(tag("span").text_live(move || status_text(locale, &status())))
}

/// The icon, and the word of `data-status` that the style sheet knows.
fn look(status: &Status) -> (Icon, &'static str) {
    match status {
        Status::Pending => (Icon::Pending, "pending"),
        Status::Successful => (Icon::Successful, "successful"),
        Status::Failed => (Icon::Failed, "failed"),
        Status::Other(_) => (Icon::Unknown, "other"),
    }
}
