//! The panel for who uses the keyboard or a screen reader, and in narrow places.

use crate::portals::in_portal;
use e2e::{Emulation, Find, Page};
use serde_json::json;

#[test]
fn single_keys_count_inside_the_panel_only() {
    in_portal(async |world| {
        let markup = "<button>Outside</button> <input aria-label='Notes'>
            <hpc-operations id='one'></hpc-operations> <hpc-operations id='two'></hpc-operations>";
        let page = world.embed(markup).await;
        let all = world.listing(&[]).await;
        let (one, two) = (page.css("#one"), page.css("#two"));
        one.until_listed(&all).await;
        two.until_listed(&all).await;
        let calls = page.requests().await.len();
        page.script("document.activeElement.blur()", &[]).await;
        page.press("3").await;
        page.press("r").await;
        page.button("Outside").press("3").await;
        page.press("r").await;
        page.press("j").await;
        page.button("Outside").until_focused().await;
        page.labelled("Notes").type_text("3rj").await;
        assert_eq!(page.labelled("Notes").value().await, "3rj");

        let failed = world.listing(&[("status", "failed")]).await;
        two.css("a.op-row-link").nth(0).press("3").await;
        two.until_listed(&failed).await;
        assert_eq!(page.requests().await.len(), calls + 1);
        one.until_listed(&all).await;
        // In a box of the panel they are letters.
        one.field("search_word").focus().await;
        page.type_text("3").await;
        assert_eq!(one.field("search_word").value().await, "3");
        assert!(one.choice("status", "").is_checked().await);
    });
}

#[test]
fn tab_leads_through_the_panel_and_out_again() {
    in_portal(async |world| {
        let markup = "<button>Before</button>
            <hpc-operations controls='status pager' limit='10'></hpc-operations>
            <button>After</button>";
        let page = world.embed(markup).await;
        page.until_state("ready").await;
        page.button("Before").focus().await;
        let mut inside = 0;
        loop {
            page.press("Tab").await;
            let outside = page
                .script("return document.activeElement.localName", &[])
                .await;
            if outside != "hpc-operations" {
                break;
            }
            inside += 1;
            assert!(inside < 60, "Tab does not lead out");
        }
        page.button("After").until_focused().await;
        assert!(inside > 5, "only {inside} stops in the panel");
        page.press("Shift+Tab").await;
        let back = page
            .script("return document.activeElement.localName", &[])
            .await;
        assert_eq!(back, "hpc-operations");
    });
}

#[test]
fn what_opens_does_so_inside_the_panel_and_gives_the_focus_back() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_listed(&log).await;
        let nothing_outside = async |page: &Page| {
            let found = page
                .script(
                    "return [...document.querySelectorAll(
                         'dialog, [popover], [role=menu], [aria-live], [role=status], [role=alert]',
                     )].length + document.body.children.length",
                    &[],
                )
                .await;
            assert_eq!(found, 1);
        };
        let how = page.css(".op-calls button").nth(1);
        how.press("Enter").await;
        page.any("dialog").until_visible().await;
        nothing_outside(&page).await;
        page.press("Escape").await;
        page.any("dialog").until_gone().await;
        how.until_focused().await;

        let opener = page.row_menu(log.text(0, "job_id"));
        opener.press("Enter").await;
        page.any("menu")
            .any("menuitem")
            .nth(0)
            .until_focused()
            .await;
        nothing_outside(&page).await;
        page.press("Escape").await;
        page.any("menu").until_gone().await;
        opener.until_focused().await;

        // An operation takes the focus to its heading, the list back to the row.
        let row = page.row(log.text(2, "job_id")).css("a.op-row-link");
        row.press("Enter").await;
        page.css("[data-field=job_id]")
            .until_text(log.text(2, "job_id"))
            .await;
        page.until("the focus on the heading", async |page| {
            let focused = page.focused().await;
            focused.is_some_and(|it| it.role == "heading")
        })
        .await;
        page.css(".op-detail-nav a").nth(0).press("Enter").await;
        row.until_focused().await;
        nothing_outside(&page).await;
    });
}

#[test]
fn what_happened_is_announced_inside_the_panel() {
    in_portal(async |world| {
        let total = world.listing(&[("status", "pending")]).await.total;
        let page = world
            .embed("<hpc-operations filters='status=pending'></hpc-operations>")
            .await;
        page.until_state("ready").await;
        page.until("the announcement", async |page| {
            let said = page
                .script(
                    "return all(document, '[role=status]').map((live) => live.textContent).join('|')",
                    &[],
                )
                .await;
            let said = said.as_str().unwrap_or_default().to_owned();
            if said.contains(&format!("{total} operations, page 1 of 1")) {
                Ok(())
            } else {
                Err(said)
            }
        })
        .await;
    });
}

