//! What the whole result costs at 1,000, 10,000 and 50,000 rows: `cargo bench -p operation-log`.

use std::hint::black_box;

use chrono::DateTime;
use criterion::Criterion;
use operation_log::Column;
use operation_log::action::KNOWN_ACTIONS;
use operation_log::export::{CsvOptions, Exporting, Format, Manifest, Part};
use operation_log::result_set::{
    Arranging, Condition, Field, Folding, Measuring, ResultSet, SortKey, TextSearch,
};
use operation_log::snapshot::{Comparing, Snapshot};
use operation_log::timeline::{Buckets, Timeline};
use operation_log::wire::{Answer, Row, decode_answer};

const SIZES: [u32; 3] = [1_000, 10_000, 50_000];

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }
}

/// Rows as the API sends them, newest first.
fn rows(count: u32) -> Vec<Row> {
    let mut numbers = Numbers(7);
    let mut created = 1_650_000_000;
    let mut rows = Vec::new();
    for page in 0..count.div_ceil(100) {
        let mut items = String::new();
        for _ in page * 100..count.min((page + 1) * 100) {
            created -= numbers.below(60) as i64;
            let changed = created + numbers.below(900) as i64;
            let time =
                |seconds| operation_log::time::iso(DateTime::from_timestamp(seconds, 0).unwrap());
            let action = &KNOWN_ACTIONS[numbers.below(22) as usize];
            let (status, error) = match numbers.below(20) {
                0 => ("pending", ""),
                1 | 2 => (
                    "failed",
                    ["1400", "5100", "5200, 5000"][numbers.below(3) as usize],
                ),
                _ => ("successful", ""),
            };
            let separator = if items.is_empty() { "" } else { "," };
            items += &format!(
                r#"{separator}{{"action_describe":"{}","create_time":"{}","error_codes":"{error}","job_action":"{}","job_id":"j-{:011x}","owner":"usr-{:08}","resource_ids":"ehpc-{:08} ehpcq-{:08} cln-{:08}","status":"{status}","status_time":"{}","submitter":"nscca-hpc{}","task_count":null}}"#,
                action.describe,
                time(created),
                action.job_action,
                numbers.below(1 << 44),
                numbers.below(300),
                numbers.below(200),
                numbers.below(600),
                numbers.below(9_000),
                time(changed),
                numbers.below(8),
            );
        }
        let body = format!(r#"{{"ret_code":0,"total_count":{count},"job_set":[{items}]}}"#);
        let Ok(Answer::Page(page)) = decode_answer(&body) else {
            panic!("no page");
        };
        rows.extend(page.rows);
    }
    rows
}

fn set(rows: &[Row]) -> ResultSet {
    let mut set = ResultSet::new();
    for row in rows {
        set.push(row);
    }
    set
}

fn benches(criterion: &mut Criterion) {
    let now = DateTime::from_timestamp(1_650_001_000, 0).unwrap();
    let key = |column| SortKey {
        column,
        descending: true,
    };
    for size in SIZES {
        let rows = rows(size);
        let set = set(&rows);
        let all = set.rows();
        println!("{size} rows: {} kB", set.heap_bytes() / 1_000);
        let mut bench = |name: &str, run: &mut dyn FnMut()| {
            criterion.bench_function(&format!("{name}/{size}"), |bencher| {
                bencher.iter(&mut *run);
            });
        };
        bench("push", &mut || {
            black_box(self::set(&rows));
        });
        for (name, sort) in [
            ("sort by duration", vec![key(Column::Duration)]),
            ("sort by id", vec![key(Column::JobId)]),
            (
                "sort by owner, action, time",
                [Column::Owner, Column::Operation, Column::Time]
                    .map(key)
                    .into(),
            ),
        ] {
            bench(name, &mut || {
                black_box(Arranging::new(&set, &[], &sort, now).finish(&set));
            });
        }
        let conditions = [
            Condition::HasNot(Field::Status, "successful".to_owned()),
            Condition::Has(Field::Resource, "ehpc-00000007".to_owned()),
            Condition::Lasts {
                least: Some(60),
                most: None,
            },
        ];
        bench("filter", &mut || {
            black_box(Arranging::new(&set, &conditions, &[], now).finish(&set));
        });
        bench("find", &mut || {
            let mut search = TextSearch::new("cln-00001", &Column::ALL, &[]);
            while !search.step(&set, &all, usize::MAX, |_, _| None) {}
            black_box(search.hits().len());
        });
        bench("statistics", &mut || {
            black_box(Measuring::new(all.clone(), now).finish(&set, 24));
        });
        bench("retries", &mut || {
            black_box(Folding::new(all.clone()).finish(&set));
        });
        bench("earlier runs", &mut || {
            black_box(set.earlier_runs(0));
        });
        let buckets = Buckets::covering(DateTime::UNIX_EPOCH, now, 60, 0);
        bench("timeline", &mut || {
            black_box(Timeline::of(&set, &all, buckets));
        });
        let write = |format| {
            let manifest = Manifest::new(String::new(), Part::Whole);
            let mut exporting = Exporting::new(&set, all.clone(), format, manifest);
            std::iter::from_fn(|| exporting.next_part(&set)).collect::<String>()
        };
        bench("write CSV", &mut || {
            black_box(write(Format::Csv(CsvOptions::default())));
        });
        bench("write NDJSON", &mut || {
            black_box(write(Format::Ndjson));
        });
        let file = write(Format::Ndjson);
        println!("{size} rows: {} kB of NDJSON", file.len() / 1_000);
        bench("read a snapshot", &mut || {
            let _ = black_box(Snapshot::read(file.as_bytes()));
        });
        bench("compare", &mut || {
            black_box(Comparing::new().finish(&set, &set));
        });
        bench("facets", &mut || {
            for field in Field::COUNTED {
                black_box(set.facet(&all, field));
            }
        });
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    benches(&mut criterion);
    criterion.final_summary();
}
