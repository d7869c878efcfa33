//! The rows that are shown before the panel is there, held against those of the panel.

use e2e::{Find, Page, Scratch, Setup, World};
use serde_json::{Value, json};
use std::path::Path;
use std::{env, fs};

/// A copy of the page's files that can be changed.
fn copied_page() -> Scratch {
    let folder = Scratch::new().expect("a folder for the page");
    let dist = env::var_os("HPC_DIST").expect("HPC_DIST");
    for entry in fs::read_dir(dist).expect("dist").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // The gateway would send a compressed page that nobody has changed.
        if entry.path().is_file() && !name.ends_with(".br") && !name.ends_with(".gz") {
            fs::copy(entry.path(), folder.path().join(&name)).expect("a copy");
        }
    }
    folder
}

/// The page's files, with a panel that starts only when a test says so, and with an answer in a file
/// in the place of the API, if there is one.
fn held_page(answer: Option<&Value>) -> Scratch {
    let folder = copied_page();
    change_page(folder.path(), |page| {
        let held = page.replace(
            "await init(",
            "await new Promise((start) => { window.startPanel = start; });\nawait init(",
        );
        assert_ne!(held, page, "the page starts its panel in another way now");
        held
    });
    if let Some(answer) = answer {
        fs::write(folder.path().join("answer.json"), answer.to_string()).expect("an answer");
        change_page(folder.path(), |page| {
            let changed = page.replace("\"api_url\": \"\"", "\"api_url\": \"/answer.json\"");
            assert_ne!(
                changed, page,
                "the page has its settings in another way now"
            );
            changed
        });
    }
    folder
}

/// Runs a test in the page whose panel starts only when the test says so.
fn run_held(test: impl AsyncFnMut(&World)) {
    let folder = held_page(None);
    Setup::new().dist(folder.path().to_owned()).run(test);
}

fn change_page(folder: &Path, change: impl Fn(String) -> String) {
    let path = folder.join("index.html");
    let page = fs::read_to_string(&path).expect("a page");
    fs::write(path, change(page)).expect("a changed page");
}

/// The rows as they are now: for each its id, its place, and of each cell what is read, heard and
/// followed there. Titles come with the panel.
async fn rows(page: &Page) -> Vec<Value> {
    let rows = page
        .script(
            "const each = (cell, what, read) => [...cell.querySelectorAll(what)].map(read);
             const cellOf = (cell) => [
                 cell.dataset.column,
                 cell.textContent,
                 ...each(cell, 'a[href]', (link) => link.href),
                 ...each(cell, '[aria-label]', (control) => control.ariaLabel),
                 ...each(cell, '[data-status]', (badge) => badge.dataset.status),
                 ...each(cell, '[lang]', (text) => text.lang),
                 ...each(cell, 'time', (time) => time.dateTime),
                 ...each(cell, 'path', (path) => path.getAttribute('d')),
                 ...each(cell, '[tabindex]', (stop) => (stop.href || stop.type ? stop.tabIndex : null)),
             ].filter((part) => part !== null).map(String);
             return [...document.querySelectorAll('#console tbody tr')].map((row) => ({
                 id: row.dataset.jobId ?? null,
                 top: Math.round(row.getBoundingClientRect().top),
                 cells: [...row.cells].map(cellOf),
             }));",
            &[],
        )
        .await;
    rows.as_array().cloned().unwrap_or_default()
}

/// What is told above the rows of a page that is not narrow: zone, which rows, and their order, with
/// the place of each.
async fn told(page: &Page) -> Value {
    page.script(
        "return [...document.querySelectorAll('#console :is(.op-zone, .op-range, .op-order)')].map(
             (told) => [told.textContent.trim(), Math.round(told.getBoundingClientRect().left)]);",
        &[],
    )
    .await
}

async fn until_first_rows(page: &Page) {
    page.css("#console tbody tr").nth(0).until_visible().await;
    assert!(!has_panel(page).await, "the panel did not wait");
}

/// Waits until the first call was answered and what could be shown of it is painted, if there is a call.
async fn until_answer_was_read(page: &Page) {
    page.script(
        "const call = window.hpcOperationsFirstCall;
         return call ? call.text.then(() => new Promise(requestAnimationFrame)) : 0",
        &[],
    )
    .await;
}

