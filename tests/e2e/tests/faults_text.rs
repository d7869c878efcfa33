//! Values that are markup, run the other way, or are longer than any page: all
//! of them are shown as the text that they are.

use e2e::{Find, Page, Scratch, Setup, World};
use serde_json::{Value, json};
use std::fs;

/// Would run a script in every place where text is taken for markup.
const MARKUP: &str = "\"'><img src=x onerror=\"window.alerts++\"><script>window.alerts++</script>\
     <svg onload=window.alerts++>{{7*7}}${7*7}";

/// Arabic, Hebrew, an override of the direction that nobody ends, and people,
/// flags and families that are one sign of many characters.
const TURNED: &str = "عملية فاشلة \u{202e}txt.exe עברית 👩🏽‍🔬🏳️‍🌈👨‍👩‍👧‍👦 e\u{301}";

/// The text fields of an operation that a row shows, by the column.
const COLUMNS: [(&str, &str); 3] = [
    ("status", "status"),
    ("owner", "owner"),
    ("submitter", "submitter"),
];

/// The text fields of an operation that its own page shows as they are.
const FIELDS: [&str; 6] = [
    "job_id",
    "job_action",
    "action_describe",
    "owner",
    "submitter",
    "error_codes",
];

/// An operation all of whose texts are `text`. Its ids are what of it may stand in
/// an id: at most 128 characters, no blanks and no slashes among them.
fn operation(number: usize, text: &str) -> Value {
    let in_ids: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"/\\?#,\u{202e}".contains(*c))
        .take(100)
        .collect();
    json!({
        "job_id": format!("j-{number}{in_ids}"),
        "job_action": text,
        "action_describe": text,
        "status": text,
        "owner": format!("usr-{in_ids}"),
        "submitter": text,
        "resource_ids": format!("ehpc-{in_ids} {text}"),
        "error_codes": text,
        "directive": text,
        "create_time": format!("2022-04-06T01:26:{number:02}Z"),
        "status_time": format!("2022-04-06T01:27:{number:02}Z"),
        "zone_id": "jinan1a",
        "unheard_of": text,
    })
}

/// Runs a test on a log with three such operations, newest first: markup, turned
/// and long ones; and one whose times are markup as well.
fn run(mut test: impl AsyncFnMut(&World, &[Value])) {
    let long = "0123456789".repeat(1000);
    let mut timeless = operation(1, "<b>bold</b>");
    timeless["create_time"] = json!(MARKUP);
    timeless["status_time"] = json!(MARKUP);
    let operations = [
        operation(4, MARKUP),
        operation(3, TURNED),
        operation(2, &long),
        timeless,
    ];
    let folder = Scratch::new().expect("a folder for the log");
    let file = folder.path().join("operations.json");
    fs::write(&file, json!(operations).to_string()).expect("the log can be written");
    let file = file.to_str().expect("the folder has a plain name");
    Setup::new()
        .gateway(&["--data", file])
        .run(async |world| test(world, &operations).await);
}

fn text<'a>(operation: &'a Value, field: &str) -> &'a str {
    operation[field].as_str().unwrap_or_default()
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as a page shows it in one line, with a mark for the sign that turns others.
fn marked(text: &str) -> String {
    in_one_line(&text.replace('\u{202e}', "⟨U+202E⟩"))
}

/// Opens the list with alarms set for whatever runs or is made of the texts.
async fn open(world: &World, operations: &[Value]) -> Page {
    let page = world
        .open_after(
            "window.alerts = 0; window.alert = () => { window.alerts += 1; }",
            "/operations?verbose=1",
        )
        .await;
    page.until_state("ready").await;
    page.until_rows(operations.len()).await;
    page
}

async fn assert_nothing_ran(page: &Page) {
    let made = page
        .script(
            "const made = 'script, img, b, i, iframe, [onload], [onerror], a[href^=javascript]';
             return [window.alerts ?? 0, document.querySelectorAll(`main :is(${made})`).length]",
            &[],
        )
        .await;
    assert_eq!(
        made,
        json!([0, 0]),
        "something was made of the texts or ran"
    );
}

