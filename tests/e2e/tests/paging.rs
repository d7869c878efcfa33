//! Pages by real links, by number, by a jump and by size, with the totals.

use e2e::{ApiRequest, Find, Page};
use std::collections::BTreeSet;

/// 1234567 as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if head > 0 {
        groups.push(&digits[..head]);
    }
    groups.extend(
        (head..digits.len())
            .step_by(3)
            .map(|at| &digits[at..at + 3]),
    );
    groups.join(",")
}

/// Waits until the page shows rows `first` to `last` of `total`.
async fn until_range(page: &Page, first: u64, last: u64, total: u64) {
    let [first, last, total] = [first, last, total].map(grouped);
    page.css(".op-range")
        .until_text(&format!("{first}–{last} of {total}"))
        .await;
}

/// Waits until the rows are those of the panel, not the first rows before it.
async fn until_panel(page: &Page) {
    page.css("a[rel=next]").until_visible().await;
}

/// The page number that is marked as the current one.
async fn until_current(page: &Page, number: &str) {
    page.css(".op-pager [aria-current=page]")
        .until_text(number)
        .await;
}

#[test]
fn pages_are_turned_by_next_previous_number_and_jump() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        let first = world.listing(&[]).await;
        let total = first.total;
        page.until_listed(&first).await;
        until_range(&page, 1, 20, total).await;
        until_current(&page, "1").await;
        page.css("a[rel=prev]").until_gone().await;
        assert_eq!(
            page.css("a[rel=next]").attribute("href").await.as_deref(),
            Some("/operations?page=2")
        );

        page.css("a[rel=next]").click().await;
        page.until_parameters(&[("page", "2")]).await;
        // With the last row of the page before, which tells whether the log moved.
        page.until_asked(&[("offset", Some("19")), ("limit", Some("21"))])
            .await;
        page.until_listed(&world.listing(&[("offset", "20")]).await)
            .await;
        until_range(&page, 21, 40, total).await;
        until_current(&page, "2").await;
        // The reader goes on at the top of the new rows.
        page.css(".op-summary").until_focused().await;

        page.role("navigation", "Pages")
            .link("Page 3")
            .click()
            .await;
        page.until_parameters(&[("page", "3")]).await;
        page.until_listed(&world.listing(&[("offset", "40")]).await)
            .await;
        page.css("a[rel=prev]").click().await;
        page.until_parameters(&[("page", "2")]).await;
        until_range(&page, 21, 40, total).await;

        page.field("page").fill("7").await;
        page.press("Enter").await;
        page.until_parameters(&[("page", "7")]).await;
        page.css(".op-summary").until_focused().await;
        page.until_listed(&world.listing(&[("offset", "120")]).await)
            .await;
        until_range(&page, 121, 140, total).await;
        until_current(&page, "7").await;
        page.reload().await;
        until_range(&page, 121, 140, total).await;
        assert_eq!(page.field("page").value().await, "7");

        // The last page is known: what lies behind it is refused where it was typed.
        page.field("page").fill("99999").await;
        page.press("Enter").await;
        let last = grouped(total.div_ceil(20));
        page.css("#op-page-problem")
            .until_text(&format!("No such page: the last one is {last}."))
            .await;
        page.until_parameters(&[("page", "7")]).await;
    });
}

#[test]
fn a_click_on_where_next_was_opens_no_row() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        until_panel(&page).await;
        let steps = page.history_length().await;
        let click = async |selector: &str, place: u32| {
            page.script(
                "const click = { bubbles: true, cancelable: true, composed: true, detail: 1,
                     clientX: arguments[1], clientY: arguments[1] };
                 document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', click))",
                &[selector.into(), place.into()],
            )
            .await;
        };
        click("a[rel=next]", 300).await;
        let second = world.listing(&[("offset", "20")]).await;
        page.until_listed(&second).await;
        // The row that the page brought to where the link was.
        click("tbody tr:nth-child(2) [data-column=status]", 302).await;
        click("tbody tr:nth-child(4) [data-column=status]", 340).await;
        let id = second.text(3, "job_id");
        page.until_address(&format!("/operations/{id}?page=2"))
            .await;
        assert_eq!(page.history_length().await, steps + 2);
    });
}

