//! A page and the panel on it leave each other's looks alone.

use crate::portals::in_portal;
use e2e::{Find, Page};
use serde_json::{Value, json};

/// What a page can pass on to everything in it, and what its rules for elements change.
const LOOKS: [&str; 26] = [
    "display",
    "visibility",
    "color",
    "cursor",
    "fontFamily",
    "fontSize",
    "fontStyle",
    "fontVariantCaps",
    "fontWeight",
    "letterSpacing",
    "lineHeight",
    "listStyleType",
    "paddingTop",
    "paddingLeft",
    "borderTopStyle",
    "borderTopWidth",
    "borderTopColor",
    "backgroundColor",
    "textAlign",
    "textDecorationLine",
    "textIndent",
    "textTransform",
    "transform",
    "whiteSpace",
    "wordSpacing",
    "boxSizing",
];

/// One of everything that the list shows.
const PARTS: [&str; 15] = [
    "h1",
    "form",
    "form label",
    "[name=search_word]",
    "[name=status] + *",
    "select",
    "table",
    "th",
    "th button",
    "tbody td",
    "tbody .op-row-link",
    "tbody button",
    "[data-control=pager]",
    "[data-control=pager] a",
    "[data-control=calls] button",
];

/// How the parts of the panel look.
async fn looks(page: &Page) -> Value {
    let looks = page
        .script(
            "const root = document.querySelector('hpc-operations').shadowRoot;
             return args[0].map((part) => {
                 const style = getComputedStyle(root.querySelector(part));
                 return [part, ...args[1].map((name) => `${name}: ${style[name]}`)];
             })",
            &[json!(PARTS), json!(LOOKS)],
        )
        .await;
    assert_eq!(looks.as_array().map(Vec::len), Some(PARTS.len()));
    looks
}

#[test]
fn rules_of_the_page_do_not_reach_into_the_panel() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_listed(&all).await;
        let alone = looks(&page).await;
        let page = world.open_host("/plain/").await;
        page.until_listed(&all).await;
        // The page hides its own heading.
        assert_eq!(page.heading().count().await, 1);
        let among_hostile_rules = looks(&page).await;
        let pairs = alone.as_array().into_iter().flatten();
        for (alone, hostile) in pairs.zip(among_hostile_rules.as_array().into_iter().flatten()) {
            assert_eq!(alone, hostile);
        }
    });
}

/// What style sheets of others set for everything: a revert, and the resets of Tailwind and Bootstrap.
const RESETS: [&str; 3] = [
    "main * { all: revert; }",
    "*, ::before, ::after { box-sizing: border-box; border: 0 solid; margin: 0; padding: 0; }
     h1 { font-size: inherit; font-weight: inherit; } a { color: inherit; text-decoration: inherit; }
     button, input, select { font: inherit; background-color: transparent; border-radius: 0; }
     img, svg { display: block; vertical-align: middle; } table { border-collapse: collapse; }
     [hidden]:where(:not([hidden='until-found'])) { display: none !important; }",
    "*, ::before, ::after { box-sizing: border-box; }
     a { color: rgb(13, 110, 253); text-decoration: underline; } label { display: inline-block; }
     table { caption-side: bottom; border-collapse: collapse; } th { text-align: inherit; }
     h1 { margin-top: 0; margin-bottom: 0.5rem; font-weight: 500; line-height: 1.2; }
     button, input, select { margin: 0; font-family: inherit; line-height: inherit; }",
];

#[test]
fn a_sidebar_holds_the_panel_under_the_resets_of_others_and_in_a_tab_that_was_hidden() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let sidebar = "<div id=tab hidden><div id=side style='width: 380px'>
            <hpc-operations></hpc-operations></div></div>";
        let mut before: Option<Value> = None;
        for reset in ["", RESETS[0], RESETS[1], RESETS[2]] {
            let page = world
                .embed(&format!(
                    "<style>{reset} #side {{ width: 380px; }}</style>{sidebar}"
                ))
                .await;
            page.script("document.querySelector('#tab').hidden = false", &[])
                .await;
            page.until_listed(&all).await;
            let beyond = page
                .script(
                    "const panel = document.querySelector('hpc-operations');
                     const side = panel.getBoundingClientRect();
                     const parts = [...panel.shadowRoot.querySelectorAll('form, tbody, nav, h1')];
                     return parts.filter((part) => {
                         const { left, right } = part.getBoundingClientRect();
                         return left < side.left - 1 || right > side.right + 1;
                     }).length + Number(side.width > 380)",
                    &[],
                )
                .await;
            assert_eq!(beyond, 0, "{reset}");
            let now = looks(&page).await;
            assert_eq!(before.get_or_insert_with(|| now.clone()), &now, "{reset}");
        }
    });
}

