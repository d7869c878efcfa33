//! Percent-encoding of URL parts.

/// Encodes a query key or value, or a path segment: readable characters stay, a blank is `%20`,
/// never `+`, which servers read in two ways.
pub fn encode(text: &str) -> String {
    encode_except(text, |byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'~' | b':' | b',' | b'!')
    })
}

/// Encodes as RFC 3986 asks for signed requests: only its unreserved characters stay.
pub fn encode_strict(text: &str) -> String {
    encode_except(text, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
    })
}

fn encode_except(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for nibble in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(nibble), 16).unwrap_or('0');
                encoded.push(digit.to_ascii_uppercase());
            }
        }
    }
    encoded
}

/// Decodes a query key or value, where `+` is a blank. A `%` that starts no escape stays as it
/// is; bytes that are no UTF-8 become U+FFFD.
pub fn decode_query(text: &str) -> String {
    decode(text, true)
}

/// Decodes a path segment, where `+` is itself.
pub fn decode_segment(text: &str) -> String {
    decode(text, false)
}

fn decode(text: &str, plus_is_blank: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'%', [high, low, tail @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = tail;
                }
                _ => bytes.push(b'%'),
            },
            (b'+', _) if plus_is_blank => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// The decoded pairs of a query string, with or without its `?`; empty parts are skipped.
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    query
        .strip_prefix('?')
        .unwrap_or(query)
        .split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            (decode_query(key), decode_query(value))
        })
        .collect()
}

/// A query string of pairs, without `?`.
pub fn query_string<K: AsRef<str>, V: AsRef<str>>(pairs: &[(K, V)]) -> String {
    let mut text = String::new();
    for (key, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&encode(key.as_ref()));
        text.push('=');
        text.push_str(&encode(value.as_ref()));
    }
    text
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
