//! Texts that show before the panel runs, or when it cannot, stand in static files. They equal
//! those of `locales/`, so that no copy drifts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// The files that hold texts beside `locales/`.
const FILES: [&str; 4] = ["index.html", "boot.js", "embed/panel.js", "embed/frame.js"];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The texts of a language, by group and key; without plurals and tables.
fn texts(tag: &str) -> BTreeMap<(String, String), String> {
    let groups: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_str(&read(&format!("locales/{tag}.json"))).unwrap();
    let mut texts = BTreeMap::new();
    for (group, members) in groups {
        for (key, text) in members {
            if let Value::String(text) = text {
                texts.insert((group.clone(), key), text);
            }
        }
    }
    texts
}

/// What stands between tags or quotes, with single blanks.
fn pieces(file: &str) -> Vec<String> {
    file.split(['<', '>', '"'])
        .map(|piece| piece.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn is_chinese(text: &str) -> bool {
    text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

/// Whether the pieces have a text in both languages: each as a piece, or both as one.
fn has(pieces: &[String], chinese: &str, english: &str) -> bool {
    let has = |text: &str| pieces.iter().any(|piece| piece == text);
    has(chinese) && has(english) || has(&format!("{chinese}{english}"))
}

#[test]
fn static_files_show_the_texts_of_the_locales() {
    let (chinese, english) = (texts("zh-CN"), texts("en"));
    for file in FILES {
        let pieces = pieces(&read(file));
        for piece in pieces.iter().filter(|piece| is_chinese(piece)) {
            let known = chinese.iter().any(|(key, text)| {
                let Some(other) = english.get(key) else {
                    return false;
                };
                has(&pieces, text, other)
                    && [text.as_str(), &format!("{text}{other}")].contains(&piece.as_str())
                    || *piece == format!("{text} · {other}")
            });
            assert!(
                known,
                "{file}: \"{piece}\" is not in locales/, or its English text is not in the file"
            );
        }
    }
}

#[test]
fn every_static_text_stands_in_a_file() {
    let (chinese, english) = (texts("zh-CN"), texts("en"));
    let files = FILES.map(|file| pieces(&read(file)));
    let static_keys = || chinese.keys().filter(|(group, _)| group == "static");
    assert!(static_keys().count() > 0);
    for key in static_keys() {
        let stands = files
            .iter()
            .any(|pieces| has(pieces, &chinese[key], &english[key]));
        assert!(stands, "{key:?} stands in none of {FILES:?}");
    }
}
