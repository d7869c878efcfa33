//! Where a panel is stays what it is while the page moves it about, and the page
//! can keep it and bring it back.

use crate::portals::in_portal;
use e2e::{Engine, Find, Page, World};
use serde_json::{Value, json};

/// Does something with the panel by a script and answers what comes of it.
async fn with_panel(page: &Page, body: &str, argument: Value) -> Value {
    let script = format!("const panel = document.querySelector('hpc-operations'); {body}");
    page.script(&script, &[argument]).await
}

/// A panel that shows failed operations, on the second page.
async fn second_page_of_failed(world: &World) -> Page {
    let markup = "<div id='left'><hpc-operations limit='10'></hpc-operations></div>
        <div id='right'></div>";
    let page = world.embed(markup).await;
    page.until_state("ready").await;
    page.choice("status", "failed").click().await;
    page.until_asked(&[("status", Some("failed"))]).await;
    page.until_idle().await;
    page.css("[rel=next]").click().await;
    page.until_listed(&second_page(world).await).await;
    page
}

async fn second_page(world: &World) -> e2e::Listing {
    world
        .listing(&[("status", "failed"), ("limit", "10"), ("offset", "10")])
        .await
}

#[test]
fn a_panel_that_is_moved_in_the_page_keeps_everything_and_asks_nothing() {
    in_portal(async |world| {
        let page = second_page_of_failed(world).await;
        page.css("button[data-control=more]").click().await;
        let calls = page.requests().await.len();
        with_panel(
            &page,
            "window.node = panel.shadowRoot.querySelector('tbody tr');",
            json!(null),
        )
        .await;
        for side in ["right", "left", "right"] {
            with_panel(
                &page,
                "document.getElementById(args[0]).append(panel)",
                json!(side),
            )
            .await;
        }
        page.css("#right hpc-operations").until_visible().await;
        let same = "return window.node === panel.shadowRoot.querySelector('tbody tr')";
        assert_eq!(with_panel(&page, same, json!(null)).await, true);
        page.field("directive").until_visible().await;
        page.until_idle().await;
        assert_eq!(page.requests().await.len(), calls);
        // It goes on working.
        page.css("[rel=prev]").click().await;
        let first = [("status", "failed"), ("limit", "10")];
        page.until_listed(&world.listing(&first).await).await;
    });
}

#[test]
fn a_panel_that_is_taken_out_and_put_back_is_where_it_was() {
    in_portal(async |world| {
        let page = second_page_of_failed(world).await;
        with_panel(&page, "window.kept = panel; panel.remove()", json!(null)).await;
        page.css("hpc-operations").until_gone().await;
        // Gone from the page, it is gone: nothing of it is left to work.
        let left = "return new Promise((done) => setTimeout(() => done(
            window.kept.shadowRoot.querySelectorAll('tr').length)))";
        assert_eq!(page.script(left, &[]).await, 0);
        let state = page.script("return window.kept.save()", &[]).await;
        assert_eq!(
            state["location"],
            "operations?status=failed&limit=10&page=2"
        );
        page.script("document.getElementById('right').append(window.kept)", &[])
            .await;
        page.until_listed(&second_page(world).await).await;
        assert!(page.choice("status", "failed").is_checked().await);
    });
}

#[test]
fn a_place_that_was_saved_is_restored_in_another_panel_and_another_visit() {
    in_portal(async |world| {
        let page = second_page_of_failed(world).await;
        let id = page.table().await.ids().first().map(ToString::to_string);
        let id = id.unwrap_or_default();
        page.row(&id).css("a.op-row-link").click().await;
        page.css("[data-field=job_id]").until_text(&id).await;
        let state = with_panel(&page, "return panel.save()", json!(null)).await;
        assert_eq!(state["version"], 1);
        let location = format!("operations/{id}?status=failed&limit=10&page=2");
        assert_eq!(state["location"], json!(location));

        let page = world
            .embed("<hpc-operations limit='10'></hpc-operations>")
            .await;
        page.until_state("ready").await;
        let restored = with_panel(
            &page,
            "return panel.restore(args[0])
                 .then(() => panel.shadowRoot.querySelector('[data-field=job_id]').textContent)",
            state,
        )
        .await;
        assert_eq!(restored, json!(id), "it resolves when that is shown");
    });
}

