//! A value that cannot be used is shown at its control with a message, is not
//! sent, and costs nothing else; a condition that cannot be used is never left out.

use e2e::{Find, Page};

/// Conditions that are wrong, and one that is fine.
const WRONG: [(&str, &str); 4] = [
    ("status", "nope"),
    ("owner", "a b"),
    ("search_word", "ehpc"),
    ("start_time", "yesterday"),
];

/// What only says how rows are shown, all of it wrong.
const ODD: [(&str, &str); 5] = [
    ("search_word", "ehpc"),
    ("limit", "500"),
    ("page", "0"),
    ("sort", "colour"),
    ("tz", "mars"),
];

fn link(parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "%20")))
        .collect();
    format!("/operations?{}", pairs.join("&"))
}

/// The message that a control points at, which it does only if it is invalid.
async fn message_of(page: &Page, parameter: &str) -> String {
    let field = page.field(parameter);
    assert_eq!(
        field.attribute("aria-invalid").await.as_deref(),
        Some("true"),
        "{parameter}"
    );
    let described_by = field.attribute("aria-describedby").await;
    let id = described_by
        .as_deref()
        .and_then(|ids| ids.split(' ').next());
    page.css(&format!("#{}", id.unwrap_or("nothing")))
        .text()
        .await
}

#[test]
fn nothing_is_asked_while_a_condition_of_a_link_cannot_be_used() {
    e2e::run(async |world| {
        let page = world.open(&link(&WRONG)).await;
        page.until_state("unusable").await;
        page.css(".op-screen h2")
            .until_text("A filter can’t be used")
            .await;
        assert_eq!(page.field("owner").value().await, "a b");
        assert_eq!(
            message_of(&page, "owner").await,
            "Contains a character that IDs can’t have."
        );
        page.css("#op-time-problem")
            .until_text("Not a valid time. Try 2026-04-06 09:26, 2h ago or yesterday 18:00.")
            .await;
        let bad = page.css("[name=status]:checked");
        assert_eq!(bad.attribute("value").await.as_deref(), Some("nope"));
        page.role("group", "Status")
            .text_containing("Must be pending, successful or failed.")
            .until_visible()
            .await;
        page.until_idle().await;
        assert_eq!(page.requests().await.len(), 0);
        // Nothing of the link was lost or repaired.
        page.until_address(&link(&WRONG)).await;

        page.choice("status", "failed").click().await;
        page.until_parameters(&[
            ("status", "failed"),
            ("owner", "a b"),
            ("search_word", "ehpc"),
            ("start_time", "yesterday"),
        ])
        .await;
        page.css("#op-status-problem").until_gone().await;
        page.css(".op-chip[data-param=owner] button").click().await;
        page.until_state("unusable").await;
        page.css(".op-unusable-filters .op-button:not(.op-button-primary)")
            .click()
            .await;
        page.until_parameters(&[("status", "failed"), ("search_word", "ehpc")])
            .await;
        let matching = world
            .listing(&[("status", "failed"), ("search_word", "ehpc")])
            .await;
        page.until_listed(&matching).await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn what_only_says_how_rows_are_shown_does_not_keep_them_back() {
    e2e::run(async |world| {
        let page = world.open(&link(&ODD)).await;
        let matching = world.listing(&[("search_word", "ehpc")]).await;
        page.until_listed(&matching).await;
        page.until_state("ready").await;
        page.until_asked(&[
            ("search_word", Some("ehpc")),
            ("limit", Some("20")),
            ("offset", Some("0")),
            ("reverse", Some("1")),
            ("sort", None),
            ("tz", None),
        ])
        .await;
        assert_eq!(page.field("page").value().await, "0");
        let note = message_of(&page, "page").await;
        assert!(
            note.starts_with("Page not found; showing page 1 of "),
            "{note}"
        );
        // A choice has the bad text among what can be chosen …
        assert_eq!(page.field("limit").value().await, "500");
        assert_eq!(
            message_of(&page, "limit").await,
            "Must be a whole number from 1 to 100."
        );
        // … and the rest is told where it would have counted.
        let note = message_of(&page, "tz").await;
        assert!(
            note.starts_with("tz=mars in this link is ignored"),
            "{note}"
        );
        page.text_containing("sort=colour in this link is ignored")
            .until_visible()
            .await;
        page.until_address(&link(&ODD)).await;

        page.field("limit").select("10").await;
        page.field("tz").select("Beijing (UTC+8)").await;
        page.css("th[data-column=duration] button").click().await;
        page.until_parameters(&[
            ("search_word", "ehpc"),
            ("limit", "10"),
            ("sort", "duration"),
            ("tz", "utc8"),
        ])
        .await;
        page.css(".op-problem").until_gone().await;
        page.assert_no_console_errors(&[]).await;
    });
}

/// Parameters of a link, the one among them that is bad, and its message.
struct Bad<'a>(&'a [(&'a str, &'a str)], &'a str, &'a str);

#[test]
fn the_rarer_bad_values_are_told_too() {
    let long = "x".repeat(600);
    let (one, two) = ("2026-04-06T01:00:00Z", "2026-04-06T02:00:00Z");
    let conditions = [
        Bad(
            &[("last", "2y")],
            "Time range 2y",
            "Must be 15m, 1h, 24h, 7d or 30d.",
        ),
        Bad(
            &[("zone", "a b")],
            "Zone a b",
            "Contains a character that IDs can’t have.",
        ),
        Bad(
            &[("start_time", two), ("end_time", one)],
            "To 2026-04-06 01:00:00",
            "The end is before the start.",
        ),
        Bad(
            &[("start_time", one), ("last", "7d")],
            "Time range 7d",
            "A start or end time is set, so this range is ignored.",
        ),
        Bad(
            &[("job_ids", "a%00b")],
            "Operation ID",
            "Contains an invisible control character.",
        ),
        Bad(
            &[("search_word", &long)],
            "Keyword xxx",
            "At most 500 characters.",
        ),
    ];
    let views = [
        Bad(
            &[("verbose", "9")],
            "verbose",
            "Must be a whole number from 0 to 1.",
        ),
        Bad(
            &[("limit", "-1")],
            "limit",
            "Must be a whole number from 1 to 100.",
        ),
    ];
    e2e::run(async |world| {
        for Bad(parameters, name, message) in &conditions {
            let page = world.open(&link(parameters)).await;
            page.until_state("unusable").await;
            let told = page.text_of(".op-unusable-filters").await;
            assert!(told.contains(name) && told.contains(message), "{told}");
            assert_eq!(page.requests().await.len(), 0, "{parameters:?}");
            let fits = "const root = document.documentElement;
                        return root.scrollWidth <= root.clientWidth";
            assert_eq!(page.script(fits, &[]).await, true, "{parameters:?}");
        }
        for &Bad(parameters, at, message) in &views {
            let page = world.open(&link(parameters)).await;
            page.until_state("ready").await;
            assert_eq!(message_of(&page, at).await, message, "{parameters:?}");
            let sent = page
                .until("the call", async |page| page.requests().await.pop())
                .await;
            let expected = (at == "limit").then_some("20");
            assert_eq!(sent.parameter(at), expected, "{parameters:?}");
        }
        let page = world.open("/operations?reverse=2").await;
        page.until_asked(&[("reverse", Some("1"))]).await;
        page.text_containing("reverse=2 in this link is ignored")
            .until_visible()
            .await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn what_is_typed_wrongly_is_told_and_not_sent() {
    e2e::run(async |world| {
        let page = world.open("/operations?page=2").await;
        page.until_state("ready").await;
        // Each is wrong from its first character on, however slowly it is typed.
        for (parameter, bad) in [("page", "abc"), ("owner", "/b")] {
            page.field(parameter).fill(bad).await;
            page.press("Enter").await;
            page.css(&format!("[name={parameter}][aria-invalid=true]"))
                .until_visible()
                .await;
            assert_eq!(page.field(parameter).value().await, bad);
            if parameter == "page" {
                // What is no page leads to none.
                assert_eq!(page.address().await, "/operations?page=2");
            }
        }
        page.until_idle().await;
        let requests = page.requests().await;
        let bad = |request: &e2e::ApiRequest| {
            request.parameter("owner").is_some() || request.parameter("offset") == Some("abc")
        };
        assert!(!requests.iter().any(bad), "{requests:?}");
        page.until_state("ready").await;
    });
}

#[test]
fn hostile_and_foreign_links_show_the_list() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        for query in [
            "search_word=%FF%C0%80&status=%E0%A4%A",
            "%=%&&&==&status",
            "__proto__=1&constructor=2&toString=3",
            "page=99999999999999999999999",
        ] {
            let page = world.open(&format!("/operations?{query}")).await;
            page.until("the list in some state", async |page| {
                page.state().await.filter(|state| state != "loading")
            })
            .await;
            page.heading().until_text("Operations").await;
            page.field("search_word").until_visible().await;
        }
        // What is not ours is carried along.
        let page = world.open("/operations?utm=x%26y&portal=1").await;
        page.until_listed(&all).await;
        page.choice("status", "failed").click().await;
        page.until_parameters(&[("status", "failed"), ("utm", "x&y"), ("portal", "1")])
            .await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn an_address_that_is_no_screen_says_so() {
    e2e::run(async |world| {
        for path in ["/nowhere", "/operations/j-1/more", "/operations/a%20b"] {
            let page = world.open(path).await;
            page.until_state("not-found").await;
            page.css(".op-screen h2").until_text("Page not found").await;
        }
        let page = world.page();
        page.link("Open the operation log").click().await;
        page.until_address("/operations").await;
        page.until_listed(&world.listing(&[]).await).await;
        page.assert_no_console_errors(&[]).await;
    });
}
