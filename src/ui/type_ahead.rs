//! Letters that are typed to find a line of a list.

/// The letters that were typed.
#[derive(Default)]
pub struct TypeAhead {
    letters: String,
    /// When the last one came, in the browser's milliseconds.
    at: f64,
}

/// The longest time between two letters of one word, in milliseconds.
const PAUSE: f64 = 500.0;

impl TypeAhead {
    /// Adds a letter, and returns the line that the letters lead to from the current one: the next
    /// that begins with them. One letter, typed again and again, walks through its lines.
    pub fn find<'a>(
        &mut self,
        letter: &str,
        at: f64,
        labels: impl Iterator<Item = &'a str>,
        current: usize,
    ) -> Option<usize> {
        if at - self.at > PAUSE {
            self.letters.clear();
        }
        self.at = at;
        let walks = self.letters.is_empty() || self.letters == letter;
        let from = if walks {
            self.letters.clear();
            current + 1
        } else {
            current
        };
        self.letters.push_str(letter);
        let word = self.letters.as_str();
        let mut before = None;
        for (index, label) in labels.enumerate() {
            let start = label.get(..word.len());
            if start.is_some_and(|start| start.eq_ignore_ascii_case(word)) {
                if index >= from {
                    return Some(index);
                }
                before = before.or(Some(index));
            }
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 4] = ["Open", "Only this owner", "Copy ID", "Copy link"];

    #[test]
    fn a_letter_leads_to_the_next_line_that_begins_with_it() {
        let find = |letter, current| {
            TypeAhead::default().find(letter, 1_000.0, LINES.into_iter(), current)
        };
        assert_eq!(find("c", 0), Some(2));
        assert_eq!(find("C", 2), Some(3));
        assert_eq!(find("c", 3), Some(2));
        assert_eq!(find("o", 0), Some(1));
        assert_eq!(find("x", 0), None);
    }

    #[test]
    fn letters_in_a_row_are_a_word_and_one_letter_again_and_again_is_not() {
        let mut typed = TypeAhead::default();
        let mut find = |letter, at, current| typed.find(letter, at, LINES.into_iter(), current);
        assert_eq!(find("o", 1_000.0, 3), Some(0));
        assert_eq!(find("n", 1_400.0, 0), Some(1));
        assert_eq!(find("c", 2_000.0, 1), Some(2));
        assert_eq!(find("c", 2_200.0, 2), Some(3));
        assert_eq!(find("c", 2_400.0, 3), Some(2));
    }
}
