//! What the rows say, and that whatever the server sends is shown as text.

use e2e::{Find, World, shown_time};
use serde_json::{Value, json};

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

#[test]
fn every_cell_agrees_with_the_api() {
    e2e::run(async |world| {
        let log = world
            .listing(&[("status", "failed"), ("limit", "50")])
            .await;
        let page = world.open("/operations?status=failed&limit=50").await;
        page.until_listed(&log).await;
        let table = page.table().await;
        for (shown, sent) in table.rows.iter().zip(&log.rows) {
            let created = shown_time(text(sent, "create_time"), 0);
            assert_eq!(shown.cell("create_time"), created);
            assert!(shown.cell("operation").ends_with(text(sent, "job_action")));
            assert_eq!(shown.cell("status"), "Failed");
            // The cluster, and how many others there are.
            let resources: Vec<&str> = text(sent, "resource_ids").split(' ').collect();
            let cluster = resources.iter().find(|id| id.starts_with("ehpc-"));
            let others = match resources.len() {
                1 => String::new(),
                count => format!(" +{}", count - 1),
            };
            let first = cluster.unwrap_or(&resources[0]);
            assert_eq!(shown.cell("resource_ids"), format!("{first}{others}"));
            assert_eq!(shown.cell("owner"), text(sent, "owner"));
            assert_eq!(shown.cell("submitter"), text(sent, "submitter"));
            // The code, and what it means.
            let errors = shown.cell("error_codes");
            let code = text(sent, "error_codes").split([':', ',']).next();
            let meaning = errors.strip_prefix(code.unwrap_or_default());
            assert!(meaning.is_some_and(|it| it.len() > 3), "{errors}");
            // The row's heading is a link to it, with the list it stands in.
            let id = text(sent, "job_id");
            assert_ne!(shown.cell("duration"), "");
            let link = page.row(id).css("th[scope=row] a");
            assert_eq!(
                link.attribute("href").await.as_deref(),
                Some(format!("/operations/{id}?status=failed&limit=50").as_str())
            );
        }
    });
}

#[test]
fn values_of_a_row_lead_to_the_list_of_only_these() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let (id, owner) = (log.text(0, "job_id"), log.text(0, "owner"));
        let resource = log.text(0, "resource_ids").split(' ').next_back();
        let resource = resource.unwrap_or_default();
        let action = log.text(0, "job_action");
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        page.row(id).css("button.op-others").click().await;
        page.any("menu").text_containing(resource).click().await;
        page.until_parameters(&[("resource_ids", resource)]).await;
        page.until_listed(&world.listing(&[("resource_ids", resource)]).await)
            .await;
        // One value narrows what another one left.
        page.row(id).link(owner).click().await;
        page.until_parameters(&[("resource_ids", resource), ("owner", owner)])
            .await;
        page.until_idle().await;
        page.row_menu(id).click().await;
        page.any("menu")
            .text_containing("Only this action: ")
            .click()
            .await;
        let narrowed = [
            ("job_action", action),
            ("resource_ids", resource),
            ("owner", owner),
        ];
        page.until_parameters(&narrowed).await;
        page.until_listed(&world.listing(&narrowed).await).await;
        page.any("menu").until_gone().await;
    });
}

/// The rows of the API's strangest page, as it sends them.
async fn odd_rows(world: &World) -> Vec<Value> {
    let answer = world.api(&[("search_word", "!odd")]).await;
    answer["job_set"].as_array().cloned().unwrap_or_default()
}