async fn has_panel(page: &Page) -> bool {
    let shell = "return document.querySelector('.op-shell-filters') === null";
    page.script(shell, &[]).await == json!(true)
}

/// Waits until the rows have these statuses and no other; null for several.
async fn until_statuses(page: &Page, expected: Value) {
    page.until("the statuses of the rows", async |page| {
        let statuses = "
            const badges = document.querySelectorAll('#console tbody [data-status]');
            return [...new Set([...badges].map((badge) => badge.dataset.status))];";
        let shown = page.script(statuses, &[]).await;
        let is_one = shown.as_array().is_some_and(|shown| shown.len() == 1);
        if expected.is_null() {
            !is_one && shown != json!([])
        } else {
            shown == expected
        }
    })
    .await;
}

/// Waits until the script that starts the panel is there and waits for the test.
async fn until_held(page: &Page) {
    page.until("a panel that waits", async |page| {
        let is_held = page.script("return 'startPanel' in window", &[]).await;
        (is_held == json!(true)).then_some(())
    })
    .await;
}

async fn start_panel(page: &Page) {
    until_held(page).await;
    page.script("window.startPanel()", &[]).await;
    page.until_state("ready").await;
}

/// Asserts that each row that was shown is what the panel shows. Returns how many were shown, not
/// left as bars.
fn assert_same(first: &[Value], panel: &[Value], context: &str) -> usize {
    assert_eq!(first.len(), panel.len(), "{context}");
    let mut shown = 0;
    for (first, panel) in first.iter().zip(panel) {
        assert_eq!(first["top"], panel["top"], "{context}");
        if first["id"].is_null() {
            continue;
        }
        shown += 1;
        let cells = |row: &Value| row["cells"].as_array().cloned().unwrap_or_default();
        let (first, panel) = (cells(first), cells(panel));
        let is_pending = first
            .iter()
            .any(|cell| cell.to_string().contains("pending"));
        assert_eq!(first.len(), panel.len(), "{context}");
        for (first, panel) in first.iter().zip(panel) {
            // How long an operation has been running depends on the panel's clock.
            if !(is_pending && first.to_string().contains("duration")) {
                assert_eq!(*first, panel, "{context}");
            }
        }
    }
    shown
}

#[test]
fn the_first_rows_are_those_of_the_panel() {
    for language in ["en", "zh-CN"] {
        let folder = held_page(None);
        Setup::new()
            .dist(folder.path().to_owned())
            .language(language)
            .time_zone("Asia/Kolkata")
            .run(async |world| {
                for query in [
                    "limit=100",
                    "tz=utc",
                    "status=failed&tz=utc8&limit=50",
                    "start_time=2026-01-01T00:00:00Z&page=2",
                ] {
                    let page = world.open(&format!("/operations?{query}")).await;
                    until_first_rows(&page).await;
                    let first = rows(&page).await;
                    let above = told(&page).await;
                    start_panel(&page).await;
                    let context = format!("{language} {query}");
                    assert_eq!(above.as_array().map(Vec::len), Some(3), "{context}");
                    assert_eq!(above, told(&page).await, "{context}");
                    let shown = assert_same(&first, &rows(&page).await, &context);
                    assert!(
                        shown * 10 > first.len() * 7,
                        "{shown} of {}: {context}",
                        first.len()
                    );
                }
            });
    }
}

