//! Views by name, in the box of the toolbar.

use e2e::Find;

#[test]
fn the_log_opens_with_the_view_that_is_chosen_for_it_at_once() {
    e2e::run(async |world| {
        let failed = world.listing(&[("status", "failed")]).await;
        let page = world.open("/operations?status=failed").await;
        page.until_listed(&failed).await;
        page.css("[popovertarget=op-views]").click().await;
        page.field("view-name").fill("Night shift").await;
        page.css(".op-views-save [type=submit]").click().await;
        page.css("[aria-label='Open the log with Night shift']")
            .click()
            .await;
        page.css("[aria-label='Open the log with Night shift'][aria-pressed=true]")
            .until_visible()
            .await;
        page.assert_no_axe_violations("saved views").await;

        page.go("/operations").await;
        page.until_listed(&failed).await;
        page.until_parameters(&[("status", "failed")]).await;
        page.until_idle().await;
        // Nothing was asked for before it.
        let asked = page.requests().await;
        assert!(
            asked
                .iter()
                .all(|request| request.parameter("status") == Some("failed"))
        );

        // Whoever wants all of the log gets it.
        page.css("[popovertarget=op-views]").click().await;
        page.link("All operations").click().await;
        page.until_parameters(&[]).await;
        page.css("#op-views:popover-open").until_gone().await;
    });
}
