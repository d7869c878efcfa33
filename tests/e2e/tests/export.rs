//! Rows are saved as files that say what they hold.

use e2e::{Find, Page};

/// Keeps what is saved from now on, instead of a download.
async fn keep_files(page: &Page) {
    page.script(
        "window.files = {};
         const blobs = new Map();
         const make = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { const url = make(blob); blobs.set(url, blob); return url };
         HTMLAnchorElement.prototype.click = function () {
           blobs.get(this.href).text().then((text) => { window.files[this.download] = text });
         }",
        &[],
    )
    .await;
}

/// The name and the text of the file that ends so.
async fn file(page: &Page, ending: &str) -> (String, String) {
    page.until(ending, async |page| {
        let files = page
            .script("return Object.entries(window.files)", &[])
            .await;
        let files: Vec<(String, String)> = serde_json::from_value(files).unwrap_or_default();
        let found = files.into_iter().find(|(name, _)| name.ends_with(ending));
        found.ok_or_else(|| "no such file".to_owned())
    })
    .await
}

/// Loads every row and saves them as NDJSON, by the box that stays open. Returns the name and the text
/// of the file.
async fn whole_result(page: &Page) -> (String, String) {
    page.css(".op-whole .op-button-primary").click().await;
    page.until("every row", async |page| {
        page.css(".op-order").text().await.contains(", all ")
    })
    .await;
    keep_files(page).await;
    page.button("Copy or save rows").click().await;
    page.button("NDJSON").click().await;
    file(page, ".ndjson").await
}

#[test]
fn the_whole_result_is_saved_as_the_server_sent_it() {
    e2e::run(async |world| {
        let log = world
            .listing(&[("status", "failed"), ("limit", "100")])
            .await;
        let end = log.text(20, "create_time").to_owned();
        let query = [("status", "failed"), ("end_time", end.as_str())];
        let total = world.listing(&query).await.total;
        let page = world
            .open(&format!("/operations?status=failed&end_time={end}&whole=1"))
            .await;
        let (name, text) = whole_result(&page).await;
        assert!(
            name.ends_with(&format!("-{total}-of-{total}.ndjson")),
            "{name}"
        );
        let mut lines = text.lines();
        let manifest: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
        assert_eq!(manifest["part"], "whole", "{manifest}");
        assert_eq!(manifest["rows"], total, "{manifest}");
        assert!(manifest["stopped"].is_null(), "{manifest}");
        let rows: Vec<serde_json::Value> = lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(rows.len() as u64, total);
        let first = world.listing(&query).await;
        assert_eq!(rows[..first.rows.len()], first.rows[..]);

        page.button("CSV").click().await;
        let (_, text) = file(&page, ".csv").await;
        assert!(
            text.starts_with("job_id,") || text.starts_with("\u{feff}job_id,"),
            "{}",
            &text[..80]
        );
        assert_eq!(text.matches("\r\nj-").count() as u64, total);

        // A page is saved as a page.
        page.css(".op-export select")
            .select("This page: 20 rows")
            .await;
        page.button("JSON").click().await;
        let (name, text) = file(&page, ".json").await;
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["manifest"]["part"], "page", "{name}");
        assert_eq!(json["job_set"].as_array().map(Vec::len), Some(20));

        // What was narrowed in the browser is saved as that.
        page.css(".op-export").press("Escape").await;
        page.button("Narrow").click().await;
        page.css("[name=duration_from]").fill("1m").await;
        page.press("Tab").await;
        page.until_address_contains("only=duration").await;
        page.press("Escape").await;
        let lasts = |row: &serde_json::Value| {
            let time = |name: &str| {
                let text = row[name].as_str().unwrap_or_default();
                chrono::DateTime::parse_from_rfc3339(text).ok()
            };
            let lasted = time("status_time")? - time("create_time")?;
            Some(lasted.num_seconds() >= 60)
        };
        let long = rows.iter().filter(|row| lasts(row) == Some(true)).count();
        assert!((1..rows.len()).contains(&long), "{long} of {total}");
        page.until("long ones", async |page| {
            let words = page.css(".op-order").text().await;
            words.contains(&format!("{long} of {total} loaded rows"))
        })
        .await;
        keep_files(&page).await;
        page.button("Copy or save rows").click().await;
        let narrowed = format!("Whole result: {long} of {total} loaded rows");
        page.css(".op-export select").select(&narrowed).await;
        page.button("NDJSON").click().await;
        let (_, text) = file(&page, ".ndjson").await;
        let mut lines = text.lines();
        let manifest: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
        assert_eq!(
            manifest["filters"],
            serde_json::json!(["duration=60.."]),
            "{manifest}"
        );
        assert_eq!(lines.count(), long);
    });
}

