//! Writes options of the command line into the settings of the page.

use std::collections::BTreeMap;

use serde_json::value::{RawValue, to_raw_value};

use super::markup::{Tag, tags};
use crate::portal::PortalOrigin;

/// The id of the page's settings block.
const BLOCK: &str = "hpc-operations-settings";
/// The setting with the origins whose messages the page accepts when it is in a frame.
const PORTALS: &str = "portals";

/// The page with the portals in its settings block. Returns `None` if there are none, or if the
/// page has no valid settings block.
pub fn with_portals(page: &str, portals: &[PortalOrigin]) -> Option<String> {
    if portals.is_empty() {
        return None;
    }
    let tags = tags(page);
    let block = tags.iter().find(|tag| is_settings(tag))?;
    let filled = insert_portals(block.content, portals)?;
    let before = page.get(..block.content_at)?;
    let after = page.get(block.content_at.checked_add(block.content.len())?..)?;
    Some([before, &filled, after].concat())
}

/// JSON only: changing a JavaScript with this id would change its hash in the policy.
fn is_settings(tag: &Tag<'_>) -> bool {
    let is = |name: &str, value: &str| {
        tag.attribute(name)
            .is_some_and(|attribute| attribute.value.trim().eq_ignore_ascii_case(value))
    };
    tag.is("script")
        && tag.attribute("id").is_some_and(|id| id.value == BLOCK)
        && is("type", "application/json")
}

fn insert_portals(block: &str, portals: &[PortalOrigin]) -> Option<String> {
    let mut settings: BTreeMap<String, Box<RawValue>> = serde_json::from_str(block).ok()?;
    let origins: Vec<&str> = portals.iter().map(PortalOrigin::as_str).collect();
    settings.insert(PORTALS.to_owned(), to_raw_value(&origins).ok()?);
    let block = serde_json::to_string(&settings).ok()?;
    // `<` only occurs in strings, where it could start an end tag.
    Some(block.replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(page: &str) -> Option<String> {
        let portals = [
            "https://portal.example".parse().unwrap(),
            "http://127.0.0.1:9000".parse().unwrap(),
        ];
        with_portals(page, &portals)
    }

    fn block(content: &str) -> String {
        format!("<script type=\"application/json\" id=\"{BLOCK}\">{content}</script>")
    }

    #[test]
    fn the_block_gets_the_portals_and_keeps_its_other_keys() {
        let around = |block: &str| format!("<head><script>1</script>{block}</head><p>中");
        assert_eq!(
            with(&around(&block(
                "\n  { \"zone\": \"jinan1a\", \"api_url\": \"\", \"n\": 1.50 }\n"
            ))),
            Some(around(&block(
                "{\"api_url\":\"\",\"n\":1.50,\
                 \"portals\":[\"https://portal.example\",\"http://127.0.0.1:9000\"],\
                 \"zone\":\"jinan1a\"}"
            )))
        );
        // The command line wins.
        let filled = with(&block(r#"{"portals":["https://old.example"]}"#)).unwrap();
        assert!(!filled.contains("old.example"), "{filled}");
        // A minifier removes the quotes.
        let bare = format!("<script id={BLOCK} type=application/json>{{}}</script>");
        assert!(with(&bare).unwrap().contains("https://portal.example"));
    }

    #[test]
    fn nothing_in_the_block_can_end_it() {
        let page = block(r#"{"\u003c/script>":"\u003c!--","zone":"<!--<script>"}"#);
        let filled = with(&page).unwrap();
        let tags = tags(&filled);
        assert_eq!(tags.len(), 1, "{filled}");
        assert!(!tags[0].content.contains('<'), "{filled}");
        let settings: serde_json::Value = serde_json::from_str(tags[0].content).unwrap();
        assert_eq!(settings["</script>"], "<!--");
        assert_eq!(settings["zone"], "<!--<script>");
        assert_eq!(settings["portals"][0], "https://portal.example");
    }

    #[test]
    fn a_page_without_a_block_that_can_be_read_stays_as_it_is() {
        for page in [
            "".to_owned(),
            "<p>{}</p>".to_owned(),
            block(""),
            block("{"),
            block("[]"),
            block("{} {}"),
            block("{zone:1}"),
            format!("<!-- {} -->", block("{}")),
            format!("<div id={BLOCK}>{{}}</div>"),
            format!("<script id={BLOCK}>{{}}</script>"),
            format!("<script type=module id={BLOCK}>{{}}</script>"),
            "<script type=application/json id=settings>{}</script>".to_owned(),
        ] {
            assert_eq!(with(&page), None, "{page}");
        }
        assert_eq!(with_portals(&block("{}"), &[]), None);
    }
}
