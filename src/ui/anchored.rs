//! A box in the browser's top layer, at the control that it belongs to.

use web_sys::HtmlElement;

use crate::platform::dom;

/// Space between the box, its control and the edge of the window, in CSS pixels.
const GAP: f64 = 4.0;

/// Shows a box at a control, inside the window: below it, or above it where there is more room, and
/// no higher than that.
pub fn show_at(shown: &HtmlElement, control: &HtmlElement) {
    let style = shown.style();
    // Of an earlier place.
    let _ = style.remove_property("max-height");
    // Refused for one that is open already, or no longer in the page.
    let _ = shown.show_popover();
    let control = control.get_bounding_client_rect();
    let natural = shown.get_bounding_client_rect().height();
    let (width, height) = dom::viewport();
    let below = height - control.bottom() - 2.0 * GAP;
    let above = control.top() - 2.0 * GAP;
    let is_below = natural <= below || below >= above;
    let room = if is_below { below } else { above };
    let zoom = dom::zoom(shown);
    let set = |property: &str, value: f64| {
        // To whole pixels, as text for figures with fractions would cost more than they give.
        let pixels = (value / zoom + 0.5) as i32;
        // A length in pixels is a value each of the properties takes.
        let _ = style.set_property(property, &[&pixels.to_string(), "px"].concat());
    };
    if natural > room {
        set("max-height", room);
    }
    // A scroll bar makes it wider.
    let size = shown.get_bounding_client_rect();
    let top = if is_below {
        control.bottom() + GAP
    } else {
        control.top() - GAP - size.height()
    };
    let left = (control.right() - size.width())
        .min(width - size.width() - GAP)
        .max(GAP);
    set("top", top);
    set("left", left);
}
