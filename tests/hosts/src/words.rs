//! Words in braces that stand in pages for what is known only when they are served.

use std::borrow::Cow;

/// Puts what `meaning` says in the place of every `{{word}}`, escaped for an attribute or a text.
///
/// # Errors
/// With the first word that has no meaning: the page would be wrong without anybody noticing.
pub fn fill<'a>(
    page: &'a str,
    meaning: impl Fn(&str) -> Option<Cow<'a, str>>,
) -> Result<String, &'a str> {
    let mut filled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((word, after)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        escape(&meaning(word).ok_or(word)?, &mut filled);
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
    fn a_value_cannot_end_the_attribute_it_stands_in() {
        let page = r#"<script src="{{panel}}panel.js">"#;
        assert_eq!(
            fill(page, |word| {
                assert_eq!(word, "panel");
                Some(r#""><script>'&"#.into())
            })
            .unwrap(),
            r#"<script src="&quot;&gt;&lt;script&gt;&#39;&amp;panel.js">"#
        );
    }

    #[test]
    fn a_word_without_a_meaning_is_told() {
        assert_eq!(fill("a {{b}} {{c}}", |_| None), Err("b"));
        assert_eq!(fill("a }} {{ b", |_| None).as_deref(), Ok("a }} {{ b"));
    }
}
