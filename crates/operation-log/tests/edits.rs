//! Changes of a query, and filters that a host page has locked.

use chrono::{DateTime, TimeDelta, Utc};
use operation_log::percent::{query_pairs, query_string};
use operation_log::query::{LastSpan, Locked, Order, Problem, Sort, TimeZone};
use operation_log::result_set::{Condition, Conditions, Field};
use operation_log::{
    Column, Edit, Filters, JobId, Owner, Param, Query, ResourceId, Status, ZoneId,
};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

fn text(param: Param, text: &str) -> Edit {
    Edit::Text(param, text.to_owned())
}

#[test]
fn a_shared_link_fixes_its_range() {
    let query = Query::from_url("last=1h&page=3").with_absolute_range(now());
    assert_eq!(
        query.to_url(),
        "start_time=2023-11-14T21:13:20Z&end_time=2023-11-14T22:13:20Z&page=3"
    );
}

#[test]
fn changing_a_filter_leads_to_the_first_page_and_paging_keeps_the_filters() {
    let query = Query::from_url("status=failed&page=7&sort=-duration");
    assert_eq!(
        query.edited(text(Param::Owner, "usr-a")).to_url(),
        "status=failed&owner=usr-a&sort=-duration"
    );
    assert_eq!(
        query.edited(Edit::Page(8)).to_url(),
        "status=failed&page=8&sort=-duration"
    );
    assert_eq!(query.edited(Edit::Order(Order::OldestFirst)).page(), 1);
    assert_eq!(query.edited(Edit::TimeZone(TimeZone::Utc)).page(), 7);
    assert_eq!(query.edited(Edit::Sort(None)).page(), 7);
    assert_eq!(query.edited(Edit::ClearFilters).to_url(), "sort=-duration");
}

#[test]
fn changing_the_page_size_keeps_the_first_row_in_sight() {
    let query = Query::from_url("page=4");
    assert_eq!(query.edited(Edit::Limit(50)).page(), 2);
    assert_eq!(query.edited(Edit::Limit(10)).page(), 7);
    assert_eq!(query.edited(text(Param::Limit, "50")).page(), 2);
}

#[test]
fn a_relative_range_and_an_absolute_one_replace_each_other() {
    let both = Query::from_url("last=1h&start_time=2022-04-06T00:00:00Z");
    let relative = both.edited(Edit::Last(Some(LastSpan::Hours24)));
    assert_eq!(relative.to_url(), "last=24h");
    let absolute = relative.edited(Edit::EndTime(Some(now())));
    assert_eq!(absolute.to_url(), "end_time=2023-11-14T22:13:20Z");
    assert_eq!(absolute.edited(Edit::Last(None)).to_url(), "");
    // To remove an end is not to choose an absolute range.
    assert_eq!(relative.edited(Edit::StartTime(None)), relative);
}

#[test]
fn an_order_of_the_server_replaces_a_sort_of_the_loaded_rows() {
    let sorted = Query::from_url("sort=-duration");
    let ordered = sorted.edited(Edit::Order(Order::OldestFirst));
    assert_eq!(ordered.to_url(), "reverse=0");
}

#[test]
fn the_whole_result_is_that_of_its_filters_in_any_order() {
    let whole = Query::from_url("status=failed&page=3&sort=-duration").edited(Edit::Whole(true));
    assert_eq!(whole.to_url(), "status=failed&sort=-duration&whole=1");
    let ordered = whole.edited(Edit::Order(Order::OldestFirst));
    assert_eq!(ordered.to_url(), "status=failed&reverse=0&whole=1");
    for edit in [Edit::Status(None), Edit::ClearFilters, Edit::Whole(false)] {
        assert!(!whole.edited(edit).is_whole());
    }
    let link = Query::from_url("last=1h&whole=1").with_absolute_range(now());
    assert!(link.is_whole());
    assert_eq!(Query::from_url("whole=0").to_url(), "");
}

