//! One operation: from its row, from a link, and what is around it.

use e2e::{Emulation, Find, Page, World, iso, shown_time};
use serde_json::{Value, json};

/// A failed operation of the log whose error is documented, as the API sends it.
async fn failed_operation(world: &World) -> (Value, String) {
    let log = world
        .listing(&[("status", "failed"), ("limit", "50")])
        .await;
    let known = ["1400", "2400", "2500", "5000", "5100", "5200", "5400"];
    let found = log.rows.iter().find_map(|row| {
        let code = known.iter().find(|code| row["error_codes"] == **code)?;
        Some((row.clone(), (*code).to_owned()))
    });
    found.unwrap_or_else(|| panic!("no failure with one of {known:?}"))
}

fn text<'a>(operation: &'a Value, field: &str) -> &'a str {
    operation[field].as_str().unwrap_or_default()
}

/// A time of the operation as the page shows it in UTC.
fn time(operation: &Value, field: &str) -> String {
    shown_time(text(operation, field), 0)
}

/// A text of the operation as the page shows it: a dash for none.
fn shown(operation: &Value, field: &str) -> String {
    match text(operation, field) {
        "" => "—".to_owned(),
        text => text.to_owned(),
    }
}

/// Checks every field of the page against what the API says.
async fn assert_fields_equal(page: &Page, operation: &Value) {
    let status = match text(operation, "status") {
        "failed" => "Failed",
        "successful" => "Successful",
        _ => "In progress",
    };
    for (field, expected) in [
        ("status", status.to_owned()),
        ("create_time", time(operation, "create_time")),
        ("status_time", time(operation, "status_time")),
        ("action_describe", shown(operation, "action_describe")),
        ("job_action", shown(operation, "job_action")),
        ("job_id", shown(operation, "job_id")),
        ("owner", shown(operation, "owner")),
        ("submitter", shown(operation, "submitter")),
    ] {
        let shown = page.css(&format!("[data-field={field}]"));
        assert_eq!(shown.text().await, expected, "{field}");
    }
    let resources: Vec<_> = text(operation, "resource_ids").split(' ').collect();
    assert_eq!(
        page.css("[data-field=resource_ids]")
            .any("link")
            .texts()
            .await,
        resources
    );
    let errors = page.css("[data-field=error_codes]").text().await;
    assert_eq!(errors, shown(operation, "error_codes"));
}

async fn until_operation_is(page: &Page, state: &str) {
    page.css(&format!("article[data-state={state}]"))
        .until_visible()
        .await;
}

#[test]
fn an_operation_is_opened_from_its_row_with_two_calls() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        page.until_asked(&[("limit", Some("20"))]).await;
        let before = page.requests().await.len();
        for index in [1, 4] {
            let id = log.text(index, "job_id");
            let before = page.requests().await.len().max(before);
            page.row(id).css("a.op-row-link").click().await;
            page.until_address(&format!("/operations/{id}")).await;
            until_operation_is(&page, "ready").await;
            assert_fields_equal(&page, &log.rows[index]).await;
            let title = page.title().await;
            let status = page.text_of("[data-field=status]").await;
            assert_eq!(title, format!("{status} · {id} · Operation log"));
            page.until_idle().await;
            page.css(".op-related-list, .op-related .op-none")
                .until_visible()
                .await;
            let calls = page.requests().await;
            assert!(calls.len() <= before + 2, "{:?}", &calls[before..]);
            assert_eq!(calls[before].parameter("job_ids"), Some(id));
            page.link("Back to the list").click().await;
            page.until_address("/operations").await;
            page.until_listed(&log).await;
        }
    });
}

#[test]
fn an_operation_opens_at_once_from_the_row_at_hand() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        // Whatever is shown now cannot have come from the server.
        if let Err(unsupported) = page.emulate(Emulation::Offline).await {
            return eprintln!("note: {unsupported}");
        }
        page.row(log.text(2, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        until_operation_is(&page, "stale").await;
        assert_fields_equal(&page, &log.rows[2]).await;
        page.css(".op-banner[data-failure=offline]")
            .until_visible()
            .await;
        let _ = page.emulate(Emulation::Online).await;
        // The banner promises that it tries again by itself.
        until_operation_is(&page, "ready").await;
        page.css(".op-banner").until_gone().await;
    });
}

