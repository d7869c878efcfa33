//! What a portal's developer does wrong is told: in the console, by an event and on the screen.

use crate::portals::{TOKEN, in_portal, signed_in_only};
use e2e::{Find, Page, World};
use serde_json::{Value, json};

/// A page that keeps warnings, and the failures that the panel tells.
async fn open(world: &World) -> Page {
    let page = world.open_host("/blank/").await;
    page.script(
        "window.warnings = [];
         window.failures = [];
         const { warn } = console;
         console.warn = (text, ...more) => { window.warnings.push(text); warn(text, ...more); };
         document.addEventListener('hpc-error', ({ detail }) => window.failures.push(detail))",
        &[],
    )
    .await;
    page
}

async fn insert(page: &Page, markup: &str) {
    page.script(
        "document.getElementById('place').innerHTML = args[0]",
        &[json!(markup)],
    )
    .await;
}

async fn until_warned(page: &Page, expected: &[&str]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|text| json!(format!("<hpc-operations>: {text}")))
        .collect();
    page.until_equal("the warnings", Value::from(expected), async |page| {
        page.script("return window.warnings", &[]).await
    })
    .await;
}

/// Waits for a panel that cannot be, and returns the code of the failure.
async fn until_failed(page: &Page, title: &str) -> Value {
    page.css(".op-crash h2").until_text(title).await;
    let failure = page.script("return window.failures.at(-1)", &[]).await;
    let help = failure["help"].as_str().unwrap_or_default();
    let code = failure["code"].as_str().unwrap_or_default();
    assert!(help.ends_with(&format!("embedding.md#{code}")), "{failure}");
    let state = page
        .script("return document.querySelector('hpc-operations').state", &[])
        .await;
    assert_eq!(state, "failed");
    failure["code"].clone()
}

#[test]
fn every_mistake_in_an_attribute_is_told_once_with_what_was_meant() {
    in_portal(async |world| {
        let page = open(world).await;
        insert(
            &page,
            r#"<hpc-operations id=panel class=x data-x=1 aria-busy=false onclick=""
                 them=dark limit=abc tz=cet live=20 headers='{"a":"b"}' api_base=/api
                 columns='["status"]' controls="title pagr" filters="stats=failed&amp;limit=5"
                 views="=status%3Dfailed&amp;Mine=ownr%3Dusr-a"></hpc-operations>"#,
        )
        .await;
        page.script("document.getElementById('panel').colums = 'status'", &[])
            .await;
        assert!(world.load_panel(&page).await);
        let expected = [
            r#"there is no attribute "them": theme"#,
            r#"limit takes a number from 1 to 100; not "abc""#,
            r#"tz: there is no "cet": local, utc, utc8"#,
            r#"live: there is no "20": off, 15, 30, 60"#,
            "headers is a property and no attribute, which any script could read",
            r#"there is no attribute "api_base": api-base"#,
            "columns takes words with blanks between; JSON is not read. A list or an object can be set as the property",
            r#"controls: there is no "pagr": pager"#,
            r#"filters: there is no filter "stats": status"#,
            r#"views: a view has no name: "status=failed""#,
            r#"views: Mine: there is no filter "ownr": owner"#,
            r#"there is no property "colums": columns"#,
        ];
        until_warned(&page, &expected).await;
        // A later one is told too, and no other again.
        page.script(
            "const panel = document.getElementById('panel');
             panel.limit = 10;
             panel.limit = 'abc';
             panel.lang = 'fr'",
            &[],
        )
        .await;
        let later = r#"lang takes zh-CN or en; the panel has no "fr""#;
        until_warned(&page, &[&expected[..], &[later]].concat()).await;
    });
}

#[test]
fn a_misspelt_lock_shows_nothing_until_it_is_mended() {
    in_portal(async |world| {
        for wrong in ["lockedFilters", "locked-filter"] {
            let page = open(world).await;
            insert(
                &page,
                &format!("<hpc-operations {wrong}='status=failed'></hpc-operations>"),
            )
            .await;
            assert!(world.load_panel(&page).await);
            let title = "Can’t determine which operations to show";
            assert_eq!(until_failed(&page, title).await, "lock-misspelt");
            page.css(".op-crash")
                .text_containing(&wrong.to_lowercase())
                .until_visible()
                .await;
            assert!(page.requests().await.is_empty());
            page.script(
                "const panel = document.querySelector('hpc-operations');
                 panel.lockedFilters = { status: 'failed' };
                 panel.removeAttribute(args[0])",
                &[json!(wrong)],
            )
            .await;
            page.until_listed(&world.listing(&[("status", "failed")]).await)
                .await;
        }
    });
}

#[test]
fn a_policy_without_webassembly_is_named_with_the_line_it_needs() {
    in_portal(async |world| {
        let page = world.open_host("/no-wasm/").await;
        page.css(".op-crash h2")
            .until_text("The panel cannot start")
            .await;
        page.css(".op-crash pre")
            .until_text(
                "add 'wasm-unsafe-eval' to script-src of the page's Content-Security-Policy",
            )
            .await;
    });
}

