//! The whole result of a query: its price, its load, what is shown of it.

use hpc_operations::api::{ApiError, Reply};
use operation_log::wire::{OperationPage, Refusal};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, MouseEvent, MouseEventInit};

use crate::harness::{Harness, dispatch, open, page_of, press, refused, settle, type_text, until};
use crate::timeline::Preferred;

/// How many rows the log of these tests has. Those with an even number took longer the older they are.
const ROWS: u32 = 250;

/// An answer with the rows from an offset.
fn rows(offset: u32, limit: u32) -> OperationPage {
    let rows: Vec<String> = (offset..ROWS.min(offset + limit))
        .map(|number| {
            let (minute, second) = ((ROWS - number) / 60, (ROWS - number) % 60);
            let lasts = number % 2 * number % 60;
            // Each fifth is of another.
            let owner = if number % 5 == 0 { "usr-b" } else { "usr-a" };
            format!(
                r#"{{"job_id":"j-{number}","status":"successful","job_action":"HpcJobStopJobs","owner":"{owner}",
                "resource_ids":"ehpc-1","create_time":"2022-04-06T01:{minute:02}:{second:02}Z",
                "status_time":"2022-04-06T02:{minute:02}:{lasts:02}Z"}}"#
            )
        })
        .collect();
    page_of(ROWS.into(), &rows)
}

/// A console that loads the whole result, after the first call for it.
async fn loading() -> Harness {
    loading_by("/operations?whole=1").await
}

async fn loading_by(link: &str) -> Harness {
    let console = open(link);
    console.serve(0).await;
    console.until_text("Load all 250 rows").await;
    console.button("Load all 250 rows").click();
    console.serve(1).await;
    console
}

impl Harness {
    /// Waits for a call and answers it with what it asks for.
    async fn serve(&self, call: usize) {
        self.until_calls(call + 1).await;
        let number = |key| self.sent(call, key).unwrap().parse().unwrap();
        self.answer(call, Ok(rows(number("offset"), number("limit"))));
    }

    fn first_ids(&self) -> Vec<String> {
        self.rows().into_iter().take(3).collect()
    }
}

#[wasm_bindgen_test]
async fn a_sort_of_the_whole_result_is_offered_with_its_price_and_loads_every_row() {
    let console = open("/operations?sort=-duration");
    console.serve(0).await;
    console
        .until_text("Sorted by Duration (descending), 20 loaded rows only")
        .await;
    console
        .until_text("3 calls · 0.2% of the hourly quota")
        .await;
    console.button("Sort all 250 rows").click();
    console
        .until_href("/operations?sort=-duration&whole=1")
        .await;
    console.serve(1).await;
    console.until_text("99 of 250 rows").await;
    assert_eq!(console.sent(1, "limit").as_deref(), Some("99"));
    console.serve(2).await;
    // A row of the call before comes along.
    assert_eq!(console.sent(2, "offset").as_deref(), Some("98"));
    assert_eq!(console.sent(2, "limit").as_deref(), Some("100"));
    console.serve(3).await;
    console
        .until_text("Sorted by Duration (descending), all 250 rows")
        .await;
    let header = console.find("th[data-column=duration]");
    assert_eq!(
        header.get_attribute("aria-sort").as_deref(),
        Some("descending")
    );
    let last = console.find(".op-pages li:last-child a");
    assert_eq!(last.text_content().as_deref(), Some("13"));
    last.click();
    console.until_text("241–250 of 250").await;
    console.find("th[data-column=create_time] button").click();
    console
        .until_text("Newest first, sorted by the server, all 250 rows")
        .await;
    assert_eq!(console.first_ids(), ["j-0", "j-1", "j-2"]);
    console.find("th[data-column=create_time] button").click();
    console
        .until_text("Oldest first, sorted by the server, all 250 rows")
        .await;
    assert_eq!(console.first_ids(), ["j-249", "j-248", "j-247"]);
    assert_eq!(console.calls(), 4, "what is here costs nothing");
}

#[wasm_bindgen_test]
async fn a_load_that_the_server_refused_asks_it_again_when_the_reader_does() {
    let console = loading().await;
    console.until_calls(3).await;
    console.answer(2, refused(2500));
    console.until_text("Over quota · first 99").await;
    console.button("Load the rest").click();
    console.until_calls(4).await;
    console.answer(3, refused(2500));
    console.until_text("Over quota · first 99").await;
    console.button("Load the rest").click();
    console.serve(4).await;
    console.serve(5).await;
    console.until_text("all 250 rows").await;
}

