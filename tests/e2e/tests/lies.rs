//! Answers that are well formed and not true: what the screen says holds for the rows that came.

use e2e::{Find, Page, World};

/// Opens a list whose server lies in this way.
async fn open(world: &World, lie: &str, others: &str) -> Page {
    let lie = lie
        .replace('!', "%21")
        .replace(':', "%3A")
        .replace('=', "%3D");
    let page = world
        .open(&format!("/operations?search_word={lie}{others}"))
        .await;
    page.until_idle().await;
    page
}

async fn until_range(page: &Page, text: &str) {
    page.css(".op-range").until_text(text).await;
}

#[test]
fn a_total_that_is_wrong_or_missing_costs_no_row_and_no_page() {
    e2e::run(async |world| {
        let page = open(world, "!lie:total=5", "").await;
        page.until_rows(20).await;
        until_range(&page, "1–20; the server’s total (5) is too low").await;
        page.css("a[rel=next]").click().await;
        until_range(&page, "21–40; the server’s total (5) is too low").await;

        for total in ["null", "many", "absent"] {
            let page = open(world, &format!("!lie:total={total}"), "").await;
            until_range(&page, "1–20, total unknown").await;
            page.css("a[rel=next]").click().await;
            until_range(&page, "21–40, total unknown").await;
            page.until_rows(20).await;
        }
    });
}

#[test]
fn rows_are_shown_that_the_server_does_not_count() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let page = open(world, "!lie:total=0", "").await;
        page.until_listed(&log).await;
        page.until_state("ready").await;
        until_range(&page, "1–20; the server’s total (0) is too low").await;
        page.css(".op-screen").until_gone().await;
        page.css("a[rel=next]").click().await;
        until_range(&page, "21–40; the server’s total (0) is too low").await;
        page.until_rows(20).await;
    });
}

#[test]
fn a_cap_is_paged_by_and_a_wall_is_named() {
    e2e::run(async |world| {
        let all = world.listing(&[("limit", "100")]).await;
        let page = open(world, "!lie:cap=50", "&limit=100").await;
        page.css(".op-summary")
            .text_containing("The server gives at most 50 rows a call")
            .until_visible()
            .await;
        let ids = all.ids();
        let (first, second) = ids.split_at(50);
        assert_eq!(page.table().await.ids(), first);
        page.css("a[rel=next]").click().await;
        page.until("the second fifty", async |page| {
            page.text_of(".op-range").await.starts_with("51–100 of ")
        })
        .await;
        // Those out of sight change after the others.
        page.until("the rows out of sight", async |page| {
            page.table().await.ids() == second
        })
        .await;

        let page = open(world, "!lie:wall=40", "&page=3").await;
        page.until_state("past-end").await;
        page.css(".op-screen h2")
            .until_text("No rows on this page")
            .await;
        page.text_containing("it shows no more than 40")
            .until_visible()
            .await;
        page.link("Go to the last page").click().await;
        page.until("the last rows", async |page| {
            page.text_of(".op-range")
                .await
                .starts_with("21–40; the server counts ")
        })
        .await;
        page.css("a[rel=next]").until_gone().await;
        page.link("Show what lies beyond").click().await;
        page.until_address_contains("end_time=").await;
    });
}

#[test]
fn what_the_server_did_not_apply_is_said_of_the_rows() {
    e2e::run(async |world| {
        let page = open(world, "!lie:ignore=reverse", "").await;
        page.css(".op-summary .op-problem")
            .until_text("Oldest first, as the server sent them")
            .await;
        let time = page.css("th[data-column=create_time]");
        assert_eq!(
            time.attribute("aria-sort").await.as_deref(),
            Some("ascending")
        );
        assert_eq!(page.css(".op-newer button").count().await, 0);

        let page = open(world, "!lie:shuffle", "").await;
        page.css(".op-summary .op-problem")
            .until_text("Not in order of time, as the server sent them")
            .await;

        let page = open(
            world,
            "!lie:ignore=owner,status",
            "&owner=usr-nobody&status=failed",
        )
        .await;
        page.until_rows(20).await;
        page.css(".op-summary")
            .text_containing("Not applied by the server: Owner (20 of 20 rows don’t match)")
            .until_visible()
            .await;
        for param in ["owner", "status"] {
            page.css(&format!(".op-chip[data-param={param}]"))
                .text_containing("not applied by the server")
                .until_visible()
                .await;
        }
        // The row before the page, which is read with it, is none of its rows.
        page.css("a[rel=next]").click().await;
        page.until("the second page", async |page| {
            page.text_of(".op-range").await.starts_with("21–40 of ")
        })
        .await;
        page.css(".op-summary")
            .text_containing("Owner (20 of 20 rows don’t match)")
            .until_visible()
            .await;
    });
}

#[test]
fn an_answer_without_rows_is_broken_and_a_deep_or_long_row_costs_nothing() {
    e2e::run(async |world| {
        let page = open(world, "!lie:no-job-set", "").await;
        page.css(".op-screen h2")
            .until_text("The response cannot be read")
            .await;
        for lie in ["!lie:deep", "!lie:big"] {
            let page = open(world, lie, "").await;
            page.until_rows(20).await;
        }
    });
}

#[test]
fn rows_of_the_first_page_are_not_shown_again_and_a_status_without_meaning_claims_nothing() {
    e2e::run(async |world| {
        let page = open(world, "!lie:repeat", "").await;
        page.until_rows(20).await;
        let first = page.table().await;
        let first: Vec<String> = first.ids().into_iter().map(str::to_owned).collect();
        page.css("a[rel=next]").click().await;
        page.css(".op-summary")
            .text_containing("duplicate rows hidden")
            .until_visible()
            .await;
        let second = page.table().await;
        assert!(
            second
                .ids()
                .iter()
                .all(|id| !first.iter().any(|known| known == id))
        );

        let page = open(world, "!lie:status=working", "").await;
        page.until_rows(20).await;
        let durations = page.table().await;
        assert!(durations.ids().len() == 20);
        page.css("tbody tr:first-child [data-column=duration]")
            .until_text("—")
            .await;
    });
}