#[test]
fn credentials_that_come_late_are_tried_at_once() {
    signed_in_only(async |world| {
        let page = open(world).await;
        insert(&page, "<hpc-operations live=off></hpc-operations>").await;
        assert!(world.load_panel(&page).await);
        page.until_state("signed-out").await;
        page.script(
            "document.querySelector('hpc-operations').headers = new Headers({ Authorization: args[0] })",
            &[json!(format!("Bearer {TOKEN}"))],
        )
        .await;
        page.until_listed(&world.listing(&[("access_token", TOKEN)]).await)
            .await;
        page.until_equal("the state", json!("running"), async |page| {
            page.script("return document.querySelector('hpc-operations').state", &[])
                .await
        })
        .await;
    });
}

#[test]
fn credentials_that_come_while_a_call_without_them_is_under_way_are_tried() {
    signed_in_only(async |world| {
        let page = open(world).await;
        insert(&page, "<hpc-operations live=off></hpc-operations>").await;
        page.script(
            "const refused = new Promise((resolve) => { window.refuse = resolve });
             document.querySelector('hpc-operations').fetch = async (url, options) => {
                 const response = await fetch(url, options);
                 if (response.status !== 401) return response;
                 window.isHeld = true;
                 await refused;
                 return response;
             }",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.until_equal("a call without credentials", json!(true), async |page| {
            page.script("return window.isHeld", &[]).await
        })
        .await;
        page.script(
            "document.querySelector('hpc-operations').headers = { Authorization: args[0] };
             window.refuse()",
            &[json!(format!("Bearer {TOKEN}"))],
        )
        .await;
        page.until_listed(&world.listing(&[("access_token", TOKEN)]).await)
            .await;
    });
}

#[test]
fn a_question_for_credentials_ends_by_silence_and_a_late_answer_still_counts() {
    signed_in_only(async |world| {
        let page = open(world).await;
        page.script(
            // Half a minute passes at once.
            "document.addEventListener('hpc-need-auth', ({ detail }) => {
                 const { setTimeout } = window;
                 window.setTimeout = (run, after, ...rest) => {
                     window.setTimeout = setTimeout;
                     return setTimeout(run, 100, ...rest);
                 };
                 detail.respondWith(new Promise((resolve) => { window.answer = resolve }));
                 window.late = detail.respondWith;
             })",
            &[],
        )
        .await;
        insert(&page, "<hpc-operations live=off></hpc-operations>").await;
        assert!(world.load_panel(&page).await);
        page.until_state("signed-out").await;
        page.script("window.late(true)", &[]).await;
        until_warned(
            &page,
            &["respondWith() came too late: call it in the listener itself, with a promise"],
        )
        .await;
        page.script(
            "window.answer({ headers: { Authorization: args[0] } })",
            &[json!(format!("Bearer {TOKEN}"))],
        )
        .await;
        page.until_listed(&world.listing(&[("access_token", TOKEN)]).await)
            .await;
    });
}

#[test]
fn an_answer_of_the_wrong_form_is_told() {
    signed_in_only(async |world| {
        for (answer, warning) in [
            (
                "Promise.reject(new Error('no'))",
                "the promise given to respondWith() was rejected",
            ),
            (
                "'token'",
                "respondWith() takes { headers } or { params }, true, false, or a promise of one; not",
            ),
        ] {
            let page = open(world).await;
            page.script(
                &format!(
                    "document.addEventListener('hpc-need-auth', ({{ detail }}) => detail.respondWith({answer}))"
                ),
                &[],
            )
            .await;
            insert(&page, "<hpc-operations live=off></hpc-operations>").await;
            assert!(world.load_panel(&page).await);
            page.until_state("signed-out").await;
            until_warned(&page, &[warning]).await;
        }
    });
}

#[test]
fn a_fetch_of_the_page_that_fails_or_hangs_is_named_for_what_it_is() {
    in_portal(async |world| {
        let page = open(world).await;
        let refused = page
            .script(
                "window.bad = (name, value) => {
                     try { document.querySelector('hpc-operations')[name] = value }
                     catch (error) { return error.name }
                 }",
                &[],
            )
            .await;
        assert_eq!(refused, Value::Null);
        insert(&page, "<hpc-operations live=off></hpc-operations>").await;
        assert!(world.load_panel(&page).await);
        page.until_state("ready").await;
        for (name, value) in [("fetch", json!("x")), ("headers", json!({ "a b": "c" }))] {
            let error = page
                .script("return window.bad(args[0], args[1])", &[json!(name), value])
                .await;
            assert_eq!(error, "TypeError", "{name}");
        }
        for (fetch, title) in [
            (
                "async () => { throw 'no' }",
                "The portal’s own request failed",
            ),
            (
                "() => new Promise(() => {})",
                "The server did not answer in time",
            ),
        ] {
            page.script(
                &format!(
                    "const panel = document.querySelector('hpc-operations');
                     const {{ timeout }} = AbortSignal;
                     AbortSignal.timeout = () => timeout.call(AbortSignal, 300);
                     panel.fetch = {fetch};
                     panel.refresh()"
                ),
                &[],
            )
            .await;
            page.css(".op-banner")
                .text_containing(title)
                .until_visible()
                .await;
        }
    });
}

