//! Everything by keyboard.

use e2e::{Find, Page};

/// Presses Tab until something of this role and name has the focus.
async fn tab_to(page: &Page, role: &str, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..60 {
        page.press("Tab").await;
        match page.focused().await {
            Some(focused) if focused.role == role && focused.name == name => return,
            focused => passed.push(focused.map_or("nothing".to_owned(), |it| it.to_string())),
        }
    }
    panic!("Tab does not lead to {role} {name:?}, only to {passed:?}");
}

/// Waits until the link of this row has the focus.
async fn until_on_row(page: &Page, id: &str) {
    page.row(id).css("a.op-row-link").until_focused().await;
}

#[test]
fn single_keys_search_refresh_and_choose_a_status() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        for (key, status) in [("3", "failed"), ("2", "successful"), ("1", "pending")] {
            page.press(key).await;
            page.until_parameters(&[("status", status)]).await;
            page.until_asked(&[("status", Some(status))]).await;
        }
        page.press("0").await;
        page.until_parameters(&[]).await;
        page.until_asked(&[("status", None)]).await;
        page.until_idle().await;
        let calls = page.requests().await.len();
        page.press("r").await;
        page.until("a refresh", async |page| {
            page.requests().await.len() == calls + 1
        })
        .await;

        page.press("/").await;
        page.field("search_word").until_focused().await;
        // In a box they are letters.
        page.type_text("r/0jn?").await;
        assert_eq!(page.field("search_word").value().await, "r/0jn?");
        page.until_parameters(&[("search_word", "r/0jn?")]).await;
        assert_eq!(page.any("dialog").count().await, 0);
    });
}

#[test]
fn pages_are_turned_by_n_and_p() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_listed(&world.listing(&[]).await).await;
        page.press("n").await;
        page.until_parameters(&[("page", "2")]).await;
        page.until_listed(&world.listing(&[("offset", "20")]).await)
            .await;
        page.press("p").await;
        page.until_parameters(&[]).await;
    });
}

#[test]
fn rows_are_walked_opened_and_found_again() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let id = |row: usize| log.text(row, "job_id");
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        page.press("j").await;
        until_on_row(&page, id(0)).await;
        for (key, row) in [
            ("j", 1),
            ("ArrowDown", 2),
            ("k", 1),
            ("ArrowUp", 0),
            ("k", 0),
            ("End", 19),
            ("j", 19),
            ("Home", 0),
            ("j", 1),
        ] {
            page.press(key).await;
            until_on_row(&page, id(row)).await;
        }
        // All rows together are one stop of Tab, at the row that was left; its
        // other resources and its menu come after it.
        let others = page.row(id(1)).css("button.op-others").count().await;
        for _ in 0..=others {
            page.press("Tab").await;
        }
        page.row_menu(id(1)).until_focused().await;
        for _ in 0..=others {
            page.press("Shift+Tab").await;
        }
        until_on_row(&page, id(1)).await;

        page.press("Enter").await;
        page.until_address(&format!("/operations/{}", id(1))).await;
        page.heading().until_focused().await;
        page.back().await;
        page.until_listed(&log).await;
        until_on_row(&page, id(1)).await;
    });
}

#[test]
fn the_help_opens_and_gives_the_focus_back() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.button("Refresh").focus().await;
        page.press("?").await;
        let help = page.role("dialog", "Keyboard shortcuts");
        help.until_visible().await;
        assert_ne!(help.css("kbd").count().await, 0);
        // Keys belong to the dialog now.
        page.press("3").await;
        page.press("Escape").await;
        help.until_gone().await;
        page.button("Refresh").until_focused().await;
        page.until_parameters(&[]).await;

        page.button("Keyboard shortcuts").press("Enter").await;
        help.button("Close").press("Enter").await;
        help.until_gone().await;
        page.button("Keyboard shortcuts").until_focused().await;

        // Who dictates or uses switch access turns single keys off, for good.
        page.button("Keyboard shortcuts").press("Enter").await;
        help.labelled("Enable single-key shortcuts")
            .press("Space")
            .await;
        page.press("Escape").await;
        help.until_gone().await;
        page.reload().await;
        page.until_idle().await;
        let calls = page.requests().await.len();
        page.css("h1").focus().await;
        page.press("r").await;
        page.press("?").await;
        page.press("Tab").await;
        page.until_idle().await;
        assert_eq!(help.count().await, 0);
        assert_eq!(page.requests().await.len(), calls);
    });
}

#[test]
fn the_skip_button_leads_past_the_bar() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.press("Tab").await;
        page.button("Skip to content").until_focused().await;
        let [width, height]: [f64; 2] = serde_json::from_value(
            page.script(
                "const box = document.activeElement.getBoundingClientRect();
                 return [box.width, box.height]",
                &[],
            )
            .await,
        )
        .unwrap_or_default();
        assert!(
            width > 40.0 && height > 20.0,
            "it is hidden: {width} x {height}"
        );
        page.press("Enter").await;
        page.css("main").until_focused().await;
        tab_to(&page, "button", "Refresh").await;
    });
}

#[test]
fn the_menu_of_a_row_works_by_keyboard() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let (id, owner) = (log.text(3, "job_id"), log.text(3, "owner"));
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        let opener = page.row_menu(id);
        opener.press("Enter").await;
        let menu = page.any("menu");
        menu.until_visible().await;
        let items = menu.any("menuitem");
        let count = items.count().await;
        assert!(count > 3, "{:?}", items.texts().await);
        for (key, item) in [
            ("ArrowDown", 1),
            ("ArrowDown", 2),
            ("ArrowUp", 1),
            ("End", count - 1),
            ("ArrowDown", 0),
            ("ArrowUp", count - 1),
            ("Home", 0),
        ] {
            page.press(key).await;
            items.nth(item).until_focused().await;
        }
        page.press("Escape").await;
        menu.until_gone().await;
        opener.until_focused().await;
        page.until_parameters(&[]).await;

        // What it leads to.
        opener.press("Space").await;
        menu.role("menuitem", "Copy operation ID")
            .press("Enter")
            .await;
        menu.until_gone().await;
        opener.until_focused().await;
        page.field("job_action").focus().await;
        page.press("Control+v").await;
        page.field("job_action").until_focused().await;
        assert_eq!(page.field("job_action").value().await, id);
        page.field("job_action").fill("").await;
        // A pause may have committed what was pasted.
        page.until_parameters(&[]).await;
        page.until_listed(&log).await;

        opener.press("Enter").await;
        menu.role("menuitem", &format!("Only this owner: {owner}"))
            .press("Enter")
            .await;
        page.until_parameters(&[("owner", owner)]).await;
        page.until_listed(&world.listing(&[("owner", owner)]).await)
            .await;
        menu.until_gone().await;
    });
}

#[test]
fn a_heading_keeps_the_focus_while_it_sorts() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.button("Duration").press("Enter").await;
        page.until_parameters(&[("sort", "duration")]).await;
        page.button("Duration").until_focused().await;
        page.press("Enter").await;
        page.until_parameters(&[("sort", "-duration")]).await;
        page.button("Time").press("Space").await;
        page.until_parameters(&[]).await;
        page.press("Space").await;
        page.until_parameters(&[("reverse", "0")]).await;
        page.until_listed(&world.listing(&[("reverse", "0")]).await)
            .await;
        page.button("Time").until_focused().await;
    });
}
