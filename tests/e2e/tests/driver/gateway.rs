//! Every test has a gateway of its own.

use crate::failure_of;
use e2e::{Find, Setup};

#[test]
fn the_gateway_starts_with_the_usual_log_and_can_be_asked() {
    e2e::run(async |world| {
        let answer = world.api(&[("limit", "1")]).await;
        assert_eq!(answer["ret_code"], 0, "{answer}");
        // The log spreads over several zones, and this is about one of them.
        let count = answer["total_count"].as_u64();
        assert!(
            count.is_some_and(|count| (1000..=2000).contains(&count)),
            "{answer}"
        );
        assert!(world.process_groups().len() >= 2);
    });
}

#[test]
fn a_test_chooses_how_its_gateway_starts() {
    Setup::new()
        .gateway(&[
            "--demo",
            "7",
            "--arrivals-per-hour",
            "0",
            "--base-path",
            "/portal",
        ])
        .run(async |world| {
            let answer = world.api(&[("limit", "1")]).await;
            let count = answer["total_count"].as_u64();
            assert!(count.is_some_and(|count| count <= 7), "{answer}");
        });
}

#[test]
fn a_gateway_that_does_not_start_says_why() {
    let message = failure_of(|| {
        Setup::new()
            .gateway(&["--no-such-option"])
            .run(async |_| unreachable!("the gateway was not to start"));
    });
    assert!(
        message.contains("ended instead of saying where it listens"),
        "{message}"
    );
    assert!(message.contains("--no-such-option"), "{message}");
}

#[test]
fn a_stopped_gateway_is_not_reached() {
    e2e::run(async |world| {
        let page = world.open("/").await;
        page.css("body").until_visible().await;
        world.stop_gateway();
        let reached = page
            .script(
                "return fetch('/api/operation').then(() => true, () => false)",
                &[],
            )
            .await;
        assert_eq!(reached, false);
    });
}
