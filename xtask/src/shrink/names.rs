//! Short names.

/// The name number `index` out of a, b … z, aa, ab …
pub fn short(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (index % 26) as u8));
        if index < 26 {
            return letters.into_iter().rev().collect();
        }
        index = index / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::short;
    use std::collections::HashSet;

    #[test]
    fn names_grow_only_after_all_shorter_ones_are_taken() {
        assert_eq!(
            [0, 1, 25, 26, 27, 701, 702].map(short),
            ["a", "b", "z", "aa", "ab", "zz", "aaa"]
        );
        let names: HashSet<String> = (0..2000).map(short).collect();
        assert_eq!(names.len(), 2000);
    }
}
