//! Finding things by what a person calls them.

use crate::on_site;
use e2e::Find;

#[test]
fn things_are_found_by_role_name_label_field_and_text() {
    on_site(async |world| {
        let page = world.open("/form").await;
        assert_eq!(page.heading().text().await, "Operations");
        assert_eq!(
            page.button("Copy link").attribute("id").await.as_deref(),
            Some("copy")
        );
        assert_eq!(
            page.button("Close dialog").attribute("id").await.as_deref(),
            Some("close")
        );
        assert_eq!(
            page.link("Second page").attribute("rel").await.as_deref(),
            Some("next")
        );
        assert_eq!(
            page.labelled("Search in names")
                .attribute("name")
                .await
                .as_deref(),
            Some("search_word")
        );
        assert_eq!(page.labelled("Page size").name().await, "Page size");
        assert_eq!(page.field("search_word").name().await, "Search in names");
        assert_eq!(page.role("group", "Status").any("radio").count().await, 2);
        assert_eq!(page.choice("status", "failed").name().await, "Failed");
        assert_eq!(
            page.text_containing("12,345 operations")
                .attribute("id")
                .await
                .as_deref(),
            Some("total")
        );
        assert_eq!(
            page.role("navigation", "Pages")
                .link("Second page")
                .count()
                .await,
            1
        );
        assert_eq!(page.texts("nav a").await, ["First page", "Second page"]);
    });
}

#[test]
fn hidden_things_are_not_found() {
    on_site(async |world| {
        let page = world.open("/form").await;
        assert_eq!(page.css("#hidden button").count().await, 0);
        assert_eq!(page.button("Unseen").count().await, 0);
        assert_eq!(page.button("Invisible").count().await, 0);
    });
}

#[test]
fn a_strict_content_security_policy_does_not_blind_the_layer() {
    on_site(async |world| {
        let page = world.open("/strict").await;
        assert_eq!(page.link("Second page").text().await, "Second page");
        assert!(
            page.axe()
                .await
                .iter()
                .all(|violation| !violation.id.is_empty())
        );
    });
}

#[test]
fn open_shadow_roots_are_looked_into() {
    on_site(async |world| {
        let page = world.open("/shadow").await;
        page.button("Inside").click().await;
        page.text_containing("pressed").until_visible().await;
        assert_eq!(
            page.focused().await.map(|it| it.to_string()).as_deref(),
            Some("button \"Inside\"")
        );
    });
}
