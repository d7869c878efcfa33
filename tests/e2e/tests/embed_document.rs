//! The snippets of `docs/embedding.md`, run as they stand there.

use crate::portals::{TOKEN, in_portal, signed_in_only};
use e2e::{Find, Page, World};
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../../docs/embedding.md");
/// The panel's server in the document.
const ORIGIN: &str = "https://ops.example.org";

/// The snippets, each with its language.
fn snippets() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize, String)> = None;
    for line in DOCUMENT.lines() {
        let bare = line.trim_start();
        match (&mut open, bare.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some((language, line.len() - bare.len(), String::new()));
            }
            (Some(_), Some(_)) => found.extend(open.take().map(|(name, _, text)| (name, text))),
            (Some((_, indent, text)), None) => {
                text.push_str(line.get(*indent..).unwrap_or_default());
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

/// The only snippet with this text.
fn snippet(text: &str) -> String {
    let mut found = snippets();
    found.retain(|(_, snippet)| snippet.contains(text));
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0).1
}

/// A snippet for the panel of this world.
fn here(world: &World, text: &str) -> String {
    snippet(text).replace(ORIGIN, world.origin())
}

/// Puts markup into the page as if it had been written there: its scripts run.
async fn write(page: &Page, markup: &str) {
    page.script(
        "const range = document.createRange();
         document.getElementById('place').append(range.createContextualFragment(args[0]))",
        &[json!(markup)],
    )
    .await;
}

/// Runs a script of the document with these names, whose values are the expressions after them;
/// waits until it has ended.
async fn run(page: &Page, code: &str, names: &[(&str, &str)]) {
    let done = page
        .script(
            "const names = args[1].map(([name]) => name);
             const values = args[1].map(([, value]) => (0, eval)(value));
             const Run = (async () => {}).constructor;
             return new Run(...names, args[0])(...values).then(() => 'done')",
            &[json!(code), json!(names)],
        )
        .await;
    assert_eq!(done, "done", "{code}");
}

const PANEL: (&str, &str) = ("panel", "document.querySelector('hpc-operations')");

#[test]
fn no_snippet_is_left_out() {
    let run_here = [
        "<hpc-operations locked-filters",
        "<iframe id=\"ops\"",
        "<p slot=\"loading\">",
        "panel.headers =",
        "panel.views =",
        "Bearer demo-token",
        "await panel.whenReady()",
        "--op-accent: light-dark",
        "::part(list)",
        "querySelector(\"#show\")",
        "await otherPanel.restore",
        "credentials: \"include\"",
    ];
    // Of these, each line but a comment stands in a page that runs.
    let run_in_pages = [
        (
            "lockedFilters={{ resource_ids: cluster }}",
            include_str!("../../hosts/pages/react/usage.tsx"),
        ),
        (
            "setKnown",
            include_str!("../../hosts/installed/server-rendered/Portal.tsx"),
        ),
        (
            ".lockedFilters=\"",
            include_str!("../../hosts/pages/vue/host.ts"),
        ),
        (
            "{lockedFilters}",
            include_str!("../../hosts/pages/svelte/Portal.svelte"),
        ),
        (
            "[lockedFilters]",
            include_str!("../../hosts/pages/angular/host.ts"),
        ),
        (
            ".lockedFilters=${",
            include_str!("../../hosts/pages/lit/host.ts"),
        ),
    ];
    // The header is that of a page which has rows.
    let policy = words(include_str!("../../hosts/pages/strict-csp/policy.txt"));
    let header = snippet("Content-Security-Policy: ");
    for directive in header
        .trim_start_matches("Content-Security-Policy:")
        .split(';')
    {
        let directive = directive.replace(ORIGIN, "{{panel-origin}}");
        assert!(policy.contains(&words(&directive)), "{directive}");
    }
    for (language, text) in snippets() {
        let is_run = run_here.iter().any(|part| text.contains(part));
        let page = run_in_pages.iter().find(|(part, _)| text.contains(part));
        // Commands are run by hand.
        assert!(
            is_run || page.is_some() || ["sh", "http"].contains(&language),
            "{text}"
        );
        let Some((_, page)) = page else { continue };
        let page = words(page);
        for line in without_comments(&text).lines() {
            assert!(page.contains(&words(line)), "a page has to have: {line}");
        }
    }
}

/// A text without blanks, and without what is not the document's in the pages that run it.
fn words(text: &str) -> String {
    text.replace(ORIGIN, "package/dist")
        .replace(": Opened", "")
        .split_whitespace()
        .collect()
}

fn without_comments(text: &str) -> String {
    let rest = match text.split_once("-->") {
        Some((_, rest)) => rest,
        None => text,
    };
    let lines = rest.lines().filter(|line| !line.starts_with("//"));
    lines
        .map(|line| format!("{}\n", line.trim_end_matches(';')))
        .collect()
}

#[test]
fn markup_of_the_document_shows_what_it_says() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let resources = all.text(0, "resource_ids").to_owned();
        let cluster = resources.split(' ').next().unwrap_or_default();
        let page = world.open_host("/blank/").await;
        let markup = here(world, "<hpc-operations locked-filters");
        write(&page, &markup.replace("ehpc-x45v21ha", cluster)).await;
        page.until_listed(&world.listing(&[("resource_ids", cluster)]).await)
            .await;
        page.assert_no_console_errors(&[]).await;

        let page = world.embed(&snippet("<p slot=\"loading\">")).await;
        page.until_listed(&all).await;
        page.until("no words about loading", async |page| {
            let boxes = page
                .script(
                    "return document.querySelector('[slot=loading]').getClientRects().length",
                    &[],
                )
                .await;
            boxes == 0
        })
        .await;
        let styles = format!(
            "<style>{}{}</style>",
            snippet("--op-accent: light-dark"),
            snippet("::part(list)")
        );
        write(&page, &styles).await;
        let looks = page
            .script(
                "const { shadowRoot } = document.querySelector('hpc-operations');
                 const look = (what) => getComputedStyle(shadowRoot.querySelector(what));
                 return [
                     look('[part~=list]').paddingTop,
                     [...shadowRoot.querySelectorAll('*')]
                         .some((part) => getComputedStyle(part).color === 'rgb(109, 40, 217)'),
                     look('[part~=button]').borderTopLeftRadius,
                 ]",
                &[],
            )
            .await;
        assert_eq!(looks, json!(["16px", true, "2px"]));
    });
}

