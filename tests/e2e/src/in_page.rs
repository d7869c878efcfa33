//! The JavaScript that inspects a page. It is run by the driver and not as a script
//! element, so that it works under a strict content security policy.

/// Functions for every script: `find`, `oneOf`, `visible`, `nameOf`, …
const FUNCTIONS: &str = concat!(
    include_str!("in_page/names.js"),
    include_str!("in_page/find.js"),
    include_str!("in_page/look.js"),
    include_str!("in_page/console.js"),
    include_str!("in_page/calls.js"),
    include_str!("in_page/compose.js"),
);

/// A function body with these functions, and with its arguments in `args`.
pub(crate) fn script(body: &str) -> String {
    format!("{FUNCTIONS}\nconst args = [...arguments];\n{body}")
}