#[test]
fn a_pasted_link_shows_the_same_operation_and_explains_its_error() {
    e2e::run(async |world| {
        let (operation, code) = failed_operation(world).await;
        let id = text(&operation, "job_id");
        let page = world.open(&format!("/operations/{id}?tz=utc")).await;
        until_operation_is(&page, "ready").await;
        assert_fields_equal(&page, &operation).await;
        // The other one may ask what happened before.
        page.until_idle().await;
        page.css(".op-related-list, .op-related .op-none")
            .until_visible()
            .await;
        assert!(page.requests().await.len() <= 2);

        let explained = page.css(&format!("[data-error-code='{code}']"));
        let words = explained.css("strong").text().await;
        assert!(
            words.len() > code.len() + 3 && words.starts_with(&code),
            "{words}"
        );
        assert_ne!(explained.css("p").text().await, "");
        assert_ne!(explained.css(".op-error-class").text().await, "");

        page.css("details.op-raw > summary").click().await;
        let raw: Value = serde_json::from_str(&page.text_of("details.op-raw pre").await)
            .unwrap_or_else(|error| panic!("the raw data is no JSON: {error}"));
        let looked_up = world.listing(&[("job_ids", id)]).await;
        assert_eq!(raw, looked_up.rows[0]);
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn what_an_operation_names_can_be_copied_and_followed() {
    e2e::run(async |world| {
        let (operation, _) = failed_operation(world).await;
        let id = text(&operation, "job_id");
        let page = world.open(&format!("/operations/{id}?status=failed")).await;
        until_operation_is(&page, "ready").await;
        let copy = async |button: &str| page.css(".op-actions").button(button).click().await;
        // The clipboard is read by pasting it, until it has what was copied last.
        let until_copied = async |what: &str, is_it: &dyn Fn(&str) -> bool| {
            page.until(what, async |page: &Page| {
                let box_to_paste_into = "document.getElementById('pasted')?.remove();
                    const box = document.createElement('textarea');
                    document.querySelector('main').append(box);
                    box.id = 'pasted';
                    box.focus();";
                page.script(box_to_paste_into, &[]).await;
                page.press("Control+v").await;
                is_it(&page.css("#pasted").value().await)
            })
            .await;
            page.script("document.getElementById('pasted').remove()", &[])
                .await;
        };
        let more = page.css(".op-actions").button("Actions");
        more.click().await;
        copy("Copy operation ID").await;
        until_copied("its id", &|text| text == id).await;
        copy("Copy link").await;
        let link = format!("{}/operations/{id}", world.origin());
        until_copied("its link", &|text| text == link).await;
        more.click().await;
        copy("Copy as curl").await;
        until_copied("its call", &|text| {
            text.starts_with("curl ") && text.contains(id)
        })
        .await;

        page.link("Show in the list").click().await;
        page.until_parameters(&[("job_ids", id)]).await;
        page.until_listed(&world.listing(&[("job_ids", id)]).await)
            .await;
        page.back().await;
        until_operation_is(&page, "ready").await;
        let cluster = text(&operation, "resource_ids").split(' ').next();
        let cluster = cluster.unwrap_or_default();
        page.css("[data-field=resource_ids]")
            .link(cluster)
            .click()
            .await;
        page.until_parameters(&[("resource_ids", cluster)]).await;
        page.until_listed(&world.listing(&[("resource_ids", cluster)]).await)
            .await;
    });
}

#[test]
fn what_happened_before_on_the_same_cluster_is_listed() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let id = log.text(0, "job_id");
        let created = iso(log.time(0, "create_time"));
        let created = created.as_str();
        let after_it = iso(log.time(0, "create_time") + chrono::TimeDelta::seconds(1));
        let after_it = after_it.as_str();
        let cluster = log.text(0, "resource_ids").split(' ').next();
        let cluster = cluster.unwrap_or_default();
        let page = world.open(&format!("/operations/{id}")).await;
        until_operation_is(&page, "ready").await;
        let before = world
            .listing(&[
                ("resource_ids", cluster),
                ("end_time", created),
                ("limit", "10"),
            ])
            .await;
        let expected: Vec<_> = before
            .ids()
            .into_iter()
            .filter(|other| *other != id)
            .map(|other| format!("/operations/{other}"))
            .collect();
        assert_ne!(expected.len(), 0);
        page.until_equal("what happened before", json!(expected), async |page| {
            let hrefs = "return [...document.querySelectorAll('.op-related-list a')]
                .map((link) => link.getAttribute('href'))";
            page.script(hrefs, &[]).await
        })
        .await;

        page.link("Show later operations").click().await;
        page.until_parameters(&[
            ("resource_ids", cluster),
            ("start_time", after_it),
            ("reverse", "0"),
        ])
        .await;
        let after = world
            .listing(&[
                ("resource_ids", cluster),
                ("start_time", after_it),
                ("reverse", "0"),
            ])
            .await;
        page.until_listed(&after).await;
    });
}

