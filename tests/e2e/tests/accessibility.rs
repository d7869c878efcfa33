//! axe-core on every screen, in both languages, both themes and three widths;
//! and that no screen is wider than the window.

use e2e::{Emulation, Find, Page, Setup, World};
use std::collections::BTreeMap;

const WIDTHS: [(u32, u32); 3] = [(1280, 800), (768, 1024), (360, 740)];

#[derive(Clone, Copy, Debug)]
enum Theme {
    Light,
    Dark,
}
use Theme::{Dark, Light};

/// The themes to look at in each of the [`WIDTHS`].
type Looks = [&'static [Theme]; 3];

/// Every theme in every width.
const EVERY: Looks = [&[Light, Dark], &[Light, Dark], &[Light, Dark]];
/// Half of that; [`OTHER_HALF`] is the rest.
const ONE_HALF: Looks = [&[Light], &[Dark], &[Light]];
const OTHER_HALF: Looks = [&[Dark], &[Light], &[Dark]];

/// What is wrong, and where that was seen.
#[derive(Default)]
struct Faults(BTreeMap<String, Vec<String>>);

impl Faults {
    fn add(&mut self, fault: String, place: &str) {
        self.0.entry(fault).or_default().push(place.to_owned());
    }

    fn assert_none(&self) {
        let list: Vec<_> = self
            .0
            .iter()
            .map(|(fault, places)| format!("{fault}\n  on {}", places.join("; ")))
            .collect();
        assert!(list.is_empty(), "{}", list.join("\n"));
    }

    /// Looks at what the page shows now.
    async fn look_for(&mut self, page: &Page, screen: &str, looks: Looks) {
        for ((width, height), themes) in WIDTHS.into_iter().zip(looks) {
            page.resize(width, height).await;
            let beyond = page
                .script(
                    "const { scrollWidth, clientWidth } = document.documentElement;
                     return Math.max(0, scrollWidth - clientWidth)",
                    &[],
                )
                .await;
            if beyond != 0 {
                let fault = "wider than the window".to_owned();
                self.add(fault, &format!("{screen}, {width} px, by {beyond} px"));
            }
            for theme in themes {
                let media = match theme {
                    Light => Emulation::LIGHT,
                    Dark => Emulation::DARK,
                };
                if let Err(unsupported) = page.emulate(media).await {
                    eprintln!("note: {unsupported}");
                }
                // Contrast is measured at once, so nothing may still be fading. In
                // what is folded away some engines keep transitions for ever.
                page.until("the colours to settle", async |page| {
                    let fading = "return document.getAnimations().some((animation) =>
                        animation instanceof CSSTransition && animation.playState !== 'finished'
                        && animation.effect.target.checkVisibility())";
                    page.script(fading, &[]).await == false
                })
                .await;
                let place = format!("{screen}, {width} px, {theme:?}");
                for violation in page.axe().await {
                    self.add(violation.to_string(), &place);
                }
            }
        }
    }
}

/// Waits until the screen of a link is there, in a wide window.
async fn open(world: &World, path: &str) -> Page {
    world.page().resize(1280, 800).await;
    let page = world.open(path).await;
    page.until_idle().await;
    page.css(".op-pager, .op-screen, .op-fields")
        .until_visible()
        .await;
    page
}

/// An operation that failed, for its page shows the most.
async fn failed_operation(world: &World) -> String {
    let log = world.listing(&[("status", "failed")]).await;
    format!("/operations/{}?status=failed", log.text(0, "job_id"))
}

async fn check_list_and_operation(world: &World) {
    let mut faults = Faults::default();
    let page = open(world, "/operations").await;
    faults.look_for(&page, "list", EVERY).await;
    let wrong = "/operations?status=nope&owner=a%20b&verbose=9&limit=500&page=0\
                 &start_time=yesterday&tz=mars&sort=colour";
    let page = open(world, wrong).await;
    faults.look_for(&page, "list of a bad link", EVERY).await;
    let page = open(world, "/operations?search_word=!odd").await;
    faults.look_for(&page, "odd rows", EVERY).await;

    let page = open(world, &failed_operation(world).await).await;
    page.css(".op-related-list, .op-related .op-none")
        .until_visible()
        .await;
    page.css("details.op-raw > summary").click().await;
    faults.look_for(&page, "operation", EVERY).await;
    faults.assert_none();
}

