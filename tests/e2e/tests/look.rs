//! How much of the log is in sight, and that type of another size or spacing has room.

use e2e::{Emulation, Find, Page};
use serde_json::{Value, json};

/// Where the first row begins below an element, and how many rows end above the edge of the window.
const ROWS: &str = "const [table] = find([{ by: 'css', css: args[0] }]);
    const rows = find([{ by: 'css', css: 'tbody tr[data-job-id]' }]).map((row) => row.getBoundingClientRect());
    return [rows[0].top - table.getBoundingClientRect().top,
            rows.filter(({ bottom }) => bottom <= innerHeight).length,
            new Set(rows.map(({ height }) => Math.round(height))).size]";

async fn rows_below(page: &Page, css: &str) -> [f64; 3] {
    let found = page.script(ROWS, &[json!(css)]).await;
    [0, 1, 2].map(|index| found[index].as_f64().unwrap_or(f64::MAX))
}

#[test]
fn rows_are_in_sight_without_scrolling_and_all_of_one_height() {
    e2e::run(async |world| {
        for (width, height, first, least) in [(1440, 900, 300.0, 15.0), (360, 740, 330.0, 2.0)] {
            let page = world.page();
            page.resize(width, height).await;
            page.go("/operations?limit=50").await;
            page.until_state("ready").await;
            let [top, rows, heights] = rows_below(&page, ".op-console").await;
            assert!(
                top < first,
                "the first row is {top} below the top at {width}"
            );
            assert!(rows >= least, "{rows} rows at {width} x {height}");
            assert!(width < 680 || heights == 1.0, "{heights} heights of rows");
        }
    });
}

#[test]
fn in_a_portal_the_first_row_is_near_the_top_of_the_panel() {
    crate::portals::in_portal(async |world| {
        let markup = "<div style='width: 900px'><hpc-operations></hpc-operations></div>";
        let page = world.embed(markup).await;
        page.until_state("ready").await;
        let [top, ..] = rows_below(&page, ".op-console").await;
        assert!(top <= 180.0, "the first row is {top} below the panel's top");
    });
}

/// Texts that overlap others, that are cut without a sign, and what is wider than the window; and how
/// large the type is.
const OVERLAPS: &str = "const spacing = new CSSStyleSheet();
    spacing.replaceSync(args[0]);
    document.adoptedStyleSheets = [spacing];
    const root = document.querySelector('.op-console');
    const hidden = 'option, .visually-hidden, [hidden], [popover]:not(:popover-open), details:not([open]) > :not(summary)';
    const texts = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest(hidden)) continue;
        // What is too far from the screen has no place yet.
        if (!parent.checkVisibility({ contentVisibilityAuto: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            // What an element cuts off is not seen.
            const seen = { left: box.left, right: box.right, top: box.top + 3, bottom: box.bottom - 3, node };
            for (let around = parent; around !== root; around = around.parentElement) {
                const style = getComputedStyle(around);
                if (style.clipPath !== 'none') seen.right = seen.left;
                if (style.overflowX === 'visible') continue;
                const edge = around.getBoundingClientRect();
                seen.left = Math.max(seen.left, edge.left);
                seen.right = Math.min(seen.right, edge.right);
                seen.top = Math.max(seen.top, edge.top);
                seen.bottom = Math.min(seen.bottom, edge.bottom);
            }
            if (seen.right - seen.left > 2 && seen.bottom > seen.top) texts.push(seen);
        }
    }
    const found = [];
    texts.forEach((a, index) => texts.slice(index + 1).forEach((b) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (a.node !== b.node && across > 3 && down > 1) found.push(`${a.node.data} over ${b.node.data}`);
    }));
    for (const element of root.querySelectorAll('*')) {
        const style = getComputedStyle(element);
        const cuts = element.scrollWidth > element.clientWidth + 1
            && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis'
            && style.webkitLineClamp === 'none' && style.clipPath === 'none';
        if (cuts && element.getClientRects().length && !element.closest(hidden))
            found.push(`cut: ${element.className}`);
    }
    return [found, document.scrollingElement.scrollWidth - innerWidth,
            parseFloat(getComputedStyle(root).fontSize)]";

#[test]
fn wider_spacing_and_larger_type_have_room() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        let spacing = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }";
        for (width, style, size) in [
            (1280, spacing, 13.0),
            (768, spacing, 13.0),
            (1280, "html { font-size: 24px }", 19.5),
            (360, "html { font-size: 24px }", 19.5),
        ] {
            page.resize(width, 900).await;
            page.go("/operations?status=failed").await;
            page.until_state("ready").await;
            page.until_idle().await;
            let found = page.script(OVERLAPS, &[json!(style)]).await;
            assert_eq!(found[0], Value::Array(Vec::new()), "{style} at {width}");
            assert!(found[1].as_f64() <= Some(0.0), "{style}: {found}");
            assert_eq!(found[2].as_f64(), Some(size), "{style}");
        }
    });
}