#[test]
fn what_narrows_a_whole_result_comes_and_goes_with_it() {
    let failed = Condition::Has(Field::Status, "failed".to_owned());
    let only = Conditions::default().with(failed);
    let narrowed = Query::from_url("owner=usr-a&page=3&whole=1").edited(Edit::Only(only.clone()));
    assert_eq!(narrowed.to_url(), "owner=usr-a&whole=1&only=status:failed");
    assert_eq!(narrowed.conditions(), only);
    // A link that only says how it is narrowed wants all of it.
    assert!(Query::from_url("only=status:failed").is_whole());
    let wide = narrowed.edited(Edit::Only(Conditions::default()));
    assert_eq!(wide.to_url(), "owner=usr-a&whole=1");
    for edit in [Edit::Owner(None), Edit::ClearFilters, Edit::Whole(false)] {
        let left = narrowed.edited(edit);
        assert!(left.conditions().is_empty() && !left.is_whole());
    }
    let sorted = narrowed.edited(Edit::Order(Order::OldestFirst));
    assert_eq!(sorted.conditions(), only);
    let link = Query::from_url("last=1h&only=status:failed").with_absolute_range(now());
    assert_eq!(link.conditions(), only);
}

#[test]
fn a_condition_that_cannot_be_used_asks_for_nothing_until_it_is_removed() {
    let long = ["owner:", &"a".repeat(2_000)].concat();
    for (text, problem) in [
        ("nonsense", Problem::NotConditions),
        ("status:failed,,", Problem::NotConditions),
        (&long, Problem::TooLong { max: 2_000 }),
    ] {
        let query = Query::from_url(&["only=", text].concat());
        assert_eq!(query.problem(Param::Only), Some(problem));
        let unusable: Vec<Param> = query.unusable_filters().collect();
        assert_eq!(unusable, [Param::Only]);
        let removed = query.edited(Edit::Remove(Param::Only));
        assert_eq!(removed.to_url(), "");
    }
}

#[test]
fn a_sort_is_by_several_columns() {
    let sort = |text: &str| Query::from_url(&["sort=", text].concat()).sort();
    let one = sort("status").unwrap();
    let two = one.then(Column::Duration);
    assert_eq!(two.as_text(), "status,duration");
    let turned = two.then(Column::Duration);
    assert_eq!(turned.as_text(), "status,-duration");
    assert_eq!(sort("status,-duration"), Some(turned));
    assert_eq!(turned.then(Column::Duration), one);
    let time = two.then(Column::Time);
    assert_eq!(time.as_text(), "status,duration,create_time");
    let four = time.then(Column::Owner);
    assert_eq!(four.then(Column::Submitter), four);
    // The first one goes and the next is first, unless the server sorts by that.
    let descending = sort("-status,duration").unwrap();
    assert_eq!(descending.then(Column::Status).as_text(), "duration");
    let by_time = sort("-status,create_time").unwrap();
    assert_eq!(by_time.then(Column::Status), by_time);
    for text in [
        "status,status",
        "status,",
        "a,b",
        "status,owner,duration,job_id,submitter",
    ] {
        assert_eq!(sort(text), None, "{text}");
    }
}

#[test]
fn to_remove_a_parameter_leaves_all_others() {
    let both = Query::from_url("last=1h&start_time=2022-04-06T00:00:00Z&owner=usr-a");
    assert_eq!(
        both.edited(Edit::Remove(Param::Last)).to_url(),
        "owner=usr-a&start_time=2022-04-06T00:00:00Z"
    );
    let relative = both.edited(Edit::Remove(Param::StartTime));
    assert_eq!(relative.to_url(), "owner=usr-a&last=1h");
    assert_eq!(relative.problem(Param::Last), None);
}

#[test]
fn a_value_of_code_is_held_to_the_rules_of_a_typed_one() {
    let query = Query::from_url("status=failed");
    let outside = Problem::NotInRange { min: 1, max: 100 };
    assert_eq!(
        query.edited(Edit::Limit(500)).problem(Param::Limit),
        Some(outside)
    );
    assert!(query.edited(Edit::Page(0)).problem(Param::Page).is_some());
    let other = Edit::Status(Some(Status::Other("working".to_owned())));
    assert_eq!(
        query.edited(other).problem(Param::Status),
        Some(Problem::NotAStatus)
    );
    let empty = Edit::Status(Some(Status::Other(String::new())));
    assert!(!query.edited(empty).is_set(Param::Status));
    let between = now() + TimeDelta::milliseconds(900);
    let cut = query.edited(Edit::EndTime(Some(between)));
    assert_eq!(cut.end_time(), Some(now()));
    let first = Edit::StartTime(Some(DateTime::<Utc>::MIN_UTC));
    assert_eq!(query.edited(first).start_time(), Some(DateTime::UNIX_EPOCH));
}

