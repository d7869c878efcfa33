//! Many texts in few allocations.

/// The size of a pack in bytes. One text for all would be copied whole each time it grows, and need
/// twice its size meanwhile, which WebAssembly never gives back; one for each would take long to free.
const PACK_BYTES: usize = 1 << 16;

/// Where a text is.
#[derive(Clone, Copy, Debug)]
struct Place {
    pack: u32,
    start: u32,
    end: u32,
}

/// Texts by their number.
#[derive(Clone, Debug, Default)]
pub(super) struct PackedTexts {
    packs: Vec<String>,
    places: Vec<Place>,
}

impl PackedTexts {
    /// The text of a number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let place = self.places.get(number)?;
        let pack = self.packs.get(place.pack as usize)?;
        pack.get(place.start as usize..place.end as usize)
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.places.len()
    }

    /// Sets the text of a number, or of the next one. Returns `false` if there is no room: a pack is
    /// numbered, and a place in it, by 32 bits.
    pub(super) fn set(&mut self, number: usize, text: &str) -> bool {
        let Some(place) = self.add(text) else {
            return false;
        };
        match self.places.get_mut(number) {
            Some(known) => *known = place,
            None => self.places.push(place),
        }
        true
    }

    fn add(&mut self, text: &str) -> Option<Place> {
        let has_room = |pack: &String| pack.capacity() - pack.len() >= text.len();
        if !self.packs.last().is_some_and(has_room) {
            self.packs
                .push(String::with_capacity(text.len().max(PACK_BYTES)));
        }
        let number = u32::try_from(self.packs.len().checked_sub(1)?).ok()?;
        let pack = self.packs.last_mut()?;
        let start = u32::try_from(pack.len()).ok()?;
        let end = u32::try_from(pack.len() + text.len()).ok()?;
        pack.push_str(text);
        Some(Place {
            pack: number,
            start,
            end,
        })
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let packs: usize = self.packs.iter().map(String::capacity).sum();
        packs
            + self.packs.capacity() * size_of::<String>()
            + self.places.capacity() * size_of::<Place>()
    }
}
