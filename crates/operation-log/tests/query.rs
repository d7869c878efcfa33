//! The URL contract of a query, and what is sent for it.

use chrono::{DateTime, Utc};
use operation_log::frozen_view::{Ask, NewerAsk};
use operation_log::query::{LastSpan, Lookup, MAX_TEXT_CHARS, Problem, ViewAsk};
use operation_log::timeline::probes::Counted;
use operation_log::{Edit, JobId, Param, Query, ZoneId};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

fn sent(url: &str) -> Vec<(&'static str, String)> {
    let zone = ZoneId::parse("jinan1a").unwrap();
    Query::from_url(url).page_key(&zone).api_params(now())
}

fn text(param: Param, text: &str) -> Edit {
    Edit::Text(param, text.to_owned())
}

fn sent_value(url: &str, key: &str) -> Option<String> {
    sent(url)
        .into_iter()
        .find_map(|(name, value)| (name == key).then_some(value))
}

#[test]
fn an_empty_url_asks_for_the_newest_twenty() {
    assert_eq!(
        sent(""),
        [
            ("zone", "jinan1a".to_owned()),
            ("offset", "0".to_owned()),
            ("limit", "20".to_owned()),
            ("reverse", "1".to_owned()),
        ]
    );
}

#[test]
fn every_parameter_of_the_api_is_sent_under_its_own_name() {
    let url = "status=failed&job_action=HpcJobStopJobs&resource_ids=ehpc-czkekzfz&owner=usr-GxkSGFDs\
               &directive=d&action_describe=%E7%A7%BB%E9%99%A4&search_word=a%20b&start_time=2022-04-06T00:00:00Z\
               &end_time=2022-04-07T00:00:00Z&job_ids=j-8ajjp28fps8&verbose=1&zone=pek3a&reverse=0&limit=50&page=3";
    for (key, value) in [
        ("status", "failed"),
        ("job_action", "HpcJobStopJobs"),
        ("resource_ids", "ehpc-czkekzfz"),
        ("owner", "usr-GxkSGFDs"),
        ("directive", "d"),
        ("action_describe", "移除"),
        ("search_word", "a b"),
        ("start_time", "2022-04-06T00:00:00Z"),
        ("end_time", "2022-04-07T00:00:00Z"),
        ("job_ids", "j-8ajjp28fps8"),
        ("verbose", "1"),
        ("zone", "pek3a"),
        ("reverse", "0"),
        ("limit", "50"),
        ("offset", "100"),
    ] {
        assert_eq!(sent_value(url, key).as_deref(), Some(value), "{key}");
    }
    assert_eq!(sent(url).len(), 15);
}

#[test]
fn the_printed_url_has_a_fixed_order_and_no_defaults() {
    let query =
        Query::from_url("?page=1&x=1&tz=local&limit=20&reverse=1&owner=usr-a&status=failed&sort=");
    assert_eq!(query.to_url(), "status=failed&owner=usr-a&x=1");
}

#[test]
fn a_bad_value_is_kept_with_its_problem_and_not_sent() {
    for (url, param, problem) in [
        ("status=done", Param::Status, Problem::NotAStatus),
        (
            "limit=500",
            Param::Limit,
            Problem::NotInRange { min: 1, max: 100 },
        ),
        (
            "limit=0",
            Param::Limit,
            Problem::NotInRange { min: 1, max: 100 },
        ),
        (
            "page=-1",
            Param::Page,
            Problem::NotInRange {
                min: 1,
                max: 1_000_000_000,
            },
        ),
        (
            "page=+2",
            Param::Page,
            Problem::NotInRange {
                min: 1,
                max: 1_000_000_000,
            },
        ),
        ("start_time=yesterday", Param::StartTime, Problem::NotATime),
        (
            "start_time=2022-04-06T00:00:00",
            Param::StartTime,
            Problem::NotATime,
        ),
        ("last=2h", Param::Last, Problem::NotASpan),
        ("sort=colour", Param::Sort, Problem::NotASortColumn),
        ("sort=create_time", Param::Sort, Problem::NotASortColumn),
        ("sort=operation", Param::Sort, Problem::NotASortColumn),
        ("tz=mars", Param::Tz, Problem::NotATimeZone),
        ("owner=a%20b", Param::Owner, Problem::NotAnId),
        (
            "verbose=2",
            Param::Verbose,
            Problem::NotInRange { min: 0, max: 1 },
        ),
        (
            "search_word=a%0Ab",
            Param::SearchWord,
            Problem::ControlCharacter,
        ),
    ] {
        if url == "page=+2" {
            // A plus sign is a blank in a query string, so this is page 2.
            assert_eq!(Query::from_url(url).page(), 2);
            continue;
        }
        let query = Query::from_url(&format!("status_x=1&{url}"));
        assert_eq!(query.problem(param), Some(problem), "{url}");
        assert_eq!(Query::from_url(&query.to_url()), query, "{url}");
        assert!(query.to_url().contains("status_x=1"), "{url}");
        let default = sent_value("", param.key());
        assert_eq!(sent_value(url, param.key()), default, "{url}");
    }
    let long = format!("search_word={}", "x".repeat(10_000));
    assert_eq!(
        Query::from_url(&long).problem(Param::SearchWord),
        Some(Problem::TooLong {
            max: MAX_TEXT_CHARS
        })
    );
}

