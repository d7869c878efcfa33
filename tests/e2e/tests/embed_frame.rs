//! The panel in a frame: it speaks with the page around it, and with nobody else.

use crate::portals::{TOKEN, in_portal, signed_in_only};
use e2e::{Find, Page};
use serde_json::{Value, json};

/// The cluster that the frame's address locks.
async fn cluster(page: &Page) -> String {
    let locked = page
        .script(
            "const { hash } = new URL(document.querySelector('#panel').src);
             const locked = new URLSearchParams(hash.slice(1)).get('locked-filters');
             return new URLSearchParams(locked).get('resource_ids')",
            &[],
        )
        .await;
    locked.as_str().unwrap_or_default().to_owned()
}

async fn frame_height(page: &Page) -> f64 {
    let height = page
        .script("return document.querySelector('#panel').clientHeight", &[])
        .await;
    height.as_f64().unwrap_or_default()
}

/// Waits until the page around was told this.
async fn until_told(page: &Page, text: &str) {
    page.css("#events")
        .text_containing(text)
        .nth(0)
        .until_visible()
        .await;
}

#[test]
fn a_frame_is_as_high_as_the_panel_in_it() {
    in_portal(async |world| {
        let page = world.open_host("/iframe/").await;
        let listing = world
            .listing(&[("resource_ids", &cluster(&page).await)])
            .await;
        let frame = page.css("#panel");
        page.inside(&frame, async |page| page.until_listed(&listing).await)
            .await;
        let beyond = async |page: &Page| {
            page.inside(&page.css("#panel"), async |page| {
                page.script(
                    "const { scrollHeight, clientHeight } = document.documentElement;
                     return scrollHeight - clientHeight",
                    &[],
                )
                .await
            })
            .await
        };
        page.until_equal("what has to be scrolled", json!(0), beyond)
            .await;
        let high = frame_height(&page).await;
        assert!(high > 800.0, "{high}");
        // It shrinks again, too.
        page.inside(&frame, async |page| {
            page.script(
                "document.querySelector('hpc-operations')
                     .restore({ version: 1, location: 'operations?search_word=!none' })",
                &[],
            )
            .await;
            page.until_state("no-match").await;
        })
        .await;
        page.until("a lower frame", async |page| {
            frame_height(page).await < high - 100.0
        })
        .await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn the_page_around_sets_looks_and_filters_and_is_told_what_happens() {
    in_portal(async |world| {
        let page = world.open_host("/iframe/").await;
        let cluster = cluster(&page).await;
        let frame = page.css("#panel");
        let listing = world.listing(&[("resource_ids", &cluster)]).await;
        let dark = async |page: &Page| {
            let script = "const text = getComputedStyle(all(document, 'section')[0]).color;
                return text.match(/[\\d.]+/g).slice(0, 3).every((part) => Number(part) > 128)";
            page.script(script, &[]).await == true
        };
        page.inside(&frame, async |page| {
            page.until_listed(&listing).await;
            page.button("Refresh").until_visible().await;
            assert!(dark(page).await, "the address of the frame says so");
        })
        .await;
        until_told(&page, "hpc-ready").await;

        page.labelled("Theme").select("light").await;
        page.labelled("Language").select("zh-CN").await;
        page.labelled("Shown").select("failed").await;
        let failed = [("resource_ids", &*cluster), ("status", "failed")];
        let failed = world.listing(&failed).await;
        page.inside(&frame, async |page| {
            page.until_listed(&failed).await;
            page.button("刷新").until_visible().await;
            page.until("the light theme", async |page| !dark(page).await)
                .await;
            page.css(".op-chip[data-param=resource_ids] svg")
                .until_visible()
                .await;
            page.choice("status", "").click().await;
            page.until_listed(&listing).await;
            page.css("a.op-row-link").nth(0).click().await;
            page.css("[data-field=job_id]")
                .until_text(listing.text(0, "job_id"))
                .await;
        })
        .await;
        let id = listing.text(0, "job_id");
        until_told(&page, &format!("hpc-operation-open {{\"job_id\":\"{id}\"")).await;
        until_told(&page, "hpc-query-change").await;
        page.button("Read again").click().await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn a_frame_adds_nothing_to_the_history_of_the_page() {
    in_portal(async |world| {
        world.open_host("/blank/").await;
        let page = world.open_host("/iframe/").await;
        let frame = page.css("#panel");
        let before = page.history_length().await;
        let at = page
            .inside(&frame, async |page| {
                page.until_state("ready").await;
                page.choice("status", "failed").click().await;
                page.until_address_contains("status=failed").await;
                page.until_idle().await;
                page.css("a.op-row-link").nth(0).click().await;
                page.until_address_contains("/operations/j-").await
            })
            .await;
        assert!(at.contains("embed=1"), "{at}");
        assert!(at.contains("#lang=en"), "{at}");
        assert_eq!(page.history_length().await, before);
        page.back().await;
        page.until_address("/blank/").await;
    });
}

#[test]
fn a_frame_that_is_loaded_again_is_where_it_was() {
    in_portal(async |world| {
        let page = world.open_host("/iframe/").await;
        let frame = page.css("#panel");
        let id = page
            .inside(&frame, async |page| {
                page.until_state("ready").await;
                page.choice("status", "failed").click().await;
                page.until_address_contains("status=failed").await;
                page.until_idle().await;
                page.css("a.op-row-link").nth(0).click().await;
                page.until_address_contains("/operations/j-").await;
                let id = page.text_of("[data-field=job_id]").await;
                page.script("location.reload()", &[]).await;
                id
            })
            .await;
        page.inside(&frame, async |page| {
            page.css("[data-field=job_id]").until_text(&id).await;
        })
        .await;
    });
}

#[test]
fn the_page_around_signs_the_frame_in() {
    signed_in_only(async |world| {
        let page = world.open_host("/iframe/").await;
        let resource = cluster(&page).await;
        let expected = [("access_token", TOKEN), ("resource_ids", &resource)];
        let listing = world.listing(&expected).await;
        let frame = page.css("#panel");
        page.inside(&frame, async |page| page.until_listed(&listing).await)
            .await;
        until_told(&page, "hpc-need-auth {\"id\":1,\"code\":1200}").await;
        let asked = page.css("#events [data-event=hpc-need-auth]").count().await;
        page.inside(&frame, async |page| {
            page.choice("status", "failed").click().await;
            page.until_asked(&[("status", Some("failed"))]).await;
            page.until_idle().await;
            page.until_state("ready").await;
        })
        .await;
        assert_eq!(
            page.css("#events [data-event=hpc-need-auth]").count().await,
            asked
        );
    });
}

#[test]
fn a_frame_that_asks_first_makes_no_call_without_credentials() {
    signed_in_only(async |world| {
        let page = world.open_host("/blank/").await;
        let listing = world.listing(&[("access_token", TOKEN)]).await;
        page.script(
            "const [address, token] = args;
             const frame = document.createElement('iframe');
             frame.id = 'panel';
             frame.src = address;
             window.codes = [];
             addEventListener('message', ({ data, origin, source }) => {
                 if (data.type !== 'hpc-need-auth') return;
                 window.codes.push(data.detail.code);
                 const detail = { id: data.detail.id, params: { access_token: token } };
                 source.postMessage({ type: 'hpc-auth', detail }, origin);
             });
             document.getElementById('place').append(frame)",
            &[
                json!(format!(
                    "{}/operations?embed=1#auth=first&lang=en",
                    world.origin()
                )),
                json!(TOKEN),
            ],
        )
        .await;
        page.inside(&page.css("#panel"), async |page| {
            page.until_listed(&listing).await;
            page.assert_no_console_errors(&[]).await;
        })
        .await;
        assert_eq!(page.script("return window.codes", &[]).await, json!([0]));
    });
}

/// How the panel in the frame of the hostile page is: rows, language, theme.
async fn untouched(page: &Page) -> Value {
    page.script(
        "const panel = document.querySelector('hpc-operations');
         return [
             [...panel.attributes].map(({ name, value }) => `${name}=${value}`),
             ({}).polluted ?? null,
             panel.headers,
             panel.params,
             location.href,
         ]",
        &[],
    )
    .await
}

#[test]
fn a_frame_beside_the_panel_cannot_steer_it() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open_host("/hostile-frame/").await;
        let frame = page.css("#panel");
        let before = page
            .inside(&frame, async |page| {
                page.until_listed(&all).await;
                untouched(page).await
            })
            .await;
        page.button("Let the other frame post").click().await;
        page.text_containing("by the stranger")
            .until_visible()
            .await;
        page.inside(&frame, async |page| {
            // Messages come in order, so this one is behind all of them.
            page.script(
                "return new Promise((done) => {
                     addEventListener('message', ({ data }) => { if (data === 'last') done() });
                     setTimeout(() => postMessage('last', location.origin));
                 })",
                &[],
            )
            .await;
            assert_eq!(untouched(page).await, before);
            page.until_listed(&all).await;
            page.button("Refresh").until_visible().await;
        })
        .await;
    });
}

#[test]
fn garbage_from_the_page_around_is_survived() {
    in_portal(async |world| {
        let page = world.open_host("/hostile-frame/").await;
        let frame = page.css("#panel");
        page.inside(&frame, async |page| page.until_state("ready").await)
            .await;
        page.button("Post garbage").click().await;
        page.text_containing("by the portal").until_visible().await;
        // What makes sense works as ever.
        page.script(
            "document.querySelector('#panel').contentWindow.postMessage({
                 type: 'hpc-set',
                 detail: {
                     lang: 'zh-CN', lockedFilters: { status: 'failed' }, zone: 'jinan1a',
                     controls: null, columns: null,
                 },
             }, args[0])",
            &[json!(world.origin())],
        )
        .await;
        let failed = world.listing(&[("status", "failed")]).await;
        page.inside(&frame, async |page| {
            page.button("刷新").until_visible().await;
            page.until_listed(&failed).await;
            assert_eq!(
                page.script("return ({}).polluted ?? null", &[]).await,
                json!(null)
            );
        })
        .await;
        // Refused, not thrown; a lock that cannot be used is told.
        page.assert_no_console_errors(&["lock-unusable"]).await;
    });
}