#[test]
fn another_page_size_keeps_the_first_row_in_sight() {
    e2e::run(async |world| {
        // Row 81 is the first one here.
        let page = world.open("/operations?page=5").await;
        let total = world.listing(&[]).await.total;
        until_range(&page, 81, 100, total).await;
        page.field("limit").select("50").await;
        page.until_parameters(&[("limit", "50"), ("page", "2")])
            .await;
        page.until_asked(&[("limit", Some("50")), ("offset", Some("50"))])
            .await;
        let rows = world.listing(&[("limit", "50"), ("offset", "50")]).await;
        page.until_listed(&rows).await;
        until_range(&page, 51, 100, total).await;
        page.reload().await;
        page.until_listed(&rows).await;
        assert_eq!(page.field("limit").value().await, "50");

        // A size that only a link can name is shown as well.
        let page = world.open("/operations?limit=7").await;
        page.until_listed(&world.listing(&[("limit", "7")]).await)
            .await;
        assert_eq!(page.field("limit").value().await, "7");
        page.field("limit").select("10").await;
        page.until_listed(&world.listing(&[("limit", "10")]).await)
            .await;
        // A changed filter leads to the first page.
        let page = world.open("/operations?page=2").await;
        page.until_state("ready").await;
        page.choice("status", "successful").click().await;
        page.until_parameters(&[("status", "successful")]).await;
    });
}

/// Holds back the answer about the rows beside the second page of a hundred until that page is asked
/// for.
const HOLD_ANCHOR: &str = "
    const fetch = window.fetch;
    let release;
    const asked = new Promise((resolve) => { release = resolve; });
    window.fetch = async (resource, options) => {
        const { searchParams } = new URL(new Request(resource).url);
        const [offset, limit] = ['offset', 'limit'].map((name) => searchParams.get(name));
        if (offset === '100' && limit === '100') release();
        const answer = await fetch(resource, options);
        if (offset === '99' && limit === '2') await asked;
        return answer;
    };";

#[test]
fn the_two_calls_of_a_long_page_are_made_at_once() {
    e2e::run(async |world| {
        let page = world.open("/operations?limit=100").await;
        page.until_state("ready").await;
        page.until_idle().await;
        page.script(HOLD_ANCHOR, &[]).await;
        page.css("a[rel=next]").click().await;
        let second = world.listing(&[("offset", "100"), ("limit", "100")]).await;
        page.until_listed(&second).await;
        // The row before the page was asked for with the first of it, and was waited for.
        let requests = page.requests().await;
        let is_anchor = |request: &&ApiRequest| request.parameter("offset") == Some("99");
        assert_eq!(requests.iter().filter(is_anchor).count(), 1);
        assert_eq!(
            requests.len(),
            3,
            "one of the first page, two of the second"
        );
    });
}

/// Keeps the ids of the rows as they are before another page is first painted, and how many of them
/// are in sight.
const NOTE_FIRST_PAINT: &str = "
    const rows = () => [...document.querySelectorAll('tbody tr')];
    const ids = () => rows().map((row) => row.dataset.jobId);
    const [first] = ids();
    const inSight = (row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
    };
    new MutationObserver((_, observer) => {
        if (ids()[0] === first) return;
        observer.disconnect();
        requestAnimationFrame(() => {
            window.firstPaint = [ids(), rows().filter(inSight).length];
        });
    }).observe(document.querySelector('tbody'), { subtree: true, attributes: true });";

#[test]
fn the_rows_in_sight_of_another_page_are_painted_before_the_others() {
    e2e::run(async |world| {
        let listed = async |offset| {
            let parameters = [("limit", "100"), ("offset", offset)];
            world.listing(&parameters).await
        };
        let [first, second] = [listed("0").await, listed("100").await];
        let page = world.open("/operations?limit=100").await;
        page.until_listed(&first).await;
        until_panel(&page).await;
        page.script(NOTE_FIRST_PAINT, &[]).await;
        page.css("a[rel=next]").click().await;
        page.until_listed(&second).await;
        let noted = page.script("return window.firstPaint", &[]).await;
        let (ids, in_sight): (Vec<String>, usize) =
            serde_json::from_value(noted).expect("no paint was noted");
        assert!(in_sight > 5, "no rows are in sight");
        assert_eq!(ids[..in_sight], second.ids()[..in_sight]);
        assert_eq!(ids.last().map(String::as_str), first.ids().last().copied());
    });
}