#[wasm_bindgen_test]
async fn a_load_that_goes_on_while_the_server_wants_no_calls_names_that_and_not_the_quota() {
    let console = loading().await;
    console.until_calls(3).await;
    let excerpt = String::new();
    let status = 503;
    let busy = Reply {
        retry_after: Some(90),
        ..Err(ApiError::Http { status, excerpt }).into()
    };
    console.reply(2, busy);
    let stopped = "The server is busy · first 99 of 250 rows";
    console.until_text(stopped).await;
    console.button("Load the rest").click();
    settle().await;
    console.until_text("Load the rest").await;
    assert!(console.text().contains(stopped), "{}", console.text());
    assert_eq!(console.calls(), 3);
}

#[wasm_bindgen_test]
async fn a_link_to_a_whole_result_tells_its_price_and_spends_nothing() {
    let console = open("/operations?sort=owner&whole=1");
    console.serve(0).await;
    console
        .until_text("3 calls · 0.2% of the hourly quota")
        .await;
    // The server's page is none of the sorted result.
    assert_eq!(console.find(".op-range").inner_text(), "20 rows");
    settle().await;
    assert_eq!(console.calls(), 1);
    console.button("Page by page").click();
    console.until_href("/operations?sort=owner").await;
    console.until_text("1–20 of 250").await;
    settle().await;
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn a_load_that_is_stopped_keeps_its_rows_and_goes_on_where_it_was() {
    let console = loading().await;
    console.until_calls(3).await;
    console.button("Stop and keep rows").click();
    console
        .until_text("Loading was stopped · first 99 of 250 rows")
        .await;
    console.until_text("1–20 of the first 99 of 250").await;
    assert!(console.is_aborted(2));
    console.answer(2, Err(ApiError::Aborted));
    console.button("Load the rest").click();
    console.serve(3).await;
    assert_eq!(console.sent(3, "offset").as_deref(), Some("98"));
    console.serve(4).await;
    console.until_text("Whole result: all 250 rows").await;
}

#[wasm_bindgen_test]
async fn a_load_that_fails_says_why_and_can_be_resumed() {
    let console = loading().await;
    console.until_calls(3).await;
    let message = "demo".to_owned();
    let denied = ApiError::Refused(Refusal {
        ret_code: 1400,
        message,
    });
    console.answer(2, Err(denied));
    console.until_text("first 99 of 250 rows").await;
    assert!(
        console.text().contains("Access denied"),
        "{}",
        console.text()
    );
    console.button("Load the rest").click();
    console.serve(3).await;
    console.serve(4).await;
    console.until_text("Whole result: all 250 rows").await;
}

#[wasm_bindgen_test]
async fn another_filter_asks_for_pages_again() {
    let console = loading().await;
    for call in 2..4 {
        console.serve(call).await;
    }
    console.until_text("Whole result: all 250 rows").await;
    console.status("failed").click();
    console.until_href("/operations?status=failed").await;
    console.serve(4).await;
    assert_eq!(console.sent(4, "limit").as_deref(), Some("20"));
}

#[wasm_bindgen_test]
async fn a_load_that_nobody_looks_at_is_paused() {
    let console = loading().await;
    console.until_calls(3).await;
    console.status("failed").click();
    console.until_href("/operations?status=failed").await;
    console.serve(3).await;
    assert!(console.is_aborted(2));
    console.answer(2, Err(ApiError::Aborted));
    settle().await;
    assert_eq!(console.calls(), 4);
}

#[wasm_bindgen_test]
async fn a_refresh_of_a_whole_result_asks_before_rows_are_given_up() {
    let console = loaded(loading().await).await;
    let select: HtmlSelectElement = console.find("select[name=refresh]").unchecked_into();
    assert!(select.disabled(), "nothing is read again by itself");
    console
        .until_text("a loaded result stays as it was read")
        .await;
    console.button("Refresh").click();
    console.until_text("Load again · 3 calls").await;
    settle().await;
    console.button("Keep these rows").click();
    console.until_text("Whole result: all 250 rows").await;
    assert_eq!(console.calls(), 4);
    console.button("Refresh").click();
    console.until_text("Load again · 3 calls").await;
    console.button("Load again").click();
    for call in 4..7 {
        console.serve(call).await;
    }
    console.until_text("Whole result: all 250 rows").await;
}

#[wasm_bindgen_test]
async fn a_text_is_found_in_all_loaded_rows_and_enter_goes_from_one_to_the_next() {
    let console = loaded(loading().await).await;
    let find: HtmlInputElement = console.find("[name=find]").unchecked_into();
    type_text(&find, "J-24");
    // 24, 240 to 249.
    console.until_text("11 rows").await;
    press(&find, "Enter");
    console.until_text("1 of 11").await;
    console.until_href("/operations?page=2&whole=1").await;
    let found = |console: &Harness| {
        let rows = console.all("tr[data-found]");
        let ids = rows
            .iter()
            .map(|row| row.get_attribute("data-job-id").unwrap());
        ids.collect::<Vec<_>>()
    };
    until("the row", || found(&console) == ["j-24"]).await;
    press(&find, "Enter");
    until("the next", || found(&console) == ["j-240"]).await;
    console.until_href("/operations?page=13&whole=1").await;
    console
        .find("[aria-label='Previous row that has it (Shift+Enter)']")
        .click();
    until("the one before", || found(&console) == ["j-24"]).await;
    // What rows show by other words is found by them, and other rows are searched anew.
    find.set_value("");
    type_text(&find, "successful");
    console.until_text("250 rows").await;
    find.set_value("");
    type_text(&find, "usr-b");
    console.until_text("50 rows").await;
    until("marks", || {
        let marks = console.all("tr[data-job-id] mark");
        marks.len() == 4
            && marks
                .iter()
                .all(|mark| mark.text_content().as_deref() == Some("usr-b"))
    })
    .await;
    find.set_value("");
    type_text(&find, "<b>");
    console.until_text("No loaded row has it").await;
    assert_eq!(console.calls(), 4);
}

#[wasm_bindgen_test]
async fn rows_are_sorted_by_several_columns_and_one_of_them_is_the_first() {
    let console = loaded(loading().await).await;
    console.find("th[data-column=owner] button").click();
    console.until_href("/operations?sort=owner&whole=1").await;
    let second = console.find("th[data-column=duration] button");
    let init = MouseEventInit::new();
    init.set_shift_key(true);
    init.set_bubbles(true);
    let click = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    second.dispatch_event(&click).unwrap();
    console
        .until_href("/operations?sort=owner,duration&whole=1")
        .await;
    console
        .until_text("Sorted by Owner (ascending), then Duration (ascending), all 250 rows")
        .await;
    assert_eq!(console.all("th[aria-sort]").len(), 1);
    assert_eq!(console.calls(), 4);
}

#[wasm_bindgen_test]
async fn the_second_column_of_a_sort_is_chosen_without_a_key() {
    let console = loaded(loading().await).await;
    console.find("[popovertarget=op-view-menu]").click();
    until("the box", || {
        !console.all("#op-view-menu [name=density]").is_empty()
    })
    .await;
    assert!(
        console.all("[name=then]").is_empty(),
        "time is in no sort by several columns"
    );
    console.find("th[data-column=owner] button").click();
    until("the choice", || !console.all("[name=then]").is_empty()).await;
    let choose = |words: &str| {
        let choice: HtmlSelectElement = console.find("[name=then]").unchecked_into();
        let options = console.all("[name=then] option");
        let place = options
            .iter()
            .position(|option| option.text_content().as_deref() == Some(words))
            .unwrap();
        choice.set_selected_index(i32::try_from(place).unwrap());
        choice
            .dispatch_event(&web_sys::Event::new("change").unwrap())
            .unwrap();
    };
    choose("Duration ↓");
    console
        .until_href("/operations?sort=owner,-duration&whole=1")
        .await;
    console
        .until_text("Sorted by Owner (ascending), then Duration (descending), all 250 rows")
        .await;
    choose("—");
    console.until_href("/operations?sort=owner&whole=1").await;
    assert_eq!(console.calls(), 4);
}

/// A console that has the whole result.
async fn loaded(console: Harness) -> Harness {
    for call in 2..4 {
        console.serve(call).await;
    }
    console.until_text("Whole result: all 250 rows").await;
    console
}

#[wasm_bindgen_test]
async fn a_value_narrows_the_loaded_rows_without_a_call_and_the_address_says_so() {
    let console = loaded(loading().await).await;
    console.button("Narrow").click();
    console.until_text("Among all 250 rows").await;
    let values = |console: &Harness| {
        let values = console.all("section[data-field=owner] .op-narrow-value");
        let text = |value: &HtmlElement| value.text_content().unwrap();
        values.iter().map(text).collect::<Vec<_>>()
    };
    until("counts", || values(&console) == ["usr-a200", "usr-b50"]).await;
    console.all("section[data-field=owner] .op-narrow-not")[0].click();
    console
        .until_href("/operations?whole=1&only=-owner:usr-a")
        .await;
    console
        .until_text("Whole result: 50 of 250 loaded rows")
        .await;
    console.until_text("1–20 of 50").await;
    // Its own field is counted as before, the others are in what is left.
    console.until_text("Among 50 of 250 loaded rows").await;
    assert_eq!(values(&console), ["usr-a200", "usr-b50"]);
    // To want it is no longer not to want it.
    console.all("section[data-field=owner] .op-narrow-value")[0].click();
    console
        .until_href("/operations?whole=1&only=owner:usr-a")
        .await;
    console
        .until_text("Whole result: 200 of 250 loaded rows")
        .await;
    console.all(".op-conditions .op-chip button")[0].click();
    console.until_href("/operations?whole=1").await;
    console.until_text("Whole result: all 250 rows").await;
    assert_eq!(console.calls(), 4, "what is here costs nothing");
}

#[wasm_bindgen_test]
async fn a_link_that_narrows_asks_for_the_price_first_and_then_narrows() {
    let console = open("/operations?only=owner:usr-b,duration:..3600");
    console.serve(0).await;
    console.until_text("Owner: usr-b").await;
    console.until_text("or less").await;
    console.until_text("Load all 250 rows").await;
    settle().await;
    assert_eq!(console.calls(), 1);
    console.button("Load all 250 rows").click();
    for call in 1..4 {
        console.serve(call).await;
    }
    console
        .until_text("Whole result: 42 of 250 loaded rows")
        .await;
    console
        .until_text("Newest first, sorted by the server, 42 of 250 loaded rows")
        .await;
}

#[wasm_bindgen_test]
async fn a_value_that_no_row_has_leaves_no_row_and_a_way_back() {
    let console = open("/operations?only=owner:%3Cb%3E");
    console.serve(0).await;
    console.until_text("Load all 250 rows").await;
    console.button("Load all 250 rows").click();
    for call in 1..4 {
        console.serve(call).await;
    }
    console.until_text("No loaded row matches").await;
    console.find(".op-list a.op-button-primary").click();
    console.until_href("/operations?whole=1").await;
    console.until_text("1–20 of 250").await;
    assert_eq!(console.calls(), 4);
}

#[wasm_bindgen_test]
async fn a_condition_that_cannot_be_used_asks_for_nothing() {
    let console = open("/operations?only=status%3A,,nonsense");
    console
        .until_text("Not a list of filters such as status:failed")
        .await;
    settle().await;
    assert_eq!(console.calls(), 0);
    console.button("Remove").click();
    console.serve(0).await;
    console.until_text("1–20 of 250").await;
}

#[wasm_bindgen_test]
async fn a_zoom_of_its_timeline_narrows_the_loaded_rows_without_a_call() {
    let console = loaded(loading().await).await;
    let _preferred = Preferred;
    console.find("[popovertarget=op-view-menu]").click();
    until("the box", || {
        !console.all("#op-view-menu button").is_empty()
    })
    .await;
    console.button("Timeline above the rows").click();
    console.until_text("From all 250 rows here").await;
    // 2022-04-06 01:00:01 to 01:04:10, a minute each.
    let bars = console.find(".op-timeline [role=slider]");
    assert_eq!(bars.get_attribute("aria-valuemax").as_deref(), Some("4"));
    press(&bars, "Home");
    press(&bars, "ArrowRight");
    press(&bars, "Enter");
    console
        .until_href(
            "/operations?whole=1&only=create_time:2022-04-06T01:01:00Z..2022-04-06T01:02:00Z",
        )
        .await;
    console.until_text("From 60 of 250 loaded rows here").await;
    assert_eq!(console.calls(), 4);
    console.find("[aria-label='Zoom out']").click();
    console.until_text("From 120 of 250 loaded rows here").await;
    console.nav.back();
    console.nav.back();
    console.until_text("From all 250 rows here").await;
    assert_eq!(console.calls(), 4, "what is here costs nothing");
}

#[wasm_bindgen_test]
async fn a_line_of_the_statistics_narrows_the_loaded_rows_without_a_call() {
    let console = loaded(loading().await).await;
    console.find("[data-control=statistics]").click();
    until("an action", || {
        !console.all(".op-statistics tbody th a").is_empty()
    })
    .await;
    let calls = console.calls();
    console.find(".op-statistics tbody th a").click();
    console
        .until_href("/operations?whole=1&only=job_action:HpcJobStopJobs")
        .await;
    settle().await;
    assert_eq!(console.calls(), calls);
}

#[wasm_bindgen_test]
async fn an_operation_of_a_whole_result_has_the_neighbours_of_its_page_as_they_are_sorted() {
    let console = loaded(loading().await).await;
    console.find("th[data-column=duration] button").click();
    console
        .until_text("Sorted by Duration (ascending), all 250 rows")
        .await;
    console.find("a[rel=next]").click();
    console.until_text("21–40 of 250").await;
    let ids = console.rows();
    console
        .find(&format!("[data-job-id={}] a.op-row-link", ids[1]))
        .click();
    console.until_text("Next in the list").await;
    let neighbour = |rel| console.find(&format!(".op-detail-nav [rel={rel}]"));
    let leads_to = |rel, id: &str| {
        let href = neighbour(rel).get_attribute("href").unwrap_or_default();
        assert!(href.starts_with(&format!("/operations/{id}?")), "{href}");
    };
    leads_to("prev", &ids[0]);
    leads_to("next", &ids[2]);
    // Past the end of the page.
    neighbour("prev").click();
    console
        .until_href(&format!(
            "/operations/{}?page=2&sort=duration&whole=1",
            ids[0]
        ))
        .await;
    until("the page before", || {
        let href = neighbour("prev").get_attribute("href").unwrap_or_default();
        href.contains("?sort=duration&whole=1")
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_error_code_is_counted_in_the_whole_result() {
    let row = |number: u32, code: &str| {
        format!(
            r#"{{"job_id":"j-{number}","status":"failed","error_codes":"{code}","job_action":"HpcJobStopJobs","owner":"usr-a",
            "resource_ids":"ehpc-1","create_time":"2022-04-06T01:{number:02}:00Z","status_time":"2022-04-06T02:00:00Z"}}"#
        )
    };
    let log: Vec<String> = (0..30)
        .rev()
        .map(|number| row(number, if number < 4 { "5200" } else { "2400" }))
        .collect();
    let console = open("/operations?whole=1");
    console.until_calls(1).await;
    console.answer(0, Ok(page_of(30, &log[..20])));
    console.until_text("Load all 30 rows").await;
    console.button("Load all 30 rows").click();
    console.until_calls(2).await;
    console.answer(1, Ok(page_of(30, &log)));
    console.until_text("Whole result: all 30 rows").await;
    console.find("a[rel=next]").click();
    console.until_text("21–30 of 30").await;
    console.find("[data-job-id=j-3] a.op-row-link").click();
    console
        .until_text("3 more with this code among the loaded rows.")
        .await;
}

#[wasm_bindgen_test]
async fn times_and_spans_are_found_as_they_are_shown() {
    let console = loaded(loading_by("/operations?whole=1&tz=utc8").await).await;
    let find = console.field("find");
    let until_found = async |text: &str, words: &str| {
        find.set_value(text);
        dispatch(&find, "input");
        until(words, || {
            let found = console.find(".op-find [role=status]").inner_text();
            found.trim() == words
        })
        .await;
    };
    until_found("2022-04-06 09:04:10", "1 row").await;
    until_found("2022-04-07", "No loaded row has it").await;
    until_found("59 min 50 s", "5 rows").await;
    until_found("59\u{a0}min 50", "5 rows").await;
}

#[wasm_bindgen_test]
async fn conditions_of_a_link_wait_for_the_rows() {
    let console = open("/operations?whole=1&only=owner:usr-b");
    console.serve(0).await;
    console.until_text("once all rows are loaded").await;
    console.until_text("Load all 250 rows").await;
    console.button("Load all 250 rows").click();
    for call in 1..4 {
        console.serve(call).await;
    }
    console.until_text("in this browser").await;
    assert!(!console.text().contains("once all rows are loaded"));
}
