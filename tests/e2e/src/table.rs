//! The table of operations as the page shows it.

use crate::find::Find;
use crate::locator::Locator;
use crate::page::Page;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rows of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Table {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// The operation's id (`data-job-id`).
    pub id: Option<String>,
    /// The text of each cell by its column (`data-column`).
    pub cells: BTreeMap<String, String>,
}

impl Table {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The operations' ids from top to bottom; rows without one are left out.
    pub fn ids(&self) -> Vec<&str> {
        self.rows
            .iter()
            .filter_map(|row| row.id.as_deref())
            .collect()
    }

    /// One column from top to bottom. Panics if a row lacks it.
    pub fn column(&self, column: &str) -> Vec<&str> {
        self.rows.iter().map(|row| row.cell(column)).collect()
    }
}

impl Row {
    /// The text of one cell. Panics if the row has no such column.
    pub fn cell(&self, column: &str) -> &str {
        match self.cells.get(column) {
            Some(text) => text,
            None => panic!("no column {column:?} in {self:?}"),
        }
    }
}

impl Page {
    /// The current table.
    pub async fn table(&self) -> Table {
        self.ask("return tableRows()", []).await
    }

    /// Waits until the table has this many rows, and returns it.
    pub async fn until_rows(&self, count: usize) -> Table {
        self.until(&format!("{count} rows"), async |page| {
            let table = page.table().await;
            if table.len() == count {
                Ok(table)
            } else {
                Err(format!("{} rows", table.len()))
            }
        })
        .await
    }

    /// The state of the list (`data-state` of its region), if there is a list.
    pub async fn state(&self) -> Option<String> {
        self.ask(
            "return all(document, 'section[data-state]')[0]?.dataset.state ?? null",
            [],
        )
        .await
    }

    /// Waits until the list is in this state: `ready`, `empty`, `failed`, …
    pub async fn until_state(&self, expected: &str) {
        self.until(
            &format!("the list to be {expected}"),
            async |page| match page.state().await {
                Some(state) if state == expected => Ok(()),
                Some(state) => Err(format!("it is {state}")),
                None => Err("there is no list".to_owned()),
            },
        )
        .await;
    }

    /// Waits until no API call is in flight, as the page says by `aria-busy` of the
    /// list or of an operation.
    pub async fn until_idle(&self) {
        self.until("the calls to end", async |page| {
            let busy = page
                .css(".op-main [aria-busy]")
                .attribute("aria-busy")
                .await;
            match busy.as_deref() {
                Some("false") => Ok(()),
                other => Err(format!("aria-busy is {other:?}")),
            }
        })
        .await;
    }
}

impl Locator {
    /// The current table of one panel.
    pub async fn table(&self) -> Table {
        self.read("the table of", "tableRows(element)").await
    }

    /// Whether the list of one panel is loading, if it shows a list.
    pub(crate) async fn busy(&self) -> Option<bool> {
        let list = "all(element, 'section[data-state]')[0]?.getAttribute('aria-busy')";
        let busy: Option<String> = self.read("what is read by", list).await;
        busy.map(|busy| busy == "true")
    }
}
