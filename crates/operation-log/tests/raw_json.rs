//! The raw view: the server's own tokens, indented.

use operation_log::wire::RawJson;
use proptest::prelude::*;
use serde_json::value::RawValue;

fn raw(text: &str) -> RawJson {
    serde_json::from_str::<&RawValue>(text).unwrap().into()
}

#[test]
fn a_pretty_value_has_an_item_or_field_a_line() {
    let json = raw(r#" {"a":[1 , {"b":null}],"c":[ ],"d":{},"e":"\u0001\"\\\n[, :"} "#);
    assert_eq!(
        json.pretty(),
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": {},\n  \"e\": \"\\u0001\\\"\\\\\\n[, :\"\n}"
    );
}

#[test]
fn numbers_fields_and_escapes_stay_as_they_were_sent() {
    let text = r#"{"z":12345678901234567890123,"a":-0.50,"m":1E+2,"a":[],"s":"\/\u4e2d\ud800"}"#;
    assert_eq!(raw(text).as_str(), text);
    assert_eq!(raw(text).to_string(), text);
    assert_eq!(
        raw(text).pretty(),
        "{\n  \"z\": 12345678901234567890123,\n  \"a\": -0.50,\n  \"m\": 1E+2,\n  \"a\": [],\n  \"s\": \"\\/\\u4e2d\\ud800\"\n}"
    );
}

#[test]
fn what_is_nested_deeper_than_anyone_reads_stays_in_one_line() {
    let deep = ["[".repeat(100_000), "1".into(), "]".repeat(100_000)].concat();
    let pretty = raw(&deep).pretty();
    assert_eq!(tokens(&pretty), tokens(&deep));
    assert_eq!(pretty.lines().count(), 65);
    assert!(pretty.len() < deep.len() + 10_000);
}

/// The tokens of a JSON text, told apart in another way than by the code under test.
fn tokens(json: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = json.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let mut at = 1;
                while !rest[at..].starts_with('"') {
                    at += if rest[at..].starts_with('\\') { 2 } else { 1 };
                    while !rest.is_char_boundary(at) {
                        at += 1;
                    }
                }
                at + 1
            }
            '[' | ']' | '{' | '}' | ',' | ':' => 1,
            _ => rest
                .find(|c: char| c.is_ascii_whitespace() || "[]{},:\"".contains(c))
                .unwrap_or(rest.len()),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

fn blanks() -> &'static str {
    "[ \t\n\r]{0,2}"
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            r#""\ud800\u12aB\/""#,
            r#""\\""#
        ])
        .prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        prop::collection::vec(any::<char>(), 0..8).prop_map(|text| {
            let text: String = text.into_iter().collect();
            serde_json::to_string(&text).unwrap()
        }),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let spaced = (blanks(), inner, blanks())
            .prop_map(|(before, value, after)| [before, value, after].concat())
            .boxed();
        let field = ("[a-c\\\\n:,\\[]{0,3}", spaced.clone()).prop_map(|(name, value)| {
            let name = serde_json::to_string(&name).unwrap();
            format!("{name} :{value}")
        });
        prop_oneof![
            prop::collection::vec(spaced, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(field, 0..5)
                .prop_map(|fields| format!("{{{}}}", fields.join(" ,"))),
        ]
    })
}

proptest! {
    #[test]
    fn the_pretty_view_has_the_tokens_of_the_raw_text(json in any_json()) {
        let pretty = raw(&json).pretty();
        prop_assert_eq!(tokens(&pretty), tokens(&json));
        prop_assert_eq!(raw(&pretty).pretty(), pretty);
    }

    #[test]
    fn the_pretty_view_looks_as_serde_json_prints_it(json in any_json()) {
        // What serde_json can hold without a change.
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&json)
            && let printed = serde_json::to_string_pretty(&value).unwrap()
            && tokens(&printed) == tokens(&json)
        {
            prop_assert_eq!(raw(&json).pretty(), printed);
        }
    }
}
