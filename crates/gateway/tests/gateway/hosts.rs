//! A name that is not ours gets nothing, neither the API nor the page.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use operation_log::panel_header;

use crate::caller::Caller;

#[tokio::test]
async fn a_stranger_is_turned_away_with_421() {
    let caller = Caller::frozen(20);
    for path in ["/", "/panel.js", &caller.list_path("")] {
        let reply = caller.get(path).await;
        assert_ne!(reply.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
        let request = Request::get(path)
            .header(header::HOST, "rebound.example:8788")
            .body(Body::empty())
            .unwrap();
        let reply = caller.send(request).await;
        assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
        assert_eq!(reply.json()["ret_code"], 1400);
        assert!(reply.text().contains("[rebound.example]"));
    }
}

#[tokio::test]
async fn names_can_be_allowed() {
    let caller = Caller::new(&[
        "--demo",
        "20",
        "--allow-host",
        "ops.example",
        "--allow-host",
        "b",
    ]);
    for host in ["OPS.example", "b:80", "portal.localhost"] {
        let request = Request::get(caller.list_path(""))
            .header(header::HOST, host)
            .header(panel_header::NAME, panel_header::INTERACTIVE)
            .body(Body::empty())
            .unwrap();
        assert_eq!(caller.send(request).await.status, StatusCode::OK, "{host}");
    }
}
