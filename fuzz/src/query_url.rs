use chrono::{DateTime, Utc};
use operation_log::frozen_view::NewerAsk;
use operation_log::query::{MAX_LIMIT, ViewAsk};
use operation_log::timeline::probes::Counted;
use operation_log::{BasePath, Edit, FrozenView, Param, Query, Route, ZoneId};

/// Any address leads to a screen, and any query means the same after it was printed.
pub fn query_url(address: &str) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let query = Query::from_url(query);
    check_printed(&query);
    check_asked(&query);
    for param in Param::ALL {
        check_printed(&query.edited(Edit::Text(param, path.to_owned())));
        check_printed(&query.edited(Edit::Remove(param)));
    }
    check_printed(&query.edited(Edit::ClearFilters));
    check_printed(&query.with_absolute_range(now()));
    for base in [
        BasePath::default(),
        BasePath::new("/pun/sys/x"),
        BasePath::new(path),
    ] {
        check_route(&base, path, &query);
    }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap_or_default()
}

/// What a link says is what it said, with every problem in it.
fn check_printed(query: &Query) {
    let url = query.to_url();
    assert_eq!(&Query::from_url(&url), query, "{url}");
    assert_eq!(Query::from_url(&url).to_url(), url);
}

/// What the API is asked lies within what it takes.
fn check_asked(query: &Query) {
    let Ok(zone) = ZoneId::parse("jinan1a") else {
        return;
    };
    assert!((1..=MAX_LIMIT).contains(&query.limit()));
    let asked = query.page_key(&zone).api_params(now());
    let number = |wanted: &str| {
        let text = asked.iter().find(|(key, _)| *key == wanted);
        text.and_then(|(_, text)| text.parse::<u64>().ok())
    };
    let limit = u64::from(query.limit());
    assert_eq!(number("limit"), Some(limit));
    assert_eq!(number("offset"), Some(limit * (query.page() - 1)));
    assert_named_once(&asked);

    let view = query.view_query(&zone);
    let read = FrozenView::new(view.scope(now())).read(query.page(), query.limit());
    for ask in [
        ViewAsk::Page(read.ask),
        ViewAsk::Newer(NewerAsk {
            start_time: Some(now()),
            limit: query.limit(),
        }),
        ViewAsk::Watch {
            first: now(),
            last: now(),
        },
        ViewAsk::Count {
            first: None,
            last: now(),
            counted: Counted::All,
        },
    ] {
        assert_named_once(&view.api_params(&ask, now()));
    }
}

fn assert_named_once(params: &[(&str, String)]) {
    for (place, (key, _)) in params.iter().enumerate() {
        let earlier = params.iter().take(place);
        assert!(
            earlier.into_iter().all(|(other, _)| other != key),
            "{params:?}"
        );
    }
}

/// The link of a screen leads back to it, in a browser too.
fn check_route(base: &BasePath, path: &str, query: &Query) {
    let route = Route::parse(base, path);
    if route == Route::NotFound {
        return;
    }
    let href = route.href(base, query);
    let (path, rest) = href.split_once('?').unwrap_or((&href, ""));
    let own = path.strip_prefix(base.as_str()).unwrap_or(path);
    assert!(
        own.split('/').all(|segment| !matches!(segment, "." | "..")),
        "a browser would leave a part out of {href}"
    );
    assert_eq!(Route::parse(base, path), route, "{href}");
    assert_eq!(&Query::from_url(rest), query, "{href}");
}