#[test]
fn scripts_of_the_document_do_what_they_say() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_listed(&all).await;
        run(&page, &snippet("await panel.whenReady()"), &[PANEL]).await;
        run(&page, &snippet("credentials: \"include\""), &[PANEL]).await;
        run(&page, "await panel.refresh()", &[PANEL]).await;
        page.until_listed(&all).await;
        run(&page, &snippet("panel.views ="), &[PANEL]).await;
        page.button("Views").click().await;
        page.link("Slow").until_visible().await;
        page.press("Escape").await;

        // The view of one panel in another, which is not in the page yet.
        page.choice("status", "failed").click().await;
        let failed = world.listing(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        page.script(
            "window.other = document.createElement('hpc-operations')",
            &[],
        )
        .await;
        let names = [PANEL, ("otherPanel", "window.other")];
        let code = snippet("await otherPanel.restore");
        let (save, restore) = code.split_once("await otherPanel").expect("two steps");
        let code = format!(
            "{save}
             panel.replaceWith(otherPanel);
             await otherPanel{restore}"
        );
        run(&page, &code, &names).await;
        page.until_listed(&failed).await;
        page.assert_no_console_errors(&[]).await;

        let page = world.open_host("/blank/").await;
        // A script of the page: one of the driver cannot import modules in Firefox.
        let code = here(world, "querySelector(\"#show\")");
        let markup = format!("<button id=show>Show</button><script>{code}</script>");
        write(&page, &markup).await;
        page.css("#show").click().await;
        page.until_listed(&all).await;
    });
}

#[test]
fn credentials_of_the_document_sign_in() {
    signed_in_only(async |world| {
        let all = world.listing(&[("access_token", TOKEN)]).await;
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        let portal = format!(
            "({{ signedFetch: (url, options) => fetch(url, options),
                 signIn: () => Promise.resolve({}) }})",
            Value::from(TOKEN)
        );
        let names = [PANEL, ("token", "'expired'"), ("portal", &portal)];
        run(&page, &snippet("panel.headers ="), &names).await;
        page.until_listed(&all).await;

        let page = world
            .embed("<hpc-operations live=off></hpc-operations>")
            .await;
        run(&page, &snippet("Bearer demo-token"), &[]).await;
        page.until_listed(&all).await;
    });
}

