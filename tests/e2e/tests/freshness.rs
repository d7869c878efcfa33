//! The list keeps itself fresh: nothing moves under the reader, what runs is
//! followed, and a page that nobody sees asks nothing.

use e2e::{Find, Page, Setup, World};
use std::time::Duration;

/// How often the list looks, in these tests.
const EVERY: Duration = Duration::from_secs(15);

/// The calls that a key may make in an hour.
const CALLS_AN_HOUR: u64 = 2000;

/// What an idle page may take of them.
const MOST_OF_A_HUNDRED: u64 = 18;

/// How many looks are made at most until there is something new.
const MOST_LOOKS: usize = 20;

/// A log that grows by one operation a second, in which what runs comes to an end.
fn run(test: impl AsyncFnMut(&World)) {
    let arguments = ["--demo", "500", "--arrivals-per-hour", "3600"];
    Setup::new().gateway(&arguments).run(test);
}

/// Opens a list that is read again each 15 s.
async fn open(world: &World, address: &str) -> Page {
    let page = world.open(address).await;
    page.until_state("ready").await;
    page.until_idle().await;
    page.field("refresh").select("Every 15 s").await;
    page
}

/// The calls so far that look for new operations, and all others.
async fn calls(page: &Page) -> (usize, usize) {
    let calls = page.requests().await;
    let newer = calls
        .iter()
        // What still runs is looked at between two times.
        .filter(|call| {
            call.parameter("start_time").is_some() && call.parameter("end_time").is_none()
        })
        .count();
    (newer, calls.len() - newer)
}

/// Lets the time pass that is between two looks, and waits for the look.
async fn until_looked(page: &Page) {
    let (before, _) = calls(page).await;
    page.pass(EVERY).await;
    page.until("a look for new operations", async |page| {
        calls(page).await.0 > before
    })
    .await;
}

#[test]
fn new_operations_are_told_and_nothing_moves() {
    run(async |world| {
        let page = open(world, "/operations?limit=100").await;
        let before = page.table().await;
        let ids = before.ids();
        let middle = ids[60];
        page.script(
            "document.querySelector(`tr[data-job-id='${args[0]}']`).scrollIntoView({ block: 'center' })",
            &[middle.into()],
        )
        .await;
        page.row_menu(middle).click().await;
        page.any("menu").until_visible().await;
        // The click may have scrolled by itself.
        let place = page.scroll_position().await;
        let focused = page.focused().await;
        assert!(focused.is_some());
        for _ in 0..3 {
            until_looked(&page).await;
        }
        page.until_idle().await;
        assert_eq!(page.table().await.ids(), ids);
        assert_eq!(page.scroll_position().await, place);
        assert_eq!(page.focused().await, focused);
        page.any("menu").until_visible().await;
        page.press("Escape").await;

        // They come when the reader wants them. Looks can be made faster than operations arrive.
        let newer = page.css(".op-newer button");
        for _ in 0..MOST_LOOKS {
            if newer.count().await > 0 {
                break;
            }
            until_looked(&page).await;
        }
        newer.until_visible().await;
        let text = newer.text().await;
        let number: usize = text
            .split(' ')
            .next()
            .and_then(|it| it.parse().ok())
            .unwrap_or_else(|| panic!("no number in {text:?}"));
        newer.click().await;
        newer.until_gone().await;
        page.until("the newer rows on top", async |page| {
            let now = page.table().await;
            let place = now.ids().iter().position(|id| *id == ids[0]);
            match place {
                Some(place) if place >= number => Ok(()),
                other => Err(format!("the first row stands at {other:?}")),
            }
        })
        .await;
    });
}

