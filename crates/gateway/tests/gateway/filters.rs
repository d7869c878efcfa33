//! Each filter finds exactly the rows that an own look at all rows finds.

use operation_log::percent::encode;
use serde_json::Value;

use crate::caller::{Caller, ids, operation, text};

const ROWS: u32 = 1500;

/// Asks with a filter for everything and compares with the rows that `expected` picks.
async fn check(caller: &Caller, all: &[Value], query: &str, expected: impl Fn(&Value) -> bool) {
    let wanted: Vec<&str> = ids(all)
        .into_iter()
        .zip(all)
        .filter(|(_, row)| expected(row))
        .map(|(id, _)| id)
        .collect();
    let mut found = Vec::new();
    loop {
        let page = format!("{query}&reverse=0&limit=100&offset={}", found.len());
        let (rows, total) = caller.page(&page).await;
        assert_eq!(usize::try_from(total).unwrap(), wanted.len(), "{query}");
        if rows.is_empty() {
            break;
        }
        found.extend(rows);
    }
    assert_eq!(ids(&found), wanted, "{query}");
}

fn lower(row: &Value, field: &str) -> String {
    text(row, field).to_lowercase()
}

fn resources(row: &Value) -> Vec<&str> {
    text(row, "resource_ids").split(' ').collect()
}

#[tokio::test]
async fn status_takes_one_state_or_several() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    for (query, states) in [
        ("status=failed", &["failed"][..]),
        ("status=successful", &["successful"]),
        ("status=pending", &["pending"]),
        ("status=failed,pending", &["failed", "pending"]),
        ("status=failed%20pending", &["failed", "pending"]),
        ("status=FAILED", &["failed"]),
    ] {
        check(&caller, &all, query, |row| {
            states.contains(&text(row, "status"))
        })
        .await;
    }
    let pending = all.iter().filter(|row| text(row, "status") == "pending");
    assert!(pending.count() >= 5);
}

#[tokio::test]
async fn job_action_is_compared_whole_whatever_the_case() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let is_submit = |row: &Value| text(row, "job_action") == "HpcJobSubmitJob";
    check(&caller, &all, "job_action=HpcJobSubmitJob", is_submit).await;
    check(&caller, &all, "job_action=hpcjobsubmitjob", is_submit).await;
    check(&caller, &all, "job_action=HpcJobSubmit", |_| false).await;
}

#[tokio::test]
async fn resource_ids_finds_any_of_them_among_the_rows_own() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let node = all
        .iter()
        .flat_map(resources)
        .find(|id| id.starts_with("cln-"))
        .unwrap();
    let cluster = resources(&all[0])[0];
    let has = |row: &Value, id: &str| resources(row).contains(&id);
    check(&caller, &all, &format!("resource_ids={node}"), |row| {
        has(row, node)
    })
    .await;
    for separator in [",", "%20", ", ", "+"] {
        let query = format!(
            "resource_ids={cluster}{}{node}",
            separator.replace(' ', "%20")
        );
        check(&caller, &all, &query, |row| {
            has(row, node) || has(row, cluster)
        })
        .await;
    }
    let half = &node[..8];
    check(&caller, &all, &format!("resource_ids={half}"), |_| false).await;
}

#[tokio::test]
async fn owner_is_compared_exactly() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let owner = text(&all[0], "owner");
    let is_own = |row: &Value| text(row, "owner") == owner;
    check(&caller, &all, &format!("owner={owner}"), is_own).await;
    let swapped: String = owner.to_uppercase();
    check(&caller, &all, &format!("owner={swapped}"), |_| false).await;
}

#[tokio::test]
async fn action_describe_is_looked_for_within_the_text() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    for word in ["节点", "hpc", "绑定公网 ip"] {
        let query = format!("action_describe={}", encode(word));
        check(&caller, &all, &query, |row| {
            lower(row, "action_describe").contains(word)
        })
        .await;
    }
}

#[tokio::test]
async fn directive_is_looked_for_within_its_json() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    for word in ["\"CHANNEL\":\"api\"", "\"clusters\":[\"hpc-"] {
        let query = format!("directive={}", encode(word));
        let word = word.to_lowercase();
        let has = |row: &Value| lower(row, "directive").contains(&word);
        assert!(all.iter().any(has), "{word}");
        check(&caller, &all, &query, has).await;
    }
}

#[tokio::test]
async fn job_ids_and_jobs_must_both_match() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let (first, second, third) = (ids(&all)[0], ids(&all)[7], ids(&all)[1000]);
    for key in ["jobs", "job_ids"] {
        let one = format!("{key}={second}");
        check(&caller, &all, &one, |row| text(row, "job_id") == second).await;
        let several = format!("{key}={first},{third}%20{second}");
        check(&caller, &all, &several, |row| {
            [first, second, third].contains(&text(row, "job_id"))
        })
        .await;
    }
    let both = format!("jobs={first},{second}&job_ids={second},{third}");
    check(&caller, &all, &both, |row| text(row, "job_id") == second).await;
}

