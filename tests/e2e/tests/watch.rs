//! The reader asks to be told when an operation ends.

use e2e::{Find, Page, Setup, World};
use serde_json::json;
use std::time::Duration;

/// How long a watched operation is not asked for after it was seen.
const EVERY: Duration = Duration::from_secs(60);

/// The key of the list that is stored for the gateway's API.
const KEY: &str = "hpc-operations.watches./api/operation";

/// A log in which what runs comes to an end.
fn run(test: impl AsyncFnMut(&World)) {
    let arguments = ["--demo", "500", "--arrivals-per-hour", "3600"];
    Setup::new().gateway(&arguments).run(test);
}

async fn stored(page: &Page) -> String {
    let list = page
        .script("return localStorage.getItem(args[0]) ?? ''", &[json!(KEY)])
        .await;
    list.as_str().unwrap_or_default().to_owned()
}

#[test]
fn what_is_watched_survives_a_reload_and_can_be_let_go() {
    run(async |world| {
        let page = world.open("/operations?status=pending").await;
        page.until_state("ready").await;
        let table = page.table().await;
        let id = table.ids()[0];
        page.row_menu(id).click().await;
        page.any("menu").until_visible().await;
        page.css("[role=menu]")
            .text_containing("Tell me when it ends")
            .click()
            .await;
        let bar = page.css(".op-watches summary");
        bar.until_text("Watching 1 operation").await;
        page.reload().await;
        bar.until_text("Watching 1 operation").await;
        page.assert_no_axe_violations("a watched operation").await;
        bar.click().await;
        page.button(&format!("Stop watching {id}")).click().await;
        bar.until_gone().await;
        assert_eq!(stored(&page).await, "");
    });
}

#[test]
fn an_end_is_told_by_the_title_a_notification_and_on_the_page() {
    run(async |world| {
        let pending = world
            .listing(&[("status", "pending"), ("limit", "50")])
            .await;
        let ids: Vec<String> = (0..pending.rows.len().min(20))
            .map(|index| format!("jinan1a/{}", pending.text(index, "job_id")))
            .collect();
        // As it was left by an earlier visit, with what nobody has written.
        let list = format!("x /y {} <b>", ids.join(" "));
        let preparation = format!(
            "localStorage.setItem({key}, {list});
             window.notified = [];
             window.Notification = class {{
                 static permission = 'granted';
                 constructor(title, options) {{ window.notified.push([title, options.tag]); }}
             }}",
            key = json!(KEY),
            list = json!(list),
        );
        let page = world
            .open_after(&preparation, "/operations?status=failed")
            .await;
        page.until_state("ready").await;
        page.css(".op-watches summary").until_visible().await;
        page.field("refresh").select("Off").await;
        page.within(Duration::from_secs(90))
            .until("the end of a watched operation", async |page| {
                page.pass(EVERY).await;
                let title = page.title().await;
                if title.starts_with('(') {
                    Ok(())
                } else {
                    Err(title)
                }
            })
            .await;
        let told = page.css(".op-notice:has(.op-status)").nth(0);
        told.until_visible().await;
        let notified = page.script("return window.notified", &[]).await;
        let first = &notified[0];
        assert!(
            ids.iter()
                .any(|id| id.ends_with(first[1].as_str().unwrap_or("none"))),
            "{notified}"
        );
        let left = stored(&page).await;
        assert!(
            !left.contains(first[1].as_str().unwrap_or("none")),
            "{left}"
        );
    });
}
