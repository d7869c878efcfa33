//! The languages of the product.

/// A language the product is complete in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese, `zh-CN`.
    ZhCn,
    /// English, `en`.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag, as the `lang` attribute and `Intl` take it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language for a BCP 47 tag: any Chinese is `zh-CN`, any English is `en`; returns `None` for others.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::ZhCn)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The language a text is written in: Chinese if it has a Chinese character, English if it has
    /// two words of Latin letters. Returns `None` for ids, codes and figures.
    pub fn of_text(text: &str) -> Option<Self> {
        if text.contains(is_chinese) {
            return Some(Self::ZhCn);
        }
        let is_word = |word: &&str| {
            let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        let words = text.split_whitespace().filter(is_word);
        (words.take(2).count() == 2).then_some(Self::En)
    }
}

/// Whether a character is one of the unified ideographs.
const fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regional_tag_finds_its_language() {
        assert_eq!(Language::from_tag("zh-Hans-CN"), Some(Language::ZhCn));
        assert_eq!(Language::from_tag("en-GB"), Some(Language::En));
        assert_eq!(Language::from_tag("de"), None);
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn a_text_says_its_language_and_an_id_says_none() {
        for text in ["新增节点", "节点 cln-1 failed", "㐀"] {
            assert_eq!(Language::of_text(text), Some(Language::ZhCn), "{text}");
        }
        for text in [
            "Add nodes",
            "PermissionDenied, access denied",
            "j-1: no \"quota\".",
        ] {
            assert_eq!(Language::of_text(text), Some(Language::En), "{text}");
        }
        for text in [
            "",
            "usr-a, usr-b",
            "HpcJobStopJobs",
            "5100 2400",
            "ехать домой",
        ] {
            assert_eq!(Language::of_text(text), None, "{text}");
        }
    }
}