#[test]
fn the_page_is_not_scrolled_or_focused_by_a_panel_that_comes_or_reads() {
    in_portal(async |world| {
        let markup = "<input aria-label='Notes'><div style='height: 1600px'></div>
            <hpc-operations></hpc-operations><div style='height: 1600px'></div>";
        let page = world.embed(markup).await;
        page.labelled("Notes").focus().await;
        page.script(
            "document.querySelector('hpc-operations').getBoundingClientRect()",
            &[],
        )
        .await;
        page.until_state("ready").await;
        page.script(
            "const panel = document.querySelector('hpc-operations');
             return panel.restore({ version: 1, location: 'operations?status=failed&page=2' })",
            &[],
        )
        .await;
        page.until_asked(&[("status", Some("failed"))]).await;
        page.until_idle().await;
        assert_eq!(page.scroll_position().await, [0, 0]);
        page.labelled("Notes").until_focused().await;
        let log = world.listing(&[]).await;
        let id = log.text(0, "job_id");
        page.script(
            "return document.querySelector('hpc-operations')
                 .restore({ version: 1, location: `operations/${args[0]}` })",
            &[json!(id)],
        )
        .await;
        page.css("[data-field=job_id]").until_text(id).await;
        page.until_idle().await;
        assert_eq!(page.scroll_position().await, [0, 0]);
        page.labelled("Notes").until_focused().await;
    });
}

#[test]
fn a_menu_stands_at_its_button_in_a_page_that_is_zoomed() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_state("ready").await;
        let opener = "[data-column=menu] button";
        for zoom in ["1", "1.25"] {
            page.script("document.body.style.zoom = args[0]", &[json!(zoom)])
                .await;
            // Drivers do not find what is zoomed.
            page.css(opener).nth(2).press("Enter").await;
            page.any("menu").until_visible().await;
            let apart = page
                .script(
                    "const [menu] = all(document, '[role=menu]');
                     const button = all(document, args[0])[2].getBoundingClientRect();
                     const { right, top, bottom } = menu.getBoundingClientRect();
                     const down = Math.min(
                         Math.abs(top - button.bottom), Math.abs(bottom - button.top));
                     return Math.max(Math.abs(right - button.right), down)",
                    &[json!(opener)],
                )
                .await;
            let apart = apart.as_f64().unwrap_or(f64::INFINITY);
            assert!(apart < 8.0, "{apart} px at {zoom}");
            page.press("Escape").await;
            page.any("menu").until_gone().await;
        }
    });
}

#[test]
fn where_the_content_decides_the_width_the_panel_has_one_and_takes_no_more_than_there_is() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_state("ready").await;
        for (around, room, expected) in [
            ("float: left", 900, 640),
            ("position: absolute", 900, 640),
            ("display: inline-block", 900, 640),
            ("display: table-cell", 900, 640),
            ("display: grid; grid-template-columns: 1fr", 250, 250),
            ("display: block", 250, 250),
            ("float: left", 400, 400),
        ] {
            let width = page
                .script(
                    "const place = document.getElementById('place');
                     const panel = document.querySelector('hpc-operations');
                     const around = document.createElement('div');
                     around.style = args[0];
                     place.style = `position: relative; width: ${args[1]}px`;
                     around.append(panel);
                     place.replaceChildren(around);
                     return Math.round(panel.getBoundingClientRect().width)",
                    &[json!(around), json!(room)],
                )
                .await;
            assert_eq!(width, expected, "{around} in {room} px");
        }
    });
}

#[test]
fn a_row_that_gets_the_focus_is_not_below_the_heading_that_sticks() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let page = world
            .embed("<hpc-operations></hpc-operations><button>Below</button>")
            .await;
        page.until_listed(&log).await;
        page.resize(1280, 400).await;
        page.button("Below").focus().await;
        let row = page.row(log.text(6, "job_id"));
        row.css("a.op-row-link").focus().await;
        let seen = page
            .script(
                "const link = activeElement();
                 const { left, top, width, height } = link.getBoundingClientRect();
                 const there = link.getRootNode().elementFromPoint(left + 4, top + height / 2);
                 return there === null ? 'nothing' : there.closest('thead') ? 'the heading' : 'the row'",
                &[],
            )
            .await;
        assert_eq!(seen, "the row");
    });
}

