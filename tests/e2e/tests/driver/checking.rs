//! Accessibility and the console.

use crate::{failure_of, on_site};
use e2e::{Ability, ConsoleEntry, Page};

#[test]
fn axe_finds_what_is_planted_and_nothing_else() {
    on_site(async |world| {
        let page = world.open("/inaccessible").await;
        let violations = page.axe().await;
        let ids: Vec<_> = violations
            .iter()
            .map(|violation| violation.id.as_str())
            .collect();
        assert_eq!(ids, ["image-alt"]);
        assert!(
            violations[0].nodes[0].html.contains("planted"),
            "{}",
            violations[0]
        );
        world
            .open("/form")
            .await
            .assert_no_axe_violations("form")
            .await;
    });
}

#[test]
fn errors_of_the_console_are_seen() {
    on_site(async |world| {
        let page = world.open("/form").await;
        page.assert_no_console_errors(&[]).await;
        page.script("console.log('harmless'); console.error('planted')", &[])
            .await;
        let errors = page.console_errors().await;
        assert_eq!(errors.len(), 1);
        assert!(errors[0].text.contains("planted"), "{}", errors[0]);
        // They stay, and an allowance is explicit.
        page.assert_no_console_errors(&["planted"]).await;

        page.script("return fetch('/missing').then(() => null)", &[])
            .await;
        page.assert_no_console_errors(&["planted", "status of 404"])
            .await;
        page.go("/strict").await;
        page.script(
            "const style = document.createElement('style');
             style.textContent = 'p { color: red }';
             document.head.append(style)",
            &[],
        )
        .await;
        assert_violation(&page).await;
    });
}

/// Waits until the console tells that the page broke its policy.
async fn assert_violation(page: &Page) {
    page.until("a violation in the console", async |page| {
        let errors = page.console_errors().await;
        let violates = |error: &ConsoleEntry| error.text.contains("Content Security Policy");
        if errors.iter().any(violates) {
            Ok(())
        } else {
            Err(format!("{errors:?}"))
        }
    })
    .await;
}

#[test]
fn errors_of_a_page_that_is_being_loaded_are_seen() {
    on_site(async |world| {
        if let Err(unsupported) = world.engine().require(Ability::HearErrorsWhileLoading) {
            return eprintln!("note: {unsupported}");
        }
        let page = world.open("/strict").await;
        assert_violation(&page).await;
    });
}

#[test]
fn an_error_of_the_console_that_is_not_allowed_fails_the_test() {
    let message = failure_of(|| {
        on_site(async |world| {
            let page = world.open("/form").await;
            page.script("console.error('planted', 'other')", &[]).await;
            page.assert_no_console_errors(&["elsewhere"]).await;
        });
    });
    assert!(message.contains("planted"), "{message}");
}

#[test]
fn a_violation_fails_the_test_and_names_rule_context_and_place() {
    let message = failure_of(|| {
        on_site(async |world| {
            let page = world.open("/inaccessible").await;
            page.assert_no_axe_violations("a picture").await;
        });
    });
    for part in ["axe on a picture", "image-alt (critical)", "#planted"] {
        assert!(message.contains(part), "{message}");
    }
}