#[test]
fn markup_in_values_is_shown_as_text() {
    e2e::run(async |world| {
        let rows = odd_rows(world).await;
        let hostile = rows
            .iter()
            .find(|row| text(row, "job_id").contains("<script>"))
            .unwrap_or_else(|| panic!("no hostile row among {rows:?}"));
        let alerts = "window.alerts = 0; window.alert = () => { window.alerts += 1; }";
        let page = world.open("/operations").await;
        // All columns have room.
        page.resize(1600, 900).await;
        page.until_state("ready").await;
        page.script(alerts, &[]).await;
        page.field("search_word").paste("!odd").await;
        page.press("Enter").await;
        let unreadable = page.css("tr.op-unreadable");
        unreadable.nth(0).until_visible().await;

        let id = text(hostile, "job_id");
        let row = page.row(id);
        let shown = row.css("a.op-row-link").text().await;
        assert_eq!(shown, text(hostile, "action_describe"));
        for (column, field) in [
            ("owner", "owner"),
            ("status", "status"),
            ("submitter", "submitter"),
        ] {
            let cell = row.css(&format!("[data-column={column}]")).text().await;
            assert_eq!(cell, text(hostile, field));
        }
        // The same on its own page, by its own link.
        row.css("a.op-row-link").click().await;
        page.css("[data-field=job_id]").until_text(id).await;
        page.css("[data-field=job_action]")
            .until_text(text(hostile, "job_action"))
            .await;
        page.back().await;
        unreadable.nth(0).until_visible().await;
        let made = page
            .script(
                "return [window.alerts, document.querySelectorAll(
                     'main :is(script, img, b, i), main [onload], main [onerror], main a[href^=javascript]').length]",
                &[],
            )
            .await;
        assert_eq!(made, json!([0, 0]));
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn markup_in_a_link_is_shown_as_text() {
    e2e::run(async |world| {
        let hostile = "<img src=x onerror=alert(1)>";
        let encoded = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E";
        for path in [
            format!(
                "/operations?search_word={encoded}&status={encoded}&tz={encoded}&sort={encoded}"
            ),
            format!("/operations/{encoded}"),
            format!("/{encoded}"),
        ] {
            let page = world.open(&path).await;
            page.css("main h1, main h2").nth(0).until_visible().await;
            let images = page
                .script("return document.querySelectorAll('img').length", &[])
                .await;
            assert_eq!(images, 0, "{path}");
        }
        let page = world
            .open(&format!("/operations?search_word={encoded}"))
            .await;
        page.until_state("no-match").await;
        assert_eq!(page.field("search_word").value().await, hostile);
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn oddities_cost_no_row_and_are_told() {
    e2e::run(async |world| {
        let rows = odd_rows(world).await;
        let page = world.open("/operations?search_word=!odd").await;
        page.until_state("ready").await;
        let table = page.table().await;
        // Every row is there but the repeated one.
        assert_eq!(table.len(), rows.len() - 1);
        page.css(".op-summary")
            .text_containing("duplicate row hidden")
            .until_visible()
            .await;
        let mut ids = table.ids();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), table.ids().len(), "a row is shown twice");

        let unreadable = page.css("tr.op-unreadable");
        for reason in ["it has no job_id", "it is not a JSON object"] {
            unreadable
                .text_containing(&format!("This row could not be read · {reason}"))
                .until_visible()
                .await;
        }
        unreadable
            .nth(unreadable.count().await - 1)
            .css("summary")
            .click()
            .await;
        unreadable
            .css("details[open] pre")
            .until_text("\"not an object\"")
            .await;

        // What cannot be read is shown as it came, and doubt is marked.
        let cell = async |id: &str, column: &str| {
            let cell = page.row(id).css(&format!("[data-column={column}]"));
            cell.text().await
        };
        assert_eq!(cell("1547554", "create_time").await, "2026-04-06 01:26:33");
        assert_eq!(
            cell("j-odd00000002", "create_time").await,
            "2026-04-06 01:26:33"
        );
        // No zone: the cloud's own is taken, and marked.
        assert_eq!(
            cell("j-odd00000003", "create_time").await,
            "2026-04-06 01:26:33 ?"
        );
        page.row("j-odd00000003")
            .css("time.op-doubt")
            .until_visible()
            .await;
        assert_eq!(cell("j-odd00000007", "create_time").await, "yesterday");
        assert_eq!(cell("j-odd00000008", "duration").await, "—");
        assert_eq!(cell("j-odd0000000c", "status").await, "working");
        assert_eq!(cell("j-odd00000006", "owner").await, "—");
        let error = cell("j-odd0000000b", "error_codes").await;
        assert!(error.contains("(9999)"), "{error}");
        let error = cell("j-odd00000009", "error_codes").await;
        assert!(error.starts_with("1400 "), "{error}");
        assert_eq!(
            cell("j-odd0000000a", "resource_ids").await,
            "ehpc-8jqdq0mz +1"
        );
        page.assert_no_console_errors(&[]).await;
    });
}
