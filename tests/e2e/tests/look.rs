//! How much of the log is in sight, and that type of another size or spacing has room.

use e2e::Page;
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

/// Texts of the first rows that reach over what follows them, and what is wider than the window.
const OVERLAPS: &str = "const spacing = new CSSStyleSheet();
    spacing.replaceSync(args[0]);
    document.adoptedStyleSheets = [spacing];
    const width = (node) => { const range = document.createRange(); range.selectNodeContents(node);
        return range.getBoundingClientRect(); };
    const over = [...document.querySelectorAll('tbody tr[data-job-id]')].slice(0, 5).flatMap((row) => {
        const time = width(row.querySelector('time'));
        const link = row.querySelector('a.op-row-link').getBoundingClientRect();
        return time.right > link.left && time.bottom > link.top && time.top < link.bottom
            ? [row.dataset.jobId] : [];
    });
    return [over, document.scrollingElement.scrollWidth - innerWidth,
            parseFloat(getComputedStyle(document.querySelector('.op-console')).fontSize)]";

#[test]
fn wider_spacing_and_larger_type_have_room() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        for (width, style, size) in [
            (
                1280,
                "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }",
                13.0,
            ),
            (1280, "html { font-size: 24px }", 19.5),
            (360, "html { font-size: 24px }", 19.5),
        ] {
            page.resize(width, 900).await;
            page.go("/operations").await;
            page.until_state("ready").await;
            let found = page.script(OVERLAPS, &[json!(style)]).await;
            assert_eq!(found[0], Value::Array(Vec::new()), "{style}");
            assert!(found[1].as_f64() <= Some(0.0), "{style}: {found}");
            assert_eq!(found[2].as_f64(), Some(size), "{style}");
        }
    });
}