/// What of a view is wider than the window, if anything is.
async fn too_wide(page: &Page, what: &str) -> Option<String> {
    let seen = page
        .script(
            "const width = document.documentElement.clientWidth;
             const wide = [...document.querySelectorAll('main *')]
                 .filter((element) => element.getBoundingClientRect().right > width + 1)
                 .map(({ localName, className, dataset }) =>
                     `${localName}.${className.baseVal ?? className} ${dataset.column ?? dataset.field ?? ''}`);
             return [document.scrollingElement.scrollWidth - width, wide.slice(0, 8).join(', ')]",
            &[],
        )
        .await;
    let [window, _] = page.viewport().await;
    let excess = seen[0].as_i64().unwrap_or_default();
    (excess > 0).then(|| format!("{what} by {excess} at {window}: {}", seen[1]))
}

#[test]
fn every_text_is_shown_as_text_in_the_list_and_on_its_own_page() {
    run(async |world, operations| {
        let page = open(world, operations).await;
        assert_nothing_ran(&page).await;
        for operation in &operations[..3] {
            let id = text(operation, "job_id");
            let shown = page.table().await;
            let row = shown
                .rows
                .iter()
                .find(|row| row.id.as_deref() == Some(id))
                .unwrap_or_else(|| {
                    panic!("no row for {}", id.chars().take(40).collect::<String>())
                });
            for (column, field) in COLUMNS {
                assert_eq!(
                    in_one_line(row.cell(column)),
                    marked(text(operation, field)),
                    "{column}"
                );
            }
        }
        for index in 0..3 {
            let operation = &operations[index];
            page.css("tbody tr")
                .nth(index)
                .css("a.op-row-link")
                .press("Enter")
                .await;
            for field in FIELDS {
                let shown = page.css(&format!("[data-field={field}]"));
                let expected = marked(text(operation, field));
                page.until_equal(field, expected, async |_| in_one_line(&shown.text().await))
                    .await;
            }
            page.css("article[data-state=ready]").until_visible().await;
            page.css("details.op-raw > summary").click().await;
            assert_nothing_ran(&page).await;
            page.back().await;
            page.until_rows(operations.len()).await;
        }
        // The empty document that it began in is none of the site's.
        page.assert_no_console_errors(&["/nothing-here.txt", "/favicon.ico"])
            .await;
    });
}

#[test]
fn no_text_makes_the_page_wider_than_the_window() {
    run(async |world, operations| {
        let mut wide = Vec::new();
        for (width, height) in [(1280, 800), (360, 740)] {
            world.page().resize(width, height).await;
            let page = open(world, operations).await;
            wide.extend(too_wide(&page, "the list").await);
            for index in 0..operations.len() {
                page.css("tbody tr")
                    .nth(index)
                    .css("a.op-row-link")
                    .press("Enter")
                    .await;
                page.css("article[data-state=ready]").until_visible().await;
                page.css("details.op-raw > summary").click().await;
                wide.extend(too_wide(&page, &format!("operation {index}")).await);
                page.back().await;
                page.until_rows(operations.len()).await;
            }
            // Among the filters, too.
            let long = "z".repeat(500);
            let words = format!("{long} {TURNED}");
            page.field("search_word").focus().await;
            // No keyboard has all of these.
            page.compose(&[], &words).await;
            page.press("Enter").await;
            page.until_parameters(&[("search_word", &words), ("verbose", "1")])
                .await;
            page.until_idle().await;
            wide.extend(too_wide(&page, "the filters").await);
        }
        assert!(
            wide.is_empty(),
            "wider than the window: {}",
            wide.join("\n")
        );
    });
}

#[test]
fn the_menu_and_the_filters_of_such_a_row_work() {
    run(async |world, operations| {
        let page = open(world, operations).await;
        for index in 0..2 {
            let owner = text(&operations[index], "owner");
            page.css("tbody tr")
                .nth(index)
                .css("[data-column=owner] a")
                .click()
                .await;
            page.until_parameters(&[("owner", owner), ("verbose", "1")])
                .await;
            page.until_rows(1).await;
            assert_nothing_ran(&page).await;
            page.reload().await;
            page.until_rows(1).await;
            page.back().await;
            page.until_rows(operations.len()).await;
        }
    });
}
