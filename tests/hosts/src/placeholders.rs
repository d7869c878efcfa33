//! Placeholders in pages, for values that are only known when they are served.

use std::borrow::Cow;

/// Replaces every `{{name}}` by its value, escaped for an attribute or a text.
///
/// # Errors
/// The first name without a value.
pub fn fill<'a>(
    page: &'a str,
    value_of: impl Fn(&str) -> Option<Cow<'a, str>>,
) -> Result<String, &'a str> {
    let mut filled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        escape(&value_of(name).ok_or(name)?, &mut filled);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            plain => into.push(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_value_cannot_end_its_attribute() {
        let page = r#"<script src="{{panel}}panel.js">"#;
        assert_eq!(
            fill(page, |name| {
                assert_eq!(name, "panel");
                Some(r#""><script>'&"#.into())
            })
            .unwrap(),
            r#"<script src="&quot;&gt;&lt;script&gt;&#39;&amp;panel.js">"#
        );
    }

    #[test]
    fn a_name_without_a_value_is_an_error() {
        assert_eq!(fill("a {{b}} {{c}}", |_| None), Err("b"));
        assert_eq!(fill("a }} {{ b", |_| None).as_deref(), Ok("a }} {{ b"));
    }
}