#[test]
fn blanks_of_any_script_around_a_value_do_not_count() {
    let blanks = "%E3%80%80%C2%A0%20";
    let url =
        format!("status={blanks}failed{blanks}&owner={blanks}&search_word=a{blanks}b{blanks}");
    let query = Query::from_url(&url);
    assert_eq!(query.text(Param::Status), "failed");
    assert!(!query.is_set(Param::Owner));
    assert_eq!(query.text(Param::SearchWord), "a\u{3000}\u{a0} b");
}

#[test]
fn a_bad_value_costs_no_other_filter() {
    let url = "status=nope&owner=usr-a&start_time=bad&resource_ids=ehpc-1";
    assert_eq!(sent_value(url, "owner").as_deref(), Some("usr-a"));
    assert_eq!(sent_value(url, "resource_ids").as_deref(), Some("ehpc-1"));
    let query = Query::from_url(url);
    let bad = Param::ALL
        .into_iter()
        .filter(|param| query.problem(*param).is_some());
    assert!(bad.eq([Param::Status, Param::StartTime]));
}

#[test]
fn a_range_that_ends_before_it_starts_is_said_at_its_end() {
    let query = Query::from_url("start_time=2022-04-07T00:00:00Z&end_time=2022-04-06T00:00:00Z");
    assert_eq!(query.problem(Param::EndTime), Some(Problem::EndBeforeStart));
    assert_eq!(
        query.start_time().map(|start| start.timestamp()),
        Some(1_649_289_600)
    );
    let mended = query.edited(text(Param::StartTime, "2022-04-05T00:00:00Z"));
    assert_eq!(mended.problem(Param::EndTime), None);
}

#[test]
fn a_relative_range_starts_before_now_and_gives_way_to_an_absolute_one() {
    assert_eq!(
        sent_value("last=1h", "start_time").as_deref(),
        Some("2023-11-14T21:13:20Z")
    );
    let both = Query::from_url("last=1h&start_time=2022-04-06T00:00:00Z");
    assert_eq!(both.problem(Param::Last), Some(Problem::RangeGivenTwice));
    let mended = both.edited(Edit::StartTime(None));
    assert_eq!(mended.last(), Some(LastSpan::Hour1));
}

#[test]
fn other_names_of_the_documentation_are_understood() {
    assert_eq!(Query::from_url("jobs=j-1").to_url(), "job_ids=j-1");
    assert_eq!(Query::from_url("offset=40&limit=20").page(), 3);
    assert_eq!(Query::from_url("offset=%2B40").page(), 3);
    assert_eq!(Query::from_url("offset=40&page=2").page(), 2);
    let beyond = Query::from_url(&format!("offset={}&limit=1", u64::MAX));
    assert!(matches!(
        beyond.problem(Param::Page),
        Some(Problem::NotInRange { .. })
    ));
    assert_eq!(
        Query::from_url("resource_ids=a&resource_ids=b").to_url(),
        "resource_ids=a,b"
    );
}

