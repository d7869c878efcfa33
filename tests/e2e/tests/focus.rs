//! Focus stays where the reader is when the control that has it goes away.

use e2e::{Find, Page};
use serde_json::json;

/// Waits until the focus is on something, and says on what: its role and name.
async fn until_focus_is_kept(page: &Page) -> String {
    let lost = async |page: &Page| match page.focused().await {
        Some(focused) if focused.role != "main" => Ok(()),
        Some(focused) => Err(format!("it is on {focused}")),
        None => Err("it is nowhere".to_owned()),
    };
    page.until("the focus in the console", lost).await;
    let focused = page.focused().await;
    focused.map_or_else(String::new, |focused| focused.to_string())
}

#[test]
fn controls_that_go_away_leave_the_focus_beside_them() {
    e2e::run(async |world| {
        let page = world
            .open("/operations?status=failed&job_action=HpcJobStopJobs")
            .await;
        page.until_state("ready").await;
        let chip = |name: &str| page.css(&format!(".op-active-filters [data-param={name}] button"));
        chip("status").press("Enter").await;
        chip("job_action").until_focused().await;
        page.until_idle().await;
        chip("job_action").press("Enter").await;
        page.until_parameters(&[]).await;
        until_focus_is_kept(&page).await;

        for place in [
            "/operations?page=99999",
            "/operations?search_word=!none",
            "/operations?search_word=!ret:5000",
        ] {
            page.go(place).await;
            page.css(".op-screen .op-button-primary")
                .press("Enter")
                .await;
            page.until_idle().await;
            let focused = until_focus_is_kept(&page).await;
            assert!(!focused.contains("Skip"), "{place}: {focused}");
        }
    });
}

#[test]
fn status_keys_pressed_on_a_row_lead_to_a_row() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.press("j").await;
        page.css("a.op-row-link").nth(0).until_focused().await;
        for (key, status) in [("3", "failed"), ("2", "successful"), ("0", "")] {
            page.press(key).await;
            let asked = [("status", status)];
            let asked = if status.is_empty() { &[][..] } else { &asked };
            let log = world.listing(asked).await;
            page.until_listed(&log).await;
            page.until("the focus on a row", async |page| {
                let focused = page.focused().await;
                focused.is_some_and(|focused| focused.role == "link")
            })
            .await;
        }
    });
}

#[test]
fn a_list_behind_an_operation_takes_no_focus() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.css("a.op-row-link").nth(0).click().await;
        page.css("article[data-state=ready]").until_visible().await;
        let entered = page
            .script(
                "const kept = document.querySelector('.op-kept');
                 const controls = [...kept.querySelectorAll('a[href], button, input, select')];
                 controls.forEach((control) => control.focus());
                 return [controls.length > 20, kept.contains(document.activeElement)]",
                &[],
            )
            .await;
        assert_eq!(entered, json!([true, false]));
        page.back().await;
        page.css("a.op-row-link").nth(0).until_focused().await;
    });
}
