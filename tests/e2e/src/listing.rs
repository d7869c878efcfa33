//! What the API lists, to compare with what the page shows.

use crate::locator::Locator;
use crate::page::Page;
use crate::table::Table;
use crate::times::instant;
use crate::world::World;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// The default page size of the panel.
const LIMIT: (&str, &str) = ("limit", "20");

/// A page of the log as the API answers it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The rows as the API sent them, in order.
    pub rows: Vec<Value>,
    /// How many operations match in all.
    pub total: u64,
}

impl Listing {
    /// The operations' ids in the API's order.
    pub fn ids(&self) -> Vec<&str> {
        self.rows.iter().map(|row| text(row, "job_id")).collect()
    }

    /// A time of the row at `index`. Panics if there is none.
    pub fn time(&self, index: usize, field: &str) -> DateTime<Utc> {
        instant(self.text(index, field))
    }

    /// A text field of the row at `index`. Panics if there is no such row.
    pub fn text(&self, index: usize, field: &str) -> &str {
        match self.rows.get(index) {
            Some(row) => text(row, field),
            None => panic!("no row {index} among {}", self.rows.len()),
        }
    }

    /// Whether a table shows exactly these operations in this order.
    fn compare(&self, table: &Table) -> Result<(), String> {
        let expected = self.ids();
        let shown = table.ids();
        let differing =
            (0..expected.len().max(shown.len())).find(|row| expected.get(*row) != shown.get(*row));
        match differing {
            None => Ok(()),
            Some(row) => Err(format!(
                "{} rows; row {row} is {:?} instead of {:?}",
                shown.len(),
                shown.get(row),
                expected.get(row)
            )),
        }
    }
}

/// A field of a row; empty if it is no text.
fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

impl World {
    /// Calls the API for a page of the log, without the browser. 20 rows unless
    /// `limit` is among the parameters. Panics if the API refuses.
    pub async fn listing(&self, parameters: &[(&str, &str)]) -> Listing {
        let limit = [LIMIT]
            .into_iter()
            .filter(|(name, _)| parameters.iter().all(|(given, _)| given != name));
        let parameters: Vec<_> = parameters.iter().copied().chain(limit).collect();
        let answer = self.api(&parameters).await;
        match (answer["job_set"].as_array(), answer["total_count"].as_u64()) {
            (Some(rows), Some(total)) => Listing {
                rows: rows.clone(),
                total,
            },
            _ => panic!("no page for {parameters:?}: {answer}"),
        }
    }
}

impl Page {
    /// Waits until no call is in flight and the table shows exactly the
    /// operations of `listing`, in its order.
    pub async fn until_listed(&self, listing: &Listing) {
        self.until_idle().await;
        let what = format!("the {} rows that the API lists", listing.rows.len());
        self.until(&what, async |page| listing.compare(&page.table().await))
            .await;
    }
}

impl Locator {
    /// Like [`Page::until_listed`], for one panel of the page.
    pub async fn until_listed(&self, listing: &Listing) {
        let what = format!("the {} rows that the API lists", listing.rows.len());
        self.page()
            .until(&what, async |_| match self.busy().await {
                Some(false) => listing.compare(&self.table().await),
                busy => Err(format!("aria-busy is {busy:?}")),
            })
            .await;
    }
}
