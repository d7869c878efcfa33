//! A screen in the place of rows: what is the matter, and what can be done.

use crate::markup::{Tag, tag};
use crate::ui::icon::{Icon, icon_view};

/// A screen with an icon, a title (what is the matter), a text (what that means) and whatever can
/// be done. An alarming one tells of a failure, not merely of an absence.
pub fn screen(
    icon: Icon,
    alarming: bool,
    title: Box<dyn Fn() -> String>,
    text: Box<dyn Fn() -> String>,
    actions: Vec<Tag>,
) -> Tag {
    let classes = if alarming {
        "op-screen op-screen-alarming"
    } else {
        "op-screen"
    };
    let actions =
        (!actions.is_empty()).then(|| tag("div").class("op-screen-actions").children(actions));
    tag("div")
        .class(classes)
        .child(tag("div").class("op-screen-icon").child(icon_view(icon)))
        .child(tag("h2").text_live(title))
        .child(tag("p").text_live(text))
        .maybe(actions)
}