/// The rules of a change, by the URL that has the changed value.
fn by_url(query: &Query, param: Param, value: &str) -> Query {
    let first_row = u64::from(query.limit()) * (query.page() - 1);
    let is_empty = value.trim().is_empty();
    let asks_for_whole = Query::from_url(&query_string(&[("whole", value)])).is_set(Param::Whole);
    let is_replaced = |other: Param| match (param, other) {
        _ if other == param => true,
        (Param::Sort, Param::Page) => query.is_whole(),
        (Param::Page | Param::Last | Param::Tz, Param::Page) => param == Param::Last,
        (_, Param::Whole) => param.is_filter(),
        (_, Param::Only) => param.is_filter() || (param == Param::Whole && !asks_for_whole),
        (_, Param::Page) => true,
        (Param::Last, Param::StartTime | Param::EndTime) => true,
        (Param::Reverse, Param::Sort) => true,
        (Param::StartTime | Param::EndTime, Param::Last) => !is_empty,
        _ => false,
    };
    let mut pairs = query_pairs(&query.to_url());
    pairs.retain(|(key, _)| !Param::from_key(key).is_some_and(is_replaced));
    pairs.push((param.key().to_owned(), value.to_owned()));
    if param == Param::Limit {
        pairs.push(("offset".to_owned(), first_row.to_string()));
    }
    Query::from_url(&query_string(&pairs))
}

fn any_time() -> impl Strategy<Value = DateTime<Utc>> {
    (0i64..4_000_000_000).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[0-9]{1,4}",
        Just(String::new()),
        Just("failed".to_owned()),
        Just("24h".to_owned()),
        Just("-duration".to_owned()),
        Just("utc8".to_owned()),
        Just("2022-04-06T08:00:00+08:00".to_owned()),
        any_time().prop_map(operation_log::time::iso),
    ]
}

fn any_param() -> impl Strategy<Value = Param> {
    prop::sample::select(Param::ALL.to_vec())
}

fn any_query() -> impl Strategy<Value = Query> {
    let pair = (any_param(), any_value()).prop_map(|(param, value)| (param.key(), value));
    prop::collection::vec(pair, 0..10).prop_map(|mut pairs| {
        pairs.push(("x", "1".to_owned()));
        Query::from_url(&query_string(&pairs))
    })
}

fn any_locked() -> impl Strategy<Value = Locked> {
    prop::sample::select(vec![
        "",
        "resource_ids=cl-a",
        "status=failed&owner=usr-a",
        "last=24h",
        "start_time=2022-04-06T00:00:00Z",
        "start_time=2022-04-06T00:00:00Z&end_time=2022-04-07T00:00:00Z&zone=pek3a",
        "job_ids=j-1,j-2&verbose=1&search_word=x",
    ])
    .prop_map(|text| Locked::parse(text).unwrap())
}