/// An answer with rows that need judgement, and some that need none.
fn odd_answer() -> Value {
    let plain = json!({
        "job_id": "j-plain", "job_action": "HpcJobStopJobs", "action_describe": "取消作业",
        "status": "successful", "create_time": "2026-04-06T01:26:33Z",
        "status_time": "2026-04-06T03:26:40Z", "owner": "usr-GxkSGFDs",
        "resource_ids": "hpcjob-1 ehpc-2 cln-3", "error_codes": "", "submitter": "nscca-hpc1",
    });
    let changes = [
        json!({}),
        json!({"owner": "", "resource_ids": "", "submitter": null}),
        json!({"job_action": "SomethingNew", "action_describe": "做些新的"}),
        json!({"job_action": "SomethingNew", "action_describe": ""}),
        json!({"job_action": "constructor", "action_describe": "Do it <b>now</b>"}),
        json!({"status": "failed", "error_codes": "5100: ServerBusy, try again (soon)"}),
        json!({"status": "failed", "error_codes": "1400 5000"}),
        json!({"status": "failed", "error_codes": "no such code"}),
        json!({"status": "failed", "error_codes": "1660"}),
        json!({"status": "working"}),
        json!({"create_time": "2026-4-6T01：26：33Z"}),
        json!({"status_time": "2026-04-06T01:26:30Z"}),
        json!({"status_time": "2026-04-08T01:26:33Z"}),
        json!({"status_time": "yesterday"}),
        json!({"owner": "Zhang San"}),
        json!({"owner": ["usr-1"]}),
        json!({"resource_ids": "/mnt/share"}),
        json!({"resource_ids": ["ehpc-1"]}),
        json!({"action_describe": "turned \u{202e} around", "job_action": "X"}),
        json!({"action_describe": " padded ", "job_action": "X"}),
    ];
    let rows: Vec<Value> = changes
        .iter()
        .enumerate()
        .map(|(index, changes)| {
            let mut row = plain.clone();
            row["job_id"] = json!(format!("j-odd{index}"));
            for (key, value) in changes.as_object().into_iter().flatten() {
                row[key] = value.clone();
            }
            row
        })
        .collect();
    json!({"ret_code": 0, "total_count": rows.len(), "job_set": rows})
}

#[test]
fn on_a_phone_the_rows_begin_where_the_first_rows_did() {
    let folder = held_page(None);
    Setup::new()
        .dist(folder.path().to_owned())
        .language("zh-CN")
        .run(async |world| {
            let page = world.page();
            page.resize(360, 700).await;
            // Count and zone of the second have two lines.
            for query in ["status=failed", "tz=utc"] {
                page.go(&format!("/operations?{query}")).await;
                until_first_rows(&page).await;
                let first = rows(&page).await;
                start_panel(&page).await;
                // A row that is left as a bar is lower than the panel's.
                assert_eq!(first[0]["top"], rows(&page).await[0]["top"], "{query}");
            }
        });
}

#[test]
fn a_row_that_needs_judgement_is_left_to_the_panel() {
    for language in ["en", "zh-CN"] {
        let folder = held_page(Some(&odd_answer()));
        Setup::new()
            .dist(folder.path().to_owned())
            .language(language)
            .run(async |world| {
                let page = world.open("/operations").await;
                until_first_rows(&page).await;
                let first = rows(&page).await;
                start_panel(&page).await;
                // A row higher than the others cannot be foreseen.
                let shown = assert_same(&first, &rows(&page).await, language);
                assert!(shown >= 5 && shown < first.len(), "{shown}");
            });
    }
}

#[test]
fn an_answer_or_a_query_that_needs_judgement_stays_the_skeleton() {
    let turned = {
        let mut answer = odd_answer();
        answer["job_set"][1]["create_time"] = json!("2026-05-06T01:26:33Z");
        answer
    };
    let twice = {
        let mut answer = odd_answer();
        answer["job_set"][1]["job_id"] = json!("j-odd0");
        answer
    };
    let ignored = odd_answer();
    for (answer, query) in [
        (&turned, ""),
        (&twice, ""),
        (&json!({"ret_code": 5100, "message": "busy"}), ""),
        (&json!({"ret_code": 0, "total_count": 0, "job_set": []}), ""),
        (&ignored, "?status=pending"),
        (&ignored, "?search_word=usr"),
        (&ignored, "?sort=owner"),
    ] {
        let folder = held_page(Some(answer));
        Setup::new()
            .dist(folder.path().to_owned())
            .run(async |world| {
                let page = world.open(&format!("/operations{query}")).await;
                page.css(".op-skeleton-row").nth(0).until_visible().await;
                until_answer_was_read(&page).await;
                assert_eq!(rows(&page).await, Vec::<Value>::new(), "{answer} {query}");
                page.script("window.startPanel()", &[]).await;
                page.field("search_word").until_visible().await;
            });
    }
}

