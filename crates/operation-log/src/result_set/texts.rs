//! Texts that many rows share.

use super::packed::PackedTexts;

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

/// Texts, each kept once, and a tree that finds them by their bits.
///
/// Each node of the tree (a critical bit tree, PATRICIA) names the first bit in which the texts below it
/// differ, so that a text is looked up by reading some of its bits and comparing it once. No text makes
/// that take longer than its own length, as texts could that were chosen against a hash table, and there
/// is no allocation for each text to free.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    texts: PackedTexts,
    nodes: Vec<Node>,
    root: Link,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    bit: usize,
    zero: Link,
    one: Link,
}

#[derive(Clone, Copy, Debug)]
enum Link {
    Text(TextId),
    Node(u32),
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = PackedTexts::default();
        texts.set(TextId::EMPTY.index(), "");
        Self {
            texts,
            nodes: Vec::new(),
            root: Link::Text(TextId::EMPTY),
        }
    }
}

/// How many bits a byte counts for: one that tells that the text goes on, its own, and some that are not
/// used, so that no division is needed.
const BITS: usize = 16;

/// A bit of a text; those behind its end are zero.
fn has_bit(text: &str, bit: usize) -> bool {
    let byte = text.as_bytes().get(bit / BITS);
    byte.is_some_and(|byte| bit.is_multiple_of(BITS) || byte << (bit % BITS - 1) & 0x80 != 0)
}

/// The first bit in which two texts differ. Returns `None` if they are equal.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    match (a.as_bytes().get(same), b.as_bytes().get(same)) {
        (Some(a), Some(b)) => Some(same * BITS + 1 + (a ^ b).leading_zeros() as usize),
        (None, None) => None,
        _ => Some(same * BITS),
    }
}

impl Node {
    const fn link(&self, has_bit: bool) -> Link {
        if has_bit { self.one } else { self.zero }
    }
}

impl Texts {
    /// Keeps a text.
    pub(super) fn keep(&mut self, text: &str) -> TextId {
        let near = self.nearest(text);
        let Some(bit) = first_difference(text, self.get(near)) else {
            return near;
        };
        // Memory ends long before the numbers do.
        let (Ok(number), Ok(node)) = (u32::try_from(self.len()), u32::try_from(self.nodes.len()))
        else {
            return TextId::EMPTY;
        };
        let id = TextId(number);
        if !self.texts.set(id.index(), text) {
            return TextId::EMPTY;
        }
        let own = has_bit(text, bit);
        let (above, below) = self.place(text, bit);
        let (zero, one) = match own {
            true => (below, Link::Text(id)),
            false => (Link::Text(id), below),
        };
        self.nodes.push(Node { bit, zero, one });
        let above = above.and_then(|(node, side)| Some((self.nodes.get_mut(node)?, side)));
        match above {
            Some((above, true)) => above.one = Link::Node(node),
            Some((above, false)) => above.zero = Link::Node(node),
            None => self.root = Link::Node(node),
        }
        id
    }

    /// Where a node of this bit belongs on the way to a text: the node above it and its side, and what
    /// is below it.
    fn place(&self, text: &str, bit: usize) -> (Option<(usize, bool)>, Link) {
        let mut above = None;
        let mut link = self.root;
        while let Some((index, node)) = self.node(link)
            && node.bit < bit
        {
            let side = has_bit(text, node.bit);
            above = Some((index, side));
            link = node.link(side);
        }
        (above, link)
    }

    /// The only text that can equal this one.
    fn nearest(&self, text: &str) -> TextId {
        let mut link = self.root;
        while let Some((_, node)) = self.node(link) {
            link = node.link(has_bit(text, node.bit));
        }
        match link {
            Link::Text(id) => id,
            Link::Node(_) => TextId::EMPTY,
        }
    }

    fn node(&self, link: Link) -> Option<(usize, &Node)> {
        match link {
            Link::Node(index) => {
                let index = index as usize;
                Some((index, self.nodes.get(index)?))
            }
            Link::Text(_) => None,
        }
    }

    /// The number of a text. Returns `None` if it is not kept.
    pub(super) fn find(&self, text: &str) -> Option<TextId> {
        let near = self.nearest(text);
        (self.get(near) == text).then_some(near)
    }

    pub(super) fn get(&self, id: TextId) -> &str {
        self.texts.get(id.index()).unwrap_or_default()
    }

    /// The texts from a number on, in the order of their numbers.
    pub(super) fn from(&self, number: usize) -> impl Iterator<Item = &str> {
        (number..self.len()).map(|number| self.texts.get(number).unwrap_or_default())
    }

    /// How many texts there are.
    pub(super) const fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.texts.heap_bytes() + self.nodes.capacity() * size_of::<Node>()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_text_is_kept_once_and_found_again(
            texts in prop::collection::vec("[ab\\x00节]{0,4}|\\PC{0,9}", 0..60), other in "[ab\\x00]{0,4}",
        ) {
            let mut kept = Texts::default();
            let mut model = BTreeMap::from([(String::new(), TextId::EMPTY)]);
            for text in &texts {
                let new = TextId(u32::try_from(model.len()).unwrap());
                let expected = *model.entry(text.clone()).or_insert(new);
                prop_assert_eq!(kept.keep(text), expected, "{:?}", text);
            }
            prop_assert_eq!(kept.len(), model.len());
            for (text, id) in &model {
                prop_assert_eq!(kept.get(*id), text);
                prop_assert_eq!(kept.find(text), Some(*id));
            }
            prop_assert_eq!(kept.find(&other), model.get(&other).copied());
        }
    }

    #[test]
    fn texts_that_begin_alike_are_told_apart() {
        let mut texts = Texts::default();
        let long = "a".repeat(3_000);
        let ids: Vec<TextId> = (0..long.len())
            .map(|end| texts.keep(&long[..end]))
            .collect();
        assert_eq!(texts.len(), 3_000);
        assert!((0..).zip(ids).all(|(number, id)| id == TextId(number)));
    }
}
