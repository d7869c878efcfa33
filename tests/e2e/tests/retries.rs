//! A whole result with retries: folded, saved as a packed snapshot with every row, opened again by the
//! panel and by a gateway.

use std::fs;

use e2e::{Find, Page, Scratch, Setup, World};
use serde_json::{Value, json};

/// 40 operations, newest first, of which the first three are attempts of one kind.
fn log() -> Vec<Value> {
    let operation = |number: usize, action: &str, cluster: &str, status: &str| {
        let minute = 59 - number;
        json!({
            "job_id": format!("j-{number}"),
            "job_action": action,
            "action_describe": format!("关闭集群 {number}"),
            "status": status,
            "owner": "usr-a",
            "resource_ids": cluster,
            "create_time": format!("2022-04-06T01:{minute:02}:00Z"),
            "status_time": format!("2022-04-06T01:{minute:02}:30Z"),
            "zone_id": "jinan1a",
        })
    };
    let attempt = |number, status| operation(number, "HpcClusterStopCluster", "ehpc-a", status);
    let other = |number| {
        operation(
            number,
            "HpcJobStopJobs",
            &format!("ehpc-{number}"),
            "failed",
        )
    };
    let attempts = [
        attempt(0, "successful"),
        attempt(1, "failed"),
        attempt(2, "failed"),
    ];
    attempts.into_iter().chain((3..40).map(other)).collect()
}

/// The log as a file for a gateway, with the folder that it is in.
fn written_log() -> (Scratch, String) {
    let folder = Scratch::new().expect("a folder for the files");
    let file = folder.path().join("log.json");
    fs::write(&file, json!(log()).to_string()).expect("the log can be written");
    let file = file
        .to_str()
        .expect("the folder has a plain name")
        .to_owned();
    (folder, file)
}

/// Opens a list, loads the whole result and folds its retries.
async fn folded(world: &World, query: &str) -> Page {
    let page = world.open(&format!("/operations?{query}")).await;
    page.css(".op-whole .op-button-primary").click().await;
    page.css("[data-control=fold]").click().await;
    page
}

/// Waits until the rows of the page begin with these operations.
async fn until_rows(page: &Page, ids: &[&str]) {
    page.until(&format!("{ids:?}"), async |page| {
        let table = page.table().await;
        let shown = table.ids();
        if shown.iter().zip(ids).all(|(shown, id)| shown == id) && shown.len() >= ids.len() {
            Ok(())
        } else {
            Err(format!("{shown:?}"))
        }
    })
    .await;
}

/// Saves a snapshot. Returns its name and its bytes.
async fn save(page: &Page) -> (String, Vec<u8>) {
    page.script(
        "const make = URL.createObjectURL.bind(URL);
         const blobs = new Map();
         URL.createObjectURL = (blob) => { const url = make(blob); blobs.set(url, blob); return url };
         HTMLAnchorElement.prototype.click = function () {
           blobs.get(this.href).arrayBuffer().then((bytes) => {
             window.saved = [this.download, [...new Uint8Array(bytes)]];
           });
         }",
        &[],
    )
    .await;
    page.button("Copy or save rows").click().await;
    page.button("Snapshot").click().await;
    page.until("a file", async |page| {
        let saved = page.script("return window.saved ?? null", &[]).await;
        serde_json::from_value(saved).map_err(|_| "none".to_owned())
    })
    .await
}