#[test]
fn rows_that_an_open_timeline_would_push_down_are_left_to_the_panel() {
    run_held(async |world| {
        let page = world.open("/operations").await;
        until_first_rows(&page).await;
        let open = "localStorage.setItem('hpc-operations.timeline', 'on')";
        page.script(open, &[]).await;
        page.reload().await;
        page.css(".op-skeleton-row").nth(0).until_visible().await;
        until_answer_was_read(&page).await;
        assert_eq!(rows(&page).await, Vec::<Value>::new());
        page.script("window.startPanel()", &[]).await;
        page.css(".op-timeline").until_visible().await;
    });
}

#[test]
fn the_panel_takes_the_place_of_the_first_rows_in_one_frame() {
    run_held(async |world| {
        let page = world.open("/operations?status=successful&limit=100").await;
        until_first_rows(&page).await;
        page.assert_no_axe_violations("first rows").await;
        let reader = "
                const text = String(getSelection()).replace(/\\s+/g, '');
                return [scrollY, document.activeElement.getAttribute('href'), text];";
        page.script(
            "const rows = document.querySelectorAll('#console tbody tr');
                 const text = (row) => rows[row].querySelector('.op-sub').firstChild;
                 rows[5].querySelector('.op-row-link').focus();
                 scrollTo(0, 120);
                 getSelection().setBaseAndExtent(text(4), 2, text(5), 5);
                 window.frames = new Set();
                 const look = () => {
                     const rows = document.querySelectorAll('#console tbody tr').length;
                     const shell = document.querySelectorAll('.op-shell-filters').length;
                     frames.add(rows + ' rows, ' + shell);
                     requestAnimationFrame(look);
                 };
                 look();",
            &[],
        )
        .await;
        let before = page.script(reader, &[]).await;
        assert!(before[0] == json!(120) && before[1].is_string(), "{before}");
        start_panel(&page).await;
        assert_eq!(page.script(reader, &[]).await, before);
        let frames = page.script("return [...frames]", &[]).await;
        assert_eq!(frames, json!(["100 rows, 1", "100 rows, 0"]));
        assert_eq!(page.script("return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/operation')).length", &[]).await, json!(1));
    });
}

#[test]
fn a_status_that_is_chosen_before_the_panel_is_there_is_asked_for_at_once() {
    run_held(async |world| {
        let page = world.open("/operations?tz=utc&page=2").await;
        until_first_rows(&page).await;
        let chosen = "
                const choice = document.querySelector('[name=status]:checked');
                return choice.getAttribute('value') ?? ''";
        page.css("[name=status][value=failed]").click().await;
        page.until_address("/operations?tz=utc&status=failed").await;
        until_statuses(&page, json!(["failed"])).await;
        page.back().await;
        page.until_address("/operations?tz=utc&page=2").await;
        until_statuses(&page, Value::Null).await;
        assert_eq!(page.script(chosen, &[]).await, json!(""));
        page.forward().await;
        until_statuses(&page, json!(["failed"])).await;
        assert_eq!(page.script(chosen, &[]).await, json!("failed"));
        page.css("[name=status][value=successful]").click().await;
        until_statuses(&page, json!(["successful"])).await;
        assert!(!has_panel(&page).await, "the panel did not wait");

        let (first, calls) = (rows(&page).await, page.requests().await.len());
        start_panel(&page).await;
        assert_same(&first, &rows(&page).await, "after a choice");
        assert_eq!(page.requests().await.len(), calls, "asked twice");
        assert_eq!(page.script(chosen, &[]).await, json!("successful"));
        let focused = "return document.activeElement.value";
        assert_eq!(page.script(focused, &[]).await, json!("successful"));
        page.back().await;
        page.until_parameters(&[("tz", "utc"), ("status", "failed")])
            .await;
        until_statuses(&page, json!(["failed"])).await;
    });
}

