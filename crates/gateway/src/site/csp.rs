//! The content security policy of a page. It allows script files of this server and, by their
//! hashes, the inline scripts of the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::markup::{Tag, tags};

/// The value of `Content-Security-Policy` for a page.
pub fn policy(page: &str, frame_ancestors: &str) -> String {
    let mut policy = String::from("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    for script in tags(page).iter().filter(|tag| is_inline_script(tag)) {
        policy.push_str(&format!(" 'sha256-{}'", hash(script.content)));
    }
    policy.push_str(
        "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors ",
    );
    policy.push_str(frame_ancestors);
    policy
}

/// The hash of a script as a browser computes it: with line feeds as line ends.
fn hash(script: &str) -> String {
    let script = script.replace("\r\n", "\n").replace('\r', "\n");
    BASE64.encode(Sha256::digest(script))
}

/// Whether a tag is an inline script that a browser executes. A data block, such as JSON, is not.
fn is_inline_script(tag: &Tag<'_>) -> bool {
    if !tag.is("script") || tag.attribute("src").is_some() {
        return false;
    }
    let kind = tag.attribute("type").map_or("", |kind| kind.value.trim());
    let is_javascript = kind.is_empty()
        || kind
            .split_once('/')
            .is_some_and(|(_, name)| name.to_ascii_lowercase().contains("javascript"));
    is_javascript
        || ["module", "importmap", "speculationrules"]
            .iter()
            .any(|special| kind.eq_ignore_ascii_case(special))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf "import init from '/a.js'; init();" | openssl dgst -sha256 -binary | base64`
    const HASH: &str = "OmsKZ7FdjngXv78J3xPM9wIheFofQWOF5uRnAv7cVTc=";

    #[test]
    fn an_inline_script_is_allowed_by_its_hash() {
        let page = "<script type=\"module\">import init from '/a.js'; init();</script>";
        let policy = policy(page, "'none'");
        assert!(
            policy.contains(&format!(
                "script-src 'self' 'wasm-unsafe-eval' 'sha256-{HASH}';"
            )),
            "{policy}"
        );
    }

    #[test]
    fn data_and_files_need_no_hash() {
        for page in [
            "<script type=\"application/json\" id=\"settings\">{\"zone\":\"jinan1a\"}</script>",
            "<script type='application/ld+json'>{}</script>",
            "<script src=\"a.js\"></script>",
            "<!-- <script>alert(1)</script> -->",
            "<style>p{}</style>",
        ] {
            assert!(!policy(page, "'none'").contains("sha256"), "{page}");
        }
        for page in [
            "<script>1</script>",
            "<SCRIPT TYPE=''>1</SCRIPT>",
            "<script type=text/javascript>1</script>",
            "<script type=importmap>{}</script>",
        ] {
            assert!(policy(page, "'none'").contains("sha256"), "{page}");
        }
    }

    #[test]
    fn line_ends_are_hashed_as_a_browser_reads_them() {
        assert_eq!(hash("a\r\nb\rc"), hash("a\nb\nc"));
    }

    #[test]
    fn frames_are_governed_by_the_option_and_nothing_is_unsafe_inline() {
        let policy = policy("", "https://portal.example 'self'");
        assert!(policy.ends_with("frame-ancestors https://portal.example 'self'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        for directive in [
            "default-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(directive), "{directive}");
        }
    }
}
