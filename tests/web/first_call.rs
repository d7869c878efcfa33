//! The script that asks before the panel does, held against what the panel asks.

use js_sys::{Function, Object, Reflect};
use operation_log::query::{Lookup, first_call_filters};
use operation_log::{BasePath, Param, Query, Route, ZoneId, panel_header};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const SCRIPT: &str = include_str!("../../first_load/call.js");

const BASE: &str = "/ops/";

/// Queries of a link, good and bad, which are also combined with each other.
const QUERIES: [&str; 46] = [
    "",
    "status=failed",
    "status=successful",
    "status=Failed",
    "status=working",
    "job_action=CreateHpcCluster",
    "resource_ids=hpc-1a2b3c4d",
    "resource_ids=hpc-1a2b3c4d,cln-9z8y7x6w",
    "owner=usr-GxkSGFDs",
    "owner=system",
    "owner=two%20words",
    "directive=log",
    "action_describe=%E5%88%9B%E5%BB%BA%E9%9B%86%E7%BE%A4",
    "search_word=add+node",
    "search_word=add%20node",
    "search_word=%20padded%20",
    "search_word=a%26b",
    "search_word=%E2%80%8Bhidden",
    "search_word=%00",
    "search_word=!ret:5100",
    "search_word=100%",
    "start_time=2026-11-20T00:00:00Z",
    "start_time=2026-11-20T08:00:00%2B08:00",
    "start_time=2026-02-30T00:00:00Z",
    "start_time=yesterday",
    "end_time=2026-11-21T00:00:00Z",
    "end_time=2026-11-19T00:00:00Z",
    "job_ids=j-8ajjp28fps8",
    "jobs=j-8ajjp28fps8",
    "verbose=1",
    "verbose=0",
    "verbose=yes",
    "zone=pek3",
    "zone=no%20zone",
    "reverse=0",
    "reverse=1",
    "reverse=2",
    "limit=100",
    "limit=010",
    "limit=1000",
    "page=7",
    "page=0",
    "offset=40",
    "last=24h",
    "sort=owner",
    "tz=utc8",
];

/// What the script asks on a page: `key=value` for each parameter, joined by `&`.
fn asked_by_the_script(path: &str, query: &str) -> Option<String> {
    let filters = first_call_filters()
        .into_iter()
        .map(|(key, values)| format!("{key}: \"{values}\""))
        .collect::<Vec<_>>();
    let script = SCRIPT.replace("{{filters}}", &format!("{{ {} }}", filters.join(", ")));
    let run = Function::new_with_args(
        "pathname, search, window",
        &format!(
            "const document = {{
                baseURI: 'http://ops.example{BASE}',
                getElementById: () => ({{ textContent: '{{\"zone\": \"jinan1a\"}}' }}),
            }};
            const location = {{ pathname, search }};
            const fetch = () => Promise.resolve();
            {script}"
        ),
    );
    let window = Object::new();
    let search = match query {
        "" => String::new(),
        query => format!("?{query}"),
    };
    run.call3(&JsValue::NULL, &path.into(), &search.into(), &window)
        .expect("the script throws nothing");
    let made = Reflect::get(&window, &"hpcOperationsFirstCall".into()).ok()?;
    let made: Object = made.dyn_into().ok()?;
    Reflect::get(&made, &"asks".into()).ok()?.as_string()
}

/// What the panel asks there.
fn asked_by_the_panel(path: &str, query: &str) -> String {
    let zone = ZoneId::parse("jinan1a").expect("a zone");
    let query = Query::from_url(query);
    let params = match Route::parse(&BasePath::new(BASE), path) {
        Route::List => query
            .page_key(&zone)
            .api_params(chrono::DateTime::UNIX_EPOCH),
        Route::Detail(id) => {
            let zone = query.zone().unwrap_or(&zone).clone();
            Lookup::JobIds.api_params(&id, &zone)
        }
        Route::NotFound => Vec::new(),
    };
    let pairs: Vec<_> = params
        .iter()
        .map(|(key, value)| [key, "=", value].concat())
        .collect();
    pairs.join("&")
}

fn combined() -> Vec<String> {
    let mut queries = Vec::new();
    for first in QUERIES {
        for second in QUERIES {
            let both: Vec<_> = [first, second]
                .into_iter()
                .filter(|query| !query.is_empty())
                .collect();
            queries.push(both.join("&"));
        }
    }
    queries
}

#[wasm_bindgen_test]
fn what_is_asked_before_the_panel_is_what_the_panel_asks() {
    let mut asked = 0;
    let queries = combined();
    for query in &queries {
        if let Some(call) = asked_by_the_script("/ops/operations", query) {
            assert_eq!(
                call,
                asked_by_the_panel("/ops/operations", query),
                "{query}"
            );
            let read = Query::from_url(query);
            let all_usable = Param::ALL
                .iter()
                .all(|param| read.problem(*param).is_none());
            assert!(all_usable, "asked though a part cannot be used: {query}");
            asked += 1;
        }
    }
    // Links as the panel prints them are among those.
    assert!(asked > queries.len() / 4, "{asked} of {}", queries.len());
}

#[wasm_bindgen_test]
fn the_first_call_says_that_it_is_the_panels() {
    let header = format!(
        "\"{}\": \"{}\"",
        panel_header::NAME,
        panel_header::INTERACTIVE
    );
    assert!(SCRIPT.contains(&header));
}

#[wasm_bindgen_test]
fn an_operation_is_looked_up_before_the_panel_is_there() {
    for query in ["", "status=failed&page=2", "zone=pek3"] {
        let path = "/ops/operations/j-8ajjp28fps8";
        let call = asked_by_the_script(path, query).expect("a call");
        assert_eq!(call, asked_by_the_panel(path, query), "{query}");
    }
}

#[wasm_bindgen_test]
fn nothing_is_asked_for_a_page_that_the_panel_does_not_have() {
    for path in ["/ops/elsewhere", "/other/operations", "/ops/operations/a/b"] {
        assert_eq!(asked_by_the_script(path, ""), None, "{path}");
    }
    assert_eq!(asked_by_the_script("/ops/operations", "embed=1"), None);
}
