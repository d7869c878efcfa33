//! Sorting and filtering.

use std::cmp::Ordering;

use chrono::TimeDelta;
use operation_log::column::SortValue;
use operation_log::result_set::{Arranging, Condition, Field, SortKey};
use operation_log::{Column, Elapsed, Operation};
use proptest::prelude::*;

use crate::made::{model, now, rows, set, values};

/// What a sort compares, by the rules of the table.
fn compared(operation: Option<&Operation>, column: Column) -> Option<SortValue> {
    let operation = operation?;
    match column {
        Column::Time => {
            let seconds = operation.create_time.instant()?.timestamp();
            Some(SortValue::Seconds(u64::try_from(seconds).ok()?))
        }
        column => column.sort_value(operation, now()),
    }
}

fn keys() -> impl Strategy<Value = Vec<SortKey>> {
    prop::collection::vec(
        (prop::sample::select(&Column::ALL[..]), any::<bool>()),
        0..4,
    )
    .prop_map(|keys| {
        let keys = keys.into_iter();
        keys.map(|(column, descending)| SortKey { column, descending })
            .collect()
    })
}

fn conditions() -> impl Strategy<Value = Vec<Condition>> {
    let field = prop::sample::select(&Field::ALL[..]);
    let value = prop::sample::select(
        &[
            "",
            "failed",
            "working",
            "usr-a",
            "ehpc-1",
            "cln-1",
            "cln-2",
            "1400",
            "5000",
            "nscca-hpc1",
            "HpcQueueDel",
            "j-7",
            "创建集群",
            "nobody",
        ][..],
    );
    let span = (prop::option::of(0u64..60), prop::option::of(0u64..90));
    let range = (prop::option::of(0i64..120), prop::option::of(0i64..120));
    let at = |second: i64| chrono::DateTime::from_timestamp(1_649_203_200 + second, 0).unwrap();
    let condition = prop_oneof![
        (field.clone(), value.clone()).prop_map(|(of, value)| Condition::Has(of, value.to_owned())),
        (field, value).prop_map(|(of, value)| Condition::HasNot(of, value.to_owned())),
        span.prop_map(|(least, most)| Condition::Lasts { least, most }),
        range.prop_map(move |(from, until)| Condition::Created {
            from: from.map(at),
            until: until.map(at),
        }),
    ];
    prop::collection::vec(condition, 0..4)
}

/// Whether a condition alone keeps a row.
fn keeps(condition: &Condition, operation: Option<&Operation>) -> bool {
    let has = |field: Field, value: &str| match value {
        "" => values(operation, field).is_empty(),
        value => values(operation, field).iter().any(|own| own == value),
    };
    match condition {
        Condition::Has(field, value) => has(*field, value),
        Condition::HasNot(field, value) => !has(*field, value),
        Condition::Lasts { least, most } => {
            let elapsed = operation.and_then(|operation| Elapsed::of(operation, now()));
            elapsed.is_some_and(|elapsed| {
                elapsed.seconds >= least.unwrap_or(0) && elapsed.seconds <= most.unwrap_or(u64::MAX)
            })
        }
        Condition::Created { from, until } => {
            let created = operation.and_then(|operation| operation.create_time.instant());
            created.is_some_and(|created| {
                from.is_none_or(|from| created >= from) && until.is_none_or(|until| created < until)
            })
        }
    }
}

/// Whether all of them keep it: of the wanted values of a field, one is enough.
fn all_keep(conditions: &[Condition], operation: Option<&Operation>) -> bool {
    conditions.iter().all(|condition| match condition {
        Condition::Has(field, _) => conditions.iter().any(|other| {
            matches!(other, Condition::Has(of, _) if of == field) && keeps(other, operation)
        }),
        condition => keeps(condition, operation),
    })
}

proptest! {
    #[test]
    fn rows_are_those_of_a_plain_filter_and_a_stable_sort(
        rows in rows(80), conditions in conditions(), keys in keys(), budget in 1usize..40,
    ) {
        let set = set(&rows);
        let model = model(&rows);
        let operation = |row: u32| model[row as usize].as_ref();
        let mut expected = set.rows();
        expected.retain(|row| all_keep(&conditions, operation(*row)));
        expected.sort_by(|a, b| {
            let parts = keys.iter().map(|key| {
                let value = |row| compared(operation(row), key.column);
                match (value(*a), value(*b)) {
                    (Some(a), Some(b)) if key.descending => b.cmp(&a),
                    (Some(a), Some(b)) => a.cmp(&b),
                    (a, b) => a.is_none().cmp(&b.is_none()),
                }
            });
            parts.fold(Ordering::Equal, Ordering::then)
        });
        let mut arranging = Arranging::new(&set, &conditions, &keys, now());
        while !arranging.step(&set, budget) {}
        prop_assert_eq!(arranging.into_rows(), &expected[..]);
        let at_once = Arranging::new(&set, &conditions, &keys, now()).finish(&set);
        prop_assert_eq!(at_once, expected);
    }
}

#[test]
fn rows_that_come_while_others_are_arranged_are_left_for_the_next_time() {
    let row = |number: u32| format!(r#"{{"job_id":"j-{number}","owner":"usr-{number}"}}"#);
    let mut set = set(&[row(2), row(1)]);
    let owner = SortKey {
        column: Column::Owner,
        descending: false,
    };
    let mut arranging = Arranging::new(&set, &[], &[owner], now() + TimeDelta::seconds(1));
    arranging.step(&set, 1);
    set.push_json(serde_json::from_str(&row(0)).unwrap());
    while !arranging.step(&set, 1) {}
    assert_eq!(arranging.into_rows(), [1, 0]);
}

proptest! {
    #[test]
    fn a_condition_is_read_as_it_was_written(conditions in conditions()) {
        for condition in conditions {
            prop_assert_eq!(Condition::parse(&condition.print()), Some(condition));
        }
    }

    #[test]
    fn any_text_is_a_condition_or_none(text in "-?(duration|owner|create_time|x)?=?[0-9a-z.:Z=-]{0,20}") {
        if let Some(condition) = Condition::parse(&text) {
            prop_assert_eq!(Condition::parse(&condition.print()), Some(condition));
        }
    }
}
