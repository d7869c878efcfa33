//! The texts of a language. `build/main.rs` makes a method of each key in `locales/`.

use operation_log::{ErrorCode, Language};

/// The count that takes the plural form `one`.
///
/// That is the rule of CLDR for whole numbers in English; Chinese has one form for all. Counts
/// come formatted by `Intl`, which writes one as `1` in both. A language with other rules needs
/// `Intl.PluralRules` here.
const ONE: &str = "1";

/// The texts of one language. Those that take arguments get figures and times already formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts(Language);

impl Texts {
    /// The texts of a language.
    pub const fn of(language: Language) -> Self {
        Self(language)
    }

    /// The name of a documented action; returns `None` for any other.
    pub(crate) fn action_name(self, job_action: &str) -> Option<&'static str> {
        let mut names = self.action_table().iter();
        let (_, name) = names.find(|(known, _)| *known == job_action)?;
        Some(name)
    }

    /// What somebody asked for by a documented action, with a placeholder for each kind of
    /// resource; returns `None` for any other.
    pub(crate) fn action_request(self, job_action: &str) -> Option<&'static str> {
        let mut requests = self.request_table().iter();
        let (_, request) = requests.find(|(known, _)| *known == job_action)?;
        Some(request)
    }

    /// What an error code means.
    pub(crate) fn code_meaning(self, code: &ErrorCode) -> &'static str {
        self.code(code).0
    }

    /// An error code with its meaning, `5100 Server busy`.
    pub(crate) fn code_with_meaning(self, code: &ErrorCode) -> String {
        [&code.code.to_string(), " ", self.code_meaning(code)].concat()
    }

    /// What can be done about an operation that ended with an error code.
    pub(crate) fn code_advice(self, code: &ErrorCode) -> &'static str {
        self.code(code).1
    }

    fn code(self, code: &ErrorCode) -> (&'static str, &'static str) {
        let texts = self.code_table();
        let index = texts.binary_search_by_key(&code.code, |(known, ..)| *known);
        let found = index.ok().and_then(|index| texts.get(index));
        found.map_or(("", ""), |(_, meaning, advice)| (*meaning, *advice))
    }
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use operation_log::action::KNOWN_ACTIONS;

    use super::*;

    const EN: Texts = Texts::of(Language::En);
    const ZH: Texts = Texts::of(Language::ZhCn);

    #[test]
    fn arguments_stand_where_the_placeholders_were() {
        assert_eq!(EN.rows_of_total("21", "40", "1,234"), "21–40 of 1,234");
        assert_eq!(
            ZH.rows_of_total("21", "40", "1,234"),
            "第 21–40 条，共 1,234 条"
        );
        // The order of the arguments is that of English in every language.
        assert_eq!(EN.broken_json("3", "7"), "invalid JSON at line 3, column 7");
        assert_eq!(
            ZH.order_of(&ZH.sorted_ascending("耗时"), &ZH.loaded_rows_only("20")),
            "按耗时升序，仅已加载的 20 条"
        );
    }

    #[test]
    fn one_is_singular_in_english_only() {
        assert_eq!(EN.newer("1"), "1 new operation");
        for count in ["0", "2", "11", "21", "1,001"] {
            assert_eq!(EN.newer(count), format!("{count} new operations"));
        }
        assert_eq!(ZH.newer("1"), "1 条新操作");
        assert_eq!(ZH.newer("2"), "2 条新操作");
    }

    #[test]
    fn every_error_code_has_a_meaning_and_advice_in_every_language() {
        let documented: Vec<u32> = ErrorCode::all().iter().map(|code| code.code).collect();
        for texts in Language::ALL.map(Texts::of) {
            let explained: Vec<u32> = texts.code_table().iter().map(|(code, ..)| *code).collect();
            assert_eq!(explained, documented, "{texts:?}");
        }
        let busy = ErrorCode::find(5100).unwrap();
        assert_eq!(EN.code_meaning(busy), "Server busy");
        assert!(ZH.code_advice(busy).contains("请稍后重新提交"));
    }

    #[test]
    fn every_documented_action_has_a_name_in_every_language() {
        let mut documented = KNOWN_ACTIONS.map(|known| known.job_action).to_vec();
        documented.sort_unstable();
        for texts in Language::ALL.map(Texts::of) {
            let mut named: Vec<&str> = texts.action_table().iter().map(|(name, _)| *name).collect();
            named.sort_unstable();
            assert_eq!(named, documented, "{texts:?}");
            for action in &documented {
                assert!(texts.action_request(action).is_some(), "{action}");
            }
        }
        assert_eq!(
            EN.action_name("HpcJobStopJobs"),
            Some("Cancel compute jobs")
        );
        assert_eq!(EN.action_name("SomethingNew"), None);
    }

    #[test]
    fn an_action_is_called_in_chinese_what_the_server_calls_it() {
        for known in KNOWN_ACTIONS {
            assert_eq!(ZH.action_name(known.job_action), Some(known.describe));
        }
    }
}
