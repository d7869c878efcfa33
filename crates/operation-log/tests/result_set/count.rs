//! Counts of values.

use std::collections::BTreeMap;

use operation_log::result_set::{Facet, Field};
use proptest::prelude::*;

use crate::made::{model, rows, set, values};

#[test]
fn the_most_frequent_value_is_first_and_equal_ones_are_by_their_text() {
    let row = |id: &str, owner: &str| format!(r#"{{"job_id":"{id}","owner":"{owner}"}}"#);
    let set = set(&[
        row("1", "b"),
        row("2", "c"),
        row("3", "a"),
        row("4", "c"),
        row("5", ""),
    ]);
    let Facet { values, without } = set.facet(&set.rows(), Field::Owner);
    let values: Vec<_> = values
        .iter()
        .map(|value| (value.text, value.count))
        .collect();
    assert_eq!(values, [("c", 2), ("a", 1), ("b", 1)]);
    assert_eq!(without, 1);
}

proptest! {
    #[test]
    fn counts_are_those_of_counting_row_by_row(
        rows in rows(80), kept in prop::collection::vec(any::<bool>(), 80),
    ) {
        let set = set(&rows);
        let model = model(&rows);
        let some: Vec<u32> = set.rows().into_iter().filter(|row| kept[*row as usize]).collect();
        for field in Field::ALL {
            let mut counts: BTreeMap<String, u32> = BTreeMap::new();
            let mut expected_without = 0;
            for row in &some {
                let values = values(model[*row as usize].as_ref(), field);
                expected_without += u32::from(values.is_empty());
                for value in values {
                    *counts.entry(value).or_default() += 1;
                }
            }
            let Facet { values, without } = set.facet(&some, field);
            prop_assert_eq!(without, expected_without);
            prop_assert!(values.is_sorted_by(|a, b| (b.count, a.text) <= (a.count, b.text)));
            let found: BTreeMap<String, u32> =
                values.iter().map(|value| (value.text.to_owned(), value.count)).collect();
            prop_assert_eq!(found, counts);
        }
    }
}
