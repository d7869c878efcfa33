//! Kinds of characters, and numbers written in them. The standard library's own functions for
//! these bring tables and formatting with them, which the panel would pay for in bytes.

use std::borrow::Cow;

/// Whether a character is blank: Unicode's `White_Space`, so the no-break space and the
/// ideographic space U+3000 too, which forms filled in by hand are full of.
pub(crate) const fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r'
            | ' '
            | '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
    )
}

/// Whether a character is a control character: Unicode's `Cc`.
pub(crate) const fn is_control(character: char) -> bool {
    matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// Whether a character changes the direction of the text around it, or cannot be seen, unseen.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// A text with a mark such as `⟨U+202E⟩` for each character that would act without being seen:
/// controls, and those that turn the direction of what follows. Blanks stay.
pub fn marked(text: &str) -> Cow<'_, str> {
    let is_marked = |c: char| is_invisible(c) || (is_control(c) && !is_blank(c));
    if !text.contains(is_marked) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if !is_marked(character) {
            shown.push(character);
            continue;
        }
        shown.push_str("⟨U+");
        for shift in [12, 8, 4, 0] {
            // Every character with a mark has four digits.
            let digit = char::from_digit((u32::from(character) >> shift) & 15, 16);
            shown.extend(digit.map(|digit| digit.to_ascii_uppercase()));
        }
        shown.push('⟩');
    }
    Cow::Owned(shown)
}

/// A text without blanks around it.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Whether a text has more characters than `most`.
pub(crate) fn is_longer(text: &str, most: usize) -> bool {
    text.char_indices().nth(most).is_some()
}

/// A number of nothing but digits. Returns `None` if the text is anything else, or does not fit.
pub(crate) fn whole_number(text: &str) -> Option<u64> {
    let mut number: u64 = 0;
    for character in text.chars() {
        let digit = u64::from(character.to_digit(10)?);
        number = number.checked_mul(10)?.checked_add(digit)?;
    }
    (!text.is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_blank_and_control_character_of_unicode_is_known() {
        for character in '\0'..=char::MAX {
            let name = character.escape_unicode();
            assert_eq!(is_blank(character), character.is_whitespace(), "{name}");
            assert_eq!(is_control(character), character.is_control(), "{name}");
        }
        assert_eq!(trim("\u{3000}\u{a0} 中 文\n"), "中 文");
    }

    #[test]
    fn what_acts_without_being_seen_gets_a_mark() {
        for (text, shown) in [
            ("队列移除节点", "队列移除节点"),
            (
                "two\nlines\tand 👩\u{200d}💻",
                "two\nlines\tand 👩\u{200d}💻",
            ),
            ("a\u{202e}gpj.exe", "a⟨U+202E⟩gpj.exe"),
            ("\0\u{7f}\u{feff}", "⟨U+0000⟩⟨U+007F⟩⟨U+FEFF⟩"),
        ] {
            assert_eq!(marked(text), shown);
        }
    }

    #[test]
    fn a_number_has_only_digits_and_fits() {
        assert_eq!(whole_number("0012"), Some(12));
        assert_eq!(whole_number("18446744073709551615"), Some(u64::MAX));
        for text in ["", "+1", "-1", "1.0", " 1", "１", "18446744073709551616"] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn characters_are_counted_and_not_bytes(text in "\\PC{0,9}", most in 0usize..10) {
            prop_assert_eq!(is_longer(&text, most), text.chars().count() > most);
        }
    }
}
