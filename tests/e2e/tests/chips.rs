//! The filters that are set: shown, removed, cleared, and copied as a link.

use chrono::{DateTime, TimeDelta, Utc};
use e2e::Find;

#[test]
fn chips_show_what_is_set_and_remove_it() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let (owner, resources) = (log.text(0, "owner"), log.text(0, "resource_ids"));
        let cluster = resources.split(' ').next().unwrap_or_default();
        let all = [
            ("status", "pending"),
            ("resource_ids", cluster),
            ("owner", owner),
            ("limit", "50"),
            ("tz", "utc8"),
        ];
        let link: Vec<_> = all
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        let page = world.open(&format!("/operations?{}", link.join("&"))).await;
        page.until_listed(&world.listing(&all[..4]).await).await;
        let chips = page.role("list", "Active filters").any("listitem");
        assert_eq!(
            chips.texts().await,
            [
                "Status In progress".to_owned(),
                format!("Resource {cluster}"),
                format!("Owner {owner}")
            ]
        );

        page.button("Remove filter: Status In progress")
            .click()
            .await;
        page.until_parameters(&all[1..]).await;
        page.until_listed(&world.listing(&all[1..4]).await).await;
        assert!(page.choice("status", "").is_checked().await);

        // Page size and time zone are no filters.
        page.button("Clear all filters").click().await;
        page.until_parameters(&all[3..]).await;
        page.until_listed(&world.listing(&[("limit", "50")]).await)
            .await;
        page.css(".op-chips").until_gone().await;
        assert_eq!(page.field("owner").value().await, "");
    });
}

#[test]
fn filters_that_match_nothing_can_be_removed_on_the_spot() {
    e2e::run(async |world| {
        let page = world
            .open("/operations?status=failed&search_word=nothing-is-called-this")
            .await;
        page.until_state("no-match").await;
        page.css(".op-screen h2")
            .until_text("No matching operations")
            .await;
        page.css(".op-screen")
            .button("Remove filter: Keyword nothing-is-called-this")
            .click()
            .await;
        page.until_parameters(&[("status", "failed")]).await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        page.css(".op-screen").until_gone().await;
    });
}

#[test]
fn the_copied_link_says_the_same_tomorrow() {
    e2e::run(async |world| {
        let page = world
            .open("/operations?status=failed&last=30d&tz=utc8")
            .await;
        page.until_state("ready").await;
        page.button("Copy link").click().await;
        page.css(".op-live").until_text("Copied").await;
        // The clipboard is read by pasting it.
        page.field("owner").focus().await;
        page.press("Control+v").await;
        let link = page.field("owner").value().await;
        let path = link.strip_prefix(world.origin()).unwrap_or_default();
        assert!(path.starts_with("/operations?status=failed&"), "{link}");
        assert!(!path.contains("last="), "{link}");

        page.go(path).await;
        page.until_idle().await;
        let [start, end] = ["start_time", "end_time"].map(|name| {
            let (_, rest) = path.split_once(&format!("{name}="))?;
            let time = rest.split('&').next()?.replace("%3A", ":");
            time.parse::<DateTime<Utc>>()
                .ok()
                .map(|parsed| (parsed, time))
        });
        let (Some(start), Some(end)) = (start, end) else {
            panic!("{link} has no fixed range");
        };
        assert_eq!(end.0 - start.0, TimeDelta::days(30));
        page.until_parameters(&[
            ("status", "failed"),
            ("start_time", &start.1),
            ("end_time", &end.1),
            ("tz", "utc8"),
        ])
        .await;
        let same = world
            .listing(&[
                ("status", "failed"),
                ("start_time", &start.1),
                ("end_time", &end.1),
            ])
            .await;
        assert_ne!(same.total, 0, "nothing failed within 30 days");
        page.until_listed(&same).await;
    });
}
