//! Texts that are contiguous in memory, so that searching the same text of every row reads memory
//! sequentially, which is several times as fast.

use std::sync::Arc;
use std::vec::IntoIter;

/// The size at which a pack is closed, so that it can be freed when its rows are gone.
const PACK_BYTES: usize = 1 << 20;

/// A text in a pack of texts.
#[derive(Clone, Debug)]
pub struct PackedText {
    pack: Arc<str>,
    start: usize,
    end: usize,
}

impl PackedText {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.pack.get(self.start..self.end).unwrap_or_default()
    }
}

/// Packs texts that are searched in this order.
pub fn pack<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> IntoIter<PackedText> {
    let mut packed = Vec::new();
    let mut open = String::new();
    let mut ends = Vec::new();
    for text in texts {
        open.push_str(text.as_ref());
        ends.push(open.len());
        if open.len() >= PACK_BYTES {
            close(&mut open, &mut ends, &mut packed);
        }
    }
    close(&mut open, &mut ends, &mut packed);
    packed.into_iter()
}

fn close(open: &mut String, ends: &mut Vec<usize>, packed: &mut Vec<PackedText>) {
    let pack: Arc<str> = Arc::from(open.as_str());
    open.clear();
    let mut start = 0;
    for end in ends.drain(..) {
        packed.push(PackedText {
            pack: Arc::clone(&pack),
            start,
            end,
        });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_every_text() {
        let texts: Vec<String> = (0..50_000)
            .map(|number| "节点 ".repeat(number % 9))
            .collect();
        let packed: Vec<PackedText> = pack(texts.iter()).collect();
        assert_eq!(packed.len(), texts.len());
        assert!(!Arc::ptr_eq(&packed[0].pack, &packed[49_999].pack));
        for (text, packed) in texts.iter().zip(&packed) {
            assert_eq!(packed.as_str(), text);
        }
        assert_eq!(pack::<&str>([].into_iter()).count(), 0);
    }
}
