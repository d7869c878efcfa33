//! The panel over a gateway that asks an API behind it, with a key that no browser
//! sees. Another gateway stands in the place of that API; how requests are signed
//! is tested where they are signed.

use e2e::{Find, Page, Scratch, Setup, Upstream, World};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

/// What would be a secret.
const SECRET: &str = "the-secret-of-the-end-to-end-tests";

/// Runs a test on a gateway that asks `upstream`, with more arguments.
fn run(upstream: &Upstream, arguments: &[&str], test: impl AsyncFnMut(&World)) {
    let folder = Scratch::new().expect("a folder for the key");
    let key = folder.path().join("key");
    let lines = format!("HPC_ACCESS_KEY_ID=END2END\nHPC_SECRET_ACCESS_KEY={SECRET}\n");
    fs::write(&key, lines).expect("the key can be written");
    // The gateway takes no key that others can read.
    fs::set_permissions(&key, Permissions::from_mode(0o600)).expect("the key can be hidden");
    let origin = upstream.origin();
    let key = key.to_str().expect("the folder has a plain name");
    let basis = ["--upstream", origin.as_str(), "--credentials", key];
    Setup::new()
        .gateway(&[&basis, arguments].concat())
        .run(test);
}

fn demo() -> Upstream {
    Upstream::start(&["--demo", "500", "--arrivals-per-hour", "0"])
}

async fn until_screen(page: &Page, state: &str) {
    page.until_state(state).await;
    page.css(".op-screen h2").until_visible().await;
}

#[test]
fn the_list_and_an_operation_come_through() {
    run(&demo(), &[], async |world| {
        let all = world.listing(&[]).await;
        assert!(all.total > 400, "{}", all.total);
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        // The meter shows what the gateway counts for all.
        page.css(".op-calls")
            .text_containing("of 2,000 calls in the last hour, by everyone")
            .until_visible()
            .await;
        page.css("a[rel=next]").click().await;
        page.until_listed(&world.listing(&[("offset", "20")]).await)
            .await;
        page.choice("status", "failed").click().await;
        let failed = world.listing(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        page.row(failed.text(0, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        page.css("article[data-state=ready]").until_visible().await;
        page.css("[data-field=job_id]")
            .until_text(failed.text(0, "job_id"))
            .await;
        // The browser knows nothing of the key.
        let calls = page.requests().await;
        assert!(
            calls
                .iter()
                .all(|call| call.parameter("signature").is_none()
                    && call.parameter("access_key_id").is_none())
        );
        let policy =
            "return fetch('/api/operation?zone=jinan1a', { headers: { 'x-hpc-operations': '1' } })
            .then((answer) => answer.text())";
        let answer = page.script(policy, &[]).await.to_string();
        assert!(
            !answer.contains(SECRET) && !answer.contains("END2END"),
            "{answer}"
        );
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn refusals_come_through_as_they_are() {
    run(&demo(), &[], async |world| {
        for (words, state) in [
            ("!ret:1400", "denied"),
            ("!none", "no-match"),
            // The gateway makes no more calls for a while after this one.
            ("!ret:2500", "over-quota"),
        ] {
            let page = world
                .open(&format!("/operations?search_word={words}"))
                .await;
            until_screen(&page, state).await;
        }
    });
}

#[test]
fn an_api_that_is_down_is_a_screen_and_recovers_by_itself() {
    let upstream = demo();
    // Each call is to reach the API.
    run(&upstream, &["--share-answers", "0.001"], async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        upstream.stop();
        page.button("Refresh").click().await;
        page.css(".op-banner[data-failure=busy]")
            .until_visible()
            .await;
        page.until_state("stale").await;
        assert_eq!(page.table().await.ids(), all.ids());
        let page = world.open("/operations?status=failed").await;
        until_screen(&page, "busy").await;
        upstream.start_again();
        // Nobody presses anything.
        page.within(std::time::Duration::from_secs(45))
            .until_state("ready")
            .await;
        page.css(".op-screen").until_gone().await;
    });
}

#[test]
fn only_the_permitted_resources_are_shown() {
    let upstream = demo();
    // As an outsider would find out, first.
    let mut permitted = String::new();
    let mut foreign = String::new();
    run(&upstream, &[], async |world| {
        let log = world.listing(&[("limit", "100")]).await;
        let clusters: Vec<&str> = (0..log.rows.len())
            .filter_map(|row| log.text(row, "resource_ids").split(' ').next())
            .collect();
        permitted = clusters[0].to_owned();
        let other = clusters.iter().find(|id| **id != clusters[0]);
        foreign = other.expect("all rows are of one cluster").to_string();
    });
    run(
        &upstream,
        &["--only-resources", &permitted],
        async |world| {
            let page = world.open("/operations?limit=100").await;
            page.until_state("ready").await;
            let table = page.table().await;
            assert!(!table.is_empty());
            for resources in table.column("resource_ids") {
                assert!(resources.contains(&permitted), "{resources}");
            }
            // Asked for by name, another one is refused, not shown.
            let page = world
                .open(&format!("/operations?resource_ids={foreign}"))
                .await;
            page.until("no rows", async |page| {
                let state = page.state().await.unwrap_or_default();
                if matches!(state.as_str(), "denied" | "no-match") {
                    Ok(())
                } else {
                    Err(state)
                }
            })
            .await;
            assert_eq!(page.css("tbody tr").count().await, 0);
        },
    );
}
