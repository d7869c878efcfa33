//! What a text means that a person typed or pasted into the search box: ids, an action, an error
//! code, a time, or words to look for.

mod ids;

use chrono::NaiveDateTime;

pub use ids::{FoundIds, is_whole_id, parts, plain};

use crate::action::{KNOWN_ACTIONS, KnownAction};
use crate::characters::{is_blank, trim, whole_number};
use crate::error_code::ErrorCode;
use crate::ids::{JobId, Owner, ResourceId};
use crate::time::{TypedRange, parse_typed_range};

/// A meaning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// These operations.
    Operations(Vec<JobId>),
    /// What happened to these resources.
    Resources(Vec<ResourceId>),
    /// What belongs to an account.
    Owner(Owner),
    /// What did a documented action.
    Action(&'static KnownAction),
    /// What failed with a documented code.
    Code(&'static ErrorCode),
    /// What happened at a time.
    Time(TypedRange),
    /// What the server finds by words.
    Keyword(String),
}

/// The names of things in the languages of the reader.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// The names of an action.
    pub action: fn(&KnownAction) -> [&'static str; 2],
    /// The meanings of an error code.
    pub code: fn(&ErrorCode) -> [&'static str; 2],
}

/// The most actions, and the most error codes, that are named for one text.
const MOST_NAMED: usize = 6;

/// What a text can mean, the likeliest first; nothing for a blank text. `now` is the wall clock
/// that times without a zone are on.
pub fn meanings(text: &str, now: NaiveDateTime, vocabulary: Vocabulary) -> Vec<Meaning> {
    let words = Words::of(text);
    if words.whole.is_empty() {
        return Vec::new();
    }
    let mut likely = of_ids(FoundIds::of(text));
    let mut possible = Vec::new();
    let actions = KNOWN_ACTIONS
        .iter()
        .filter_map(|known| Some((words.fit(&action_names(known, vocabulary))?, known)));
    for (fit, known) in actions {
        fit.sort(Meaning::Action(known), &mut likely, &mut possible);
    }
    possible.truncate(MOST_NAMED);
    let code = code_at_start(&words.whole);
    likely.extend(code.map(Meaning::Code));
    let named = ErrorCode::all().iter().filter(|known| code != Some(*known));
    let named = named.filter_map(|known| Some((words.fit(&(vocabulary.code)(known))?, known)));
    for (fit, known) in named.take(MOST_NAMED) {
        fit.sort(Meaning::Code(known), &mut likely, &mut possible);
    }
    if let Some(range) = parse_typed_range(text, now) {
        // A date without a year may be any two numbers.
        let is_certain = !words
            .whole
            .chars()
            .all(|c| c.is_ascii_digit() || "-/".contains(c))
            || words.whole.len() > "11-25".len();
        let place = if is_certain {
            &mut likely
        } else {
            &mut possible
        };
        place.push(Meaning::Time(range));
    }
    likely.push(Meaning::Keyword(trim(text).to_owned()));
    likely.append(&mut possible);
    likely
}

fn of_ids(found: FoundIds) -> Vec<Meaning> {
    let mut meanings = Vec::new();
    if !found.operations.is_empty() {
        meanings.push(Meaning::Operations(found.operations));
    }
    if !found.resources.is_empty() {
        meanings.push(Meaning::Resources(found.resources));
    }
    meanings.extend(found.owners.into_iter().map(Meaning::Owner));
    meanings
}

/// The documented action that a whole text names, in any language of the vocabulary.
pub fn action_named(text: &str, vocabulary: Vocabulary) -> Option<&'static KnownAction> {
    let words = Words::of(text);
    let is_named =
        |known: &&KnownAction| words.fit(&action_names(known, vocabulary)) == Some(Fit::Whole);
    KNOWN_ACTIONS.iter().find(is_named)
}

/// Whether a text is the name of a documented action or a part of one.
pub fn may_name(text: &str, known: &KnownAction, vocabulary: Vocabulary) -> bool {
    Words::of(text)
        .fit(&action_names(known, vocabulary))
        .is_some()
}

fn action_names(known: &KnownAction, vocabulary: Vocabulary) -> [&'static str; 4] {
    let [first, second] = (vocabulary.action)(known);
    [known.job_action, known.describe, first, second]
}

/// `5100`, or what the server says of it: `5100: ServerBusy, …`.
fn code_at_start(text: &str) -> Option<&'static ErrorCode> {
    let number = text.split(|c: char| !c.is_ascii_digit()).next()?;
    ErrorCode::find(u32::try_from(whole_number(number)?).ok()?).filter(|_| {
        number.len() == text.len() || text.get(number.len()..).is_some_and(is_explained)
    })
}

fn is_explained(rest: &str) -> bool {
    rest.starts_with([':', ','])
}

/// How far a text is the name of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It is the name.
    Whole,
    /// Its words occur in the name.
    Part,
}

impl Fit {
    fn sort(self, meaning: Meaning, whole: &mut Vec<Meaning>, part: &mut Vec<Meaning>) {
        match self {
            Self::Whole => whole.push(meaning),
            Self::Part => part.push(meaning),
        }
    }
}

/// A text as it is compared with names: in small letters, its words.
struct Words {
    whole: String,
}