#[test]
fn what_runs_is_followed_to_its_end_in_its_place() {
    run(async |world| {
        let page = open(world, "/operations?limit=50").await;
        let before = page.table().await;
        let pending: Vec<&str> = before
            .rows
            .iter()
            .filter(|row| row.cell("status") == "In progress")
            .filter_map(|row| row.id.as_deref())
            .collect();
        assert!(!pending.is_empty(), "nothing runs");
        let id = pending[0];
        page.row(id).css("a.op-row-link").focus().await;
        page.script(
            "document.querySelector(`tr[data-job-id='${args[0]}']`).dataset.mark = 'kept'",
            &[id.into()],
        )
        .await;
        let ids = before.ids();
        page.within(Duration::from_secs(60))
            .until("an operation that ran to have ended", async |page| {
                until_looked(page).await;
                let now = page.table().await;
                assert_eq!(now.ids(), ids);
                let still = now.rows.iter().filter(|row| {
                    let was_pending = row.id.as_deref().is_some_and(|id| pending.contains(&id));
                    was_pending && row.cell("status") == "In progress"
                });
                let still = still.count();
                if still < pending.len() {
                    Ok(())
                } else {
                    Err(format!("all {still} still run"))
                }
            })
            .await;
        page.row(id).css("a.op-row-link").until_focused().await;
        page.css("tr[data-mark=kept]").until_visible().await;
        page.until_state("ready").await;
    });
}

#[test]
fn an_idle_page_leaves_most_of_the_hour_to_the_reader() {
    run(async |world| {
        let page = open(world, "/operations").await;
        let before = page.requests().await.len();
        let looks = 12;
        for _ in 0..looks {
            until_looked(&page).await;
        }
        page.until_idle().await;
        let (_, others) = calls(&page).await;
        assert!(others > 1, "what runs was not looked at");
        let made = (page.requests().await.len() - before) as u64;
        let an_hour = made * 3600 / (looks * EVERY.as_secs());
        eprintln!("{an_hour} calls an hour while it is seen");
        assert!(
            an_hour * 100 <= CALLS_AN_HOUR * MOST_OF_A_HUNDRED,
            "{an_hour} calls an hour"
        );
    });
}

#[test]
fn a_page_that_nobody_sees_asks_nothing() {
    run(async |world| {
        let page = open(world, "/operations").await;
        until_looked(&page).await;
        page.until_idle().await;
        // The page notes what it has asked by the time that it is seen again, and
        // tells the other tab how its time goes by.
        page.script(
            "const asked = () => performance.getEntriesByType('resource')
                 .filter(({ name }) => name.includes('/api/operation')).length;
             const { Date } = window;
             const now = Date.now.bind(Date);
             document.addEventListener('visibilitychange', () => {
                 if (document.hidden) {
                     window.whenHidden = asked();
                     let minutes = 0;
                     window.minutes = setInterval(() => {
                         minutes += 1;
                         Date.now = () => now() + minutes * 60 * 1000;
                         localStorage.setItem('e2e.minutes', minutes);
                     }, 1000);
                 } else {
                     clearInterval(window.minutes);
                     window.whenSeen = asked();
                     Date.now = now;
                 }
             })",
            &[],
        )
        .await;
        let listed = world.tab().await;
        world.new_tab().await;
        let other = world.open("/nothing-here.txt").await;
        other
            .until("time to pass unseen", async |other| {
                let minutes = other
                    .script("return Number(localStorage.getItem('e2e.minutes'))", &[])
                    .await;
                if minutes.as_u64() >= Some(4) {
                    Ok(())
                } else {
                    Err(format!("minutes: {minutes}"))
                }
            })
            .await;
        let page = world.show(&listed).await;
        page.until("the page to be seen", async |page| {
            page.script("return window.whenSeen !== undefined", &[])
                .await
                == true
        })
        .await;
        let asked = page
            .script("return [window.whenHidden, window.whenSeen]", &[])
            .await;
        assert_eq!(asked[0], asked[1], "calls were made unseen");
        // What is overdue is asked at once, not in 15 s.
        until_looked(&page).await;
    });
}

