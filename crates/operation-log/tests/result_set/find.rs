//! Finding a text in the rows.

use operation_log::Column;
use operation_log::result_set::{Field, Hit, TextSearch, hits_in};
use proptest::prelude::*;

use crate::made::{model, rows, set, values};

#[test]
fn a_hit_is_marked_whatever_its_case() {
    let marked = |text: &str, needle: &str| {
        let hits = hits_in(text, needle).into_iter();
        hits.map(|hit| text[hit].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked("HpcClusterStart", " CLUSTER "), ["Cluster"]);
    assert_eq!(marked("aaaa", "aa"), ["aa", "aa"]);
    assert_eq!(marked("从队列移除节点, 移除", "移除"), ["移除", "移除"]);
    assert_eq!(marked("anything", ""), [""; 0]);
    assert_eq!(marked("", "a"), [""; 0]);
}

#[test]
fn values_that_are_shown_by_other_words_are_found_by_those() {
    let set = set(&[r#"{"job_id":"a","status":"failed"}"#.to_owned()]);
    let shown = [(Field::Status, "failed".to_owned())];
    let mut search = TextSearch::new("失败", &Column::ALL, &shown);
    while !search.step(&set, &set.rows(), 9, |_, _| None) {}
    assert_eq!(
        search.hits(),
        [Hit {
            place: 0,
            column: Column::Status
        }]
    );
}

proptest! {
    #[test]
    fn the_cells_that_have_the_text_are_found(
        rows in rows(50),
        needle in prop::sample::select(&["", " ", "J-1", "cl", "创建", "nscca", "1400", "ACME\\", "zz"][..]),
        budget in 1usize..30,
    ) {
        let set = set(&rows);
        let model = model(&rows);
        let mut shown = set.rows();
        shown.reverse();
        let mut search = TextSearch::new(needle, &Column::ALL, &[]);
        // Every other row shows a span that has one of the needles.
        let words = |row: u32| row.is_multiple_of(2).then(|| "14 zz".to_owned());
        while !search.step(&set, &shown, budget, |row, column| {
            words(row.index()).filter(|_| column == Column::Duration)
        }) {}
        let needle = needle.trim().to_lowercase();
        let mut expected = Vec::new();
        for (place, row) in (0..).zip(&shown) {
            for column in Column::ALL {
                let has = Field::of_column(column).iter().any(|field| {
                    let values = values(model[*row as usize].as_ref(), *field);
                    values.iter().any(|value| value.to_lowercase().contains(&needle))
                });
                let shows = || words(*row).is_some_and(|words| words.contains(&needle));
                let has = has || column == Column::Duration && shows();
                if has && !needle.is_empty() {
                    expected.push(Hit { place, column });
                }
            }
        }
        prop_assert_eq!(search.hits(), expected);
    }

    #[test]
    fn marks_lie_on_whole_characters(text in "[aA节点é]{0,12}", needle in "[a节é]{0,2}") {
        let lower = text.to_ascii_lowercase();
        let hits = hits_in(&text, &needle);
        for hit in &hits {
            prop_assert_eq!(&lower[hit.clone()], &needle);
        }
        let count = if needle.is_empty() { 0 } else { lower.matches(&needle).count() };
        prop_assert_eq!(hits.len(), count);
    }
}
