//! Finding by what is at hand: ids of a chat, the words of the screen, times of a log.

use e2e::{Find, Setup};

#[test]
fn ids_of_a_chat_are_found_and_the_missing_one_is_named() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let [first, second] = [3, 7].map(|row| log.text(row, "job_id").to_owned());
        let chat = format!("帮忙看下：{first}，“{second}”、\u{200b}j-never0was11；谢谢");
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        page.field("search_word").paste(&chat).await;
        page.css("#op-search_word-list > [aria-selected=true]")
            .text_containing("3 operation IDs")
            .until_visible()
            .await;
        page.press("Enter").await;
        let ids = format!("{first},{second},j-never0was11");
        page.until_parameters(&[("job_ids", &ids)]).await;
        page.until_listed(&world.listing(&[("job_ids", &ids)]).await)
            .await;
        page.css(".op-found")
            .until_text("2 of 3 IDs found; not found: j-never0was11")
            .await;
        // The box is free for the next search, and still has the focus.
        let search = page.field("search_word");
        search.until_focused().await;
        assert_eq!(search.value().await, "");
    });
}

#[test]
fn what_is_read_on_the_screen_can_be_searched_for() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.field("search_word").paste("submit compute job").await;
        page.css("#op-search_word-list > [aria-selected=true]")
            .until_visible()
            .await;
        page.press("Enter").await;
        page.until_parameters(&[("job_action", "HpcJobSubmitJob")])
            .await;
        let matching = world.listing(&[("job_action", "HpcJobSubmitJob")]).await;
        page.until_listed(&matching).await;
    });
}

#[test]
fn a_time_that_the_clock_shows_twice_stays_where_it_was() {
    Setup::new().time_zone("Europe/Berlin").run(async |world| {
        let start = "2026-10-25T01:30:00Z";
        let page = world.open(&format!("/operations?start_time={start}")).await;
        page.css("[data-control=time] [aria-haspopup=dialog]")
            .click()
            .await;
        let field = page.field("start_time");
        field.until_visible().await;
        assert_eq!(field.value().await, "2026-10-25 02:30:00 +01:00");
        page.text_containing("Times in Europe/Berlin")
            .until_visible()
            .await;
        field.press("Enter").await;
        page.until_parameters(&[("start_time", start)]).await;
        // Each end has the offset of its own day.
        page.css("[data-control=time] [aria-haspopup=dialog]")
            .click()
            .await;
        field.fill("2026-10-24 12:00 ~ 2026-10-26 12:00").await;
        for reading in [
            "2026-10-24 12:00:00 UTC+2 · 2026-10-24T10:00:00Z",
            "2026-10-26 12:00:00 UTC+1 · 2026-10-26T11:00:00Z",
        ] {
            page.text_containing(reading).until_visible().await;
        }
        page.press("Enter").await;
        page.until_parameters(&[
            ("start_time", "2026-10-24T10:00:00Z"),
            ("end_time", "2026-10-26T11:00:00Z"),
        ])
        .await;
    });
}

#[test]
fn zone_and_page_size_are_those_of_the_last_visit() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.field("limit").select("10").await;
        page.until_parameters(&[("limit", "10")]).await;
        page.field("tz").select("Beijing (UTC+8)").await;
        page.until_parameters(&[("limit", "10"), ("tz", "utc8")])
            .await;
        page.go("/").await;
        page.until_parameters(&[("limit", "10"), ("tz", "utc8")])
            .await;
        page.until_asked(&[("limit", Some("10"))]).await;
        page.go("/operations?limit=50&tz=utc").await;
        page.until_asked(&[("limit", Some("50"))]).await;
        page.until_parameters(&[("limit", "50"), ("tz", "utc")])
            .await;
    });
}
