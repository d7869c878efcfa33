//! What service managers and balancers ask.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::caller::Caller;
use crate::stub_upstream::{StubUpstream, json};
use crate::temp_folder::TempFolder;

#[tokio::test]
async fn it_is_alive_at_any_name_and_ready_once_the_page_is_there() {
    let folder = TempFolder::new();
    let dist = folder.path().join("dist").to_str().unwrap().to_owned();
    let caller = Caller::new(&["--demo", "20", "--dist", &dist, "--base-path", "/ops/"]);
    let status = async |path: &str| {
        // A probe calls by address.
        let request = Request::get(path).header(header::HOST, "10.1.2.3:8788");
        caller
            .send(request.body(Body::empty()).unwrap())
            .await
            .status
    };
    assert_eq!(status("/healthz").await, StatusCode::OK);
    assert_eq!(status("/readyz").await, StatusCode::SERVICE_UNAVAILABLE);
    folder.write("dist/index.html", "<p>");
    assert_eq!(status("/readyz").await, StatusCode::OK);
    assert_eq!(status("/ops/").await, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn being_asked_costs_the_upstream_nothing() {
    let upstream = StubUpstream::start(|_| json(StatusCode::OK, "{}")).await;
    let gateway = upstream.gateway(&[]);
    for path in ["/healthz", "/readyz"] {
        gateway.get(path).await;
    }
    assert!(upstream.asked().is_empty());
}
