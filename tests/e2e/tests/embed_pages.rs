//! Every kind of page that carries the panel: rows are there, and the page goes
//! on being the portal's own.

use crate::portals::{TOKEN, in_portal, signed_in_only};
use e2e::{Find, Listing, Page, World};
use serde_json::json;

/// What the API lists of one cluster, asked with the token.
async fn listing_of(world: &World, cluster: &str, more: &[(&str, &str)]) -> Listing {
    let own = [("access_token", TOKEN), ("resource_ids", cluster)];
    world.listing(&[&own, more].concat()).await
}

/// Whether the text of what a selector matches in the panel is light, as on dark.
async fn is_dark(page: &Page, panel: &str) -> bool {
    let answer = page
        .script(
            "const [panel] = all(document, args[0]);
             const text = panel.shadowRoot.querySelector('section');
             const [red, green, blue] = getComputedStyle(text).color.match(/[\\d.]+/g);
             return Number(red) + Number(green) + Number(blue) > 3 * 128",
            &[json!(panel)],
        )
        .await;
    answer == true
}

#[test]
fn one_script_and_one_tag_show_the_log() {
    in_portal(async |world| {
        let page = world.open_host("/plain/").await;
        page.until_listed(&world.listing(&[]).await).await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn the_npm_package_shows_the_log_with_files_of_its_own_with_and_without_a_bundler() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        for path in ["/npm/import-map/", "/npm/vite/"] {
            let page = world.open_host(path).await;
            page.until_listed(&all).await;
            let version = page
                .script("return customElements.get('hpc-operations').version", &[])
                .await;
            assert_eq!(version, env!("CARGO_PKG_VERSION"), "{path}");
            page.assert_no_console_errors(&[]).await;
        }
    });
}

