//! What pages of portals may read and ask for, and pages of other sites may not.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::caller::{Caller, Reply};
use crate::portals::{INDEX, OTHER_PORTAL, PORTAL, ask_for, caller, dist};

const FOREIGN: [&str; 6] = [
    "https://evil.example",
    "http://portal.example",
    "https://portal.example:8443",
    "https://sub.portal.example",
    "https://portal.example.evil.example",
    "null",
];

fn names_of_sharing(reply: &Reply) -> Vec<&str> {
    let names = reply.headers.keys().map(|name| name.as_str());
    names
        .filter(|name| name.starts_with("access-control-"))
        .collect()
}

#[tokio::test]
async fn every_page_may_read_the_files_once_there_are_portals() {
    let folder = dist(INDEX);
    let with = caller(&folder, &[]);
    for path in [
        "/",
        "/operations/j-1",
        "/panel.js",
        "/app-0123456789abcdef.js",
    ] {
        for origin in [PORTAL, OTHER_PORTAL, FOREIGN[0]] {
            let reply = with.get_with(path, &[("origin", origin)]).await;
            // The same for all, so that no cache can give one page what was meant for another.
            assert_eq!(
                names_of_sharing(&reply),
                ["access-control-allow-origin"],
                "{path}"
            );
            assert_eq!(reply.header("access-control-allow-origin"), "*", "{path}");
            assert!(!reply.header("vary").contains("Origin"), "{path}");
            // A page with `Cross-Origin-Embedder-Policy: require-corp` loads nothing else.
            assert_eq!(reply.header("cross-origin-resource-policy"), "cross-origin");
        }
    }
    let tag = with.get("/panel.js").await.header("etag").to_owned();
    let known = [("if-none-match", tag.as_str()), ("origin", PORTAL)];
    let known = with.get_with("/panel.js", &known).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_eq!(known.header("access-control-allow-origin"), "*");

    let without = Caller::frozen(20);
    let reply = without.get_with("/", &[("origin", PORTAL)]).await;
    assert!(names_of_sharing(&reply).is_empty());
}

#[tokio::test]
async fn a_portal_may_read_every_answer() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    for path in [
        &caller.list_path(""),
        &caller.list_path("limit=0"),
        &caller.list_path("search_word=!status:503"),
        "/api/other",
    ] {
        for origin in [PORTAL, OTHER_PORTAL] {
            let reply = caller.get_with(path, &[("origin", origin)]).await;
            for (name, value) in [
                ("access-control-allow-origin", origin),
                ("access-control-allow-credentials", "true"),
                (
                    "access-control-expose-headers",
                    "Date, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset",
                ),
                // A page with `Cross-Origin-Embedder-Policy: require-corp` loads nothing else.
                ("cross-origin-resource-policy", "cross-origin"),
            ] {
                assert_eq!(reply.header(name), value, "{path}");
            }
            assert_eq!(names_of_sharing(&reply).len(), 3, "{path}");
        }
    }
}

#[tokio::test]
async fn other_origins_are_told_nothing() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    for path in [caller.list_path(""), "/api/other".to_owned()] {
        let path = path.as_str();
        let unnamed = caller.get(path).await;
        let mut replies = vec![unnamed];
        for origin in FOREIGN {
            replies.push(caller.get_with(path, &[("origin", origin)]).await);
        }
        for reply in replies {
            assert!(names_of_sharing(&reply).is_empty(), "{path}");
            assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin");
        }
    }
}

#[tokio::test]
async fn caches_tell_origins_apart_once_there_are_portals() {
    let folder = dist(INDEX);
    let with = caller(&folder, &[]);
    for (path, vary) in [
        ("/api/other", "Origin"),
        (with.list_path("").as_str(), "accept-encoding, Origin"),
    ] {
        for origin in [PORTAL, FOREIGN[0]] {
            let reply = with.get_with(path, &[("origin", origin)]).await;
            assert_eq!(reply.header("vary"), vary, "{path}");
            assert_eq!(reply.headers.get_all("vary").iter().count(), 1, "{path}");
        }
        assert_eq!(with.get(path).await.header("vary"), vary, "{path}");
    }

    let without = Caller::frozen(20);
    let reply = without
        .get_with(&without.list_path(""), &[("origin", PORTAL)])
        .await;
    assert_eq!(reply.header("vary"), "accept-encoding");
    assert!(names_of_sharing(&reply).is_empty());
}