#[test]
fn a_misspelt_lock_in_a_message_shows_nothing() {
    in_portal(async |world| {
        let page = world.open_host("/hostile-frame/").await;
        let frame = page.css("#panel");
        page.inside(&frame, async |page| page.until_state("ready").await)
            .await;
        page.script(
            "document.querySelector('#panel').contentWindow.postMessage(
                 { type: 'hpc-set', detail: { lang: 'en', lockedFilter: { status: 'failed' } } }, args[0])",
            &[json!(world.origin())],
        )
        .await;
        page.inside(&frame, async |page| {
            page.css(".op-crash h2")
                .until_text("Can’t determine which operations to show")
                .await;
            assert_eq!(page.css("tr[data-job-id]").count().await, 0);
        })
        .await;
    });
}

#[test]
fn a_page_that_is_no_portal_cannot_frame_the_panel() {
    in_portal(async |world| {
        let page = world.open_stranger("/iframe/").await;
        let frame = page.css("#panel");
        frame.until_visible().await;
        page.inside(&frame, async |page| {
            assert_eq!(page.css("hpc-operations, main").count().await, 0);
        })
        .await;
        assert_eq!(page.css("#events li").count().await, 0);
    });
}

#[test]
fn the_page_of_the_panel_itself_may_be_opened_with_the_frames_address() {
    in_portal(async |world| {
        let page = world
            .open("/operations?embed=1&status=failed#lang=zh-CN")
            .await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        page.button("刷新").until_visible().await;
        let length = page.history_length().await;
        page.choice("status", "pending").click().await;
        page.until_address_contains("status=pending").await;
        assert_eq!(page.history_length().await, length);
    });
}

#[test]
fn where_calls_and_links_go_is_not_taken_from_an_address() {
    in_portal(async |world| {
        let listing = world.listing(&[]).await;
        let page = world
            .open("/operations?embed=1#api-base=%2Felsewhere&base=https%3A%2F%2Felsewhere.example%2F&lang=en")
            .await;
        page.until_listed(&listing).await;
        let href = page.css("a.op-row-link").nth(0).attribute("href").await;
        let href = href.unwrap_or_default();
        assert!(!href.contains("elsewhere"), "{href}");
    });
}
