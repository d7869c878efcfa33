//! The page is other people's, too: translators, highlighters, extensions, portals with ids and
//! shortcuts of their own, and servers that have been updated meanwhile.

use crate::portals::in_portal;
use e2e::{Find, Page};
use serde_json::json;

#[test]
fn a_portal_with_the_panels_own_ids_and_attributes_keeps_its_page() {
    in_portal(async |world| {
        let page = world.open_host("/blank/").await;
        page.script(
            "const { dataset } = document.documentElement;
             dataset.embed = '';
             dataset.panic = 'of another script';
             const form = document.createElement('form');
             form.id = 'hpc-operations-settings';
             form.innerHTML = '<input name=textContent>';
             const block = document.createElement('div');
             block.id = 'console';
             document.body.append(form, block);
             document.title = 'Portal';
             const add = (name, value) => {
                 const property = { value, configurable: true, writable: true };
                 Object.defineProperty(Object.prototype, name, property);
             };
             add('fetch', () => Promise.reject(new Error('not for you')));
             add('params', { job_ids: 'j-nope' });
             document.getElementById('place').innerHTML = '<hpc-operations></hpc-operations>'",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.until_listed(&world.listing(&[]).await).await;
        page.script(
            "setTimeout(() => { throw new Error('of the portal') });
             Promise.reject(new Error('wallet: wasm not ready'));
             return new Promise((done) => setTimeout(done))",
            &[],
        )
        .await;
        page.choice("status", "failed").click().await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        assert_eq!(page.title().await, "Portal");
        let own = page
            .script(
                "return document.querySelectorAll('#hpc-operations-settings, #console').length",
                &[],
            )
            .await;
        assert_eq!(own, 2);
    });
}

#[test]
fn text_boxes_keep_their_keys_from_the_portals_shortcuts() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_listed(&world.listing(&[]).await).await;
        page.script(
            "window.keys = [];
             document.addEventListener('keydown', ({ key, target }) => {
                 if (target.tagName !== 'INPUT') window.keys.push(key);
             })",
            &[],
        )
        .await;
        page.field("owner").focus().await;
        page.type_text("gd").await;
        page.press("Escape").await;
        assert_eq!(page.field("owner").value().await, "gd");
        let keys = page.script("return window.keys", &[]).await;
        assert_eq!(keys, json!(["Escape"]));
    });
}

#[test]
fn an_element_that_comes_after_an_update_says_that_the_page_must_be_reloaded() {
    in_portal(async |world| {
        let page = world.open_host("/blank/").await;
        assert!(world.load_panel(&page).await);
        // The hashed files are gone.
        page.script(
            "const { fetch } = window;
             window.fetch = (resource, ...rest) => /-[0-9a-f]+(_bg)?\\.(wasm|css)$/.test(resource)
                 ? Promise.resolve(new Response('', { status: 404 }))
                 : fetch(resource, ...rest);
             document.getElementById('place').innerHTML =
                 '<hpc-operations lang=\"en\"></hpc-operations>'",
            &[],
        )
        .await;
        page.css(".op-crash h2")
            .until_text("This page is older than the panel")
            .await;
        page.script("window.before = true", &[]).await;
        page.button("Reload the page").click().await;
        page.until("the page to be another", async |page| {
            page.script("return window.before === undefined", &[]).await == true
        })
        .await;
    });
}

/// Shows index.html of the panel in a frame, as a cache has it: its files are gone.
async fn frame_without_files(page: &Page, sandbox: bool) {
    page.script(
        "const [sandbox] = args;
         return fetch('/operations')
             .then((response) => response.text())
             .then((text) => {
                 const frame = document.createElement('iframe');
                 frame.id = 'stale';
                 if (sandbox) frame.sandbox = '';
                 frame.srcdoc = text.replace(/-[0-9a-f]{12,16}(?=[._])/g, '-000000000000');
                 document.body.prepend(frame);
                 return new Promise((done) => frame.addEventListener('load', () => done(true)));
             })",
        &[json!(sandbox)],
    )
    .await;
}

#[test]
fn a_page_whose_files_are_gone_says_so_from_its_html_alone() {
    e2e::run(async |world| {
        for sandbox in [false, true] {
            let page = world.open("/operations").await;
            page.until_state("ready").await;
            frame_without_files(&page, sandbox).await;
            page.inside(&page.css("#stale"), async |page| {
                page.css(".op-boot-late")
                    .text_containing("The panel has not started yet.")
                    .until_visible()
                    .await;
                page.css(".op-boot-late a").until_visible().await;
                // Nothing has the size of the window.
                let size = page
                    .script(
                        "return document.querySelector('svg').getBoundingClientRect().width",
                        &[],
                    )
                    .await;
                assert_eq!(size, 24.0);
            })
            .await;
            page.reload().await;
        }
    });
}