#[test]
fn what_the_page_sets_for_the_panel_does_reach_it() {
    in_portal(async |world| {
        let page = world
            .embed(
                "<hpc-operations style='--op-accent: rgb(1, 2, 3)' filters='status=failed'></hpc-operations>",
            )
            .await;
        page.until_state("ready").await;
        let colour = "const root = document.querySelector('hpc-operations').shadowRoot;
            return getComputedStyle(root.querySelector('[rel=next]').closest('nav')
                .querySelector('[aria-current]')).color";
        assert_eq!(page.script(colour, &[]).await, "rgb(1, 2, 3)");

        // By the name of a part, in words that no token has.
        for (part, selector) in [
            ("list", ".op-list"),
            ("pager", "[data-control=pager]"),
            ("filters", "form"),
            ("row", "tbody tr"),
            ("chip", "li[data-param]"),
            ("button", "[data-control=calls] button"),
            ("menu", "#op-view-menu"),
            ("dialog", "dialog"),
        ] {
            let border = page
                .script(
                    "const rule = `hpc-operations::part(${args[0]}) { border: 7px dotted }`;
                     const sheet = new CSSStyleSheet();
                     sheet.replaceSync(rule);
                     document.adoptedStyleSheets = [sheet];
                     const root = document.querySelector('hpc-operations').shadowRoot;
                     return getComputedStyle(root.querySelector(args[1])).borderTopWidth",
                    &[json!(part), json!(selector)],
                )
                .await;
            assert_eq!(border, "7px", "{part}");
        }
    });
}

#[test]
fn the_head_of_the_table_sticks_below_what_sticks_in_the_page() {
    in_portal(async |world| {
        let page = world
            .embed("<hpc-operations style='--op-sticky-top: 90px'></hpc-operations>")
            .await;
        page.until_state("ready").await;
        page.resize(1280, 500).await;
        page.scroll_to(0, 500).await;
        let top = page
            .script(
                "const root = document.querySelector('hpc-operations').shadowRoot;
                 return Math.round(root.querySelector('thead th').getBoundingClientRect().top)",
                &[],
            )
            .await;
        assert_eq!(top, 90);
    });
}

#[test]
fn rules_of_the_panel_do_not_reach_the_page() {
    in_portal(async |world| {
        let page = world.open_host("/blank/").await;
        page.script(
            "document.getElementById('place').innerHTML = `
                 <div style='height: 400px; width: 600px; overflow: auto'>
                     <h1>Heading</h1> <p>Text <a href='#there'>link</a> <code>code</code></p>
                     <form><label>Field <input></label><select><option>one</option></select></form>
                     <button class='op-button'>Button</button> <ul><li>Item</li></ul>
                     <table><caption>Table</caption><tr><th>Head</th><td>Cell</td></tr></table>
                     <details open><summary>More</summary></details>
                 </div>
                 <section></section>`",
            &[],
        )
        .await;
        let look = "
            const own = (element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`);
            const elements = [...document.querySelectorAll('#place div, #place div *')];
            const looks = elements.flatMap((element, index) => {
                const style = getComputedStyle(element);
                return [...style].map((name) =>
                    `${element.localName} ${index}: ${name}: ${style.getPropertyValue(name)}`);
            });
            const page = [
                ...own(document.documentElement), ...own(document.body), document.title,
                `${document.styleSheets.length} sheets`, `${document.adoptedStyleSheets.length} more`,
                `${document.body.children.length} parts`,
                // Those of drivers come and go.
                ...Object.getOwnPropertyNames(window).filter((name) => !/^se_|cdc_/.test(name)),
            ];
            const now = new Set([...looks, ...page]);
            const before = window[Symbol.for('before')] ??= now;
            return [...now.symmetricDifference(before)]";
        assert_eq!(page.script(look, &[]).await, json!([]));
        page.script(
            "document.querySelector('section').append(document.createElement('hpc-operations'))",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.until_listed(&world.listing(&[]).await).await;
        page.choice("status", "failed").click().await;
        page.until_asked(&[("status", Some("failed"))]).await;
        page.until_idle().await;
        assert_eq!(page.script(look, &[]).await, json!([]));
    });
}

#[test]
fn nothing_is_left_in_the_storage_of_the_portal_but_the_count_of_calls() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_state("ready").await;
        page.choice("status", "failed").click().await;
        page.until_asked(&[("status", Some("failed"))]).await;
        page.field("refresh").select("Every 15 s").await;
        page.field("search_word").fill("node").await;
        page.press("Enter").await;
        page.until_asked(&[("search_word", Some("node"))]).await;
        page.until_idle().await;
        let kept = page
            .script(
                "return [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]
                     .filter((key) => key && !key.startsWith('hpc-operations.calls'))",
                &[],
            )
            .await;
        assert_eq!(kept, json!([]));
    });
}