/// React tells of markup that differs from what the server rendered as an error.
#[test]
fn a_page_that_a_server_rendered_is_taken_over_with_a_lock_and_a_listener() {
    in_portal(async |world| {
        let page = world.open_host("/npm/server-rendered/").await;
        let failed = world.listing(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        page.row(failed.text(0, "job_id"))
            .css("a.op-row-link")
            .press("Enter")
            .await;
        page.css("#opened")
            .until_text(failed.text(0, "job_id"))
            .await;
        page.assert_no_console_errors(&[]).await;
    });
}

/// What React does to an element that it finds in the page.
#[test]
fn a_lock_that_a_framework_keeps_to_itself_shows_nothing() {
    in_portal(async |world| {
        let page = world.open_host("/blank/").await;
        page.script(
            "const panel = document.createElement('hpc-operations');
             panel.lang = 'en';
             panel.__reactProps$1abc = { lockedFilters: { status: 'failed' } };
             document.getElementById('place').append(panel)",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.css(".op-crash h2")
            .until_text("Can’t determine which operations to show")
            .await;
        assert!(page.requests().await.is_empty());
        page.script(
            "document.querySelector('hpc-operations').lockedFilters = { status: 'failed' }",
            &[],
        )
        .await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
    });
}

#[test]
fn a_strict_policy_has_nothing_to_forbid() {
    in_portal(async |world| {
        let page = world.open_host("/strict-csp/").await;
        page.until_listed(&world.listing(&[]).await).await;
        page.choice("status", "failed").click().await;
        let failed = world.listing(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        // Whatever opens and has a style or an image of its own.
        page.css("tbody [data-column=menu] button")
            .nth(0)
            .click()
            .await;
        page.any("menu").until_visible().await;
        page.press("Escape").await;
        page.css(".op-calls button").nth(1).click().await;
        page.any("dialog").until_visible().await;
        page.press("Escape").await;
        page.any("dialog").until_gone().await;
        page.row(failed.text(0, "job_id"))
            .css("a.op-row-link")
            .press("Enter")
            .await;
        page.css("[data-field=job_id]")
            .until_text(failed.text(0, "job_id"))
            .await;
        assert_eq!(page.text_of("#violations").await, "nothing");
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn two_panels_show_two_clusters_in_two_languages_and_themes() {
    in_portal(async |world| {
        let page = world.open_host("/two-elements/").await;
        let clusters = page.texts("h2").await;
        let (first, second) = (page.css("#first"), page.css("#second"));
        for (panel, cluster) in [(&first, &clusters[0]), (&second, &clusters[1])] {
            let listing = world.listing(&[("resource_ids", cluster)]).await;
            panel.until_listed(&listing).await;
        }
        first.button("Refresh").until_visible().await;
        second.button("刷新").until_visible().await;
        assert!(!is_dark(&page, "#first").await);
        assert!(is_dark(&page, "#second").await);

        // What is done in one is not done in the other.
        let before = first.table().await;
        let before = before.ids();
        second.choice("status", "failed").click().await;
        let failed = [("resource_ids", &*clusters[1]), ("status", "failed")];
        second.until_listed(&world.listing(&failed).await).await;
        assert_eq!(first.table().await.ids(), before);
        assert!(first.choice("status", "").is_checked().await);
        page.assert_no_console_errors(&[]).await;
    });
}

/// A page of a framework: its state is given to the panel as attributes and
/// properties, credentials among them, and the panel's events change its state.
async fn in_framework(world: &World, path: &str) {
    let page = world.open_host(path).await;
    let cluster = page.labelled("Cluster");
    let chosen = cluster.value().await;
    page.until_listed(&listing_of(world, &chosen, &[]).await)
        .await;
    page.css("#events")
        .text_containing("hpc-ready")
        .until_visible()
        .await;

    // Down: attributes and properties.
    let other = page
        .script(
            "return [...all(document, 'select')[0].options]
                 .find(({ value }) => value !== args[0]).value",
            &[json!(chosen)],
        )
        .await;
    let other = other.as_str().unwrap_or_default().to_owned();
    cluster.select(&other).await;
    page.until_listed(&listing_of(world, &other, &[]).await)
        .await;
    assert!(!is_dark(&page, "hpc-operations").await);
    page.labelled("Theme").select("dark").await;
    page.until("the dark theme", async |page| {
        is_dark(page, "hpc-operations").await
    })
    .await;
    page.labelled("Language").select("zh-CN").await;
    page.button("刷新").until_visible().await;
    page.labelled("Language").select("en").await;

    // Up: events.
    page.choice("status", "failed").click().await;
    page.css("#query").until_text("status=failed").await;
    let failed = listing_of(world, &other, &[("status", "failed")]).await;
    page.until_listed(&failed).await;

    // Moved by the framework, it is the same panel where it was.
    page.script(
        "window.before = all(document, 'hpc-operations')[0];
         window.moves = 0;
         new MutationObserver((changes) => {
             for (const { addedNodes } of changes) {
                 if ([...addedNodes].includes(window.before)) window.moves += 1;
             }
         }).observe(window.before.getRootNode(), { childList: true, subtree: true })",
        &[],
    )
    .await;
    page.button("Swap").click().await;
    page.button("Swap").click().await;
    page.until("the panel to be moved", async |page| {
        page.script("return window.moves > 0", &[]).await == true
    })
    .await;
    let same = "return window.before === all(document, 'hpc-operations')[0]";
    assert_eq!(page.script(same, &[]).await, true);
    page.until_listed(&failed).await;
    assert!(page.choice("status", "failed").is_checked().await);

    // Taken away and put there again, it is a new one.
    page.labelled("Show the panel").click().await;
    page.css("hpc-operations").until_gone().await;
    page.labelled("Show the panel").click().await;
    page.until_listed(&listing_of(world, &other, &[]).await)
        .await;
    page.assert_no_console_errors(&[]).await;
}

#[test]
fn react_gives_attributes_and_properties_and_hears_events() {
    signed_in_only(async |world| in_framework(world, "/react/").await);
}

#[test]
fn vue_gives_attributes_and_properties_and_hears_events() {
    signed_in_only(async |world| in_framework(world, "/vue/").await);
}

#[test]
fn svelte_gives_attributes_and_properties_and_hears_events() {
    signed_in_only(async |world| in_framework(world, "/svelte/").await);
}

#[test]
fn lit_gives_attributes_and_properties_and_hears_events_in_its_shadow_root() {
    signed_in_only(async |world| in_framework(world, "/lit/").await);
}

#[test]
fn angular_gives_attributes_and_properties_and_hears_events() {
    signed_in_only(async |world| in_framework(world, "/angular/").await);
}

#[test]
fn under_open_ondemand_the_panel_follows_the_switch_of_bootstrap() {
    in_portal(async |world| {
        let page = world.open_host("/pun/sys/operations/").await;
        page.css(".op-chip[data-param=resource_ids]")
            .until_visible()
            .await;
        let cluster = page.text_of(".op-chip .op-chip-value").await;
        let listing = world.listing(&[("resource_ids", &cluster)]).await;
        page.until_listed(&listing).await;
        assert!(!is_dark(&page, "hpc-operations").await);
        page.labelled("Dark").click().await;
        page.until("the dark theme", async |page| {
            is_dark(page, "hpc-operations").await
        })
        .await;
        page.labelled("Dark").click().await;
        page.until("the light theme", async |page| {
            !is_dark(page, "hpc-operations").await
        })
        .await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn a_portal_of_three_clusters_speaks_and_looks_as_it_is_told() {
    in_portal(async |world| {
        let page = world.open_host("/portal/").await;
        page.css(".card").nth(2).until_visible().await;
        for index in 0..3 {
            let card = page.css(".card").nth(index);
            let cluster = card.css(".id").text().await;
            let mut parameters = vec![("resource_ids", &*cluster), ("limit", "10")];
            if index == 2 {
                parameters.push(("status", "failed"));
            }
            card.until_listed(&world.listing(&parameters).await).await;
        }
        page.css("#news li").nth(2).until_visible().await;
        page.css("#theme").select("Dark").await;
        page.until("the dark theme", async |page| {
            is_dark(page, "hpc-operations").await
        })
        .await;
        page.css("#language").select("中文").await;
        for index in 0..3 {
            let card = page.css(".card").nth(index);
            card.button("刷新").until_visible().await;
        }
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn a_page_that_is_no_portal_gets_no_operations() {
    in_portal(async |world| {
        let page = world.open_stranger("/plain/").await;
        page.until_state("unreachable").await;
        let rows = page.css("hpc-operations").css("tbody tr");
        assert_eq!(rows.count().await, 0);
        let call = format!("{}/api/operation", world.origin());
        let answer = page
            .script(
                "return fetch(args[0]).then(() => 'read', () => 'refused')",
                &[json!(call)],
            )
            .await;
        assert_eq!(answer, "refused");
    });
}
