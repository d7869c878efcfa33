//! The JavaScript that looks at a page. It runs by the driver's own command for
//! scripts, never as a script element, so a strict content security policy
//! stands as it is.

/// Functions that every script may use: `find`, `oneOf`, `visible`, `nameOf`, …
const VOCABULARY: &str = concat!(
    include_str!("in_page/names.js"),
    include_str!("in_page/find.js"),
    include_str!("in_page/look.js"),
    include_str!("in_page/console.js"),
    include_str!("in_page/calls.js"),
    include_str!("in_page/compose.js"),
);

/// A function body that has the vocabulary and its arguments in `args`.
pub(crate) fn script(body: &str) -> String {
    format!("{VOCABULARY}\nconst args = [...arguments];\n{body}")
}
