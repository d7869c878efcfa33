//! The timeline above the rows is counted once the reader wants it, and a part of it becomes the range.

use e2e::{Find, Page, World};

/// The figures of the timeline: the cells of each of its parts.
async fn figures(page: &Page) -> Vec<Vec<String>> {
    let figures = page
        .script(
            "return [...document.querySelectorAll('.op-timeline-table tbody tr')]
                 .map((row) => [...row.cells].map((cell) => cell.textContent))",
            &[],
        )
        .await;
    serde_json::from_value(figures).unwrap_or_default()
}

/// The total in the figures of a part.
fn count(figures: &[String]) -> u64 {
    figures[1].replace(',', "").parse().unwrap()
}

/// Waits until everything is counted.
async fn until_counted(page: &Page) {
    page.until("the count to end", async |page| {
        let told = page.text_of(".op-timeline-head p").await;
        if told.starts_with("Counted by ") {
            Ok(())
        } else {
            Err(told)
        }
    })
    .await;
}

/// How many operations there are, by the server.
async fn total(world: &World, parameters: &[(&str, &str)]) -> u64 {
    let answer = world.api(parameters).await;
    answer["total_count"].as_u64().unwrap()
}

#[test]
fn a_timeline_counts_every_operation_and_a_part_of_it_becomes_the_range() {
    e2e::run(async |world| {
        // What is older does not change any more.
        let log = world
            .listing(&[("status", "failed"), ("limit", "100")])
            .await;
        let end = log.text(20, "create_time").to_owned();
        let all = total(world, &[("status", "failed"), ("end_time", &end)]).await;
        let link = format!("/operations?status=failed&end_time={end}");
        let page = world.open(&link).await;
        page.until_state("ready").await;
        page.css("[popovertarget=op-view-menu]").click().await;
        let switch = page.css("#op-view-menu [data-control=timeline] button");
        switch.until_visible().await;
        page.until_idle().await;
        let before = page.requests().await.len();
        assert_eq!(before, 1, "the price is told, nothing is spent");
        switch.click().await;
        page.press("Escape").await;
        until_counted(&page).await;
        let made = page.requests().await.len() - before;
        assert!((2..=24).contains(&made), "{made} calls");
        let parts = figures(&page).await;
        let sum: u64 = parts.iter().map(|part| count(part)).sum();
        assert_eq!(sum, all);

        let bars = page.css(".op-timeline [role=slider]");
        bars.focus().await;
        page.press("Home").await;
        page.press("ArrowRight").await;
        page.until("the part in words", async |page| {
            let told = page.text_of(".op-timeline-head p").await;
            if told.starts_with(&parts[1][0]) {
                Ok(())
            } else {
                Err(told)
            }
        })
        .await;
        let entries = page.history_length().await;
        page.press("Enter").await;
        page.until_address_contains("start_time=").await;
        assert_eq!(page.history_length().await, entries + 1);
        let expected = format!(" of {}", parts[1][1]);
        page.until("the rows of the part", async |page| {
            let range = page.text_of(".op-range").await;
            if range.ends_with(&expected) {
                Ok(())
            } else {
                Err(range)
            }
        })
        .await;
        bars.until_focused().await;
        page.back().await;
        page.until_address(&link).await;

        // It is remembered, and a fresh page counts as well.
        page.reload().await;
        until_counted(&page).await;
    });
}
