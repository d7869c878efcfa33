//! Counts calls, for failures that end after a number of them.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::{Mutex, PoisonError};

/// How many keys are remembered before all are forgotten.
const MAX_KEYS: usize = 10_000;

/// How often each key was used. Only hashes of keys are stored, so that long keys take no more
/// memory than short ones.
#[derive(Debug, Default)]
pub struct Attempts {
    hasher: RandomState,
    seen: Mutex<HashMap<u64, u32>>,
}

impl Attempts {
    /// Counts a call with a key: 1 for the first.
    pub fn count(&self, key: &str) -> u32 {
        let key = self.hasher.hash_one(key);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MAX_KEYS && !seen.contains_key(&key) {
            seen.clear();
        }
        let count = seen.entry(key).or_default();
        *count = count.saturating_add(1);
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_counted_by_itself() {
        let attempts = Attempts::default();
        assert_eq!(attempts.count("a"), 1);
        assert_eq!(attempts.count("a"), 2);
        assert_eq!(attempts.count("b"), 1);
        assert_eq!(attempts.count("a"), 3);
    }

    #[test]
    fn memory_is_bounded_for_any_number_of_keys() {
        let attempts = Attempts::default();
        for key in 0..3 * MAX_KEYS {
            attempts.count(&key.to_string());
        }
        assert!(attempts.seen.lock().unwrap().len() <= MAX_KEYS);
    }
}
