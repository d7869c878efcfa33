//! Whether two JSON texts have the same value.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::lenient::{JsonString, string};

/// How deep lists and objects are looked into; what is deeper is compared as text.
const DEPTH: usize = 32;

/// Whether two JSON texts are the same value: blanks, the order of fields and how characters are
/// escaped make no difference. Numbers are compared as they are written, as one may have more digits
/// than any type keeps.
pub fn is_same_value(one: &str, other: &str) -> bool {
    is_same(one.trim(), other.trim(), DEPTH)
}

/// The names of the fields of two JSON objects that have other values, or that only one of them has;
/// none if one text is no object.
pub fn changed_fields(one: &str, other: &str) -> Vec<String> {
    let (Some(one), Some(other)) = (fields(one), fields(other)) else {
        return Vec::new();
    };
    let is_same = |name, value: &RawValue| {
        let other: Option<&&RawValue> = other.get(name);
        other.is_some_and(|other| is_same_value(value.get(), other.get()))
    };
    let changed = one.iter().filter(|(name, value)| !is_same(name, value));
    let added = other.keys().filter(|name| !one.contains_key(name));
    let names = changed.map(|(name, _)| name).chain(added);
    names.map(|name| name.as_str().to_owned()).collect()
}

fn is_same(one: &str, other: &str, depth: usize) -> bool {
    if one == other {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let same = |one: &RawValue, other: &RawValue| is_same(one.get(), other.get(), depth);
    match (one.as_bytes().first(), other.as_bytes().first()) {
        (Some(b'"'), Some(b'"')) => string(one) == string(other),
        (Some(b'['), Some(b'[')) => match (list(one), list(other)) {
            (Some(one), Some(other)) => {
                let mut pairs = one.iter().zip(&other);
                one.len() == other.len() && pairs.all(|(one, other)| same(one, other))
            }
            _ => false,
        },
        (Some(b'{'), Some(b'{')) => match (fields(one), fields(other)) {
            (Some(one), Some(other)) => {
                let mut pairs = one.iter().zip(&other);
                one.len() == other.len()
                    && pairs.all(|(one, other)| one.0 == other.0 && same(one.1, other.1))
            }
            _ => false,
        },
        _ => false,
    }
}

fn list(json: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json).ok()
}

fn fields(json: &str) -> Option<BTreeMap<JsonString<'_>, &RawValue>> {
    serde_json::from_str(json).ok()
}

#[cfg(test)]
mod tests {
    use super::{changed_fields, is_same_value};

    #[test]
    fn the_same_value_may_be_written_in_several_ways() {
        for (one, other) in [
            (
                r#"{"a":1,"b":[true,null]}"#,
                "{ \"b\" : [ true , null ], \"a\":1 }\n",
            ),
            (r#""\u5173\u95ed""#, "\"关闭\""),
            (r#"{"\u0061":"\/"}"#, r#"{"a":"/"}"#),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
        ] {
            assert!(is_same_value(one, other), "{one} {other}");
        }
    }

    #[test]
    fn another_value_is_another() {
        for (one, other) in [
            (r#"{"a":1}"#, r#"{"a":1,"b":null}"#),
            (r#"{"a":1,"b":1}"#, r#"{"a":1,"c":1}"#),
            ("[1,2]", "[2,1]"),
            ("[1]", "[1,1]"),
            ("12345678901234567890123", "12345678901234567890124"),
            (r#""1""#, "1"),
            ("null", "false"),
        ] {
            assert!(!is_same_value(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_nested_without_end_is_compared_as_text() {
        let deep =
            |inner: &str| ["[".repeat(200_000), inner.to_owned(), "]".repeat(200_000)].concat();
        assert!(is_same_value(&deep("1"), &deep("1")));
        assert!(!is_same_value(&deep("1"), &deep(" 1")));
    }

    #[test]
    fn fields_with_other_values_are_named() {
        let before = r#"{"a":1,"b":"x","c":[1],"d":null}"#;
        let after = r#"{"e":2,"d":0,"c":[ 1 ],"\u0062":"y","a":1}"#;
        assert_eq!(changed_fields(before, after), ["b", "d", "e"]);
        assert!(changed_fields(before, "[1]").is_empty());
        assert!(changed_fields(before, before).is_empty());
    }
}
