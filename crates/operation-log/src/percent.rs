//! Percent-encoding of URL parts.

/// Encodes a query key or value, or a path segment: readable characters stay, a blank is `%20`,
/// never `+`, which servers read in two ways.
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    push_encoded(&mut encoded, text, "-_.~:,!");
    encoded
}

/// Encodes as RFC 3986 asks for signed requests: only its unreserved characters stay.
pub fn encode_strict(text: &str) -> String {
    let mut encoded = String::new();
    push_encoded(&mut encoded, text, "-_.~");
    encoded
}

/// Letters, digits and the characters of `kept` stay.
fn push_encoded(encoded: &mut String, text: &str, kept: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.bytes().any(|known| known == byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for nibble in [byte >> 4, byte & 15] {
                let letter_gap = if nibble < 10 { 0 } else { b'A' - b'9' - 1 };
                encoded.push(char::from(b'0' + nibble + letter_gap));
            }
        }
    }
}

/// Decodes a query key or value, where `+` is a blank. A `%` that starts no escape stays as it
/// is; bytes that are no UTF-8 become U+FFFD.
pub fn decode_query(text: &str) -> String {
    decode(text.as_bytes(), true)
}

/// Decodes a path segment, where `+` is itself.
pub fn decode_segment(text: &str) -> String {
    decode(text.as_bytes(), false)
}

fn decode(mut rest: &[u8], plus_is_blank: bool) -> String {
    let mut bytes = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let mut byte = *first;
        if byte == b'+' && plus_is_blank {
            byte = b' ';
        } else if byte == b'%'
            && let [high, low, tail @ ..] = after
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            byte = high << 4 | low;
            rest = tail;
        }
        bytes.push(byte);
    }
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// The decoded pairs of a query string, with or without its `?`; empty parts are skipped.
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let query = query.strip_prefix('?').unwrap_or(query);
    for part in query.as_bytes().split(|byte| *byte == b'&') {
        if !part.is_empty() {
            let mut sides = part.splitn(2, |byte| *byte == b'=');
            let mut side = || decode(sides.next().unwrap_or_default(), true);
            pairs.push((side(), side()));
        }
    }
    pairs
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
    text.push_str(&encode(key));
    text.push('=');
    text.push_str(&encode(value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_and_reserved_characters_are_encoded_once() {
        assert_eq!(encode("移除 a&b"), "%E7%A7%BB%E9%99%A4%20a%26b");
        assert_eq!(decode_query("a%20b+c%2520"), "a b c%20");
        assert_eq!(decode_query("100%"), "100%");
        assert_eq!(decode_query("%zz%f"), "%zz%f");
        assert_eq!(decode_query("a%FFb%e7%a7x"), "a\u{fffd}b\u{fffd}x");
        assert_eq!(decode_segment("a+b"), "a+b");
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded_back(text in "\\PC*") {
            prop_assert_eq!(decode_query(&encode(&text)), text.clone());
            prop_assert_eq!(decode_segment(&encode_strict(&text)), text);
        }

        #[test]
        fn any_text_is_decoded_without_a_panic(text in "\\PC*") {
            let _ = query_pairs(&text);
        }
    }
}
