//! Which rows are in sight. Those of a long page that are not change after the next paint, a few at a
//! time, so that another page is there sooner and its longest task is shorter.

use web_sys::Element;

use crate::platform::dom;

/// As many rows change at once wherever they are: the usual page.
pub const SHORT: usize = 20;

/// How many of the rows out of sight change in one task.
pub const STEP: usize = 10;

/// Where the rows of a table are in the window, as far as one is as high as another.
#[derive(Clone, Copy)]
pub struct Sight {
    /// Where the first begins, in pixels from the top of the window.
    top: f64,
    /// How high one is.
    row: f64,
    /// How high the window is.
    window: f64,
}

impl Sight {
    /// Where the rows of a table are now.
    pub fn of(body: &Element) -> Self {
        let place = body.get_bounding_client_rect();
        Self {
            top: place.top(),
            row: place.height() / f64::from(body.child_element_count().max(1)),
            window: dom::viewport().1,
        }
    }

    /// Whether a row is in sight or beside one that is, by its place in the table.
    pub fn has(self, index: usize) -> bool {
        let top = self.top + self.row * f64::from(u32::try_from(index).unwrap_or(u32::MAX));
        top < self.window + self.row && top + 2.0 * self.row > 0.0
    }
}