/// axe on a page of a portal, in both themes.
async fn check(page: &Page, context: &str, faults: &mut Vec<String>) {
    for theme in [Emulation::LIGHT, Emulation::DARK] {
        if let Err(unsupported) = page.emulate(theme).await {
            eprintln!("note: {unsupported}");
        }
        page.until("the colours to settle", async |page| {
            let fading = "return rootsIn(document).flatMap((root) => root.getAnimations()).some(
                (animation) => animation instanceof CSSTransition
                    && animation.playState !== 'finished'
                    && animation.effect.target.checkVisibility())";
            page.script(fading, &[]).await == false
        })
        .await;
        for violation in page.axe().await {
            faults.push(format!("{context}, {theme:?}: {violation}"));
        }
    }
}

#[test]
fn pages_with_a_panel_have_no_barriers() {
    in_portal(async |world| {
        let mut faults = Vec::new();
        for path in [
            "/strict-csp/",
            "/two-elements/",
            "/event-log/",
            "/react/",
            "/vue/",
            "/svelte/",
            "/lit/",
            "/angular/",
            "/pun/sys/operations/",
            "/portal/",
        ] {
            let page = world.open_host(path).await;
            page.css("hpc-operations").nth(0).until_visible().await;
            page.css("[data-control=pager]")
                .nth(0)
                .until_visible()
                .await;
            check(&page, path, &mut faults).await;
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

#[test]
fn every_state_of_a_panel_on_a_page_has_no_barriers() {
    in_portal(async |world| {
        let mut faults = Vec::new();
        let log = world.listing(&[("status", "failed")]).await;
        let operation = format!("operations/{}", log.text(0, "job_id"));
        let page = world
            .embed("<h1>Portal</h1><hpc-operations locked-filters='zone=jinan1a'></hpc-operations>")
            .await;
        page.until_state("ready").await;
        for (context, location) in [
            ("an operation", operation.as_str()),
            ("no match", "operations?search_word=!none"),
            ("denied", "operations?search_word=!ret:1400"),
            ("signed out", "operations?search_word=!ret:1200"),
            ("no such operation", "operations/j-never0was"),
        ] {
            page.script(
                "return document.querySelector('hpc-operations')
                     .restore({ version: 1, location: args[0] })",
                &[json!(location)],
            )
            .await;
            page.until_idle().await;
            check(&page, context, &mut faults).await;
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

#[test]
fn in_a_narrow_place_of_a_wide_page_the_rows_are_cards() {
    in_portal(async |world| {
        let all = world.listing(&[]).await;
        let page = world
            .embed("<div style='width: 1100px'><hpc-operations></hpc-operations></div>")
            .await;
        page.until_listed(&all).await;
        let wrap = async |page: &Page| {
            let script = "return getComputedStyle(all(document, 'tbody tr')[0]).flexWrap";
            page.script(script, &[]).await
        };
        assert_eq!(wrap(&page).await, "nowrap");
        for width in [600, 320] {
            page.script(
                "document.querySelector('#place div').style.width = `${args[0]}px`",
                &[json!(width)],
            )
            .await;
            page.until("cards", async |page| wrap(page).await == "wrap")
                .await;
            // Nothing sticks out of the panel. Rows far below have the layout of when they were near.
            let beyond = page
                .script(
                    "const right = document.querySelector('hpc-operations').getBoundingClientRect().right;
                     return all(document, 'hpc-operations').concat(all(document, '.op-console *'))
                         .filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
                             && !element.closest('.visually-hidden, svg, select, [popover], dialog')
                             && element.getBoundingClientRect().right > right + 1)
                         .map((element) => inWords(element)).slice(0, 5)",
                    &[],
                )
                .await;
            assert_eq!(beyond, json!([]), "{width} px");
            page.until_listed(&all).await;
        }
    });
}

#[test]
fn no_page_of_a_portal_is_wider_than_a_narrow_window() {
    in_portal(async |world| {
        for path in [
            "/portal/",
            "/pun/sys/operations/",
            "/event-log/",
            "/iframe/",
        ] {
            for width in [600, 320] {
                world.page().resize(width, 800).await;
                let page = world.open_host(path).await;
                page.css("hpc-operations, iframe")
                    .nth(0)
                    .until_visible()
                    .await;
                if path != "/iframe/" {
                    page.css("[data-control=pager]")
                        .nth(0)
                        .until_visible()
                        .await;
                }
                page.until_equal("what is beyond the window", json!(0), async |page| {
                    page.script(
                        "const { scrollWidth, clientWidth } = document.documentElement;
                         return Math.max(0, scrollWidth - clientWidth)",
                        &[],
                    )
                    .await
                })
                .await;
            }
        }
    });
}
