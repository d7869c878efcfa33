//! Fields that take whatever somebody puts into them. None of them fails on valid JSON.
//!
//! They read the text of the value and not a number or string of serde's, because a number may be
//! longer than any of Rust's types and a string may hold half of a surrogate pair.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::integer::{signed, whole};
use super::raw_json::compact;
use crate::characters::trim;

/// Reads an object. Derived code refuses a repeated field and takes a list for an object; here the
/// last of repeated fields counts, and a list is refused.
///
/// # Errors
/// If the text is not a JSON object, or if a field's type refuses its value.
pub fn object<'de, T: Deserialize<'de>>(json: &'de str) -> serde_json::Result<T> {
    let fields: BTreeMap<JsonString<'de>, &'de RawValue> = serde_json::from_str(json)?;
    let fields = fields.into_iter().map(|(name, value)| (name.0, value));
    T::deserialize(MapDeserializer::new(fields))
}

/// Keeps a field that is null apart from one that is missing.
pub(super) fn present<'de, D: Deserializer<'de>>(
    field: D,
) -> Result<Option<&'de RawValue>, D::Error> {
    Deserialize::deserialize(field).map(Some)
}

/// Reads a string; any other value is as good as an empty one.
///
/// # Errors
/// Never for JSON.
pub fn string_or_empty<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    <&RawValue>::deserialize(field).map(|raw| string(raw.get()).into_owned())
}

/// Reads a string, or the JSON of any other value without blanks; null is empty.
///
/// # Errors
/// Never for JSON.
pub fn string_or_json<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    <&RawValue>::deserialize(field).map(|raw| match raw.get() {
        "null" => String::new(),
        text if text.starts_with('"') => string(text).into_owned(),
        json => compact(json),
    })
}

/// A string, or a number or flag written out. Null, blanks, lists and objects are `None`.
#[derive(Debug, Default)]
pub(super) struct Text(pub Option<String>);

impl Text {
    fn read(json: &str) -> Self {
        let text = match json.as_bytes().first() {
            None | Some(b'n' | b'[' | b'{') => return Self(None),
            Some(b'"') => string(json),
            Some(_) => Cow::Borrowed(json),
        };
        let text = trim(&text);
        Self((!text.is_empty()).then(|| text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(field: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(field).map(|raw| Self::read(raw.get()))
    }
}

/// A string, a list, or a string that holds the JSON of a list, as words with blanks between them.
#[derive(Debug, Default)]
pub(super) struct Words(pub String);

impl Words {
    fn read(json: &str) -> Self {
        Self(match json.as_bytes().first() {
            Some(b'[') => join(json).unwrap_or_default(),
            Some(b'{') => compact(json),
            Some(b'"') => {
                let text = string(json);
                let list = if trim(&text).starts_with('[') {
                    join(&text)
                } else {
                    None
                };
                list.unwrap_or_else(|| trim(&text).to_owned())
            }
            _ => Text::read(json).0.unwrap_or_default(),
        })
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(field: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(field).map(|raw| Self::read(raw.get()))
    }
}

/// The items of a list as words. Returns `None` if this is no list.
fn join(list: &str) -> Option<String> {
    let items: Vec<&RawValue> = serde_json::from_str(list).ok()?;
    let mut words = String::new();
    for item in items.into_iter().map(RawValue::get) {
        let word = if item.starts_with(['[', '{']) {
            Some(compact(item))
        } else {
            Text::read(item).0
        };
        let Some(word) = word else {
            continue;
        };
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word);
    }
    Some(words)
}

/// A whole number, however it is written, or a string of one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Integer(pub Option<i64>);

impl Integer {
    pub(super) fn read(json: &str) -> Self {
        Self(match json.as_bytes().first() {
            Some(b'"') => signed(trim(&string(json))),
            Some(b'-' | b'0'..=b'9') => whole(json),
            _ => None,
        })
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(field: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(field).map(|raw| Self::read(raw.get()))
    }
}

/// The items of a list, or the values of an object in their order; null has none.
#[derive(Debug)]
pub(super) struct Items<'a>(pub Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(ItemsVisitor).map(Items)
    }
}

struct ItemsVisitor;

impl<'de> Visitor<'de> for ItemsVisitor {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, an object or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some((_, value)) = object.next_entry::<JsonString<'_>, _>()? {
            values.push(value);
        }
        Ok(values)
    }
}

/// The text of a JSON string; empty if this is none.
pub(super) fn string(json: &str) -> Cow<'_, str> {
    serde_json::from_str(json)
        .map(|JsonString(text)| text)
        .unwrap_or_default()
}

/// A string or the name of a field. Half of a surrogate pair, which no `str` can hold, becomes
/// U+FFFD.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct JsonString<'a>(Cow<'a, str>);

impl JsonString<'_> {
    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for JsonString<'a> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        // As bytes, serde_json gives half a pair as three bytes; as a string, it refuses it.
        value.deserialize_bytes(BytesVisitor).map(Self)
    }
}

struct BytesVisitor;

impl<'de> Visitor<'de> for BytesVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        Ok(match str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(without_surrogates(bytes)),
        })
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(without_surrogates(bytes)))
    }
}

fn without_surrogates(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        // The first of the three bytes; the other two are chunks of their own.
        if chunk.invalid().first() == Some(&0xed) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}