#[test]
fn what_is_no_state_is_rejected_and_changes_nothing() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_listed(&all).await;
        for state in [
            json!(null),
            json!("operations"),
            json!({}),
            json!({ "version": 2, "location": "operations?status=failed" }),
            json!({ "version": 1 }),
            json!({ "version": 1, "location": 7 }),
            json!({ "version": 1, "location": "https://elsewhere.example/" }),
            json!({ "version": 1, "location": "//elsewhere.example/" }),
            json!({ "version": 1, "location": "javascript:alert(1)" }),
            json!({ "version": 1, "location": "../../etc" }),
            json!({ "version": 1, "location": "no/screen" }),
        ] {
            let answer = with_panel(
                &page,
                "return panel.restore(args[0]).then(() => 'restored', (error) => error.name)",
                state.clone(),
            )
            .await;
            assert_eq!(answer, "TypeError", "{state}");
        }
        page.until_listed(&all).await;
        let state = with_panel(&page, "return panel.save()", json!(null)).await;
        assert_eq!(state, json!({ "version": 1, "location": "operations" }));
    });
}

#[test]
fn restoring_what_is_shown_already_resolves_too() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let markup = format!(
            "<hpc-operations locked-filters='owner={}'></hpc-operations>",
            log.text(0, "owner")
        );
        let page = world.embed(&markup).await;
        page.until_state("ready").await;
        for location in [
            "operations",
            "operations?owner=other",
            "operations?colour=red",
        ] {
            let answer = with_panel(
                &page,
                "const hangs = new Promise((done) => setTimeout(() => done('hangs'), 5000));
                 const restored = panel.restore({ version: 1, location: args[0] });
                 return Promise.race([restored.then(() => 'restored'), hangs])",
                json!(location),
            )
            .await;
            assert_eq!(answer, "restored", "{location}");
        }
    });
}

#[test]
fn a_refresh_by_the_page_reads_again_and_tells_when_that_is_shown() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_listed(&world.listing(&[]).await).await;
        let calls = page.requests().await.len();
        with_panel(&page, "return panel.refresh()", json!(null)).await;
        assert_eq!(page.requests().await.len(), calls + 1);
        let busy = "return panel.shadowRoot.querySelector('section').getAttribute('aria-busy')";
        assert_eq!(with_panel(&page, busy, json!(null)).await, "false");
        // A refresh that fails is shown, too, and is an answer.
        world.stop_gateway();
        with_panel(&page, "return panel.refresh()", json!(null)).await;
        page.until_state("stale").await;
    });
}

#[test]
fn the_history_of_the_page_is_its_own() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open_host("/plain/").await;
        page.until_listed(&log).await;
        page.link("News").click().await;
        page.until_address("/plain/#news").await;
        let length = page.history_length().await;
        page.choice("status", "failed").click().await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        page.css("[rel=next]").click().await;
        let second = [("status", "failed"), ("offset", "20")];
        page.until_listed(&world.listing(&second).await).await;
        page.css("a.op-row-link").nth(0).click().await;
        page.css("[data-field=job_id]").until_visible().await;
        assert_eq!(page.history_length().await, length);
        assert_eq!(page.address().await, "/plain/#news");
        let operation = page.text_of("[data-field=job_id]").await;

        // Back and forward are the page's; the panel stays where it is.
        page.back().await;
        page.until_address("/plain/").await;
        page.forward().await;
        page.until_address("/plain/#news").await;
        page.css("[data-field=job_id]").until_text(&operation).await;
    });
}

