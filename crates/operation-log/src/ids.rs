//! Identifiers. None is checked by exact length: the documentation itself prints ids of several
//! lengths (8, 9, 10 and 11 characters) under one prefix. Copies share their text: an operation's id is
//! in many places.

use std::fmt;
use std::sync::Arc;

use crate::characters::{is_blank, is_control, is_longer, trim};

/// The longest identifier that is accepted, in characters.
pub const MAX_ID_CHARS: usize = 128;

/// Why a text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdError {
    /// Nothing but blanks.
    Empty,
    /// Longer than [`MAX_ID_CHARS`].
    TooLong,
    /// Holds a character that ids of its kind cannot have.
    BadCharacter(char),
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::TooLong => write!(f, "longer than {MAX_ID_CHARS} characters"),
            Self::BadCharacter(character) => write!(f, "has the character {character:?}"),
        }
    }
}

fn checked(text: &str, bad: fn(&str) -> Option<char>) -> Result<Arc<str>, IdError> {
    let text = trim(text);
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if is_longer(text, MAX_ID_CHARS) {
        return Err(IdError::TooLong);
    }
    match bad(text) {
        Some(character) => Err(IdError::BadCharacter(character)),
        None => Ok(text.into()),
    }
}

/// What a segment of a path cannot have.
fn bad_in_path(text: &str) -> Option<char> {
    // A browser takes these out of a path, however they are encoded.
    if matches!(text, "." | "..") {
        return Some('.');
    }
    text.chars()
        .find(|c| ends_item(*c) || matches!(c, '/' | '\\' | '?' | '#'))
}

/// What an item of a list cannot have.
fn bad_in_list(text: &str) -> Option<char> {
    text.chars().find(|c| ends_item(*c))
}

const fn ends_item(character: char) -> bool {
    is_blank(character) || is_control(character) || matches!(character, ',' | '，')
}

/// The items of a list of ids, with blanks or commas between them.
pub(crate) fn split_ids(text: &str) -> impl Iterator<Item = &str> {
    text.split(ends_item).filter(|item| !item.is_empty())
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident without $bad:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads the id, without blanks around it.
            ///
            /// # Errors
            /// If the text is empty, too long or holds a character no id has.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                checked(text, $bad).map(Self)
            }

            /// The id as the API writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// The id of an operation, `j-8ajjp28fps8`. Other shapes are kept: sibling pages of the
    /// documentation print plain numbers. It is a segment of a path.
    JobId without bad_in_path
}
text_id! {
    /// Who an operation belongs to: `usr-` and 8 characters, or a word such as `system`. What a
    /// server sends is kept whatever it is: `Zhang San`, `ACME\zhang`.
    Owner without bad_in_path
}
text_id! {
    /// A zone of the cloud, such as `jinan1a`.
    ZoneId without bad_in_path
}
text_id! {
    /// Something an operation acted on: a cluster, a queue, a node, … A mount point such as
    /// `/mnt/share` has slashes.
    ResourceId without bad_in_list
}

/// What an id names, by its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// `ehpc-`: dedicated (E-HPC) cluster.
    EhpcCluster,
    /// `hpc-`: shared HPC cluster.
    HpcCluster,
    /// `ehpcq-`: queue of an E-HPC cluster.
    EhpcQueue,
    /// `hpcq-`: queue of an HPC cluster.
    HpcQueue,
    /// `hpcqt-`: queue type.
    QueueType,
    /// `cln-`: node of a cluster.
    Node,
    /// `cl-`: application cluster behind an HPC cluster.
    AppCluster,
    /// `hpcjob-`: compute job, which is not an operation.
    ComputeJob,
    /// `hpcuser-`: user of a cluster.
    ClusterUser,
    /// `usr-`: account.
    Account,
    /// `vxnet-`: private network.
    Network,
    /// `eip-`: public address.
    PublicIp,
    /// `j-`: operation.
    Operation,
    /// `i-`: virtual machine.
    Instance,
    /// `img-`: image.
    Image,
    /// `appv-`: version of an application.
    AppVersion,
    /// `app-`: application.
    App,
    /// `plg-`: placement group.
    PlacementGroup,
    /// `rpp-`: replication policy.
    ReplicationPolicy,
    /// `hpcsw_`: software.
    Software,
    /// No known prefix, such as a storage mount point, which has none.
    Unknown,
}

