//! Controls, location and request agree.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{dispatch, open, page, press, until};

#[wasm_bindgen_test]
async fn a_link_fills_every_control_and_the_request() {
    let console = open(
        "/operations?status=failed&job_action=A&resource_ids=ehpc-1&owner=usr-a&directive=d\
         &action_describe=x&search_word=w&start_time=2022-04-06T01:00:00Z&end_time=2022-04-07T01:00:00Z\
         &job_ids=j-1&verbose=1&zone=pek3a&reverse=0&limit=50&page=3&tz=utc",
    );
    console.until_calls(1).await;
    for (name, shown, key, sent) in [
        ("job_action", "A", "job_action", "A"),
        ("resource_ids", "ehpc-1", "resource_ids", "ehpc-1"),
        ("owner", "usr-a", "owner", "usr-a"),
        ("directive", "d", "directive", "d"),
        ("action_describe", "x", "action_describe", "x"),
        ("search_word", "w", "search_word", "w"),
        (
            "start_time",
            "2022-04-06 01:00:00",
            "start_time",
            "2022-04-06T01:00:00Z",
        ),
        (
            "end_time",
            "2022-04-07 01:00:00",
            "end_time",
            "2022-04-07T01:00:00Z",
        ),
        ("job_ids", "j-1", "job_ids", "j-1"),
        ("verbose", "1", "verbose", "1"),
        ("zone", "pek3a", "zone", "pek3a"),
        ("tz", "utc", "reverse", "0"),
    ] {
        assert_eq!(console.field(name).value(), shown, "{name}");
        assert_eq!(console.sent(0, key).as_deref(), Some(sent), "{key}");
    }
    assert!(console.status("failed").checked());
    assert_eq!(console.sent(0, "status").as_deref(), Some("failed"));
    assert_eq!(console.sent(0, "offset").as_deref(), Some("100"));
    assert_eq!(console.sent(0, "limit").as_deref(), Some("50"));
}

#[wasm_bindgen_test]
async fn a_choice_changes_location_request_and_rows() {
    let console = open("/operations?page=4");
    console.until_calls(1).await;
    console.answer(0, Ok(page(100, &[("j-1", "failed")])));
    console.status("failed").click();
    console.until_href("/operations?status=failed").await;
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "status").as_deref(), Some("failed"));
    assert_eq!(console.sent(1, "offset").as_deref(), Some("0"));
    console.answer(1, Ok(page(1, &[("j-2", "failed")])));
    console.until_rows(&["j-2"]).await;
}

#[wasm_bindgen_test]
async fn a_bad_value_is_shown_at_its_control_and_not_sent() {
    let console = open("/operations?status=nope&owner=a%20b&start_time=soon&limit=500");
    until("the screen", || {
        console.all("[data-state=unusable]").len() == 1
    })
    .await;
    let start = console.field("start_time");
    until("the bad text", || start.value() == "soon").await;
    assert_eq!(start.get_attribute("aria-invalid").as_deref(), Some("true"));
    let text = console.text();
    assert!(text.contains("Not a valid time"), "{text}");
    assert!(text.contains("nope (invalid)"), "{text}");
    assert!(console.status("nope").checked());
    assert_eq!(console.calls(), 0);
    // What only changes how rows are shown does not keep them back.
    drop(console);
    let console = open("/operations?owner=usr-a&limit=500");
    console.until_calls(1).await;
    assert_eq!(console.sent(0, "limit").as_deref(), Some("20"));
    assert_eq!(console.sent(0, "owner").as_deref(), Some("usr-a"));
}

#[wasm_bindgen_test]
async fn a_page_that_is_none_is_told_beside_the_rows() {
    let console = open("/operations?page=-3");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console
        .until_text("page=-3 in this link is ignored: Must be a whole number from 1 to")
        .await;
}

#[wasm_bindgen_test]
async fn a_chip_removes_its_filter_and_no_other() {
    let console = open("/operations?status=failed&owner=usr-a&x=1");
    console.until_calls(1).await;
    console.find("[data-param=status] button").click();
    console.until_href("/operations?owner=usr-a&x=1").await;
    until("no status chip", || {
        console.all("[data-param=status]").is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_typed_time_is_read_in_the_zone_of_the_page() {
    let console = open("/operations?tz=utc8&start_time=2022-04-06T01:00:00Z");
    let start = console.field("start_time");
    until("the time in the zone", || {
        start.value() == "2022-04-06 09:00:00"
    })
    .await;
    start.focus().unwrap();
    start.set_value("2022-04-06 10:30");
    dispatch(&start, "input");
    press(&start, "Enter");
    console
        .until_href("/operations?start_time=2022-04-06T02:30:00Z&tz=utc8")
        .await;
}

#[wasm_bindgen_test]
async fn a_day_of_the_calendar_is_read_as_people_write_it() {
    let console = open("/operations?tz=utc8&start_time=2022-04-06T01:00:00Z");
    for (name, typed, href) in [
        (
            "start_time",
            "２０２２年４月５日",
            "/operations?start_time=2022-04-04T16:00:00Z&tz=utc8",
        ),
        (
            "end_time",
            "2022/4/5 24:00",
            "/operations?start_time=2022-04-04T16:00:00Z&end_time=2022-04-05T16:00:00Z&tz=utc8",
        ),
    ] {
        let field = console.field(name);
        field.focus().unwrap();
        field.set_value(typed);
        dispatch(&field, "input");
        press(&field, "Enter");
        console.until_href(href).await;
    }
}

#[wasm_bindgen_test]
async fn an_action_can_be_called_by_its_name() {
    let console = open("/operations");
    let action = console.field("job_action");
    action.focus().unwrap();
    action.set_value("取消作业");
    dispatch(&action, "input");
    dispatch(&action, "change");
    console
        .until_href("/operations?job_action=HpcJobStopJobs")
        .await;
}

#[wasm_bindgen_test]
async fn folded_filters_unfold_on_demand_and_for_a_bad_value() {
    let console = open("/operations?owner=usr-a&last=24h&status=failed");
    let fold = console.find("[data-fold]");
    assert_eq!(
        fold.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    // The status is not among the folded.
    assert_eq!(console.find("[data-fold] .op-count").inner_text(), "2");
    fold.click();
    until("unfolded", || {
        console.all(".op-filters.op-unfolded").len() == 1
    })
    .await;
    drop(console);
    let console = open("/operations?owner=a%20b");
    until("unfolded by itself", || {
        console.all(".op-filters.op-unfolded").len() == 1
    })
    .await;
}
