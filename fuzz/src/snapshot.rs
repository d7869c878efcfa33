use chrono::DateTime;
use operation_log::ResultSet;
use operation_log::export::{CsvOptions, Exporting, Format};
use operation_log::result_set::{Arranging, Field, SortKey};
use operation_log::snapshot::{Snapshot, SnapshotReader};

/// Any file is read or refused, in one part as in several, and what was read survives being written.
pub fn snapshot(file: &[u8]) {
    let read = Snapshot::read(file);
    let in_parts = {
        let mut reader = SnapshotReader::new();
        let fed = file.chunks(7).try_for_each(|part| reader.feed(part));
        fed.and_then(|()| reader.finish())
    };
    let snapshot = match (read, in_parts) {
        (Ok(snapshot), Ok(_)) => snapshot,
        (Err(one), Err(other)) => {
            assert_eq!(one, other);
            return;
        }
        (one, other) => panic!("{:?} but {:?} in parts", one.err(), other.err()),
    };
    let Snapshot { manifest, rows } = snapshot;
    assert_eq!(manifest.rows, rows.len() as u64);
    let write = |rows: &ResultSet, format| {
        let mut exporting = Exporting::new(rows, rows.rows(), format, manifest.clone());
        std::iter::from_fn(|| exporting.next_part(rows)).collect::<String>()
    };
    let written = write(&rows, Format::Ndjson);
    let again = Snapshot::read(written.as_bytes()).expect("what was written is read");
    assert_eq!(again.manifest, manifest);
    assert_eq!(write(&again.rows, Format::Ndjson), written);
    let _ = write(&rows, Format::Csv(CsvOptions::default()));
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap_or_default();
    let keys = SortKey::parse_list("-duration,create_time,resource_ids").unwrap_or_default();
    let sorted = Arranging::new(&rows, &[], &keys, now).finish(&rows);
    assert_eq!(sorted.len(), rows.len());
    for field in Field::ALL {
        let _ = rows.facet(&sorted, field);
    }
}
