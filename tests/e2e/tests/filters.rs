//! Every parameter of the API has a control that writes it into the address and
//! the call, and that is filled from a link.

use chrono::{DateTime, TimeDelta, Utc};
use e2e::{Find, Listing, Page, iso, wall_clock};

/// Where a control stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    InSight,
    UnderMore,
}

/// A text box, by its parameter, and a text to fill in.
struct Filter {
    parameter: &'static str,
    place: Place,
    text: String,
}

/// Every text box with a text that the log knows.
fn text_filters(log: &Listing) -> Vec<Filter> {
    use Place::{InSight, UnderMore};
    let resource = log.text(0, "resource_ids").split(' ').next();
    let owner = log.text(0, "owner");
    [
        ("search_word", InSight, "节点"),
        ("resource_ids", InSight, resource.unwrap_or_default()),
        ("job_action", InSight, log.text(1, "job_action")),
        ("owner", InSight, owner),
        ("action_describe", UnderMore, log.text(2, "action_describe")),
        ("job_ids", UnderMore, log.text(3, "job_id")),
        ("directive", UnderMore, owner),
        ("zone", UnderMore, "jinan1"),
    ]
    .map(|(parameter, place, text)| Filter {
        parameter,
        place,
        text: text.to_owned(),
    })
    .into()
}

async fn open_more(page: &Page) {
    if page
        .css("button[data-control=more][aria-expanded=true]")
        .count()
        .await
        == 0
    {
        page.css("button[data-control=more]").click().await;
    }
}

#[test]
fn every_text_box_writes_its_parameter_and_is_filled_from_the_link() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        for Filter {
            parameter,
            place,
            text,
        } in text_filters(&all)
        {
            if place == Place::UnderMore {
                open_more(&page).await;
            }
            page.field(parameter).fill(&text).await;
            page.press("Enter").await;
            page.until_parameters(&[(parameter, &text)]).await;
            page.until_asked(&[(parameter, Some(&text))]).await;
            let matching = world.listing(&[(parameter, &text)]).await;
            assert!(
                (1..all.total).contains(&matching.total),
                "{parameter}={text} proves nothing: {} of {}",
                matching.total,
                all.total
            );
            page.until_listed(&matching).await;

            page.reload().await;
            page.until_listed(&matching).await;
            // A box below "More" is in sight, as it is in use.
            assert_eq!(page.field(parameter).value().await, text, "{parameter}");
            page.css(&format!(".op-chip[data-param={parameter}] button"))
                .click()
                .await;
            page.until_parameters(&[]).await;
            page.until_listed(&all).await;
            if place == Place::UnderMore {
                open_more(&page).await;
            }
            assert_eq!(page.field(parameter).value().await, "", "{parameter}");
        }
    });
}

#[test]
fn the_status_is_chosen_by_one_click_and_kept_in_the_link() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        assert!(page.choice("status", "").is_checked().await);
        for (status, word) in [
            ("failed", "Failed"),
            ("pending", "In progress"),
            ("successful", "Successful"),
        ] {
            page.choice("status", status).click().await;
            page.until_parameters(&[("status", status)]).await;
            page.until_asked(&[("status", Some(status))]).await;
            let matching = world.listing(&[("status", status)]).await;
            page.until_listed(&matching).await;
            let table = page.table().await;
            assert!(!table.is_empty(), "the log has nothing {status}");
            assert!(table.column("status").iter().all(|shown| *shown == word));
        }
        page.reload().await;
        page.until_state("ready").await;
        assert!(page.choice("status", "successful").is_checked().await);
        page.choice("status", "").click().await;
        page.until_parameters(&[]).await;
        page.until_asked(&[("status", None)]).await;
        page.until_listed(&world.listing(&[]).await).await;
    });
}

#[test]
fn related_information_is_asked_for_or_left_out() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_idle().await;
        page.until_asked(&[("verbose", None)]).await;
        open_more(&page).await;
        for (choice, verbose) in [
            ("1: included in the raw data", "1"),
            ("0: left out of the raw data", "0"),
        ] {
            page.field("verbose").select(choice).await;
            page.until_parameters(&[("verbose", verbose)]).await;
            page.until_asked(&[("verbose", Some(verbose))]).await;
        }
        page.reload().await;
        page.until_state("ready").await;
        assert_eq!(page.field("verbose").value().await, "0");
    });
}

/// Opens the picker of times.
async fn open_times(page: &Page) {
    page.css("[data-control=time] [aria-haspopup=dialog]")
        .click()
        .await;
    page.any("grid").until_visible().await;
}

/// The rows of a relative range, and the start that was sent for it.
async fn asked_start(page: &Page) -> DateTime<Utc> {
    let request = page
        .until("a call with a start", async |page| {
            let newest = page.requests().await.pop();
            newest.filter(|request| request.parameter("start_time").is_some())
        })
        .await;
    let start = request.parameter("start_time").unwrap_or_default();
    start
        .parse()
        .unwrap_or_else(|error| panic!("start_time={start}: {error}"))
}

#[test]
fn a_relative_range_ends_now() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        open_times(&page).await;
        page.choice("last", "7d").click().await;
        page.until_parameters(&[("last", "7d")]).await;
        page.until_idle().await;
        let start = asked_start(&page).await;
        let off = (Utc::now() - TimeDelta::days(7) - start).num_seconds();
        assert!((0..60).contains(&off), "the range began at {start}");
        let sent = iso(start);
        let matching = world.listing(&[("start_time", &sent)]).await;
        page.until_listed(&matching).await;

        page.reload().await;
        page.until_listed(&matching).await;
        open_times(&page).await;
        let chosen = page.choice("last", "7d").attribute("aria-pressed").await;
        assert_eq!(chosen.as_deref(), Some("true"));
        page.choice("last", "").click().await;
        page.until_parameters(&[]).await;
        page.until_asked(&[("start_time", None)]).await;
    });
}

#[test]
fn a_fixed_range_is_typed_as_a_wall_clock_and_kept_with_its_zone() {
    e2e::run(async |world| {
        let log = world.listing(&[("limit", "100")]).await;
        let [start, end] = [90, 10].map(|row| log.time(row, "create_time"));
        // The clock is on UTC here, so only the spelling differs.
        let [typed_start, typed_end] = [start, end].map(|time| wall_clock(time, 0));
        let (start, end) = (iso(start), iso(end));
        let (start, end) = (start.as_str(), end.as_str());
        let page = world.open("/operations").await;
        page.until_state("ready").await;

        open_times(&page).await;
        page.field("start_time").fill(&typed_start).await;
        page.field("end_time").fill(&typed_end).await;
        page.press("Enter").await;
        page.until_parameters(&[("start_time", start), ("end_time", end)])
            .await;
        page.until_asked(&[("start_time", Some(start)), ("end_time", Some(end))])
            .await;
        let matching = world
            .listing(&[("start_time", start), ("end_time", end)])
            .await;
        page.until_listed(&matching).await;

        page.reload().await;
        page.until_listed(&matching).await;
        open_times(&page).await;
        assert_eq!(page.field("start_time").value().await, typed_start);
        assert_eq!(page.field("end_time").value().await, typed_end);
        // The range and a relative one replace each other.
        page.choice("last", "30d").click().await;
        page.until_parameters(&[("last", "30d")]).await;
        page.until_asked(&[("end_time", None)]).await;
    });
}
