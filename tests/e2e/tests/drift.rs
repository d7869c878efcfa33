//! A log that grows while it is read: every page shows the rows that the view
//! had when it was opened, each of them once.

use chrono::{DateTime, Utc};
use e2e::{Find, Page, Setup, World, instant, iso};
use std::collections::BTreeSet;
use std::time::Duration;

/// 50 operations a second.
const ARRIVALS_PER_HOUR: &str = "180000";

/// More than the demo log takes seconds to grow by.
const OPERATIONS: &str = "1500";

/// A log that grows by a page and more between any two clicks.
fn run(test: impl AsyncFnMut(&World)) {
    let arguments = [
        "--demo",
        OPERATIONS,
        "--arrivals-per-hour",
        ARRIVALS_PER_HOUR,
    ];
    Setup::new().gateway(&arguments).run(test);
}

/// The operations' ids from top to bottom.
async fn shown(page: &Page) -> Vec<String> {
    let table = page.table().await;
    table.ids().into_iter().map(str::to_owned).collect()
}

/// First and last row and the total, as the page counts them; nothing while
/// there are none.
async fn range(page: &Page) -> Option<[usize; 3]> {
    let text = page.text_of(".op-range").await.replace(',', "");
    let (rows, total) = text.split_once(" of ")?;
    let (first, last) = rows.split_once('–')?;
    Some([first.parse().ok()?, last.parse().ok()?, total.parse().ok()?])
}

/// What a view was frozen with.
struct Frozen {
    /// Its rows, newest first or as the view has them.
    ids: Vec<String>,
}

impl Frozen {
    /// Reads the view from the API itself, past the browser, in pages of 100: its
    /// `total` rows up to `end` that are furthest from newcomers.
    async fn read(world: &World, end: DateTime<Utc>, total: usize, reverse: &str) -> Self {
        let end = iso(end);
        let mut ids = Vec::new();
        loop {
            let offset = ids.len().to_string();
            let listing = world
                .listing(&[
                    ("end_time", &end),
                    ("limit", "100"),
                    ("offset", &offset),
                    ("reverse", reverse),
                ])
                .await;
            ids.extend(listing.ids().into_iter().map(str::to_owned));
            if ids.len() as u64 >= listing.total || listing.rows.is_empty() {
                break;
            }
        }
        assert!(ids.len() >= total, "{} rows up to {end}", ids.len());
        let later = ids.len() - total;
        match reverse {
            "0" => ids.truncate(total),
            _ => drop(ids.drain(..later)),
        }
        Self { ids }
    }

    /// Waits until the page shows its rows of this view and answers how many.
    async fn until_shown(&self, page: &Page, number: usize, limit: usize) -> usize {
        let total = self.ids.len();
        let first = (number - 1) * limit;
        let expected = &self.ids[first.min(total)..(first + limit).min(total)];
        let what = format!("page {number} of {total} rows as of the freeze");
        page.until(&what, async |page| {
            let ids = shown(page).await;
            if ids != expected {
                return Err(format!("{ids:?} instead of {expected:?}"));
            }
            let counted = range(page).await;
            if counted != Some([first + 1, first + expected.len(), total]) {
                return Err(format!("{counted:?}"));
            }
            Ok(())
        })
        .await;
        page.until_idle().await;
        assert_eq!(shown(page).await, expected, "{what}");
        assert_eq!(
            page.css(".op-banner").count().await,
            0,
            "{what}: there is a notice"
        );
        expected.len()
    }
}

/// Opens a list and its second page, which tells how the view was frozen.
async fn freeze(world: &World, address: &str) -> (Page, Vec<String>, usize, DateTime<Utc>) {
    let page = world.open(address).await;
    page.until_state("ready").await;
    page.until_idle().await;
    let first = shown(&page).await;
    let [_, _, total] = page.until("a total", async |page| range(page).await).await;
    page.css("a[rel=next]").click().await;
    let asked = page
        .until("a call as of the freeze", async |page| {
            let newest = page.requests().await.pop()?;
            newest.parameter("end_time").map(instant)
        })
        .await;
    (page, first, total, asked)
}

#[test]
fn no_row_is_lost_or_doubled_while_50_arrive_a_second() {
    run(async |world| {
        let (page, first, total, end) = freeze(world, "/operations").await;
        let view = Frozen::read(world, end, total, "1").await;
        assert_eq!(first, view.ids[..20]);
        let mut seen: Vec<String> = first;
        for number in 2..=8 {
            view.until_shown(&page, number, 20).await;
            seen.extend(shown(&page).await);
            page.css("a[rel=next]").click().await;
        }
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), 160);

        // Far away, to the end, back a page, and a page that was there before.
        for number in [40, total.div_ceil(20), 30] {
            page.field("page").fill(&number.to_string()).await;
            page.press("Enter").await;
            view.until_shown(&page, number, 20).await;
        }
        page.css("a[rel=prev]").click().await;
        view.until_shown(&page, 29, 20).await;
        page.back().await;
        view.until_shown(&page, 30, 20).await;
        page.role("navigation", "Pages")
            .link("Page 1")
            .click()
            .await;
        view.until_shown(&page, 1, 20).await;
        // The log has long had other rows there.
        let now = world.listing(&[]).await;
        assert!(
            now.ids()
                .iter()
                .all(|id| !view.ids.iter().any(|known| known == id))
        );
    });
}