#[test]
fn what_is_switched_off_stays_off() {
    run(async |world| {
        let page = open(world, "/operations").await;
        page.field("refresh").select("Off").await;
        let before = page.requests().await.len();
        page.pass(Duration::from_secs(55)).await;
        // The page has seen the new time, as the age of the rows tells.
        page.css(".op-as-of")
            .text_containing("ago")
            .until_visible()
            .await;
        assert_eq!(page.requests().await.len(), before);
        page.reload().await;
        page.until_state("ready").await;
        assert_eq!(page.field("refresh").value().await, "off");
    });
}

#[test]
fn a_first_page_that_failed_is_tried_again_by_itself() {
    run(async |world| {
        let all = ["!status:500", "!ret:1400"];
        for fault in all {
            let page = open_failed(world, fault).await;
            page.pass(EVERY * 6).await;
            page.until_state("ready").await;
            page.css(".op-screen").until_gone().await;
        }
    });
}

async fn open_failed(world: &World, fault: &str) -> Page {
    let page = world
        .open(&format!("/operations?search_word={fault}%20!times:1"))
        .await;
    page.css(".op-screen").until_visible().await;
    page
}

#[test]
fn an_empty_list_is_looked_at_again() {
    run(async |world| {
        let page = world.open("/operations?search_word=!none%20!times:1").await;
        page.until_state("no-match").await;
        page.field("refresh").select("Every 15 s").await;
        page.pass(EVERY).await;
        page.until_state("ready").await;
        page.until_rows(20).await;
    });
}

#[test]
fn a_look_that_fails_is_told_and_nothing_is_claimed_meanwhile() {
    run(async |world| {
        let page = open(world, "/operations?status=pending").await;
        let durations = page.css("tbody");
        durations
            .text_containing("so far")
            .nth(0)
            .until_visible()
            .await;
        world.stop_gateway();
        page.pass(EVERY).await;
        let told = page.css(".op-last-check");
        told.text_containing(world.no_answer().title)
            .until_visible()
            .await;
        told.text_containing("Next check in").until_visible().await;
        durations
            .text_containing("at least")
            .nth(0)
            .until_visible()
            .await;
        page.until_state("ready").await;
    });
}

#[test]
fn what_ends_under_a_filter_on_status_stays_marked_until_the_list_is_reloaded() {
    run(async |world| {
        let page = open(world, "/operations?status=pending&limit=50").await;
        let before = page.table().await;
        let ids = before.ids();
        let marked = page.css("tr[data-departed=ended]");
        page.within(Duration::from_secs(60))
            .until("an operation to have left the list", async |page| {
                until_looked_at(page).await;
                match marked.count().await {
                    0 => Err("none".to_owned()),
                    _ => Ok(()),
                }
            })
            .await;
        assert_eq!(page.table().await.ids(), ids);
        page.css(".op-list")
            .text_containing("left the list")
            .until_visible()
            .await;
        page.button("Refresh").click().await;
        marked.until_gone().await;
    });
}

#[test]
fn an_open_operation_is_followed() {
    // Nothing ends in the log of the default world.
    e2e::run(async |world| {
        let pending = world.listing(&[("status", "pending")]).await;
        let id = pending.text(0, "job_id");
        let page = world.open(&format!("/operations/{id}")).await;
        page.css("article[data-state=ready]").until_visible().await;
        page.until_idle().await;
        let title = page.title().await;
        assert!(title.contains(" · ") && title.contains(id), "{title}");
        let before = page.requests().await.len();
        assert!(title.starts_with("In progress"), "{title}");
        page.pass(EVERY * 2).await;
        page.until("a look", async |page| {
            let calls = page.requests().await;
            let mut new = calls.iter().skip(before);
            new.any(|call| call.parameter("job_ids") == Some(id))
        })
        .await;
        world.stop_gateway();
        page.pass(EVERY * 2).await;
        page.css(".op-page-head")
            .text_containing("Last known at")
            .until_visible()
            .await;
    });
}

/// Lets the time pass that is between two looks at what is in progress, and waits for the look.
async fn until_looked_at(page: &Page) {
    let (_, before) = calls(page).await;
    page.pass(EVERY * 2).await;
    page.until("a look at what is in progress", async |page| {
        calls(page).await.1 > before
    })
    .await;
}
