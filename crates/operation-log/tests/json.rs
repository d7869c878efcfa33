//! The JSON reader and printer, beside another implementation of the same RFC.

use operation_log::Json;
use operation_log::json::{JsonError, MAX_DEPTH};
use proptest::prelude::*;
use serde_json::Value;

fn number(number: &str) -> Json {
    Json::Number(number.to_owned())
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn fault(text: &str) -> (usize, usize) {
    match Json::parse(text) {
        Ok(json) => panic!("{text:?} was read: {json}"),
        Err(JsonError { line, column }) => (line, column),
    }
}

#[test]
fn numbers_keep_their_spelling_and_fields_their_order() {
    let written = r#"{"z":12345678901234567890123,"a":-0.50,"m":1E+2,"a":[]}"#;
    assert_eq!(
        Json::parse(written),
        Ok(Json::Object(vec![
            ("z".into(), number("12345678901234567890123")),
            ("a".into(), number("-0.50")),
            ("m".into(), number("1E+2")),
            ("a".into(), Json::List(vec![])),
        ]))
    );
    assert_eq!(Json::parse(written).unwrap().to_string(), written);
}

#[test]
fn of_fields_with_one_name_the_last_is_given() {
    let json = Json::parse(r#"{"a":"1","a":"2","b":null}"#).unwrap();
    assert_eq!(json.get("a").and_then(Json::as_text), Some("2"));
    assert_eq!(json.get("b"), Some(&Json::Null));
    assert_eq!(json.get("c"), None);
    assert_eq!(Json::parse("[]").unwrap().get("a"), None);
    assert_eq!(number("1").as_text(), None);
}

#[test]
fn half_a_surrogate_pair_is_a_replacement_character() {
    for (written, read) in [
        (r#""\ud83d\ude00""#, "😀"),
        (r#""\uD83D\uDE00\u0041""#, "😀A"),
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ude00x""#, "\u{fffd}x"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
    ] {
        assert_eq!(Json::parse(written), Ok(text(read)), "{written}");
    }
    assert_eq!(fault(r#""\ud83d\u00""#), (1, 12));
}

#[test]
fn the_first_fault_is_named_in_characters() {
    for (text, place) in [
        ("", (1, 1)),
        ("<html>", (1, 1)),
        ("[1,]", (1, 4)),
        ("[1 2]", (1, 4)),
        (r#"{"a" 1}"#, (1, 6)),
        (r#"{a:1}"#, (1, 2)),
        (r#"{"a":1,}"#, (1, 8)),
        ("01", (1, 2)),
        ("-", (1, 2)),
        ("1.", (1, 3)),
        ("nul", (1, 4)),
        ("nule", (1, 4)),
        ("1 x", (1, 3)),
        ("\u{feff}1", (1, 1)),
        ("[\n\"错误\", 错]", (2, 7)),
        ("\"a\nb\"", (1, 3)),
        (r#""\x""#, (1, 3)),
        ("{\"a\":1,\n\"b", (2, 3)),
    ] {
        assert_eq!(fault(text), place, "{text:?}");
    }
}

#[test]
fn nesting_is_read_to_its_limit() {
    let nested = |depth| [["["].repeat(depth), ["]"].repeat(depth)].concat().concat();
    let deepest = nested(MAX_DEPTH);
    assert_eq!(Json::parse(&deepest).unwrap().to_string(), deepest);
    assert_eq!(fault(&nested(MAX_DEPTH + 1)), (1, MAX_DEPTH + 1));
    let fields = r#"{"a":"#.repeat(100_000);
    assert_eq!(fault(&fields), (1, 5 * MAX_DEPTH + 1));
}

#[test]
fn a_pretty_value_has_an_item_or_field_a_line() {
    let json = Json::parse(r#"{"a":[1,{"b":null}],"c":[],"d":{},"e":"\u0001\"\\\n"}"#).unwrap();
    assert_eq!(
        json.pretty(),
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": {},\n  \"e\": \"\\u0001\\\"\\\\\\n\"\n}"
    );
}

/// What the other implementation holds for the same value.
fn as_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => serde_json::from_str(number).unwrap(),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(items) => items.iter().map(as_value).collect(),
        Json::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), as_value(value)))
            .collect(),
    }
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::Number(number.to_string()),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(as_json).collect()),
        Value::Object(fields) => Json::Object(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), as_json(value)))
                .collect(),
        ),
    }
}

/// The other implementation refuses two things that the RFC's grammar allows.
fn is_beyond_the_other(error: &serde_json::Error) -> bool {
    let error = error.to_string();
    ["surrogate", "unexpected end of hex escape", "out of range"]
        .iter()
        .any(|reason| error.contains(reason))
}

fn same_as_the_other(text: &str) -> Result<(), TestCaseError> {
    match (Json::parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert_eq!(as_value(&ours), theirs),
        (Err(_), Err(_)) => {}
        (Ok(_), Err(error)) if is_beyond_the_other(&error) => {}
        (ours, theirs) => prop_assert!(false, "{text:?}: {ours:?}, {theirs:?}"),
    }
    Ok(())
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect())
}

fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
    ]
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any_number().prop_map(Json::Number),
        any_text().prop_map(Json::Text),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let field = (any_text(), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Json::List),
            prop::collection::vec(field, 0..5).prop_map(Json::Object),
        ]
    })
}

/// Texts that are JSON, nearly JSON, or nothing of the kind.
fn nearly_json() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[\\[\\]{},:\" \n\t\\\\/]{1,3}",
        "[0-9eE.+-]{1,6}",
        any_number(),
        any_json().prop_map(|json| json.to_string()),
        any_text(),
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "nul",
            "\"\"",
            "\"a\":",
            "{\"a\":",
            "[1,",
            "\\u0041",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\"\\n\"",
            "\u{1}",
            "\u{7f}",
            "\u{a0}",
            "\u{feff}",
            "\r\n",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..6).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(json in any_json()) {
        let (compact, pretty) = (json.compact(), json.pretty());
        prop_assert_eq!(Json::parse(&compact), Ok(json.clone()));
        prop_assert_eq!(Json::parse(&pretty), Ok(json));
        prop_assert!(!compact.contains('\n'));
        same_as_the_other(&compact)?;
        same_as_the_other(&pretty)?;
    }

    #[test]
    fn both_implementations_print_alike(json in any_json()) {
        let Ok(value) = serde_json::from_str::<Value>(&json.compact()) else {
            // A number that is out of range for the other.
            return Ok(());
        };
        let json = as_json(&value);
        prop_assert_eq!(json.compact(), value.to_string());
        prop_assert_eq!(json.pretty(), serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn both_implementations_read_and_refuse_alike(text in nearly_json()) {
        same_as_the_other(&text)?;
        same_as_the_other(&format!("\"{text}\""))?;
        same_as_the_other(&format!("[{text}]"))?;
    }

    #[test]
    fn a_cut_or_changed_text_is_read_or_refused_alike(
        json in any_json(),
        pretty in any::<bool>(),
        place in any::<prop::sample::Index>(),
        with in prop_oneof![Just(String::new()), "[\\[\\]{},:\"0e.x \\\\-]{1,2}"],
        cut in any::<bool>(),
    ) {
        let text = if pretty { json.pretty() } else { json.compact() };
        let characters: Vec<char> = text.chars().collect();
        let place = place.index(characters.len());
        let before: String = characters[..place].iter().collect();
        let rest = if cut { characters.len() } else { place + 1 };
        let after: String = characters[rest..].iter().collect();
        same_as_the_other(&[before, with, after].concat())?;
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in any_text()) {
        let _ = Json::parse(&text);
        let _ = Json::parse(&format!("\"{text}"));
        same_as_the_other(&text)?;
    }
}