#[test]
fn the_neighbours_in_the_list_are_one_step_away() {
    e2e::run(async |world| {
        let log = world.listing(&[("status", "successful")]).await;
        let page = world.open("/operations?status=successful").await;
        page.until_listed(&log).await;
        let address =
            |row: usize| format!("/operations/{}?status=successful", log.text(row, "job_id"));
        page.row(log.text(0, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        page.until_address(&address(0)).await;
        page.css("a[rel=prev]").until_gone().await;
        // It keeps its place.
        page.css(".op-button-off")
            .until_text("Previous in the list")
            .await;
        page.link("Next in the list").click().await;
        page.until_address(&address(1)).await;
        until_operation_is(&page, "ready").await;
        assert_fields_equal(&page, &log.rows[1]).await;
        page.press("n").await;
        page.until_address(&address(2)).await;
        page.press("p").await;
        page.until_address(&address(1)).await;
        page.link("Previous in the list").click().await;
        page.until_address(&address(0)).await;
        page.link("Back to the list").click().await;
        page.until_parameters(&[("status", "successful")]).await;
        page.until_listed(&log).await;
    });
}

#[test]
fn a_reload_keeps_the_neighbours_and_the_way_back_keeps_the_place() {
    e2e::run(async |world| {
        let log = world.listing(&[("status", "failed")]).await;
        let page = world.open("/operations?status=failed").await;
        page.until_listed(&log).await;
        let id = log.text(7, "job_id");
        page.row(id).css("a.op-row-link").click().await;
        until_operation_is(&page, "ready").await;
        page.link("Next in the list").click().await;
        page.until_address(&format!(
            "/operations/{}?status=failed",
            log.text(8, "job_id")
        ))
        .await;
        // Past the operations between, to the row of the last one.
        page.link("Back to the list").click().await;
        page.until_listed(&log).await;
        page.row(log.text(8, "job_id"))
            .css("a.op-row-link")
            .until_focused()
            .await;
        page.forward().await;
        until_operation_is(&page, "ready").await;

        page.reload().await;
        until_operation_is(&page, "ready").await;
        page.link("Next in the list").until_visible().await;
        page.until_idle().await;
        let calls = page.requests().await.len();
        page.press("r").await;
        page.until("a refresh", async |page| {
            page.requests().await.len() > calls
        })
        .await;
        page.css(".op-page-head .op-as-of").until_visible().await;
    });
}

#[test]
fn an_unknown_operation_has_a_screen_of_its_own() {
    e2e::run(async |world| {
        let page = world.open("/operations/j-never0was").await;
        until_operation_is(&page, "not-found").await;
        page.css(".op-screen h2")
            .until_text("Operation not found")
            .await;
        page.css(".op-screen")
            .text_containing("j-never0was")
            .until_visible()
            .await;
        assert!(page.requests().await.len() <= 2);
        // Whoever looks in the wrong zone finds nothing either.
        let log = world.listing(&[]).await;
        let id = log.text(0, "job_id");
        page.go(&format!("/operations/{id}?zone=jinan1")).await;
        until_operation_is(&page, "not-found").await;
        page.link("Back to the list").click().await;
        page.until_parameters(&[("zone", "jinan1")]).await;
        page.until_listed(&world.listing(&[("zone", "jinan1")]).await)
            .await;
        page.assert_no_console_errors(&[]).await;
    });
}
