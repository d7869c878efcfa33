//! Texts that many rows share.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The number of a text in [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextId(u32);

impl TextId {
    /// The empty text, which stands for a value that is missing.
    pub(super) const EMPTY: Self = Self(0);

    /// No text has this number.
    pub(super) const UNKNOWN: Self = Self(u32::MAX);

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) const fn number(self) -> u32 {
        self.0
    }

    pub(super) const fn from_number(number: u32) -> Self {
        Self(number)
    }
}

/// Texts, each kept once. A tree and no hash table, so that no server can choose texts that make it
/// slow.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    numbers: BTreeMap<Arc<str>, TextId>,
    texts: Vec<Arc<str>>,
    /// Of all texts together.
    bytes: usize,
}

impl Default for Texts {
    fn default() -> Self {
        let empty: Arc<str> = Arc::default();
        Self {
            numbers: BTreeMap::from([(Arc::clone(&empty), TextId::EMPTY)]),
            texts: vec![empty],
            bytes: 0,
        }
    }
}

impl Texts {
    /// Keeps a text.
    pub(super) fn keep(&mut self, text: &str) -> TextId {
        if let Some(known) = self.find(text) {
            return known;
        }
        // Memory ends long before the numbers do.
        let Ok(number) = u32::try_from(self.texts.len()) else {
            return TextId::EMPTY;
        };
        let kept: Arc<str> = Arc::from(text);
        self.bytes += text.len();
        self.texts.push(Arc::clone(&kept));
        self.numbers.insert(kept, TextId(number));
        TextId(number)
    }

    /// The number of a text. Returns `None` if it is not kept.
    pub(super) fn find(&self, text: &str) -> Option<TextId> {
        self.numbers.get(text).copied()
    }

    pub(super) fn get(&self, id: TextId) -> &str {
        self.texts.get(id.index()).map_or("", |text| text)
    }

    /// Every text by its number.
    pub(super) fn all(&self) -> &[Arc<str>] {
        &self.texts
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        // A node of the tree is two thirds full; an `Arc` has two counts and the rounding of the
        // allocator.
        let entry = size_of::<(Arc<str>, TextId)>() * 3 / 2;
        let allocation = 4 * size_of::<usize>();
        self.bytes
            + self.texts.len() * (entry + allocation)
            + self.texts.capacity() * size_of::<Arc<str>>()
    }
}