#[test]
fn what_is_typed_before_the_panel_is_there_is_in_its_search_box() {
    run_held(async |world| {
        let page = world.open("/operations").await;
        until_first_rows(&page).await;
        until_held(&page).await;
        page.press("/").await;
        page.type_text("submit/").await;
        page.press("Enter").await;
        let before = page.css(".op-shell-search input");
        assert_eq!(before.value().await, "submit/");
        start_panel(&page).await;
        let search = page.field("search_word");
        search.until_focused().await;
        page.press("Backspace").await;
        assert_eq!(search.value().await, "submit");
        page.until_parameters(&[("search_word", "submit")]).await;
        // What a link searches for stands in the box, and is not searched for again.
        page.go("/operations?search_word=submi").await;
        until_held(&page).await;
        assert_eq!(before.value().await, "submi");
        page.press("/").await;
        page.press("End").await;
        page.type_text("t").await;
        page.css("[name=status][value=failed]").click().await;
        start_panel(&page).await;
        page.until_parameters(&[("status", "failed"), ("search_word", "submit")])
            .await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn a_word_of_an_input_method_is_complete_before_the_panel_comes() {
    run_held(async |world| {
        let page = world.open("/operations").await;
        until_first_rows(&page).await;
        until_held(&page).await;
        page.press("/").await;
        page.script(
            "const box = document.activeElement;
                 box.dispatchEvent(new CompositionEvent('compositionstart'));
                 box.value = 'jiedian';
                 const composed = window.hpcOperationsComposed;
                 composed.then = (...then) => {
                     window.waits = true;
                     return Promise.prototype.then.apply(composed, then);
                 };
                 window.startPanel();",
            &[],
        )
        .await;
        page.until("a panel that waits for the word", async |page| {
            let waits = page.script("return window.waits ?? false", &[]).await;
            (waits == json!(true)).then_some(())
        })
        .await;
        assert!(!has_panel(&page).await, "the panel did not wait");
        page.script(
            "const box = document.activeElement;
                 box.value = '节点';
                 box.dispatchEvent(new CompositionEvent('compositionend'));",
            &[],
        )
        .await;
        let search = page.field("search_word");
        search.until_focused().await;
        assert_eq!(search.value().await, "节点");
        page.until_parameters(&[("search_word", "节点")]).await;
    });
}

#[test]
fn a_button_of_the_first_rows_is_pressed_when_the_panel_is_there() {
    run_held(async |world| {
        let page = world.open("/operations").await;
        until_first_rows(&page).await;
        until_held(&page).await;
        page.css("tbody tr .op-row-menu").nth(2).click().await;
        start_panel(&page).await;
        page.css("[role=menu]:popover-open").until_visible().await;
        page.press("Escape").await;
        page.css("tbody tr .op-row-menu")
            .nth(2)
            .until_focused()
            .await;
        // Twice turns an order round, as it does later.
        page.go("/operations").await;
        until_first_rows(&page).await;
        until_held(&page).await;
        let heading = page.css("th[data-column=duration] button");
        heading.click().await;
        heading.click().await;
        start_panel(&page).await;
        page.until_parameters(&[("sort", "-duration")]).await;
    });
}

#[test]
fn a_reader_is_where_he_was_before_the_panel_is_there() {
    run_held(async |world| {
        let stands = async |page: &Page| page.scroll_position().await;
        let page = world.open("/operations?limit=50").await;
        until_first_rows(&page).await;
        start_panel(&page).await;
        page.until_idle().await;
        page.scroll_to(0, 600).await;
        page.until_equal("the scroll", [0, 600], stands).await;
        page.reload().await;
        until_first_rows(&page).await;
        page.until_equal("the scroll", [0, 600], stands).await;
        start_panel(&page).await;
        page.until_equal("the scroll", [0, 600], stands).await;
        // Where there are no rows yet, focus stays all the same.
        page.go("/operations?sort=-duration").await;
        page.css("#console .op-skeleton-row")
            .nth(0)
            .until_visible()
            .await;
        page.css("[name=status][value=failed]").click().await;
        page.until_address_contains("status=failed").await;
        assert!(!has_panel(&page).await, "the panel did not wait");
        start_panel(&page).await;
        let focused = "return document.activeElement.value";
        assert_eq!(page.script(focused, &[]).await, json!("failed"));
    });
}

#[test]
fn the_first_rows_answer_while_the_panel_is_built() {
    run_held(async |world| {
        let page = world.open("/operations?limit=100").await;
        until_first_rows(&page).await;
        until_held(&page).await;
        // Each task of the start waits to be taken.
        page.script(
                "window.tasks = [];
                 window.MessageChannel = class {
                     port1 = { close() {} };
                     port2 = { postMessage: () => tasks.push(() => this.port1.onmessage({})) };
                 };
                 window.said = [];
                 new MutationObserver((changes) => {
                     const live = changes.filter(({ target }) => target.classList?.contains('op-live'));
                     said.push(...live.map(({ target }) => target.textContent));
                 }).observe(document, { subtree: true, childList: true });
                 window.startPanel();",
                &[],
            )
            .await;
        let next_task = async || {
            page.until("a task of the start", async |page| {
                let task = page.script("return tasks.length", &[]).await;
                (task == json!(1)).then_some(())
            })
            .await;
        };
        for _ in 0..3 {
            next_task().await;
            page.script("tasks.shift()()", &[]).await;
        }
        next_task().await;
        assert!(!has_panel(&page).await, "the panel is built in one task");
        page.css("[name=status][value=failed]").click().await;
        page.until_address("/operations?limit=100&status=failed")
            .await;
        page.script(
            "const task = tasks.shift();
                 window.tasks = { push: (task) => setTimeout(task) };
                 task();",
            &[],
        )
        .await;
        page.until_state("ready").await;
        assert!(has_panel(&page).await);
        until_statuses(&page, json!(["failed"])).await;
        let focused = "return document.activeElement.value";
        assert_eq!(page.script(focused, &[]).await, json!("failed"));
        // Words that come with their region are not read.
        page.until("what is said once the panel is there", async |page| {
            let said = page.script("return said.join()", &[]).await.to_string();
            said.contains("operations").then_some(())
        })
        .await;
        page.back().await;
        page.until_address("/operations?limit=100").await;
        page.until_state("ready").await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn the_panel_starts_without_the_script_of_the_first_rows() {
    let folder = held_page(None);
    for entry in fs::read_dir(folder.path()).expect("the page").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("rows-") {
            fs::remove_file(entry.path()).expect("the script can be removed");
        }
    }
    Setup::new()
        .dist(folder.path().to_owned())
        .run(async |world| {
            let page = world.open("/operations").await;
            page.css(".op-skeleton-row").nth(0).until_visible().await;
            let says_it_cannot = "return !document.getElementById('boot-failed').hidden";
            assert_eq!(page.script(says_it_cannot, &[]).await, json!(false));
            start_panel(&page).await;
        });
}

/// The page's files, whose first answer comes when `comes` calls `go`, and which notes how many rows
/// there were when the panel started.
fn page_with_late_answer(comes: &str) -> Scratch {
    let folder = copied_page();
    change_page(folder.path(), |page| {
        let late = format!(
            "const ask = window.fetch;
             window.fetch = (...what) => new Promise((go) => {{ {comes} }}).then(() => ask(...what));
             window.hpcOperationsAsk();
             window.fetch = ask;"
        );
        let changed = page.replace("window.hpcOperationsAsk();", &late).replace(
            "await init(",
            "window.before = document.querySelectorAll('#console tbody tr').length;\nawait init(",
        );
        assert!(changed.contains("...what") && changed.contains("window.before"));
        changed
    });
    folder
}

#[test]
fn the_panel_starts_after_the_first_rows_and_without_them_if_they_are_late() {
    // The panel's own script has run once the document is complete.
    let soon = "document.addEventListener('DOMContentLoaded', () => setTimeout(go, 50))";
    Setup::new()
        .dist(page_with_late_answer(soon).path().to_owned())
        .run(async |world| {
            let page = world.page();
            // On a busy machine the answer can be late for once.
            page.until("rows before the panel", async |page| {
                page.go("/operations").await;
                page.field("search_word").until_visible().await;
                page.script("return window.before", &[]).await != json!(0)
            })
            .await;
        });
    Setup::new()
        .dist(
            page_with_late_answer("window.letAnswer = go")
                .path()
                .to_owned(),
        )
        .run(async |world| {
            let page = world.page();
            page.go("/operations").await;
            page.field("search_word").until_visible().await;
            assert_eq!(page.script("return window.before", &[]).await, json!(0));
            page.script("window.letAnswer()", &[]).await;
            page.css("tr[data-job-id]").nth(0).until_visible().await;
            assert_eq!(page.requests().await.len(), 1, "asked once");
        });
}
