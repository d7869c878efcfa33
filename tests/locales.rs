//! What the build refuses in the files of `locales/`, and what it makes of them.

#[path = "../build/generate.rs"]
mod generate;
#[path = "../build/locale.rs"]
mod locale;
#[path = "../build/template.rs"]
mod template;

use locale::Locale;

/// The code for these texts of the group `list`, each as `"key": …`.
fn generated(en: &str, zh: &str) -> Result<String, String> {
    let read = |tag: &str, texts: &str| {
        Locale::read(tag, &format!(r#"{{ "list": {{ {texts} }} }}"#))
            .map_err(|error| format!("{tag}.json: {error}"))
    };
    generate::texts(&[read("zh-CN", zh)?, read("en", en)?])
}

fn refused(en: &str, zh: &str) -> String {
    generated(en, zh).expect_err("the build passes")
}

#[test]
fn a_key_that_a_language_lacks_is_named_with_the_file() {
    let both = r#""open": "Open", "close": "Close""#;
    let one = r#""open": "打开""#;
    assert_eq!(refused(both, one), "zh-CN.json: \"close\" is missing");
    assert_eq!(
        refused(one, both),
        "zh-CN.json: \"close\" is not in en.json"
    );
}

#[test]
fn a_key_cannot_come_twice() {
    let twice = r#""open": "Open", "open": "Open it""#;
    let error = refused(twice, r#""open": "打开""#);
    assert!(
        error.starts_with("en.json: duplicate key `open`"),
        "{error}"
    );

    let groups = r#"{ "list": { "open": "Open" }, "table": { "open": "Open" } }"#;
    let error = Locale::read("en", groups).err();
    assert_eq!(
        error.as_deref(),
        Some("`table.open`: another group has this key")
    );
}

#[test]
fn an_empty_text_is_refused() {
    for empty in [r#""open": """#, r#""open": " ""#] {
        let error = refused(r#""open": "Open""#, empty);
        assert_eq!(error, "zh-CN.json: `list.open`: the text is empty");
    }
}

#[test]
fn placeholders_are_the_same_in_every_language() {
    let error = refused(r#""as_of": "As of {time}""#, r#""as_of": "截至 {tiem}""#);
    assert_eq!(
        error,
        r#"zh-CN.json: `as_of` has the placeholders ["tiem"], en.json has ["time"]"#
    );
    refused(r#""as_of": "As of {time}""#, r#""as_of": "截至""#);
    for brace in ["{time", "time}", "{}", "{the time}"] {
        refused(
            &format!(r#""as_of": "As of {brace}""#),
            r#""as_of": "截至""#,
        );
    }
}

#[test]
fn a_plural_counts_and_has_both_forms() {
    let zh = r#""newer": "{count} 条""#;
    let accepted = r#""newer": { "one": "{count} row", "other": "{count} rows" }"#;
    generated(accepted, zh).unwrap();
    for plural in [
        r#"{ "other": "{count} rows" }"#,
        r#"{ "one": "{count} row", "few": "{count} rows", "other": "{count} rows" }"#,
        r#"{ "one": "{rows} row", "other": "{rows} rows" }"#,
        r#"{ "one": "a row", "other": "{count} rows" }"#,
        r#"{ "one": "{count} row", "other": "" }"#,
    ] {
        refused(&format!(r#""newer": {plural}"#), zh);
    }
}

#[test]
fn an_error_code_needs_meaning_and_advice() {
    let code = |texts: &str| {
        let json = format!(r#"{{ "error_codes": {{ "5100": {{ {texts} }} }} }}"#);
        Locale::read("en", &json).map(|_| ())
    };
    code(r#""meaning": "Server busy", "advice": "Wait.""#).unwrap();
    assert_eq!(
        code(r#""meaning": "Server busy""#),
        Err("`error_codes.5100`: `advice` is missing".to_owned())
    );
    assert_eq!(
        code(r#""meaning": "Server busy", "advice": "Wait.", "advise": "Wait.""#),
        Err("`error_codes.5100`: unknown key `advise`".to_owned())
    );
}

#[test]
fn arguments_come_in_the_order_of_the_english_text() {
    let code = generated(
        r#""broken": "line {line}, column {column}, line {line}""#,
        r#""broken": "第 {column} 列第 {line} 行""#,
    )
    .unwrap();
    let head = "pub(crate) fn broken(self, line: &str, column: &str) -> String {";
    assert!(code.contains(head), "{code}");
    let chinese = r#"Language::ZhCn => ["第 ", column, " 列第 ", line, " 行"].concat(),"#;
    assert!(code.contains(chinese), "{code}");
}