#[test]
fn retries_are_folded_and_a_packed_snapshot_has_every_row() {
    let (folder, file) = written_log();
    let packed = folder.path().join("saved.ndjson.gz");
    Setup::new().gateway(&["--data", &file]).run(async |world| {
        let page = world.open("/operations?whole=1").await;
        page.css(".op-whole .op-button-primary").click().await;
        let fold = page.css("[data-control=fold]");
        fold.until_visible().await;
        until_rows(&page, &["j-0", "j-1", "j-2", "j-3"]).await;
        fold.click().await;
        until_rows(&page, &["j-0", "j-3", "j-4"]).await;
        page.css(".op-range")
            .until_text("Lines 1–20 of 38 (40 rows)")
            .await;
        let line = page.css("tr[data-job-id='j-0'] button.op-attempts");
        line.until_text("3 attempts, succeeded after 2 min 30 s")
            .await;
        page.assert_no_axe_violations("folded retries").await;
        line.press("Enter").await;
        until_rows(&page, &["j-0", "j-1", "j-2", "j-3"]).await;
        page.css("tr[data-job-id='j-2'] .op-attempts")
            .until_text("Attempt 1 of 3")
            .await;
        line.until_focused().await;
        line.press("Enter").await;
        until_rows(&page, &["j-0", "j-3", "j-4"]).await;

        let (name, bytes) = save(&page).await;
        assert!(name.ends_with("-40-of-40.ndjson.gz"), "{name}");
        assert_eq!(bytes[..2], [0x1f, 0x8b]);
        fs::write(&packed, &bytes).expect("the file can be written");
        page.script(
            "const data = new DataTransfer();
             data.items.add(new File([new Uint8Array(args[1])], args[0]));
             const control = document.querySelector('.op-kept:not([hidden]) .op-export [type=file]');
             control.files = data.files;
             control.dispatchEvent(new Event('change'));",
            &[json!(name), json!(bytes)],
        )
        .await;
        page.css(".op-snapshot h2")
            .until_text(&format!("Snapshot: {name}"))
            .await;
        page.css(".op-snapshot .op-range")
            .until_text("1–20 of 40")
            .await;
        // Back goes through what was looked at in the file before it leads to the live log.
        page.css(".op-snapshot [rel=next]").click().await;
        page.css(".op-snapshot .op-range")
            .until_text("21–40 of 40")
            .await;
        page.css(".op-snapshot tr[data-job-id='j-20'] .op-row-link")
            .click()
            .await;
        page.css(".op-snapshot article").until_visible().await;
        page.back().await;
        page.css(".op-snapshot article").until_gone().await;
        page.back().await;
        page.css(".op-snapshot .op-range")
            .until_text("1–20 of 40")
            .await;
        page.forward().await;
        page.css(".op-snapshot .op-range")
            .until_text("21–40 of 40")
            .await;
        page.back().await;
        page.back().await;
        page.css(".op-snapshot").until_gone().await;
        until_rows(&page, &["j-0", "j-3", "j-4"]).await;
    });

    let packed = packed.to_str().expect("the folder has a plain name");
    Setup::new()
        .gateway(&["--data", packed])
        .run(async |world| {
            let page = world.open("/operations").await;
            page.css(".op-range").until_text("1–20 of 40").await;
            until_rows(&page, &["j-0", "j-1", "j-2"]).await;
            let row = page.css("tr[data-job-id='j-0'] a.op-row-link");
            assert!(row.text().await.contains("Stop") || row.text().await.contains("关闭集群 0"));
        });
}

#[test]
fn what_is_found_in_a_folded_line_is_unfolded() {
    let (_folder, file) = written_log();
    Setup::new().gateway(&["--data", &file]).run(async |world| {
        let page = folded(world, "whole=1&limit=2").await;
        until_rows(&page, &["j-0", "j-3"]).await;
        let find = page.field("find");
        find.fill("j-2").await;
        page.css(".op-find [role=status]")
            .until_text("11 rows")
            .await;
        // Unfolded, the oldest attempt is the first row of the next page.
        find.press("Enter").await;
        until_rows(&page, &["j-2", "j-3"]).await;
        page.until_parameters(&[("limit", "2"), ("page", "2"), ("whole", "1")])
            .await;
        page.css("tr[data-job-id='j-2'][data-found]")
            .until_visible()
            .await;
        page.css(".op-find [role=status]")
            .until_text("1 of 11")
            .await;
        find.press("Enter").await;
        until_rows(&page, &["j-20", "j-21"]).await;
        page.css("tr[data-job-id='j-20'][data-found]")
            .until_visible()
            .await;
    });
}

#[test]
fn an_attempt_whose_others_are_filtered_out_says_which_it_is() {
    let (_folder, file) = written_log();
    Setup::new().gateway(&["--data", &file]).run(async |world| {
        let page = folded(world, "whole=1&only=job_id:j-1").await;
        page.css("tr[data-job-id='j-1'] .op-attempts")
            .until_text("Attempt 2 of 3")
            .await;
        assert_eq!(page.table().await.ids(), ["j-1"]);
    });
}
