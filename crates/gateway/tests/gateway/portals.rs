//! The page in the frame of a portal, and the files that portals load.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

use crate::caller::{Caller, Reply};
use crate::temp_folder::TempFolder;

pub const PORTAL: &str = "https://portal.example";
pub const OTHER_PORTAL: &str = "http://127.0.0.1:9000";
pub const INDEX: &str = "<!DOCTYPE html><base href=\"/\"><script>1</script>\
<script type=\"application/json\" id=\"hpc-operations-settings\">\
{ \"api_url\": \"\", \"zone\": \"<!--<script>\" }</script><p>";

pub fn dist(index: &str) -> TempFolder {
    let folder = TempFolder::new();
    folder.write("dist/index.html", index);
    folder.write("dist/index.html.br", "brotli of index");
    folder.write("dist/panel.js", "panel");
    folder.write("dist/panel.js.br", "brotli of panel");
    folder.write("dist/panel.d.ts", "export {};");
    folder.write("dist/app-0123456789abcdef.js", "app");
    folder
}

/// A gateway that serves a folder and knows two portals.
pub fn caller(folder: &TempFolder, more: &[&str]) -> Caller {
    let dist = folder.path().join("dist");
    let dist = ["--dist", dist.to_str().unwrap()];
    let portals = ["--portal", PORTAL, "--portal", OTHER_PORTAL];
    Caller::new(&[&["--demo", "20"], &dist[..], &portals, more].concat())
}

/// Asks what a page may send.
pub async fn ask_for(caller: &Caller, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder()
        .method(Method::OPTIONS)
        .uri(path)
        .header(header::HOST, "localhost");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    caller.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn portals_may_show_the_page_in_a_frame() {
    let folder = dist(INDEX);
    for (option, sources) in [
        ("'none'", format!("{PORTAL} {OTHER_PORTAL}")),
        ("'self'", format!("'self' {PORTAL} {OTHER_PORTAL}")),
        (PORTAL, format!("{PORTAL} {OTHER_PORTAL}")),
    ] {
        let caller = caller(&folder, &["--frame-ancestors", option]);
        let page = caller.get("/operations").await;
        let policy = page.header("content-security-policy");
        let expected = format!("; frame-ancestors {sources}");
        assert!(policy.ends_with(&expected), "{policy}");
    }
}

/// What the settings block of a page says.
fn settings(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"hpc-operations-settings\">").unwrap();
    let (block, _) = rest.split_once("</script>").unwrap();
    assert!(!block.contains('<'), "{block}");
    serde_json::from_str(block).unwrap()
}

#[tokio::test]
async fn the_page_is_told_whose_messages_to_take() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    let brotli = [("accept-encoding", "br")];
    for path in ["/", "/index.html", "/operations?status=failed"] {
        // The compressed copy does not know the portals.
        let page = caller.get_with(path, &brotli).await;
        assert_eq!(page.header("content-encoding"), "", "{path}");
        assert_eq!(
            settings(&page.text()),
            json!({ "api_url": "", "zone": "<!--<script>", "portals": [PORTAL, OTHER_PORTAL] })
        );
        assert!(page.text().ends_with("</script><p>"));
    }
    let file = caller.get_with("/panel.js", &brotli).await;
    assert_eq!(file.text(), "brotli of panel");

    // The same build with other portals is another page, under the same policy for scripts.
    let page = caller.get("/").await;
    let dist = folder.path().join("dist");
    let arguments = ["--demo", "20", "--dist", dist.to_str().unwrap()];
    let others = Caller::new(&[&arguments[..], &["--portal", PORTAL]].concat());
    let none = Caller::new(&arguments);
    let known = [("if-none-match", page.header("etag"))];
    for other in [&others, &none] {
        let reply = other.get_with("/", &known).await;
        assert_eq!(reply.status, StatusCode::OK);
        let scripts = |reply: &Reply| {
            let policy = reply.header("content-security-policy");
            policy.split(';').nth(1).map(str::to_owned)
        };
        assert!(scripts(&page).is_some_and(|policy| policy.contains("'sha256-")));
        assert_eq!(scripts(&reply), scripts(&page));
    }
    assert_eq!(none.get("/").await.text(), INDEX);
    let again = caller.get_with("/", &known).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_page_whose_settings_cannot_be_read_is_served_as_it_is() {
    for index in [
        "<p>",
        "<script id=\"hpc-operations-settings\">{}</script>",
        "<script type=\"application/json\" id=\"hpc-operations-settings\">{</script>",
    ] {
        let folder = dist(index);
        let caller = caller(&folder, &[]);
        assert_eq!(caller.get("/").await.text(), index);
        let brotli = caller.get_with("/", &[("accept-encoding", "br")]).await;
        assert_eq!(brotli.text(), "brotli of index");
    }
}

#[tokio::test]
async fn under_a_base_path_portals_are_known_as_well() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &["--base-path", "/ops/"]);
    let portal = [("origin", PORTAL), ("sec-fetch-site", "cross-site")];
    let page = caller.get_with("/ops/operations", &portal).await;
    assert!(page.text().contains("<base href=\"/ops/\">"));
    assert_eq!(settings(&page.text())["portals"][0], PORTAL);
    let call = format!("/ops{}", caller.list_path(""));
    for (path, allowed) in [("/ops/panel.js", "*"), (call.as_str(), PORTAL)] {
        let reply = caller.get_with(path, &portal).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), allowed);
        let asked = ask_for(&caller, path, &portal).await;
        assert_eq!(asked.status, StatusCode::NO_CONTENT, "{path}");
    }
    let outside = ask_for(&caller, "/panel.js", &portal).await;
    assert_eq!(outside.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn declarations_are_text_that_is_asked_for_again() {
    let folder = dist(INDEX);
    let caller = caller(&folder, &[]);
    let reply = caller.get("/panel.d.ts").await;
    assert_eq!(reply.text(), "export {};");
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(reply.header("cache-control"), "no-cache");
    assert!(reply.header("etag").starts_with('"'));
}