/// Picks a file with this text in the box that files are opened from.
async fn pick(page: &Page, name: &str, text: &str) {
    pick_in(page, 0, name, text).await;
}

/// Picks a file in one of the controls of that box: to open it, or to compare it.
async fn pick_in(page: &Page, control: usize, name: &str, text: &str) {
    page.script(
        "const data = new DataTransfer();
         data.items.add(new File([args[1]], args[0]));
         const controls = '.op-kept:not([hidden]) .op-export [type=file]';
         const control = document.querySelectorAll(controls)[args[2]];
         control.files = data.files;
         control.dispatchEvent(new Event('change'));",
        &[name.into(), text.into(), control.into()],
    )
    .await;
}

#[test]
fn a_loaded_result_is_compared_with_a_file_in_sight_of_the_reader() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed&whole=1").await;
        let (_, text) = whole_result(&page).await;

        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut row: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
        row["owner"] = "usr-of-then".into();
        lines[1] = row.to_string();
        pick_in(&page, 1, "before.ndjson", &lines.join("\n")).await;
        page.css(".op-dialog[open] .op-compared")
            .until_visible()
            .await;
        page.css(".op-dialog[open] .op-changes .op-note")
            .until_text("Changed: owner")
            .await;
        page.button("Close").click().await;
        page.button("Narrow").click().await;
        page.css(".op-dialog[open] h2")
            .until_text("Narrow the loaded rows")
            .await;
    });
}

#[test]
fn a_page_that_was_saved_opens_again_and_asks_nobody() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed&limit=10").await;
        page.css("tr[data-job-id]").nth(0).until_visible().await;
        keep_files(&page).await;
        page.button("Copy or save rows").click().await;
        page.button("NDJSON").click().await;
        let (name, text) = file(&page, ".ndjson").await;

        // What ends too early is no file that could be shown in part.
        let half: String = text.lines().take(4).collect::<Vec<_>>().join("\n");
        pick(&page, "half.ndjson", &half).await;
        let refused = "half.ndjson is cut off: it has 3 of 10 rows.";
        page.css(".op-open-notice p").until_text(refused).await;

        pick(&page, &name, &text).await;
        let heading = page.css(".op-snapshot h2");
        heading.until_text(&format!("Snapshot: {name}")).await;
        heading.until_focused().await;
        page.script(
            "window.asked = 0;
             const ask = window.fetch;
             window.fetch = (...what) => { window.asked += 1; return ask(...what) };",
            &[],
        )
        .await;
        let saved: Vec<String> = text
            .lines()
            .skip(1)
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .map(|row| row["job_id"].as_str().unwrap().to_owned())
            .collect();
        page.until("the saved rows", async |page| {
            let script = "return [...document.querySelectorAll('.op-snapshot tr[data-job-id]')]
                .map((row) => row.dataset.jobId)";
            let shown = page.script(script, &[]).await;
            let shown: Vec<String> = serde_json::from_value(shown).unwrap_or_default();
            if shown == saved {
                Ok(())
            } else {
                Err(format!("{shown:?}"))
            }
        })
        .await;
        page.assert_no_axe_violations("a file").await;
        page.css(".op-snapshot a.op-row-link").nth(0).click().await;
        page.css(".op-snapshot article[data-state=ready]")
            .until_visible()
            .await;
        page.css(".op-snapshot .op-detail-nav a")
            .nth(0)
            .click()
            .await;
        page.css(".op-snapshot tr[data-job-id]")
            .nth(0)
            .until_visible()
            .await;
        assert_eq!(page.script("return window.asked", &[]).await, 0);

        page.button("Back to the live log").click().await;
        page.css(".op-snapshot").until_gone().await;
        page.css("tr[data-job-id]").nth(0).until_visible().await;
        page.until_parameters(&[("status", "failed"), ("limit", "10")])
            .await;
    });
}