impl Words {
    fn of(text: &str) -> Self {
        let lower = plain(text).to_ascii_lowercase();
        let words: Vec<&str> = lower
            .split(is_blank)
            .filter(|word| !word.is_empty())
            .collect();
        Self {
            whole: words.join(" "),
        }
    }

    /// How far it is one of these names.
    fn fit(&self, names: &[&str]) -> Option<Fit> {
        if self.whole.is_empty() {
            return None;
        }
        let names = || names.iter().map(|name| name.to_ascii_lowercase());
        if names().any(|name| name == self.whole) {
            return Some(Fit::Whole);
        }
        let occurs = |name: String| self.whole.split(' ').all(|word| is_in(word, &name));
        let is_word = self.whole.chars().nth(1).is_some();
        (is_word && names().any(occurs)).then_some(Fit::Part)
    }
}

/// Whether a word occurs in a name; Chinese also with other characters between its own, as
/// `扩容` in `扩、缩容`.
fn is_in(word: &str, name: &str) -> bool {
    if word.is_ascii() {
        return name.contains(word);
    }
    let mut rest = name.chars();
    word.chars()
        .all(|character| rest.any(|other| other == character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const VOCABULARY: Vocabulary = Vocabulary {
        action: |known| match known.job_action {
            "HpcClusterAddClusterNodes" => ["Add nodes", "新增节点"],
            "HpcJobStopJobs" => ["Cancel compute jobs", "取消作业"],
            "HpcJobSubmitJob" => ["Submit compute job", "提交作业"],
            _ => ["", ""],
        },
        code: |known| match known.code {
            5100 => ["Server busy", "服务器繁忙"],
            _ => ["", ""],
        },
    };

    fn now() -> NaiveDateTime {
        let day = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        day.and_hms_opt(12, 0, 0).unwrap()
    }

    fn read(text: &str) -> Vec<String> {
        let meanings = meanings(text, now(), VOCABULARY);
        let word = |meaning: &Meaning| match meaning {
            Meaning::Operations(ids) => format!("operations {}", ids.len()),
            Meaning::Resources(ids) => format!("resources {}", ids.len()),
            Meaning::Owner(owner) => format!("owner {owner}"),
            Meaning::Action(known) => known.job_action.to_owned(),
            Meaning::Code(code) => format!("code {}", code.code),
            Meaning::Time(_) => "time".to_owned(),
            Meaning::Keyword(text) => format!("keyword {text}"),
        };
        meanings.iter().map(word).collect()
    }

    fn first(text: &str) -> String {
        read(text).first().cloned().unwrap_or_default()
    }

    #[test]
    fn the_likeliest_meaning_comes_first() {
        for (text, expected) in [
            ("j-8ajjp28fps8，j-0a1b2c3d4e5", "operations 2"),
            ("cln-w1xufnk9", "resources 1"),
            ("usr-GxkSGFDs", "owner usr-GxkSGFDs"),
            ("Add nodes", "HpcClusterAddClusterNodes"),
            (" add  NODES ", "HpcClusterAddClusterNodes"),
            ("新增节点", "HpcClusterAddClusterNodes"),
            ("创建集群", "HpcClusterCreateCluster"),
            ("hpcjobstopjobs", "HpcJobStopJobs"),
            ("5100", "code 5100"),
            ("5100: ServerBusy, the request timed out", "code 5100"),
            ("服务器繁忙", "code 5100"),
            ("last night", "time"),
            ("昨晚", "time"),
            ("2026-11-20 16:14:35,123", "time"),
            ("22:00-02:00", "time"),
            ("11-25", "keyword 11-25"),
            ("compute job", "keyword compute job"),
            ("创建", "keyword 创建"),
            ("节点", "keyword 节点"),
            ("5101", "keyword 5101"),
            ("51000", "keyword 51000"),
        ] {
            assert_eq!(first(text), expected, "{text}");
        }
        assert!(read("  \u{3000}\u{200b}").is_empty());
    }

    #[test]
    fn other_meanings_follow_the_keyword() {
        assert_eq!(
            read("compute job"),
            ["keyword compute job", "HpcJobSubmitJob", "HpcJobStopJobs"]
        );
        assert!(read("扩容").contains(&"HpcClusterResizeCluster".to_owned()));
        assert!(read("11-25").contains(&"time".to_owned()));
        let mixed = read("usr-GxkSGFDs usr-vceaHsJu");
        assert_eq!(mixed[..2], ["owner usr-GxkSGFDs", "owner usr-vceaHsJu"]);
    }

    #[test]
    fn an_action_is_named_as_a_whole_or_not_at_all() {
        let named = |text| action_named(text, VOCABULARY).map(|known| known.job_action);
        assert_eq!(named("取消作业"), Some("HpcJobStopJobs"));
        assert_eq!(named(" cancel compute jobs"), Some("HpcJobStopJobs"));
        assert_eq!(named("作业"), None);
        assert_eq!(named(""), None);
    }

    proptest! {
        #[test]
        fn every_text_but_a_blank_one_has_its_keyword_among_its_meanings(text in "\\PC{0,40}") {
            let meanings = meanings(&text, now(), VOCABULARY);
            let keyword = Meaning::Keyword(trim(&text).to_owned());
            prop_assert_eq!(meanings.contains(&keyword), !meanings.is_empty());
        }
    }
}
