//! The reader's language, time zone and colours.

use chrono::{TimeDelta, Utc};
use e2e::{Emulation, Find, Page, Setup, instant, iso, wall_clock};

/// Sets a mark that a reload would take away.
async fn mark(page: &Page) {
    page.script("window.loadedOnce = true", &[]).await;
}

async fn assert_not_reloaded(page: &Page) {
    let marked = page.script("return window.loadedOnce === true", &[]).await;
    assert_eq!(marked, true, "the page was loaded again");
}

/// Waits until the whole page speaks this language.
async fn until_language(page: &Page, tag: &str) {
    let (heading, product, columns, failed) = match tag {
        "zh-CN" => (
            "操作日志",
            "操作日志",
            ["时间", "操作", "状态", "资源", "所有者", "耗时", "错误"],
            "失败",
        ),
        _ => (
            "Operations",
            "Operation log",
            [
                "Time",
                "Operation",
                "Status",
                "Resources",
                "Owner",
                "Duration",
                "Error",
            ],
            "Failed",
        ),
    };
    // First rows have the same texts.
    page.until_state("ready").await;
    page.heading().until_text(heading).await;
    page.until_equal(
        "the column headings",
        columns.map(str::to_owned).to_vec(),
        async |page| page.texts("thead button").await,
    )
    .await;
    page.until_equal("the status", true, async |page| {
        let statuses = page.texts("tbody [data-column=status]").await;
        !statuses.is_empty() && statuses.iter().all(|status| status == failed)
    })
    .await;
    // The filter comes first, so that tabs can be told apart.
    page.until_equal("the title", format!("{failed} · {product}"), Page::title)
        .await;
    assert_eq!(
        page.css("html").attribute("lang").await.as_deref(),
        Some(tag)
    );
}

/// Texts of the page that are written in Han characters but are not the log's own.
async fn han_texts(page: &Page) -> Vec<String> {
    let found = page
        .script(
            "const walker = document.createTreeWalker(document.querySelector('.op-console'), NodeFilter.SHOW_TEXT);
             const texts = [];
             while (walker.nextNode()) {
                 const { parentElement, data } = walker.currentNode;
                 const theirs = 'option, tbody, pre, [data-field=action_describe], .op-related-list, .op-live';
                 const ours = !parentElement.closest(theirs);
                 if (ours && /\\p{Script=Han}/u.test(data)) texts.push(data);
             }
             return texts",
            &[],
        )
        .await;
    serde_json::from_value(found).unwrap_or_default()
}

