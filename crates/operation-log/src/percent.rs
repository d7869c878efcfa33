//! Percent-encoding of URL parts: the two sets of characters that stay, and a codec of query pairs
//! that writes a blank as `%20`, where form_urlencoded writes `+`, which servers read in two ways.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What RFC 3986 does not call unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Of those, what would mean something else or be hard to read in a link.
const UNREADABLE: &AsciiSet = &RESERVED.remove(b':').remove(b',').remove(b'!');

/// Encodes a query key or value, or a path segment: readable characters stay.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNREADABLE).collect()
}

/// Encodes as RFC 3986 asks for signed requests: only its unreserved characters stay.
pub fn encode_strict(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).collect()
}

/// Decodes a path segment, where `+` is itself. A `%` that starts no escape stays as it is; bytes
/// that are no UTF-8 become U+FFFD.
pub fn decode_segment(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The decoded pairs of a query string, with or without its `?`; empty parts are skipped, `+` is a
/// blank, and bytes are read as by [`decode_segment`].
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// A query string of pairs, without `?`.
pub fn query_string<K: AsRef<str>, V: AsRef<str>>(pairs: &[(K, V)]) -> String {
    let mut text = String::new();
    for (key, value) in pairs {
        push_pair(&mut text, key.as_ref(), value.as_ref());
    }
    text
}

/// Appends a pair to a query string.
pub(crate) fn push_pair(text: &mut String, key: &str, value: &str) {
    if !text.is_empty() {
        text.push('&');
    }
    text.extend(utf8_percent_encode(key, UNREADABLE));
    text.push('=');
    text.extend(utf8_percent_encode(value, UNREADABLE));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded_value(value: &str) -> String {
        let pairs = query_pairs(&["?key=", value].concat());
        pairs.into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn chinese_and_reserved_characters_are_encoded_once() {
        assert_eq!(encode("移除 a&b"), "%E7%A7%BB%E9%99%A4%20a%26b");
        assert_eq!(encode("a-_.~:,!+/"), "a-_.~:,!%2B%2F");
        assert_eq!(encode_strict("a-_.~:,!+/ "), "a-_.~%3A%2C%21%2B%2F%20");
        assert_eq!(decoded_value("a%20b+c%2520"), "a b c%20");
        assert_eq!(decoded_value("100%"), "100%");
        assert_eq!(decoded_value("%zz%f"), "%zz%f");
        assert_eq!(decoded_value("a%FFb%e7%a7x"), "a\u{fffd}b\u{fffd}x");
        assert_eq!(decode_segment("a+b%2B"), "a+b+");
    }

    #[test]
    fn a_query_is_split_into_pairs() {
        let pairs = query_pairs("?a=1&&b&=c&d=e=f&%26=%3D");
        let expected = [("a", "1"), ("b", ""), ("", "c"), ("d", "e=f"), ("&", "=")];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(pairs, expected);
        assert_eq!(query_string(&pairs), "a=1&b=&=c&d=e%3Df&%26=%3D");
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded_back(text in "\\PC*") {
            prop_assert_eq!(decoded_value(&encode(&text)), text.clone());
            prop_assert_eq!(decode_segment(&encode_strict(&text)), text);
        }

        #[test]
        fn any_text_is_decoded_without_a_panic(text in "\\PC*") {
            let _ = query_pairs(&text);
        }
    }
}
