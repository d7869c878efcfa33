//! Ids in a text from a chat or a log: among words of any language, quotes and punctuation.

use crate::characters::is_blank;
use crate::ids::{JobId, Owner, ResourceId, ResourceKind};

/// The ids that a text contains, each once, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundIds {
    /// Operations.
    pub operations: Vec<JobId>,
    /// Accounts.
    pub owners: Vec<Owner>,
    /// Everything else that operations act on.
    pub resources: Vec<ResourceId>,
}

impl FoundIds {
    /// Finds what has the form of an id of the cloud.
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        let text = plain(text);
        for (kind, id) in words(&text).filter_map(id) {
            match kind {
                ResourceKind::Operation => keep(&mut found.operations, JobId::parse(&id).ok()),
                ResourceKind::Account => keep(&mut found.owners, Owner::parse(&id).ok()),
                _ => keep(&mut found.resources, ResourceId::parse(&id).ok()),
            }
        }
        found
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.owners.is_empty() && self.resources.is_empty()
    }
}

fn keep<T: PartialEq>(kept: &mut Vec<T>, id: Option<T>) {
    if let Some(id) = id
        && !kept.contains(&id)
    {
        kept.push(id);
    }
}

/// A text without characters that take no room, and in halfwidth characters.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|character| !is_invisible(*character))
        .map(narrow)
        .collect()
}