#[test]
fn all_pages_of_100_together_are_the_log_as_it_was() {
    run(async |world| {
        let (page, first, total, end) = freeze(world, "/operations?limit=100").await;
        let view = Frozen::read(world, end, total, "1").await;
        let mut seen: Vec<String> = first;
        assert_eq!(seen, view.ids[..100]);
        let last = total.div_ceil(100);
        for number in 2..=last {
            view.until_shown(&page, number, 100).await;
            seen.extend(shown(&page).await);
            if number < last {
                page.css("a[rel=next]").click().await;
            }
        }
        assert_eq!(seen, view.ids);
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), total);
        page.css("a[rel=next]").until_gone().await;
    });
}

#[test]
fn oldest_first_the_newcomers_stay_behind_the_last_page() {
    run(async |world| {
        let page = world.open("/operations?reverse=0&limit=100").await;
        page.until_state("ready").await;
        page.until_idle().await;
        let [_, _, total] = page.until("a total", async |page| range(page).await).await;
        let view = Frozen::read(world, Utc::now(), total, "0").await;
        let last = total.div_ceil(100);
        for number in [1, 2, 3, last, last - 1, 5] {
            page.field("page").fill(&number.to_string()).await;
            page.press("Enter").await;
            view.until_shown(&page, number, 100).await;
        }
    });
}

#[test]
fn a_refresh_freezes_the_first_page_anew_and_leaves_others_in_place() {
    run(async |world| {
        let (page, first, total, end) = freeze(world, "/operations").await;
        let view = Frozen::read(world, end, total, "1").await;
        view.until_shown(&page, 2, 20).await;
        // What came meanwhile waits behind a button. The log is of whole seconds, so
        // within one of them nothing is newer.
        let newer = page.css(".op-newer button");
        page.until("something newer", async |page| {
            page.button("Refresh").click().await;
            page.until_idle().await;
            newer.count().await == 1
        })
        .await;
        view.until_shown(&page, 2, 20).await;
        let text = newer.text().await;
        assert!(text.ends_with(" new operations"), "{text}");
        newer.click().await;
        page.until_parameters(&[]).await;
        newer.until_gone().await;
        page.until("newer rows on the first page", async |page| {
            let ids = shown(page).await;
            ids.len() == 20 && !view.ids.contains(&ids[0])
        })
        .await;
        page.until_idle().await;

        // On the first page, refreshing is enough.
        let second = shown(&page).await;
        page.until("still newer rows", async |page| {
            page.button("Refresh").click().await;
            page.until_idle().await;
            let ids = shown(page).await;
            ids.len() == 20 && ids != second && ids != first
        })
        .await;
        assert_eq!(page.css(".op-banner").count().await, 0);
    });
}

#[test]
fn a_list_by_status_that_moved_says_so_and_can_be_read_anew() {
    run(async |world| {
        // A log that has just begun to grow has too few of them.
        let all = async || world.listing(&[("status", "pending")]).await.total;
        world
            .page()
            .until("pages of pending operations", async |_| all().await > 60)
            .await;
        // Operations end all the time, and then they are pending no more.
        let page = world.open("/operations?status=pending&limit=10").await;
        page.until_state("ready").await;
        let notice = page.css(".op-banner-moved");
        page.within(Duration::from_secs(30))
            .until("the list to have moved", async |page| {
                for rel in ["next", "next", "prev"] {
                    page.css(&format!("a[rel={rel}]")).click().await;
                    page.until_idle().await;
                    if notice.count().await > 0 {
                        return Ok(());
                    }
                }
                Err(page.address().await)
            })
            .await;
        notice
            .text_containing("The list changed while you were paging.")
            .until_visible()
            .await;
        page.until_state("ready").await;
        let calls = page.requests().await.len();
        notice.button("Reload list").click().await;
        notice.until_gone().await;
        // It was frozen anew, where the reader is.
        page.until("a call without an end", async |page| {
            let requests = page.requests().await;
            let mut new = requests.iter().skip(calls);
            new.any(|call| call.parameter("end_time").is_none())
        })
        .await;
        page.until_state("ready").await;
        page.until_rows(10).await;
    });
}
