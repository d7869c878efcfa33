//! A box in the browser's top layer, at the control that it belongs to.

use web_sys::HtmlElement;

use crate::platform::dom;

/// Space between the box, its control and the edge of the window, in CSS pixels.
const GAP: f64 = 4.0;

/// Shows a box below a control, or above it where there is no room.
pub fn show_at(shown: &HtmlElement, control: &HtmlElement) {
    // Refused for a box that is shown already, or no longer in the page.
    let _ = shown.show_popover();
    let control = control.get_bounding_client_rect();
    let size = shown.get_bounding_client_rect();
    let (width, height) = dom::viewport();
    let below = control.bottom() + GAP;
    let top = if below + size.height() > height {
        (control.top() - GAP - size.height()).max(GAP)
    } else {
        below
    };
    let left = (control.right() - size.width())
        .min(width - size.width() - GAP)
        .max(GAP);
    let zoom = dom::zoom(shown);
    let style = shown.style();
    for (property, value) in [("top", top), ("left", left)] {
        // To whole pixels, as text for figures with fractions would cost more than they give.
        let pixels = (value / zoom + 0.5) as i32;
        // A length in pixels is a value both properties take.
        let _ = style.set_property(property, &[&pixels.to_string(), "px"].concat());
    }
}