/// Whether a character takes no room: joiners, marks of direction, the byte order mark.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// The halfwidth form of a fullwidth character, and the ASCII hyphen for its typographic forms.
fn narrow(character: char) -> char {
    match character {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// The parts of a list of values that a person wrote: between blanks, commas and semicolons of
/// any width, without quotes around them.
pub fn parts(text: &str) -> Vec<String> {
    plain(text)
        .split(|character| is_blank(character) || matches!(character, ',' | ';' | '、' | '|'))
        .map(|part| part.trim_matches(['"', '\'', '`', '“', '”', '‘', '’', '「', '」']))
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a text is a whole id and not the beginning of one.
pub fn is_whole_id(text: &str) -> bool {
    id(text).is_some()
        || ResourceKind::of(text) == ResourceKind::Unknown
            && text.len() == PLAIN_ID_CHARS
            && text
                .chars()
                .all(|character| character.is_ascii_alphanumeric())
            && text.chars().any(|character| character.is_ascii_digit())
}

/// The characters of an id without a prefix, such as that of a storage mount point.
const PLAIN_ID_CHARS: usize = 8;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| {
        !character.is_ascii_alphanumeric() && !matches!(character, '-' | '_')
    })
    .map(|word| word.trim_matches(['-', '_']))
}

/// The kind and the spelling of a word that is an id. Only accounts tell capital letters apart; a
/// telephone writes one at the beginning of a line.
fn id(word: &str) -> Option<(ResourceKind, String)> {
    let (_, body) = word.split_once(['-', '_'])?;
    let kind = ResourceKind::of(word);
    let is_id = match kind {
        ResourceKind::Unknown => false,
        ResourceKind::Software => true,
        _ => body.chars().all(|c| c.is_ascii_alphanumeric()) && is_long_enough(kind, body),
    };
    let id = match (is_id, kind) {
        (false, _) => return None,
        (true, ResourceKind::Account) => ["usr-", body].concat(),
        (true, _) => word.to_ascii_lowercase(),
    };
    Some((kind, id))
}

/// Whether the part of an id behind its prefix is long enough to be no word of a sentence and no
/// beginning of an id. The documentation prints 7 to 11 characters; words have no digits.
fn is_long_enough(kind: ResourceKind, body: &str) -> bool {
    let has_digit = body.chars().any(|character| character.is_ascii_digit());
    match (kind, body.len()) {
        (ResourceKind::Network, _) | (_, 8) => true,
        (ResourceKind::Operation, 11) => true,
        (_, length) => has_digit && length >= 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<String> {
        let FoundIds {
            operations,
            owners,
            resources,
        } = FoundIds::of(text);
        let operations = operations.iter().map(ToString::to_string);
        let owners = owners.iter().map(ToString::to_string);
        let resources = resources.iter().map(ToString::to_string);
        operations.chain(owners).chain(resources).collect()
    }

    #[test]
    fn every_id_of_a_chat_is_found() {
        let three = ["j-8ajjp28fps8", "j-0a1b2c3d4e5", "j-zz9yy8xx7ww"];
        for text in [
            "帮忙看下：j-8ajjp28fps8，j-0a1b2c3d4e5、j-zz9yy8xx7ww；谢谢",
            "j-8ajjp28fps8\r\nj-0a1b2c3d4e5\nj-zz9yy8xx7ww\n",
            "j-8ajjp28fps8;j-0a1b2c3d4e5;j-zz9yy8xx7ww",
            "“j-8ajjp28fps8”「j-0a1b2c3d4e5」\"j-zz9yy8xx7ww\"",
            "\u{feff}j-8ajj\u{200b}p28fps8 j-0a1b2c3d4e5\u{200b}\u{a0}j-zz9yy8xx7ww\u{200d}",
            "ｊ－８ａｊｊｐ２８ｆｐｓ８　j‑0a1b2c3d4e5 J-zz9yy8xx7ww, j-8ajjp28fps8",
            "job_id=j-8ajjp28fps8&x=1 https://ops/operations/j-0a1b2c3d4e5?tz=utc (j-zz9yy8xx7ww)",
        ] {
            assert_eq!(found(text), three, "{text}");
        }
        assert_eq!(
            found("usr-GxkSGFDs removed node CLN-w1xufnk9 from ehpcq-rg0vaycm in ehpc-czkekzfz"),
            [
                "usr-GxkSGFDs",
                "cln-w1xufnk9",
                "ehpcq-rg0vaycm",
                "ehpc-czkekzfz"
            ]
        );
        assert_eq!(found("vxnet-ib vxnet-0 hpcsw_gromacs_aip").len(), 3);
    }

    #[test]
    fn words_and_beginnings_of_ids_are_none() {
        for text in [
            "",
            "hpc-test",
            "EHPC-123",
            "j-pop",
            "app-server-01",
            "hpc-api.qingcloud.com",
            "ehpc-99",
            "usr-",
            "-j-",
            "创建集群",
            "2026-11-25",
        ] {
            assert!(FoundIds::of(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_whole_id_is_told_from_the_beginning_of_one() {
        for id in ["ehpc-czkekzfz", "usr-GxkSGFDs", "2cgki7pe", "vxnet-0"] {
            assert!(is_whole_id(id), "{id}");
        }
        for text in ["", "ehpc-99", "ehpc-czkekz", "创建", "database", "usr-a"] {
            assert!(!is_whole_id(text), "{text}");
        }
    }

    #[test]
    fn a_list_is_split_however_it_is_written() {
        assert_eq!(
            parts(" a，b；“c”\n d、e|f "),
            ["a", "b", "c", "d", "e", "f"]
        );
    }

    const SEPARATORS: [&str; 12] = [
        " ",
        "，",
        "、",
        "；",
        ";",
        "\n",
        "\t",
        "。",
        "\u{3000}",
        "”“",
        " 和 ",
        "\u{200b},\u{feff}",
    ];

    proptest! {
        #[test]
        fn ids_are_found_whatever_stands_between_them(
            bodies in proptest::collection::hash_set("[0-9][0-9a-z]{10}", 1..100),
            separators in proptest::collection::vec(0..SEPARATORS.len(), 100),
        ) {
            let ids: Vec<String> = bodies.iter().map(|body| format!("j-{body}")).collect();
            let text: String = ids
                .iter()
                .zip(&separators)
                .flat_map(|(id, separator)| [id.as_str(), SEPARATORS[*separator]])
                .collect();
            prop_assert_eq!(found(&text), ids);
        }

        #[test]
        fn what_is_found_is_found_again(text in "\\PC{0,60}") {
            let ids = found(&text);
            prop_assert_eq!(found(&ids.join(" ")), ids);
        }
    }
}
