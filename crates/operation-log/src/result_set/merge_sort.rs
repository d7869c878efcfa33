//! A stable sort that can stop and go on.

use std::cmp::Ordering;

/// Sorts numbers by merging ever longer runs.
#[derive(Clone, Debug, Default)]
pub(super) struct MergeSort {
    /// Sorted runs of `width`, the last may be shorter.
    runs: Vec<u32>,
    /// The same items up to here, in runs of twice that width.
    merged: Vec<u32>,
    width: usize,
    /// The next item of each of the two runs that are merged.
    left: usize,
    right: usize,
}

impl MergeSort {
    pub(super) fn new(items: Vec<u32>) -> Self {
        Self {
            merged: Vec::with_capacity(items.len()),
            runs: items,
            width: 1,
            left: 0,
            right: 1,
        }
    }

    /// Places so many items, at most. Returns whether everything is sorted. The order must be the
    /// same in each step.
    pub(super) fn step(
        &mut self,
        budget: usize,
        compare: &mut dyn FnMut(u32, u32) -> Ordering,
    ) -> bool {
        for _ in 0..budget {
            if self.width >= self.runs.len() {
                return true;
            }
            self.place(compare);
        }
        self.width >= self.runs.len()
    }

    fn place(&mut self, compare: &mut dyn FnMut(u32, u32) -> Ordering) {
        let pair = self.width * 2;
        let start = self.merged.len() / pair * pair;
        let middle = start + self.width;
        let end = start + pair;
        let left = self.runs.get(self.left).filter(|_| self.left < middle);
        let right = self.runs.get(self.right).filter(|_| self.right < end);
        let item = match (left, right) {
            (Some(left), Some(right)) if compare(*left, *right) == Ordering::Greater => {
                self.right += 1;
                *right
            }
            (Some(left), _) => {
                self.left += 1;
                *left
            }
            (None, Some(right)) => {
                self.right += 1;
                *right
            }
            (None, None) => return,
        };
        self.merged.push(item);
        if self.merged.len() == self.runs.len() {
            std::mem::swap(&mut self.runs, &mut self.merged);
            self.merged.clear();
            self.width = pair;
            self.left = 0;
            self.right = pair;
        } else if self.merged.len() == end {
            self.left = end;
            self.right = end + self.width;
        }
    }

    /// The items in their order, if all steps were made.
    pub(super) fn into_items(self) -> Vec<u32> {
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_whatever_the_steps(
            keys in prop::collection::vec(0u8..9, 0..200),
            budget in 1usize..50,
        ) {
            let items: Vec<u32> = (0..).take(keys.len()).collect();
            let mut sort = MergeSort::new(items.clone());
            let mut by_key = |a: u32, b: u32| keys[a as usize].cmp(&keys[b as usize]);
            while !sort.step(budget, &mut by_key) {}
            let mut expected = items;
            expected.sort_by_key(|item| keys[*item as usize]);
            prop_assert_eq!(sort.into_items(), expected);
        }
    }
}
