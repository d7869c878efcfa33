//! A modal dialog on the browser's own `<dialog>`: focus, Escape and the rest of the page are its
//! business.

use web_sys::HtmlDialogElement;

use super::icon::{Icon, icon_view};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::reactive::{Read, RwSignal, follow};

/// A dialog with a title and a button that closes it; `open` says whether it is open, and follows
/// when the reader closes it.
pub fn dialog(open: RwSignal<bool>, locale: Locale, title: Label, children: Vec<Tag>) -> Tag {
    let close = tag("button")
        .attr("type", "button")
        .class("op-button op-button-icon")
        .attr_say("aria-label", locale, |t| t.close())
        .child(icon_view(Icon::Cross))
        .on("click", move |_| open.set(false));
    let head = tag("header")
        .class("op-dialog-head")
        .child(tag("h2").say(locale, title))
        .child(close);
    let body = tag("div")
        .class("op-dialog-body")
        .child(head)
        .children(children);
    let dialog = tag("dialog")
        .class("op-dialog")
        .attr_say("aria-label", locale, title)
        .child(body)
        .on("close", move |_| open.set(false))
        .on("click", move |event| {
            let backdrop = event.target() == event.current_target();
            if backdrop {
                open.set(false);
            }
        });
    let element = dialog.of::<HtmlDialogElement>();
    follow(move || {
        let open = open.get();
        let Some(dialog) = &element else { return };
        if open && !dialog.open() {
            // Refused only for a dialog that is open already or not in a page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    dialog
}