#[tokio::test]
async fn search_word_is_looked_for_in_every_text_of_a_row() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let hay = |row: &Value| {
        [
            "action_describe",
            "job_action",
            "job_id",
            "resource_ids",
            "owner",
            "submitter",
            "error_codes",
        ]
        .map(|field| lower(row, field))
        .join("\n")
    };
    let job_id = ids(&all)[33];
    let owner = text(&all[5], "owner").to_uppercase();
    for word in [
        "取消",
        "REMOVEEHPC",
        job_id,
        &owner,
        "shanher02",
        "cln-",
        "5200",
    ] {
        let query = format!("search_word={}", encode(word));
        let word = word.to_lowercase();
        let (_, total) = caller.page(&query).await;
        let seen = all.iter().filter(|row| hay(row).contains(&word)).count();
        assert!(seen > 0, "{word}");
        // A name that rows do not show may hold the word as well.
        assert!(usize::try_from(total).unwrap() >= seen, "{word}");
    }
    check(&caller, &all, &format!("search_word={job_id}"), |row| {
        text(row, "job_id") == job_id
    })
    .await;
}

#[tokio::test]
async fn search_word_knows_names_of_queues_that_rows_do_not_show() {
    let caller = Caller::frozen(ROWS);
    let query = format!("search_word={}", encode("默认队列"));
    let (rows, total) = caller.page(&query).await;
    assert!(total > 10);
    for row in rows {
        assert!(text(&row, "resource_ids").contains("pcq-"), "{row}");
        assert!(!row.to_string().contains("默认队列"));
    }
}

#[tokio::test]
async fn times_are_inclusive_bounds_on_the_creation() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let created = |row: &Value| operation(row).create_time.instant().unwrap();
    let (start, end) = (created(&all[400]), created(&all[900]));
    let iso = operation_log::time::iso;
    check(
        &caller,
        &all,
        &format!("start_time={}", iso(start)),
        |row| created(row) >= start,
    )
    .await;
    check(&caller, &all, &format!("end_time={}", iso(end)), |row| {
        created(row) <= end
    })
    .await;
    let both = format!("start_time={}&end_time={}", iso(start), iso(end));
    check(&caller, &all, &both, |row| {
        (start..=end).contains(&created(row))
    })
    .await;
    let reversed = format!("start_time={}&end_time={}", iso(end), iso(start));
    check(&caller, &all, &reversed, |_| false).await;
    let only = format!("start_time={0}&end_time={0}", iso(start));
    check(&caller, &all, &only, |row| created(row) == start).await;
}

#[tokio::test]
async fn a_time_may_name_another_zone() {
    let caller = Caller::frozen(ROWS);
    let zulu = caller.page("start_time=2026-03-11T00:00:00Z").await;
    let local = caller.page("start_time=2026-03-11T08:00:00%2B08:00").await;
    assert!(zulu.1 > 0);
    assert_eq!(zulu, local);
}

#[tokio::test]
async fn filters_combine() {
    let caller = Caller::frozen(ROWS);
    let all = caller.all().await;
    let query = format!(
        "status=failed&action_describe={}&start_time=2026-02-20T00:00:00Z",
        encode("作业")
    );
    check(&caller, &all, &query, |row| {
        text(row, "status") == "failed"
            && text(row, "action_describe").contains("作业")
            && text(row, "create_time") >= "2026-02-20"
    })
    .await;
}

#[tokio::test]
async fn every_row_is_in_one_of_two_zones() {
    let caller = Caller::frozen(ROWS);
    let timestamp = crate::caller::NOW;
    let mut totals = Vec::new();
    for zone in ["jinan1a", "jinan1", "pek3a"] {
        let path = format!("/api/operation?timestamp={timestamp}&zone={zone}");
        totals.push(
            caller.get(&path).await.json()["total_count"]
                .as_u64()
                .unwrap(),
        );
    }
    assert_eq!(totals[0] + totals[1], u64::from(ROWS));
    assert!(
        totals[0] > 20 * totals[1] / 2 && totals[1] > 0,
        "{totals:?}"
    );
    assert_eq!(totals[2], 0);
}

#[tokio::test]
async fn verbose_adds_the_directive_and_nothing_else() {
    let caller = Caller::frozen(ROWS);
    let (plain, _) = caller.page("limit=5").await;
    let (verbose, _) = caller.page("limit=5&verbose=1").await;
    for (plain, mut verbose) in plain.into_iter().zip(verbose) {
        let directive = verbose
            .as_object_mut()
            .unwrap()
            .remove("directive")
            .unwrap();
        assert_eq!(plain, verbose);
        let directive: Value = serde_json::from_str(directive.as_str().unwrap()).unwrap();
        assert_eq!(directive["action"], plain["job_action"]);
        assert_eq!(directive["sender"]["user_id"], plain["owner"]);
        assert_eq!(directive["clusters"][0], resources(&plain)[0]);
    }
}

#[tokio::test]
async fn parameters_that_are_not_documented_for_this_call_are_ignored() {
    let caller = Caller::frozen(ROWS);
    let plain = caller.page("limit=3").await;
    let more =
        "limit=3&access_key_id=QYACCESSKEYIDEXAMPLE&version=1&signature=a%252B&sort=x&limit_=7";
    assert_eq!(caller.page(more).await, plain);
    assert_eq!(
        caller.page("limit=3&status=&owner=%20&start_time=").await,
        plain
    );
}