#[test]
fn back_to_a_long_page_finds_the_row_that_was_left() {
    e2e::run(async |world| {
        let first = world.listing(&[("limit", "100")]).await;
        let second = [("limit", "100"), ("offset", "100")];
        let page = world.open("/operations?limit=100").await;
        page.until_listed(&first).await;
        until_panel(&page).await;
        let link = page.row(first.text(80, "job_id")).css("a.op-row-link");
        link.focus().await;
        let left = page.scroll_position().await;
        assert!(left[1] > 0, "the row is in sight of the top");
        // By its key, as a click would scroll to the link.
        page.press("n").await;
        page.until_listed(&world.listing(&second).await).await;
        page.until_equal("to be at the top of the rows", true, async |page| {
            page.scroll_position().await[1] < left[1]
        })
        .await;
        page.back().await;
        link.until_focused().await;
        page.until_listed(&first).await;
        page.until_equal("the scroll position", left, Page::scroll_position)
            .await;
    });
}

#[test]
fn a_click_on_a_row_that_is_not_of_the_page_any_more_opens_nothing() {
    e2e::run(async |world| {
        let second = [("limit", "100"), ("offset", "100")];
        let second = world.listing(&second).await;
        let page = world.open("/operations?limit=100").await;
        page.until_rows(100).await;
        until_panel(&page).await;
        page.script(
            "window.held = [];
             window.frame = window.requestAnimationFrame;
             window.requestAnimationFrame = (callback) => window.held.push(callback);
             document.querySelector('a[rel=next]').click()",
            &[],
        )
        .await;
        page.row(second.ids()[0]).until_visible().await;
        page.script(
            "const row = document.querySelector('tbody tr:last-child');
             row.querySelector('a.op-row-link').click();
             row.querySelector('[data-column=submitter]').click();
             window.requestAnimationFrame = window.frame;
             window.held.forEach((callback) => requestAnimationFrame(callback))",
            &[],
        )
        .await;
        page.until_listed(&second).await;
        page.until_parameters(&[("limit", "100"), ("page", "2")])
            .await;
        assert_eq!(page.css("article").count().await, 0);
    });
}

#[test]
fn every_row_is_on_exactly_one_page() {
    e2e::run(async |world| {
        let limit = "50";
        let page = world
            .open(&format!("/operations?status=failed&limit={limit}"))
            .await;
        let mut seen = Vec::new();
        let total = loop {
            let offset = seen.len().to_string();
            let expected = world
                .listing(&[("status", "failed"), ("limit", limit), ("offset", &offset)])
                .await;
            page.until_listed(&expected).await;
            let table = page.table().await;
            seen.extend(table.ids().into_iter().map(str::to_owned));
            let (first, last) = (seen.len() - table.len() + 1, seen.len());
            until_range(&page, first as u64, last as u64, expected.total).await;
            match page.css("a[rel=next]").count().await {
                0 => break expected.total,
                _ => page.css("a[rel=next]").click().await,
            }
        };
        let distinct: BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len() as u64, distinct.len() as u64), (total, total));
        assert!(total > 50, "the log has only one page of failures");
    });
}

#[test]
fn a_page_past_the_end_leads_to_the_last_one() {
    e2e::run(async |world| {
        let total = world.listing(&[]).await.total;
        let last = total.div_ceil(20);
        let page = world.open("/operations?page=9999").await;
        page.until_state("past-end").await;
        page.css(".op-screen h2").until_text("Page not found").await;
        page.css(".op-screen > p")
            .until_text(&format!(
                "Page 9,999 is past the end: there are {} rows, and the last page is {last}.",
                grouped(total)
            ))
            .await;
        page.link("Go to the last page").click().await;
        page.until_parameters(&[("page", &last.to_string())]).await;
        let offset = (last - 1) * 20;
        page.until_listed(&world.listing(&[("offset", &offset.to_string())]).await)
            .await;
        until_range(&page, offset + 1, total, total).await;
        page.css("a[rel=next]").until_gone().await;
        page.back().await;
        page.until_state("past-end").await;
    });
}