#[test]
fn within_the_panel_there_is_a_way_back_to_the_list() {
    in_portal(async |world| {
        let failed = world.listing(&[("status", "failed")]).await;
        let page = world
            .embed("<hpc-operations filters='status=failed'></hpc-operations>")
            .await;
        page.until_listed(&failed).await;
        page.row(failed.text(2, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        page.css("[data-field=job_id]")
            .until_text(failed.text(2, "job_id"))
            .await;
        page.until_idle().await;
        page.css(".op-related-list, .op-related .op-none")
            .until_visible()
            .await;
        let calls = page.requests().await.len();
        page.css(".op-detail-nav a").nth(0).click().await;
        page.until_listed(&failed).await;
        assert_eq!(
            page.requests().await.len(),
            calls,
            "the rows were still there"
        );
    });
}

#[test]
fn the_panel_starts_again_from_its_own_screen_after_a_crash() {
    in_portal(async |world| {
        let page = world.open_host("/two-elements/").await;
        let clusters = page.texts("h2").await;
        let first = page.css("#first");
        let listing = world.listing(&[("resource_ids", &clusters[0])]).await;
        first.until_listed(&listing).await;
        page.script(
            "window.ends = [];
             document.addEventListener('hpc-error', ({ target, detail }) => {
                 window.ends.push([target.id, detail.kind]);
             });
             window.create = Document.prototype.createElement;
             Document.prototype.createElement = function (name, ...rest) {
                 if (name.toLowerCase() === 'meter') throw new Error('planted');
                 return window.create.call(this, name, ...rest);
             }",
            &[],
        )
        .await;
        first.css(".op-calls button").nth(0).click().await;
        // One program serves both, so both say so, each in its place.
        first.button("Reload the panel").until_visible().await;
        page.css("#second")
            .button("重新加载面板")
            .until_visible()
            .await;
        page.until_equal(
            "what the page was told",
            json!([["first", "crashed"], ["second", "crashed"]]),
            async |page| page.script("return window.ends.sort()", &[]).await,
        )
        .await;
        page.script("Document.prototype.createElement = window.create", &[])
            .await;
        first.button("Reload the panel").click().await;
        first.until_listed(&listing).await;
        first.css(".op-calls button").nth(0).click().await;
        first.any("dialog").until_visible().await;
    });
}

#[test]
fn five_hundred_comings_and_goings_leave_nothing_behind() {
    in_portal(async |world| {
        if world.engine() != Engine::Chromium {
            return eprintln!("note: only Chromium tells what a page holds on to");
        }
        world.page().watch_memory().await;
        let page = world.embed("").await;
        let page = page.within(std::time::Duration::from_secs(60));
        // Some leave before they are open, some while they ask, some with rows.
        let cycles = "const place = document.getElementById('place');
            const cycle = async (left) => {
                for (; left > 0; left--) {
                    const panel = document.createElement('hpc-operations');
                    panel.fetch = async () => new Response(args[1]);
                    place.append(panel);
                    if (left % 3 === 1) await new Promise((done) => setTimeout(done));
                    if (left % 3 === 2) {
                        await new Promise((done) => panel.addEventListener('hpc-ready', done));
                    }
                    panel.remove();
                }
                await new Promise((done) => setTimeout(done, 100));
            };
            return cycle(args[0])";
        let answer = world.api(&[("limit", "20")]).await.to_string();
        page.script(cycles, &[json!(30), json!(answer)]).await;
        let before = page.memory().await;
        for _ in 0..5 {
            page.script(cycles, &[json!(100), json!(answer)]).await;
        }
        let after = page.memory().await;
        eprintln!("before {before:?}\nafter {after:?}");
        assert!(after.nodes <= before.nodes + 100, "{before:?} {after:?}");
        assert!(
            after.listeners <= before.listeners + 20,
            "{before:?} {after:?}"
        );
        assert!(
            after.wasm <= before.wasm + 1024 * 1024,
            "{before:?} {after:?}"
        );
        let heap = after.heap.saturating_sub(before.heap);
        assert!(heap <= 2 * 1024 * 1024, "{before:?} {after:?}");
    });
}