#[test]
fn requests_of_a_view_differ_in_their_window_alone() {
    let zone = ZoneId::parse("jinan1a").unwrap();
    let query = Query::from_url("status=pending&owner=usr-a&last=1h&reverse=0&page=9");
    let view = query.view_query(&zone);
    let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
    let printed = |ask: ViewAsk| {
        let params = view.api_params(&ask, now());
        operation_log::percent::query_string(&params)
    };
    assert_eq!(
        printed(ViewAsk::Page(Ask {
            offset: 39,
            limit: 21,
            end_time: Some(now()),
        })),
        "zone=jinan1a&status=pending&owner=usr-a&start_time=2023-11-14T21:13:20Z\
         &end_time=2023-11-14T22:13:20Z&offset=39&limit=21&reverse=0"
    );
    assert_eq!(
        printed(ViewAsk::Newer(NewerAsk {
            start_time: Some(now()),
            limit: 100,
        })),
        "zone=jinan1a&status=pending&owner=usr-a&start_time=2023-11-14T22:13:20Z\
         &offset=0&limit=100&reverse=1"
    );
    assert_eq!(
        printed(ViewAsk::Watch {
            first: at(0),
            last: at(59),
        }),
        "zone=jinan1a&owner=usr-a&start_time=1970-01-01T00:00:00Z\
         &end_time=1970-01-01T00:01:00Z&offset=0&limit=100&reverse=1"
    );
    let counted = |counted| ViewAsk::Count {
        first: None,
        last: at(59),
        counted,
    };
    assert_eq!(
        printed(counted(Counted::All)),
        "zone=jinan1a&status=pending&owner=usr-a&end_time=1970-01-01T00:00:59Z\
         &offset=0&limit=1&reverse=0"
    );
    let all = Query::from_url("owner=usr-a").view_query(&zone);
    let sent = all.api_params(&counted(Counted::Failed), now());
    assert!(sent.contains(&("status", "failed".to_owned())));
}

#[test]
fn an_operation_is_looked_up_by_either_parameter() {
    let zone = ZoneId::parse("jinan1a").unwrap();
    let id = JobId::parse("j-1").unwrap();
    for (by, key) in [(Lookup::JobIds, "job_ids"), (Lookup::Jobs, "jobs")] {
        let sent = by.api_params(&id, &zone);
        let value = |wanted: &str| {
            let found = sent.iter().find(|(known, _)| *known == wanted);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(value(key), Some("j-1"));
        assert_eq!(value("zone"), Some("jinan1a"));
        assert_eq!(value("status"), None);
    }
}

#[test]
fn pages_of_one_view_have_equal_views_and_different_keys() {
    let zone = ZoneId::parse("jinan1a").unwrap();
    let key = |url: &str| Query::from_url(url).page_key(&zone);
    let second = key("status=failed&page=2");
    assert_eq!(second.view, key("status=failed&limit=50").view);
    assert_ne!(second, key("status=failed&limit=50&page=2"));
    assert_ne!(second, key("status=failed"));
    // What the panel applies by itself changes nothing for the server.
    assert_eq!(second, key("status=failed&page=2&sort=owner&tz=utc&x=1"));
    assert_eq!(second, key("status=failed&page=2&zone=jinan1a"));
    for other in [
        "",
        "status=pending",
        "status=failed&last=1h",
        "status=failed&reverse=0",
    ] {
        assert_ne!(second.view, key(other).view, "{other}");
    }
    assert!(!second.is_first() && key("").is_first());
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[0-9]{1,4}",
        Just("failed".to_owned()),
        Just("24h".to_owned()),
        Just("-duration".to_owned()),
        Just("utc8".to_owned()),
        (0i64..4_000_000_000).prop_map(|seconds| {
            operation_log::time::iso(DateTime::from_timestamp(seconds, 0).unwrap())
        }),
    ]
}

proptest! {
    #[test]
    fn a_query_survives_its_url(values in prop::collection::vec((0usize..20, any_value()), 0..12)) {
        let pairs: Vec<(String, String)> = values
            .into_iter()
            .map(|(index, value)| match Param::ALL.get(index) {
                Some(param) => (param.key().to_owned(), value),
                None => (format!("x{index}"), value),
            })
            .collect();
        let query = Query::from_url(&operation_log::percent::query_string(&pairs));
        prop_assert_eq!(Query::from_url(&query.to_url()), query);
    }

    #[test]
    fn any_text_is_read_without_a_panic_and_settles_at_once(text in "\\PC*") {
        let query = Query::from_url(&text);
        prop_assert_eq!(Query::from_url(&query.to_url()), query.clone());
        let _ = query.page_key(&ZoneId::parse("z").unwrap()).api_params(now());
    }
}