/// Lets `fetch` of the page see the hashed style sheet and WebAssembly as an updated server has them:
/// those of this build are gone, `next-…` are there, and `panel.json` names them.
const UPDATED: &str = "
    const { fetch } = window;
    const [protocol] = args;
    window.asked = [];
    const next = (name) => `next-${name}`;
    window.fetch = async (resource, options) => {
        const url = String(resource);
        window.asked.push([url.split('/').pop(), options?.integrity ?? '']);
        if (url.endsWith('panel.json')) {
            const manifest = await (await fetch(resource, options)).json();
            for (const kind of ['wasm', 'style']) manifest.files[kind].name = next(manifest.files[kind].name);
            manifest.protocol = protocol;
            return Response.json(manifest);
        }
        if (url.includes('/next-')) return fetch(url.replace('/next-', '/'), options);
        if (/-[0-9a-f]+(_bg)?\\.(wasm|css)$/.test(url)) return new Response('', { status: 404 });
        return fetch(resource, options);
    }";

#[test]
fn a_page_of_before_an_update_starts_with_the_files_of_after_it() {
    in_portal(async |world| {
        let page = open(world).await;
        assert!(world.load_panel(&page).await);
        page.script(UPDATED, &[json!(1)]).await;
        insert(&page, "<hpc-operations></hpc-operations>").await;
        page.until_listed(&world.listing(&[]).await).await;
        let ready = page
            .script(
                "return document.querySelector('hpc-operations').whenReady().then(() => 'ready')",
                &[],
            )
            .await;
        assert_eq!(ready, "ready");
        // Whatever was loaded is what was built.
        let asked = page
            .script(
                "return window.asked.filter(([name]) => /-[0-9a-f]+(_bg)?\\.(wasm|css|js)$/.test(name))",
                &[],
            )
            .await;
        let asked = asked.as_array().cloned().unwrap_or_default();
        assert!(asked.len() >= 5, "{asked:?}");
        for file in asked {
            let integrity = file[1].as_str().unwrap_or_default();
            assert!(integrity.starts_with("sha384-"), "{file}");
        }
    });
}

#[test]
fn a_page_that_cannot_use_what_the_server_has_by_now_says_that_it_is_old() {
    in_portal(async |world| {
        let page = open(world).await;
        assert!(world.load_panel(&page).await);
        page.script(UPDATED, &[json!(2)]).await;
        insert(&page, "<hpc-operations lang=en></hpc-operations>").await;
        let title = "This page is older than the panel";
        assert_eq!(until_failed(&page, title).await, "files-gone");
        let why = page
            .script(
                "return document.querySelector('hpc-operations').whenReady().catch(({ code }) => code)",
                &[],
            )
            .await;
        assert_eq!(why, "files-gone");
    });
}

#[test]
fn a_file_that_is_not_the_one_that_was_built_is_not_run() {
    in_portal(async |world| {
        let page = open(world).await;
        assert!(world.load_panel(&page).await);
        page.script(
            "const { fetch } = window;
             window.fetch = (resource, options) => fetch(
                 resource,
                 options?.integrity && /wasm$/.test(resource)
                     ? { ...options, integrity: `sha384-${'A'.repeat(64)}` }
                     : options,
             )",
            &[],
        )
        .await;
        insert(&page, "<hpc-operations lang=en></hpc-operations>").await;
        let code = until_failed(&page, "The panel cannot start").await;
        assert_eq!(code, "files-blocked");
    });
}

#[test]
fn the_page_may_fill_what_is_shown_while_there_is_no_panel() {
    in_portal(async |world| {
        let page = open(world).await;
        insert(
            &page,
            "<hpc-operations locked-filters='status='>
                 <p slot=loading>One moment</p><p slot=unavailable>Ask the help desk</p>
             </hpc-operations>",
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.css("[slot=unavailable]").until_visible().await;
        let shown = page
            .script(
                "return document.querySelector('[slot=loading]').checkVisibility()",
                &[],
            )
            .await;
        assert_eq!(shown, false);
    });
}

#[test]
fn in_a_box_that_is_taller_the_panel_is_at_the_top() {
    in_portal(async |world| {
        let page = open(world).await;
        insert(
            &page,
            "<div style='display: flex; height: 2000px'><hpc-operations style='flex: 1'></hpc-operations></div>",
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.until_state("ready").await;
        let top = page
            .script(
                "const panel = document.querySelector('hpc-operations');
                 return panel.shadowRoot.lastElementChild.getBoundingClientRect().top
                     - panel.getBoundingClientRect().top",
                &[],
            )
            .await;
        assert_eq!(top, 0);
    });
}
