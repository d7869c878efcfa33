//! The Rust code of the texts, and the rules that hold between the languages.

use std::fmt::{Debug, Write};

use crate::locale::{Locale, Text, sorted};
use crate::template::{Piece, Template};

/// The language that decides which keys there are and the order of arguments.
const REFERENCE: &str = "en";

/// Generates a method of `Texts` for each key, and one for each table.
///
/// The error names the file and the key in which a language differs from English.
pub fn texts(locales: &[Locale]) -> Result<String, String> {
    let reference = locales
        .iter()
        .find(|locale| locale.tag == REFERENCE)
        .ok_or_else(|| format!("{REFERENCE}.json is missing"))?;
    for locale in locales {
        compare(reference, locale).map_err(|error| format!("{}.json: {error}", locale.tag))?;
    }
    let mut code = String::from("impl Texts {\n");
    for (key, text) in &reference.texts {
        method(&mut code, key, text, locales);
    }
    table(
        &mut code,
        "/// Names of actions, by `job_action`.\n\
         fn action_table(self) -> &'static [(&'static str, &'static str)]",
        locales,
        |locale| {
            let entries = locale.action_names.iter();
            list(entries.map(|(action, name)| format!("({action:?}, {name:?})")))
        },
    );
    table(
        &mut code,
        "/// What somebody asked for, by `job_action`.\n\
         fn request_table(self) -> &'static [(&'static str, &'static str)]",
        locales,
        |locale| {
            let entries = locale.action_requests.iter();
            list(entries.map(|(action, request)| format!("({action:?}, {request:?})")))
        },
    );
    table(
        &mut code,
        "/// Meaning and advice, by error code, smallest first.\n\
         fn code_table(self) -> &'static [(u32, &'static str, &'static str)]",
        locales,
        |locale| {
            let entries = locale.error_codes.iter();
            list(
                entries
                    .map(|(code, [meaning, advice])| format!("({code}, {meaning:?}, {advice:?})")),
            )
        },
    );
    code.push_str("}\n");
    Ok(code)
}

/// Fails unless both have the same keys, and each key the same placeholders.
fn compare(reference: &Locale, locale: &Locale) -> Result<(), String> {
    same_keys(&reference.texts, &locale.texts)?;
    same_keys(&reference.action_names, &locale.action_names)?;
    same_keys(&reference.action_requests, &locale.action_requests)?;
    same_keys(&reference.error_codes, &locale.error_codes)?;
    same_keys(&reference.static_texts, &locale.static_texts)?;
    for (key, text) in &reference.texts {
        let Some(other) = locale.text(key) else {
            continue;
        };
        let (wanted, found) = (sorted(text.arguments()), sorted(other.arguments()));
        if wanted != found {
            return Err(format!(
                "`{key}` has the placeholders {found:?}, {REFERENCE}.json has {wanted:?}"
            ));
        }
    }
    Ok(())
}

fn same_keys<K: PartialEq + Debug, A, B>(
    reference: &[(K, A)],
    other: &[(K, B)],
) -> Result<(), String> {
    let lacks = |texts: &[(K, B)], key: &K| texts.iter().all(|(known, _)| known != key);
    if let Some((key, _)) = reference.iter().find(|(key, _)| lacks(other, key)) {
        return Err(format!("{key:?} is missing"));
    }
    let unknown = |key: &K| reference.iter().all(|(known, _)| known != key);
    match other.iter().find(|(key, _)| unknown(key)) {
        Some((key, _)) => Err(format!("{key:?} is not in {REFERENCE}.json")),
        None => Ok(()),
    }
}

/// `zh-CN` as the variant `Language::ZhCn`.
fn variant(tag: &str) -> String {
    let parts = tag.split('-').map(|part| {
        let (first, rest) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + &rest.to_lowercase()
    });
    parts.collect()
}

fn list(entries: impl Iterator<Item = String>) -> String {
    format!("&[{}]", entries.collect::<Vec<_>>().join(", "))
}

fn table(code: &mut String, head: &str, locales: &[Locale], body: impl Fn(&Locale) -> String) {
    let arms = locales.iter().map(|locale| {
        let variant = variant(&locale.tag);
        format!("Language::{variant} => {},\n", body(locale))
    });
    let arms: String = arms.collect();
    // Writing to a string cannot fail.
    let _ = writeln!(code, "{head} {{\nmatch self.0 {{\n{arms}}}\n}}");
}

fn method(code: &mut String, key: &str, text: &Text, locales: &[Locale]) {
    let arguments = text.arguments();
    let parameters: String = arguments
        .iter()
        .map(|name| format!(", {name}: &str"))
        .collect();
    let returns = if arguments.is_empty() {
        "&'static str"
    } else {
        "String"
    };
    let head = format!(
        "/// `{}`\npub(crate) fn {key}(self{parameters}) -> {returns}",
        shown(text)
    );
    table(code, &head, locales, |locale| {
        locale.text(key).map(expression).unwrap_or_default()
    });
}

/// The text as the documentation of its method has it.
fn shown(text: &Text) -> String {
    let (Text::Plain(text) | Text::Plural { other: text, .. }) = text;
    let pieces = text.pieces().iter().map(|piece| match piece {
        Piece::Literal(literal) => literal.replace(['`', '\n'], " "),
        Piece::Placeholder(name) => format!("{{{name}}}"),
    });
    pieces.collect()
}

fn expression(text: &Text) -> String {
    match text {
        Text::Plain(text) => filled(text),
        Text::Plural { one, other } => format!(
            "if count == ONE {{ {} }} else {{ {} }}",
            filled(one),
            filled(other)
        ),
    }
}

fn filled(text: &Template) -> String {
    if let [Piece::Literal(literal)] = text.pieces() {
        return format!("{literal:?}");
    }
    let pieces = text.pieces().iter().map(|piece| match piece {
        Piece::Literal(literal) => format!("{literal:?}"),
        Piece::Placeholder(name) => name.clone(),
    });
    format!("[{}].concat()", pieces.collect::<Vec<_>>().join(", "))
}