async fn check_other_screens(world: &World, looks: Looks) {
    let mut faults = Faults::default();
    for (screen, path) in [
        ("no match", "/operations?search_word=!none&status=failed"),
        ("past the end", "/operations?page=9999"),
        ("no such operation", "/operations/j-never0was"),
        ("no such page", "/nowhere"),
    ] {
        let page = world.open(path).await;
        page.css(".op-screen").until_visible().await;
        faults.look_for(&page, screen, looks).await;
    }
    let page = open(world, "/operations?search_word=!ret:1400").await;
    page.css(".op-technical > summary").click().await;
    faults.look_for(&page, "failure", looks).await;

    let page = open(world, "/operations").await;
    page.field("search_word").paste("!html").await;
    page.press("Enter").await;
    page.until_state("stale").await;
    faults.look_for(&page, "rows below a banner", looks).await;

    let page = open(world, "/operations").await;
    page.css("[aria-keyshortcuts='?']").click().await;
    page.any("dialog").until_visible().await;
    faults.look_for(&page, "help", looks).await;
    let page = open(world, "/operations").await;
    page.field("search_word").paste("compute job").await;
    page.any("listbox").until_visible().await;
    faults.look_for(&page, "what a text may mean", looks).await;
    let page = open(world, "/operations?last=7d").await;
    page.css("[data-control=time] [aria-haspopup=dialog]")
        .click()
        .await;
    page.any("grid").until_visible().await;
    faults.look_for(&page, "time picker", looks).await;
    let page = open(world, "/operations?status=failed&sort=-duration&whole=1").await;
    page.css(".op-whole .op-button-primary")
        .until_visible()
        .await;
    faults
        .look_for(&page, "price of a whole result", looks)
        .await;
    page.css(".op-whole .op-button-primary").click().await;
    page.css(".op-whole progress").until_gone().await;
    page.until_idle().await;
    page.css("[popovertarget=op-copy-rows]").click().await;
    page.css(".op-export").until_visible().await;
    faults
        .look_for(&page, "whole result, and ways to save it", looks)
        .await;
    page.press("Escape").await;
    page.resize(1280, 800).await;
    page.css("[data-control=narrow]").click().await;
    page.css(".op-narrow-value").nth(0).until_visible().await;
    page.css(".op-narrow-value").nth(0).click().await;
    page.css("dialog .op-conditions .op-chip")
        .until_visible()
        .await;
    faults
        .look_for(&page, "values to narrow a whole result by", looks)
        .await;
    page.press("Escape").await;
    page.resize(1280, 800).await;
    page.css("[name=find]").type_text("j-").await;
    page.css(".op-find button:enabled")
        .nth(0)
        .until_visible()
        .await;
    page.css("[name=find]").press("Enter").await;
    page.css("[data-found]").until_visible().await;
    faults
        .look_for(&page, "a row that was found in a narrowed result", looks)
        .await;
    page.resize(1280, 800).await;
    page.css("[data-control=statistics]").click().await;
    page.css(".op-statistics tbody tr")
        .nth(0)
        .until_visible()
        .await;
    faults.look_for(&page, "statistics", looks).await;
    let page = open(world, "/operations?last=7d").await;
    page.css("[popovertarget=op-view-menu]").click().await;
    page.css("#op-view-menu [data-control=timeline] button")
        .click()
        .await;
    page.press("Escape").await;
    page.css(".op-timeline-bars [data-kind=failed]")
        .until_visible()
        .await;
    page.until_idle().await;
    page.css(".op-timeline-table > summary").click().await;
    faults.look_for(&page, "timeline", looks).await;
    page.script("localStorage.removeItem('hpc-operations.timeline')", &[])
        .await;
    let page = open(world, "/operations").await;
    page.css("tbody [data-column=menu] button")
        .nth(0)
        .click()
        .await;
    page.any("menu").until_visible().await;
    faults.look_for(&page, "menu of a row", looks).await;
    faults.assert_none();
}

#[test]
fn list_and_operation_are_accessible_in_english() {
    e2e::run(check_list_and_operation);
}

#[test]
fn list_and_operation_are_accessible_in_chinese() {
    Setup::new().language("zh-CN").run(check_list_and_operation);
}

#[test]
fn every_other_screen_is_accessible_in_english() {
    e2e::run(async |world| check_other_screens(world, ONE_HALF).await);
}

#[test]
fn every_other_screen_is_accessible_in_chinese() {
    Setup::new()
        .language("zh-CN")
        .run(async |world| check_other_screens(world, OTHER_HALF).await);
}