#[test]
fn the_frame_of_the_document_signs_in_and_is_as_high_as_the_panel() {
    signed_in_only(async |world| {
        let failed = [
            ("status", "failed"),
            ("limit", "10"),
            ("access_token", TOKEN),
        ];
        let failed = world.listing(&failed).await;
        let page = world.open_host("/blank/").await;
        page.script(
            "window.signIn = () => Promise.resolve(args[0])",
            &[json!(TOKEN)],
        )
        .await;
        write(&page, &here(world, "<iframe id=\"ops\"")).await;
        let frame = page.css("#ops");
        page.inside(&frame, async |page| page.until_listed(&failed).await)
            .await;
        page.until("a frame of another height", async |page| {
            let height = page
                .script("return document.querySelector('#ops').style.height", &[])
                .await;
            height != "480px"
        })
        .await;
    });
}

/// The rows of the table of mistakes: what is written, and what it is told.
fn mistakes() -> Vec<(&'static str, &'static str)> {
    let (_, table) = DOCUMENT.split_once("| what is written |").expect("a table");
    let (table, _) = table.split_once("\n\n").expect("its end");
    let rows: Vec<_> = table
        .lines()
        .skip(2)
        .filter_map(|row| row.trim_matches('|').split_once(" | "))
        .map(|(written, told)| (written.trim(), told.trim().trim_matches('`')))
        .collect();
    assert!(rows.len() >= 20, "{rows:?}");
    rows
}

/// The first piece of code in a text.
fn code(text: &str) -> &str {
    text.split('`').nth(1).unwrap_or_default()
}

/// Keeps what is told: warnings, exceptions, and the codes of failures.
const LISTEN: &str = "
    window.told = [];
    const { warn } = console;
    console.warn = (text, ...more) => { window.told.push(text); warn(text, ...more); };
    document.addEventListener('hpc-error', ({ detail }) => window.told.push(detail.code));
    document.addEventListener('hpc-need-auth', ({ detail, target }) => target.answer?.(detail))";

/// Makes a mistake in a panel of its own: markup, or a script with the names `panel` and `detail`.
const MISTAKE: &str = "
    const [code] = args;
    const place = document.getElementById('place');
    if (code.startsWith('<')) {
        place.insertAdjacentHTML('beforeend', `${code}</hpc-operations>`);
        return;
    }
    const panel = document.createElement('hpc-operations');
    const Run = (async () => {}).constructor;
    const tell = ({ name }) => window.told.push(name);
    if (code.includes('detail.')) panel.answer = (detail) => new Run('detail', code)(detail).catch(tell);
    else new Run('panel', code)(panel).catch(tell);
    place.append(panel)";

async fn until_told(page: &Page, written: &str, told: &str) {
    page.until(&format!("`{written}` to be told {told}"), async |page| {
        let seen = page.script("return window.told", &[]).await;
        let all = seen.as_array().cloned().unwrap_or_default();
        let is_told = all
            .iter()
            .filter_map(Value::as_str)
            .any(|text| text == told || text.starts_with(&format!("<hpc-operations>: {told}")));
        if is_told {
            Ok(())
        } else {
            Err(seen.to_string())
        }
    })
    .await;
}

#[test]
fn every_usual_mistake_is_told_what_the_document_says() {
    signed_in_only(async |world| {
        let open = async || {
            let page = world.open_host("/blank/").await;
            page.script(LISTEN, &[]).await;
            page
        };
        let page = open().await;
        assert!(world.load_panel(&page).await);
        for (written, told) in mistakes() {
            if written.starts_with('`') {
                // Of several like ones, each is told.
                page.script("window.told.length = 0", &[]).await;
                page.script(MISTAKE, &[json!(code(written))]).await;
                until_told(&page, written, told).await;
                page.script("document.getElementById('place').replaceChildren()", &[])
                    .await;
            }
        }
        for (written, told) in mistakes() {
            if written.starts_with('`') {
                continue;
            }
            if written.contains("'wasm-unsafe-eval'") {
                let page = world.open_host("/no-wasm/").await;
                page.css(".op-crash")
                    .text_containing("add 'wasm-unsafe-eval'")
                    .until_visible()
                    .await;
                assert_eq!(told, "csp-wasm");
                continue;
            }
            let page = if written.contains("--portal") {
                let page = world.open_stranger("/blank/").await;
                page.script(LISTEN, &[]).await;
                page
            } else {
                let page = open().await;
                page.script(
                    "const policy = document.createElement('meta');
                     policy.httpEquiv = 'Content-Security-Policy';
                     policy.content = `connect-src 'self'`;
                     document.head.append(policy)",
                    &[],
                )
                .await;
                page
            };
            assert!(world.load_panel(&page).await);
            page.script(MISTAKE, &[json!("<hpc-operations>")]).await;
            until_told(&page, written, told).await;
        }
    });
}
