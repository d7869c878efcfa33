//! The server sorts by time, both ways. Any other column orders the rows at hand
//! and says so.

use e2e::{Find, Page, instant};

/// The columns with `aria-sort`, and what it says.
async fn sorted(page: &Page) -> Vec<(String, String)> {
    let headers = page
        .script(
            "return [...document.querySelectorAll('[aria-sort]')]
                 .map((header) => [header.dataset.column, header.ariaSort])",
            &[],
        )
        .await;
    serde_json::from_value(headers).unwrap_or_default()
}

async fn until_sorted(page: &Page, column: &str, direction: &str) {
    let expected = vec![(column.to_owned(), direction.to_owned())];
    page.until_equal("the sorted headers", expected, sorted)
        .await;
}

#[test]
fn time_is_sorted_by_the_server_both_ways() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=successful").await;
        let newest = world
            .listing(&[("status", "successful"), ("reverse", "1")])
            .await;
        let oldest = world
            .listing(&[("status", "successful"), ("reverse", "0")])
            .await;
        assert_ne!(newest.ids(), oldest.ids());
        page.until_listed(&newest).await;
        page.until_asked(&[("reverse", Some("1"))]).await;
        until_sorted(&page, "create_time", "descending").await;
        let order = page.css(".op-order");
        order.until_text("Newest first, sorted by the server").await;

        page.button("Time").click().await;
        page.until_parameters(&[("status", "successful"), ("reverse", "0")])
            .await;
        page.until_asked(&[("reverse", Some("0")), ("status", Some("successful"))])
            .await;
        page.until_listed(&oldest).await;
        until_sorted(&page, "create_time", "ascending").await;
        order.until_text("Oldest first, sorted by the server").await;

        page.reload().await;
        page.until_listed(&oldest).await;
        page.button("Time").click().await;
        page.until_parameters(&[("status", "successful")]).await;
        page.until_listed(&newest).await;
        until_sorted(&page, "create_time", "descending").await;
    });
}

#[test]
fn a_sort_from_far_down_shows_the_first_rows_and_leaves_the_focus() {
    e2e::run(async |world| {
        let page = world.open("/operations?limit=100").await;
        page.css("a[rel=next]").until_visible().await;
        page.scroll_to(0, 2000).await;
        page.button("Duration").click().await;
        page.until_parameters(&[("limit", "100"), ("sort", "duration")])
            .await;
        page.until("the top of the rows", async |page| {
            let down = page.scroll_position().await[1];
            if down < 300 {
                Ok(())
            } else {
                Err(down.to_string())
            }
        })
        .await;
        page.button("Duration").until_focused().await;
    });
}

#[test]
fn another_column_orders_only_the_loaded_rows_and_makes_no_call() {
    e2e::run(async |world| {
        let page = world.open("/operations?page=3").await;
        let loaded = world.listing(&[("offset", "40")]).await;
        page.until_listed(&loaded).await;
        page.until_asked(&[("offset", Some("40"))]).await;
        let calls = page.requests().await.len();
        let order = page.css(".op-order");

        // An operation is sorted by its action, whatever that is called in the reader's language.
        for (heading, column, sort, by) in [
            ("Owner", "owner", "owner", "Owner"),
            ("Error", "error_codes", "error_codes", "Error"),
            ("Operation", "operation", "job_action", "Action"),
            ("Status", "status", "status", "Status"),
        ] {
            // Rows without a value come last both ways; equal ones stay as they were.
            let with_value = |row: &&usize| !loaded.text(**row, sort).is_empty();
            let rows: Vec<usize> = (0..loaded.rows.len()).collect();
            let mut ascending: Vec<usize> = rows.iter().filter(with_value).copied().collect();
            let mut descending = ascending.clone();
            ascending.sort_by_key(|row| loaded.text(*row, sort));
            descending.sort_by_key(|row| std::cmp::Reverse(loaded.text(*row, sort)));
            let empty = rows.iter().filter(|row| !with_value(row)).copied();

            for (direction, sign, rows) in [
                ("ascending", "", ascending),
                ("descending", "-", descending),
            ] {
                page.button(heading).click().await;
                let text = format!("{sign}{sort}");
                page.until_parameters(&[("page", "3"), ("sort", &text)])
                    .await;
                let expected: Vec<_> = rows
                    .into_iter()
                    .chain(empty.clone())
                    .map(|row| loaded.text(row, "job_id").to_owned())
                    .collect();
                page.until_equal("the rows", expected, async |page| -> Vec<String> {
                    let table = page.table().await;
                    table.ids().into_iter().map(str::to_owned).collect()
                })
                .await;
                until_sorted(&page, column, direction).await;
                order
                    .until_text(&format!(
                        "Sorted by {by} ({direction}), 20 loaded rows only"
                    ))
                    .await;
            }
        }
        assert_eq!(page.requests().await.len(), calls);

        // The third click leads back to the order of time.
        page.button("Status").click().await;
        page.until_parameters(&[("page", "3")]).await;
        page.until_listed(&loaded).await;
        until_sorted(&page, "create_time", "descending").await;
        assert_eq!(page.requests().await.len(), calls);
    });
}

#[test]
fn a_span_is_sorted_by_its_length_and_not_by_its_text() {
    e2e::run(async |world| {
        let link = "/operations?status=successful&limit=100&sort=-duration";
        let page = world.open(link).await;
        let loaded = world
            .listing(&[("status", "successful"), ("limit", "100")])
            .await;
        let table = page.until_rows(loaded.rows.len()).await;
        until_sorted(&page, "duration", "descending").await;
        let seconds = |id: &str| {
            let row = loaded.rows.iter().find(|row| row["job_id"] == id)?;
            let time = |field: &str| row[field].as_str().map(instant);
            Some((time("status_time")? - time("create_time")?).num_seconds())
        };
        let spans: Vec<_> = table.ids().into_iter().map(seconds).collect();
        assert!(spans.iter().all(Option::is_some), "{spans:?}");
        assert!(spans.is_sorted_by(|a, b| a >= b), "{spans:?}");
        let distinct = spans.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_ne!(distinct, 0, "all spans are equal");
    });
}