/// Links and buttons of the rows that are smaller than 24 px.
const SMALL_TARGETS: &str = "return [...document.querySelectorAll('tbody :is(a[href], button)')]
    .map((control) => [control, control.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
    .map(([{ outerHTML }, { width, height }]) => `${width} x ${height}: ${outerHTML}`)";

#[test]
fn what_can_be_pressed_in_a_row_is_24_pixels_large() {
    e2e::run(async |world| {
        let page = world.page();
        for width in [1280, 360] {
            page.resize(width, 800).await;
            page.go("/operations?status=failed").await;
            page.until_state("ready").await;
            let small = page.script(SMALL_TARGETS, &[]).await;
            assert_eq!(small, Value::Array(Vec::new()), "at {width}");
        }
    });
}

/// The icons of an operation and of those beside it that draw nothing.
const EMPTY_ICONS: &str = "return [...document.querySelectorAll('main .op-status path')]
    .filter((path) => path.getBoundingClientRect().width === 0)
    .map((path) => path.closest('li, header')?.textContent)";

#[test]
fn each_status_of_an_operation_has_its_icon_on_a_phone() {
    e2e::run(async |world| {
        let page = world.page();
        page.resize(360, 800).await;
        let log = world.listing(&[("status", "failed")]).await;
        page.go(&format!("/operations/{}", log.text(0, "job_id")))
            .await;
        page.css(".op-related-list .op-status")
            .nth(0)
            .until_visible()
            .await;
        let empty = page.script(EMPTY_ICONS, &[]).await;
        assert_eq!(empty, Value::Array(Vec::new()));
    });
}

#[test]
fn a_list_of_suggestions_stays_on_the_screen() {
    e2e::run(async |world| {
        let page = world.page();
        for width in [1440, 1280, 1024, 768] {
            page.resize(width, 800).await;
            page.go("/operations").await;
            page.until_state("ready").await;
            let owner = page.field("owner");
            owner.click().await;
            owner
                .type_text("usr-Ih21z7aP, usr-RHeERQk9, usr-YGztCRN6")
                .await;
            page.css("[data-control=owner] [role=listbox]")
                .until_visible()
                .await;
            let beyond = "return document.documentElement.scrollWidth - innerWidth";
            let beyond = page.script(beyond, &[]).await;
            assert!(beyond.as_f64() <= Some(0.0), "{beyond} at {width}");
        }
    });
}

#[test]
fn the_operation_has_room_beside_its_id() {
    e2e::run(async |world| {
        let log = world.listing(&[("limit", "3")]).await;
        let ids = log.ids().join(",");
        let page = world.page();
        for width in [1265, 1024] {
            page.resize(width, 800).await;
            page.go(&format!("/operations?job_ids={ids}")).await;
            page.until_state("ready").await;
            let wide = page
                .script(
                    "const cell = document.querySelector('tbody [data-column=operation]');
                     const bar = document.querySelector('.op-filters-main');
                     return [cell.clientWidth, document.scrollingElement.scrollWidth - innerWidth]",
                    &[],
                )
                .await;
            assert!(wide[0].as_f64() > Some(140.0), "{wide} at {width}");
            assert!(wide[1].as_f64() <= Some(0.0), "{wide} at {width}");
        }
    });
}

/// Lets the rules for print hold on the screen.
const PRINT: &str = "const show = (rules) => [...rules].forEach((rule) => {
        if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
        if (rule.cssRules) show(rule.cssRules);
    });
    [...document.styleSheets].forEach(({ cssRules }) => show(cssRules));";

#[test]
fn a_print_says_what_it_is_and_has_every_column_and_no_controls() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed&limit=50").await;
        page.until_state("ready").await;
        page.until_idle().await;
        if let Err(unsupported) = page.emulate(Emulation::DARK).await {
            eprintln!("note: {unsupported}");
        }
        page.script(PRINT, &[]).await;
        let about = page.css(".op-print").text().await;
        for part in [
            "Operations · Zone jinan1a",
            "Status: Failed",
            "1–",
            "As of ",
            "UTC",
        ] {
            assert!(about.contains(part), "{part} in {about}");
        }
        for gone in [".op-filters", ".op-toolbar", ".op-pager", ".op-bar"] {
            page.css(gone).until_gone().await;
        }
        let table = page
            .script(
                "const heads = find([{ by: 'css', css: 'thead th' }]).map((head) => head.dataset.column);
                 const style = getComputedStyle(document.querySelector('tbody a.op-row-link'));
                 return [heads, getComputedStyle(document.querySelector('thead')).display,
                         style.color, getComputedStyle(document.documentElement).backgroundColor]",
                &[],
            )
            .await;
        assert_eq!(
            table[0],
            json!([
                "create_time",
                "operation",
                "status",
                "resource_ids",
                "owner",
                "submitter",
                "duration",
                "error_codes"
            ])
        );
        assert_eq!(table[1], "table-header-group", "the head is on each page");
        assert_eq!(table[2], "rgb(0, 0, 0)");
        assert_eq!(table[3], "rgb(255, 255, 255)");
    });
}

#[test]
fn the_chosen_status_is_filled_where_the_system_decides_the_colours() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed").await;
        page.until_state("ready").await;
        let forced = Emulation::Media(&[("forced-colors", "active")]);
        if let Err(unsupported) = page.emulate(forced).await {
            eprintln!("note: {unsupported}");
            return;
        }
        let fills = page
            .script(
                "return [...document.querySelectorAll('.op-segment input[name=status]')].map((input) =>
                     [input.value, getComputedStyle(input.nextElementSibling).backgroundColor])",
                &[],
            )
            .await;
        let fill = |value: &str| {
            let fills = fills.as_array().expect("the choices");
            let found = fills.iter().find(|fill| fill[0] == value);
            found.expect("a choice")[1].clone()
        };
        assert_ne!(fill("failed"), fill("successful"));
        assert_eq!(fill("pending"), fill("successful"));
    });
}