#[test]
fn a_chinese_browser_is_answered_in_chinese_and_can_switch() {
    Setup::new().language("zh-CN").run(async |world| {
        let page = world.open("/operations?status=failed").await;
        until_language(&page, "zh-CN").await;
        // The server's own words stand where there are some.
        let log = world.listing(&[("status", "failed")]).await;
        let first = page.row(log.text(0, "job_id")).css("a.op-row-link");
        first.until_text(log.text(0, "action_describe")).await;

        mark(&page).await;
        page.field("language").select("English").await;
        until_language(&page, "en").await;
        assert_not_reloaded(&page).await;
        assert_eq!(han_texts(&page).await, Vec::<String>::new());
        page.reload().await;
        until_language(&page, "en").await;
        page.field("language").select("中文").await;
        until_language(&page, "zh-CN").await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn an_english_browser_is_answered_in_english_and_can_switch() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed").await;
        until_language(&page, "en").await;
        assert_eq!(han_texts(&page).await, Vec::<String>::new());
        mark(&page).await;
        page.field("language").select("中文").await;
        until_language(&page, "zh-CN").await;
        assert_not_reloaded(&page).await;
        page.reload().await;
        until_language(&page, "zh-CN").await;

        // An operation speaks it too, under a name of the panel's own for its action.
        let log = world.listing(&[("status", "failed")]).await;
        let named =
            (0..log.rows.len()).find(|row| log.text(*row, "job_action") == "HpcJobSubmitJob");
        page.row(log.text(named.expect("a submission of a job failed"), "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        page.css("article[data-state=ready]").until_visible().await;
        page.css("[data-field=status]").until_text("失败").await;
        page.field("language").select("English").await;
        page.css("[data-field=status]").until_text("Failed").await;
        page.css(".op-related-list, .op-related .op-none")
            .until_visible()
            .await;
        assert_eq!(han_texts(&page).await, Vec::<String>::new());
    });
}

#[test]
fn any_other_browser_is_answered_in_english() {
    Setup::new().language("fr-FR").run(async |world| {
        let page = world.open("/operations?status=failed").await;
        until_language(&page, "en").await;
    });
}

/// Every time that the page shows, with the instant it stands for.
async fn times(page: &Page) -> Vec<(String, String)> {
    let times = page
        .script(
            // A list that is not shown stands still; a time that did not say its zone has a mark.
            "return [...document.querySelectorAll('main time')]
                .filter((time) => time.checkVisibility() && !time.closest('[hidden]'))
                .map((time) => [time.dateTime, time.textContent.replace(/\\s\\?$/, '')])",
            &[],
        )
        .await;
    serde_json::from_value(times).unwrap_or_default()
}

/// Waits until every time on the page is on a clock this many hours before UTC.
async fn until_clock(page: &Page, hours: i64) {
    page.until(&format!("times of UTC+{hours}"), async |page| {
        let times = times(page).await;
        let off = times
            .iter()
            .find(|(time, shown)| wall_clock(instant(time), hours) != *shown);
        match off {
            _ if times.is_empty() => Err("there are no times".to_owned()),
            Some(off) => Err(format!("{off:?}")),
            None => Ok(()),
        }
    })
    .await;
}

#[test]
fn one_time_zone_governs_every_time_on_the_page() {
    Setup::new()
        .time_zone("America/Phoenix")
        .run(async |world| {
            let log = world.listing(&[]).await;
            let start = log.time(15, "create_time");
            let shown = |hours| wall_clock(start, hours);
            let start = iso(start);
            let start = start.as_str();
            let page = world.open(&format!("/operations?start_time={start}")).await;
            page.until_state("ready").await;
            mark(&page).await;
            // Phoenix has no summer time.
            let zones = [
                (None, "", -7),
                (Some("Beijing (UTC+8)"), "utc8", 8),
                (Some("UTC"), "utc", 0),
            ];
            for (option, tz, hours) in zones {
                match option {
                    Some(option) => {
                        page.field("tz").select(option).await;
                        page.until_parameters(&[("start_time", start), ("tz", tz)])
                            .await;
                    }
                    None => page.until_parameters(&[("start_time", start)]).await,
                }
                until_clock(&page, hours).await;
                // So it does for typed times, chips and the age of the rows.
                page.css("[data-control=time] [aria-haspopup=dialog]")
                    .click()
                    .await;
                assert_eq!(page.field("start_time").value().await, shown(hours));
                page.press("Escape").await;
                page.css("[data-param=start_time] .op-chip-value")
                    .until_text(&shown(hours))
                    .await;
                let hour = (Utc::now() + TimeDelta::hours(hours))
                    .format("%Y-%m-%d %H")
                    .to_string();
                let as_of = page.text_of(".op-as-of").await;
                let just_now = (Utc::now() + TimeDelta::hours(hours) - TimeDelta::minutes(5))
                    .format("%Y-%m-%d %H")
                    .to_string();
                assert!(
                    as_of.contains(&hour) || as_of.contains(&just_now),
                    "{as_of}"
                );
            }
            // What is typed is read on that clock.
            page.field("tz").select("Beijing (UTC+8)").await;
            page.css("[data-control=time] [aria-haspopup=dialog]")
                .click()
                .await;
            page.field("end_time").fill("2031-02-03 04:05").await;
            page.press("Enter").await;
            page.until_parameters(&[
                ("start_time", start),
                ("end_time", "2031-02-02T20:05:00Z"),
                ("tz", "utc8"),
            ])
            .await;
            assert_not_reloaded(&page).await;

            page.until_listed(&world.listing(&[("start_time", start)]).await)
                .await;
            page.row(log.text(0, "job_id"))
                .css("a.op-row-link")
                .click()
                .await;
            page.css("article[data-state=ready]").until_visible().await;
            until_clock(&page, 8).await;
            page.field("tz").select("UTC").await;
            until_clock(&page, 0).await;
            page.until_address_contains("tz=utc").await;
            page.reload().await;
            page.css("article[data-state=ready]").until_visible().await;
            until_clock(&page, 0).await;
        });
}

/// Whether the page is painted light on dark.
async fn is_dark(page: &Page) -> bool {
    let dark = page
        .script(
            "const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
             const context = canvas.getContext('2d');
             const brightness = (color) => {
                 context.fillStyle = color;
                 context.fillRect(0, 0, 1, 1);
                 return context.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((a, b) => a + b);
             };
             const { color, backgroundColor } = getComputedStyle(document.querySelector('.op-console'));
             return brightness(color) > brightness(backgroundColor)",
            &[],
        )
        .await;
    dark == true
}

#[test]
fn the_theme_follows_the_system_or_the_readers_choice() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        let system = async |theme| page.emulate(theme).await;
        if let Err(unsupported) = system(Emulation::DARK).await {
            return eprintln!("note: {unsupported}");
        }
        page.until_equal("darkness", true, is_dark).await;
        let _ = system(Emulation::LIGHT).await;
        page.until_equal("darkness", false, is_dark).await;

        page.field("theme").select("Dark").await;
        page.until_equal("darkness", true, is_dark).await;
        page.reload().await;
        page.until_state("ready").await;
        assert!(is_dark(&page).await, "the choice was forgotten");
        assert_eq!(page.field("theme").value().await, "dark");
        let _ = system(Emulation::DARK).await;
        page.field("theme").select("Light").await;
        page.until_equal("darkness", false, is_dark).await;
        page.field("theme").select("System").await;
        page.until_equal("darkness", true, is_dark).await;
    });
}