/// An edit by value, with the parameter and the text that say the same.
fn any_typed() -> impl Strategy<Value = (Edit, Param, String)> {
    let id = "[a-z]{1,4}-[a-z0-9]{1,8}";
    let ids = || prop::collection::vec(id, 0..4);
    let sort = (prop::sample::select(Column::ALL.to_vec()), any::<bool>())
        .prop_filter_map("sorted by the server", |(column, descending)| {
            Sort::new(column, descending)
        });
    prop_oneof![
        prop::option::of(prop::sample::select(Status::DOCUMENTED.to_vec())).prop_map(|status| {
            let text = status.as_ref().map_or("", Status::as_str).to_owned();
            (Edit::Status(status), Param::Status, text)
        }),
        ids().prop_map(|ids| {
            let edit = ids.iter().map(|id| ResourceId::parse(id).unwrap());
            let edit = Edit::ResourceIds(edit.collect());
            (edit, Param::ResourceIds, ids.join(","))
        }),
        ids().prop_map(|ids| {
            let edit = ids.iter().map(|id| JobId::parse(id).unwrap());
            (Edit::JobIds(edit.collect()), Param::JobIds, ids.join(","))
        }),
        prop::option::of(id).prop_map(|id| {
            let owner = id.as_deref().map(|id| Owner::parse(id).unwrap());
            (Edit::Owner(owner), Param::Owner, id.unwrap_or_default())
        }),
        prop::option::of(id).prop_map(|id| {
            let zone = id.as_deref().map(|id| ZoneId::parse(id).unwrap());
            (Edit::Zone(zone), Param::Zone, id.unwrap_or_default())
        }),
        prop::option::of(any::<bool>()).prop_map(|flag| {
            let text = flag.map(|flag| u8::from(flag).to_string());
            (
                Edit::Verbose(flag),
                Param::Verbose,
                text.unwrap_or_default(),
            )
        }),
        prop::option::of(prop::sample::select(LastSpan::ALL.to_vec())).prop_map(|span| {
            let text = span.map_or("", LastSpan::as_str).to_owned();
            (Edit::Last(span), Param::Last, text)
        }),
        (prop::option::of(any_time()), any::<bool>()).prop_map(|(time, is_end)| {
            let text = time.map(operation_log::time::iso).unwrap_or_default();
            if is_end {
                (Edit::EndTime(time), Param::EndTime, text)
            } else {
                (Edit::StartTime(time), Param::StartTime, text)
            }
        }),
        any::<bool>().prop_map(|oldest| {
            let order = if oldest {
                Order::OldestFirst
            } else {
                Order::NewestFirst
            };
            (
                Edit::Order(order),
                Param::Reverse,
                order.reverse().to_owned(),
            )
        }),
        (0u32..130).prop_map(|limit| (Edit::Limit(limit), Param::Limit, limit.to_string())),
        (0u64..2_000_000_000).prop_map(|page| (Edit::Page(page), Param::Page, page.to_string())),
        prop::option::of(sort).prop_map(|sort| {
            let text = sort.map(Sort::as_text).unwrap_or_default();
            (Edit::Sort(sort), Param::Sort, text)
        }),
        any::<bool>().prop_map(|whole| {
            let text = u8::from(whole).to_string();
            (Edit::Whole(whole), Param::Whole, text)
        }),
        prop::sample::select(TimeZone::ALL.to_vec()).prop_map(|zone| (
            Edit::TimeZone(zone),
            Param::Tz,
            zone.as_str().to_owned()
        )),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => any_typed().prop_map(|(edit, _, _)| edit),
        4 => (any_param(), any_value()).prop_map(|(param, text)| Edit::Text(param, text)),
        2 => any_param().prop_map(Edit::Remove),
        1 => Just(Edit::ClearFilters),
    ]
}