/// Longest prefix first, so that `hpcjob` is not taken for `hpc`.
const KINDS: [(&str, ResourceKind); 20] = [
    ("hpcuser", ResourceKind::ClusterUser),
    ("hpcjob", ResourceKind::ComputeJob),
    ("hpcqt", ResourceKind::QueueType),
    ("ehpcq", ResourceKind::EhpcQueue),
    ("hpcsw", ResourceKind::Software),
    ("vxnet", ResourceKind::Network),
    ("hpcq", ResourceKind::HpcQueue),
    ("ehpc", ResourceKind::EhpcCluster),
    ("appv", ResourceKind::AppVersion),
    ("hpc", ResourceKind::HpcCluster),
    ("cln", ResourceKind::Node),
    ("usr", ResourceKind::Account),
    ("eip", ResourceKind::PublicIp),
    ("img", ResourceKind::Image),
    ("app", ResourceKind::App),
    ("plg", ResourceKind::PlacementGroup),
    ("rpp", ResourceKind::ReplicationPolicy),
    ("cl", ResourceKind::AppCluster),
    ("i", ResourceKind::Instance),
    ("j", ResourceKind::Operation),
];

impl ResourceKind {
    /// The kind of an id: its part before the first `-` (or `_`, which one typo in the
    /// documentation has, as do software ids) is looked up.
    pub fn of(id: &str) -> Self {
        let Some((prefix, rest)) = id.split_once(['-', '_']) else {
            return Self::Unknown;
        };
        if rest.is_empty() {
            return Self::Unknown;
        }
        KINDS
            .iter()
            .find(|(known, _)| prefix.eq_ignore_ascii_case(known))
            .map_or(Self::Unknown, |(_, kind)| *kind)
    }

    /// Whether this is a cluster, the thing most operations belong to.
    pub const fn is_cluster(self) -> bool {
        matches!(self, Self::EhpcCluster | Self::HpcCluster)
    }
}

impl Owner {
    /// Keeps a text of the server, whatever it is. Returns `None` for blanks.
    pub(crate) fn as_sent(text: &str) -> Option<Self> {
        let text = trim(text);
        (!text.is_empty()).then(|| Self(text.into()))
    }

    /// Whether it can be asked for: a server may send what is no id.
    pub fn is_id(&self) -> bool {
        Self::parse(&self.0).is_ok()
    }
}

impl ResourceId {
    /// What the id names.
    pub fn kind(&self) -> ResourceKind {
        ResourceKind::of(&self.0)
    }

    /// Splits the API's `resource_ids`: ids with blanks between them, in the order cluster,
    /// queue, node in the only documented sample. Commas are understood too. No part is left
    /// out, whatever it is.
    pub fn split(text: &str) -> Vec<Self> {
        split_ids(text).map(|part| Self(part.into())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_found_by_the_whole_prefix() {
        for (id, kind) in [
            ("ehpc-czkekzfz", ResourceKind::EhpcCluster),
            ("hpc-6o2qc9tl", ResourceKind::HpcCluster),
            ("ehpcq-rg0vaycm", ResourceKind::EhpcQueue),
            ("hpcq-13ghjh34dr", ResourceKind::HpcQueue),
            ("hpcqt-k2i40mpi", ResourceKind::QueueType),
            ("hpcjob-bc2n5lyb", ResourceKind::ComputeJob),
            ("hpcuser-8a310ir1", ResourceKind::ClusterUser),
            ("cln-w1xufnk9", ResourceKind::Node),
            ("cln_2ediswnc", ResourceKind::Node),
            ("cl-jfj8y9zy", ResourceKind::AppCluster),
            ("usr-GxkSGFDs", ResourceKind::Account),
            ("vxnet-ib", ResourceKind::Network),
            ("eip-5ywkioa5", ResourceKind::PublicIp),
            ("j-8ajjp28fps8", ResourceKind::Operation),
            ("hpcsw_gromacs_aip", ResourceKind::Software),
            ("jqxefcnp", ResourceKind::Unknown),
            ("hpcx-123", ResourceKind::Unknown),
            ("ehpc-", ResourceKind::Unknown),
        ] {
            assert_eq!(ResourceKind::of(id), kind, "{id}");
        }
    }

    #[test]
    fn resource_ids_are_split_at_blanks_and_commas() {
        let ids = ResourceId::split(" ehpc-czkekzfz  ehpcq-rg0vaycm,cln-w1xufnk9 ");
        let texts: Vec<_> = ids.iter().map(ResourceId::as_str).collect();
        assert_eq!(texts, ["ehpc-czkekzfz", "ehpcq-rg0vaycm", "cln-w1xufnk9"]);
        assert!(ResourceId::split("  ").is_empty());
    }

    #[test]
    fn a_text_that_cannot_stand_in_a_path_is_no_id() {
        assert_eq!(JobId::parse(""), Err(IdError::Empty));
        assert_eq!(JobId::parse("a/b"), Err(IdError::BadCharacter('/')));
        for dots in [".", " .. "] {
            assert_eq!(JobId::parse(dots), Err(IdError::BadCharacter('.')));
        }
        assert!(JobId::parse("...").is_ok() && JobId::parse("j-1.").is_ok());
        assert_eq!(JobId::parse(&"j".repeat(129)), Err(IdError::TooLong));
        assert_eq!(
            JobId::parse(" 19453 ").map(|id| id.to_string()),
            Ok("19453".into())
        );
    }
}