#[tokio::test]
async fn a_portal_may_send_the_headers_it_asks_for() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &["--require-token", "tk"]);
    for path in ["/", "/panel.js", "/api/operation", "/api/other"] {
        let question = [
            ("origin", PORTAL),
            ("access-control-request-method", "GET"),
            (
                "access-control-request-headers",
                "authorization,x-csrf-token",
            ),
            ("access-control-request-private-network", "true"),
            ("sec-fetch-site", "cross-site"),
        ];
        let reply = ask_for(&caller, path, &question).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT, "{path}");
        assert!(reply.bytes.is_empty());
        for (name, value) in [
            ("access-control-allow-origin", PORTAL),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "GET, HEAD"),
            (
                "access-control-allow-headers",
                "authorization, x-csrf-token",
            ),
            ("access-control-max-age", "600"),
            ("access-control-allow-private-network", ""),
            ("vary", "Origin"),
        ] {
            assert_eq!(reply.header(name), value, "{path} {name}");
        }
        let plain = ask_for(&caller, path, &[("origin", PORTAL)]).await;
        assert_eq!(plain.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(plain.header("access-control-allow-headers"), "");
    }
}

#[tokio::test]
async fn headers_that_are_none_or_too_many_are_not_allowed() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    let many = vec!["x-a"; 21].join(",");
    let long = "x".repeat(65);
    for names in ["a b", "x-a, y:z", &many, &long] {
        let question = [
            ("origin", PORTAL),
            ("access-control-request-headers", names),
        ];
        let reply = ask_for(&caller, "/api/operation", &question).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{names}");
        assert_eq!(reply.header("access-control-allow-headers"), "");
    }
}

#[tokio::test]
async fn others_may_not_ask_what_they_may_send() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    for path in ["/", "/panel.js", "/api/operation"] {
        for origin in FOREIGN {
            let question = [("origin", origin), ("access-control-request-method", "GET")];
            let reply = ask_for(&caller, path, &question).await;
            assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(reply.header("access-control-allow-headers"), "", "{path}");
        }
        let reply = ask_for(&caller, path, &[]).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    // A name that is not ours gets nothing, whoever asks.
    let stranger = Request::builder()
        .method(Method::OPTIONS)
        .uri("/panel.js")
        .header(header::HOST, "rebound.example")
        .header(header::ORIGIN, PORTAL);
    let reply = caller.send(stranger.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_call_without_the_header_of_the_panel_is_refused() {
    let folder = dist(INDEX);
    for caller in [Caller::frozen(20), caller(&folder, &[])] {
        for headers in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", PORTAL), ("sec-fetch-site", "cross-site")],
            &[("origin", FOREIGN[0])],
        ] {
            let mut request = Request::get(caller.list_path("")).header(header::HOST, "localhost");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let reply = caller.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{headers:?}");
            assert_eq!(reply.json()["ret_code"], 1400);
            assert!(reply.json().get("job_set").is_none());
        }
    }
}

#[tokio::test]
async fn portals_may_spend_calls_and_other_sites_still_may_not() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    let path = caller.list_path("");
    for (site, origin, status) in [
        ("cross-site", Some(PORTAL), StatusCode::OK),
        ("cross-site", Some(FOREIGN[0]), StatusCode::FORBIDDEN),
        ("cross-site", Some("null"), StatusCode::FORBIDDEN),
        ("cross-site", None, StatusCode::FORBIDDEN),
        ("same-site", Some(FOREIGN[3]), StatusCode::OK),
        ("same-site", Some(PORTAL), StatusCode::OK),
        ("same-origin", None, StatusCode::OK),
    ] {
        let mut headers = vec![("sec-fetch-site", site)];
        headers.extend(origin.map(|origin| ("origin", origin)));
        let reply = caller.get_with(&path, &headers).await;
        assert_eq!(reply.status, status, "{site} {origin:?}");
    }
}