proptest! {
    #[test]
    fn a_typed_text_is_what_the_changed_url_says(
        query in any_query(), param in any_param(), value in any_value()
    ) {
        let edited = query.edited(Edit::Text(param, value.clone()));
        prop_assert_eq!(&edited, &by_url(&query, param, &value));
        prop_assert_eq!(Query::from_url(&edited.to_url()), edited);
    }

    #[test]
    fn a_typed_edit_is_what_the_changed_url_says(
        query in any_query(), (edit, param, value) in any_typed()
    ) {
        prop_assert_eq!(edit.param(), Some(param));
        prop_assert_eq!(query.edited(edit), by_url(&query, param, &value));
    }

    #[test]
    fn any_edits_leave_a_query_that_survives_its_url(
        query in any_query(), edits in prop::collection::vec(any_edit(), 0..6)
    ) {
        let edited = edits.into_iter().fold(query, |query, edit| query.edited(edit));
        prop_assert_eq!(Query::from_url(&edited.to_url()), edited);
    }

    #[test]
    fn a_removed_parameter_is_the_only_one_removed(query in any_query(), param in any_param()) {
        let removed = query.edited(Edit::Remove(param));
        for other in Param::ALL {
            let expected = other != param && query.is_set(other);
            // Other rows begin on their first page, have another price and are not narrowed.
            if !matches!(other, Param::Page | Param::Whole | Param::Only) {
                prop_assert_eq!(removed.is_set(other), expected, "{:?}", other);
            }
        }
        prop_assert_eq!(Query::from_url(&removed.to_url()), removed);
    }

    #[test]
    fn an_absolute_range_is_what_the_changed_url_says(query in any_query()) {
        let absolute = query.with_absolute_range(now());
        prop_assert_eq!(absolute.last(), None);
        prop_assert_eq!(absolute.page(), query.page());
        prop_assert_eq!(Query::from_url(&absolute.to_url()), absolute);
    }

    #[test]
    fn no_edit_of_the_reader_changes_a_locked_filter(
        location in any_query(), locked in any_locked(),
        edits in prop::collection::vec(any_edit(), 0..6)
    ) {
        let filters = Filters::new(&location, locked.clone());
        let edited = edits.into_iter().fold(filters, |filters, edit| filters.edited(edit));
        for param in Param::ALL {
            if locked.query().is_set(param) {
                prop_assert_eq!(edited.asked().text(param), locked.query().text(param));
                prop_assert!(edited.is_locked(param));
            } else if !edited.is_locked(param) {
                prop_assert_eq!(edited.asked().text(param), edited.own().text(param));
            }
            if edited.is_locked(param) {
                prop_assert!(!edited.href_query().is_set(param));
            }
        }
    }

    #[test]
    fn the_link_of_filters_leads_back_to_them(location in any_query(), locked in any_locked()) {
        let filters = Filters::new(&location, locked.clone());
        let link = Query::from_url(&filters.href_query().to_url());
        prop_assert_eq!(Filters::new(&link, locked), filters);
    }

    #[test]
    fn what_is_asked_under_locks_survives_its_url(query in any_query(), locked in any_locked()) {
        let asked = Filters::new(&query, locked).asked().clone();
        prop_assert_eq!(Query::from_url(&asked.to_url()), asked);
    }
}

#[test]
fn several_changes_are_one_step_and_a_locked_one_is_left_out() {
    let range = Edit::Several(vec![
        Edit::Remove(Param::SearchWord),
        Edit::Text(Param::StartTime, "2022-04-07T00:00:00Z".to_owned()),
        Edit::Text(Param::EndTime, "2022-04-08T00:00:00Z".to_owned()),
    ]);
    let query = Query::from_url("search_word=x&end_time=2022-04-06T00:00:00Z&page=4");
    assert_eq!(
        query.edited(range.clone()).to_url(),
        "start_time=2022-04-07T00:00:00Z&end_time=2022-04-08T00:00:00Z"
    );
    let locked = Locked::parse("search_word=y").unwrap();
    let filters = Filters::new(&Query::default(), locked).edited(range);
    assert_eq!(filters.asked().text(Param::SearchWord), "y");
    assert!(filters.asked().start_time().is_some());
}

#[test]
fn what_cannot_be_used_and_decides_the_rows_is_named() {
    let unusable = |url: &str| -> Vec<Param> { Query::from_url(url).unusable_filters().collect() };
    assert_eq!(
        unusable("owner=a%20b&status=nope&zone=a%20b&verbose=9&limit=500&sort=x&tz=mars"),
        [Param::Status, Param::Owner, Param::Zone]
    );
    assert_eq!(unusable("start_time=soon"), [Param::StartTime]);
    assert!(unusable("verbose=9&limit=500&search_word=x").is_empty());
}

#[test]
fn sixty_ids_are_taken_and_too_many_are_refused() {
    let ids = |count: usize| -> Vec<JobId> {
        let id = |number| JobId::parse(&format!("j-{number:09}ab")).unwrap();
        (0..count).map(id).collect()
    };
    let query = Query::default().edited(Edit::JobIds(ids(60)));
    assert_eq!(query.problem(Param::JobIds), None);
    assert_eq!(query.text(Param::JobIds).len(), 839);
    let query = Query::default().edited(Edit::JobIds(ids(200)));
    assert_eq!(
        query.problem(Param::JobIds),
        Some(Problem::TooLong { max: 2_000 })
    );
    assert_eq!(query.unusable_filters().count(), 1);
}
