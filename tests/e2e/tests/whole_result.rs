//! The whole result is loaded for a price that is told before, and then sorted at once.

use e2e::{Find, Page, World};

/// The API's `end_time` that leaves out what may still change.
async fn settled(world: &World) -> String {
    let log = world
        .listing(&[("status", "failed"), ("limit", "100")])
        .await;
    log.text(20, "create_time").to_owned()
}

/// Waits until the order of the rows is said in these words, among others.
async fn until_order(page: &Page, words: &str) {
    page.until(words, async |page| {
        let order = page.css(".op-order").text().await;
        if order.contains(words) {
            Ok(())
        } else {
            Err(order)
        }
    })
    .await;
}

#[test]
fn the_whole_result_is_sorted_by_any_column_once_its_price_is_agreed_to() {
    e2e::run(async |world| {
        let end = settled(world).await;
        let mut all: Vec<(String, String)> = Vec::new();
        loop {
            let offset = all.len().to_string();
            let part = world
                .listing(&[
                    ("status", "failed"),
                    ("end_time", &end),
                    ("offset", &offset),
                    ("limit", "100"),
                ])
                .await;
            if part.rows.is_empty() {
                break;
            }
            let row = |row| {
                let value = |field| part.text(row, field).to_owned();
                (value("owner"), value("job_id"))
            };
            all.extend((0..part.rows.len()).map(row));
        }
        let in_time: Vec<String> = all.iter().map(|(_, id)| id.clone()).take(20).collect();
        // Equal ones keep the order of the server.
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        let sorted: Vec<String> = all.iter().map(|(_, id)| id.clone()).take(20).collect();
        assert_ne!(in_time, sorted);

        let link = format!("/operations?status=failed&end_time={end}&sort=owner");
        let page = world.open(&link).await;
        page.until_state("ready").await;
        let first = page.requests().await.len();
        let calls = all.len().div_ceil(99);
        let offer = page.css(".op-whole-offer");
        offer.until_visible().await;
        let price = offer.text().await;
        assert!(price.contains(&format!("{calls} calls")), "{price}");
        offer.click().await;
        until_order(&page, "Sorted by Owner (ascending), all").await;
        page.until("the rows in order", async |page| {
            page.table().await.ids() == sorted
        })
        .await;
        let made = page.requests().await.len() - first;
        assert!(
            (calls..=calls + 1).contains(&made),
            "{made} calls of {calls}"
        );

        // Back is the page as it was; a link tells its price and spends nothing.
        page.back().await;
        until_order(&page, "20 loaded rows only").await;
        page.forward().await;
        until_order(&page, ", all ").await;
        page.reload().await;
        page.css(".op-whole .op-button-primary")
            .until_visible()
            .await;
        until_order(&page, "20 loaded rows only").await;
        page.until_idle().await;
        assert_eq!(page.requests().await.len(), 1);
    });
}
