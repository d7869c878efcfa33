//! The built page as browsers get it.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::caller::{Caller, Reply};
use crate::temp_folder::TempFolder;

const INDEX: &str = "<!DOCTYPE html><html><head><base href=\"/\">\
<script type=\"module\">import init from './app-0123456789abcdef.js';\ninit();\n</script>\
<script type=\"application/json\" id=\"settings\">{\"zone\":\"jinan1a\"}</script>\
</head><body></body></html>";
/// Of the module above:
/// `printf "import init from './app-0123456789abcdef.js';\ninit();\n" | openssl dgst -sha256 -binary | base64`
const MODULE_HASH: &str = "OHCOOPeucKgmnImQqlHRXzVb8bpQemAWXUuj6cUYKDs=";

fn dist() -> TempFolder {
    let folder = TempFolder::new();
    folder.write("dist/index.html", INDEX);
    folder.write("dist/index.html.br", "brotli of index");
    folder.write("dist/app-0123456789abcdef.js", "export default () => {};");
    folder.write("dist/app-0123456789abcdef.js.br", "brotli of app");
    folder.write("dist/app-0123456789abcdef.js.gz", "gzip of app");
    folder.write("dist/app-0123456789abcdef_bg.wasm", b"\0asm");
    folder.write("dist/panel.js", "panel");
    folder.write("dist/snippets/x-0123456789abcdef/inline0.js", "snippet");
    folder.write("secret.txt", "secret");
    folder
}

fn caller(folder: &TempFolder, more: &[&str]) -> Caller {
    let dist = folder.path().join("dist");
    let mut arguments = vec!["--demo", "20", "--dist", dist.to_str().unwrap()];
    arguments.extend(more);
    Caller::new(&arguments)
}

/// Lets the time pass within which a new build is noticed.
async fn a_second_later() {
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(1)).await;
    tokio::time::resume();
}

fn is_index(reply: &Reply) -> bool {
    reply.status == StatusCode::OK && reply.text() == INDEX
}

#[tokio::test]
async fn every_screen_gets_the_page() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    for path in [
        "/",
        "/index.html",
        "/operations",
        "/operations/",
        "/operations?status=failed&search_word=a.b",
        "/operations/j-8ajjp28fps8",
        "/operations/j-1.5",
        "/nowhere/to/be/found",
    ] {
        let reply = caller.get(path).await;
        assert!(is_index(&reply), "{path}: {}", reply.status);
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn a_missing_file_is_not_the_page() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    for path in [
        "/app-fedcba9876543210.js",
        "/favicon.ico",
        "/a/b.css",
        "/.git/config",
        "/.env",
    ] {
        let reply = caller.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!reply.text().contains("<html"), "{path}");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let folder = dist();
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        folder.path().join("secret.txt"),
        folder.path().join("dist/link.txt"),
    )
    .unwrap();
    let caller = caller(&folder, &[]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/snippets/../../secret.txt",
        "/%2e%2e%5csecret.txt",
        "//secret.txt",
        "/link.txt",
    ] {
        let reply = caller.get(path).await;
        assert!(!reply.text().contains("secret"), "{path}");
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_compressed_copy_is_sent_to_those_who_take_it() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    let path = "/app-0123456789abcdef.js";
    for (accepted, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli of app"),
        ("gzip", "gzip", "gzip of app"),
        ("br;q=0, gzip", "gzip", "gzip of app"),
        ("identity", "", "export default () => {};"),
    ] {
        let reply = caller
            .get_with(path, &[("accept-encoding", accepted)])
            .await;
        assert_eq!(reply.text(), body, "{accepted}");
        assert_eq!(reply.header("content-encoding"), encoding);
        assert_eq!(reply.header("vary"), "accept-encoding");
        assert_eq!(
            reply.header("content-type"),
            "text/javascript; charset=utf-8"
        );
    }
    let wasm = "/app-0123456789abcdef_bg.wasm";
    let reply = caller.get_with(wasm, &[("accept-encoding", "br")]).await;
    assert_eq!(reply.header("content-type"), "application/wasm");
    assert_eq!(reply.header("content-encoding"), "");
}

#[tokio::test]
async fn a_copy_of_an_earlier_build_is_not_sent() {
    let folder = dist();
    let stale = folder.path().join("dist/app-0123456789abcdef.js.br");
    let an_hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let file = std::fs::File::options().write(true).open(stale).unwrap();
    file.set_modified(an_hour_ago).unwrap();
    let caller = caller(&folder, &[]);
    let reply = caller
        .get_with("/app-0123456789abcdef.js", &[("accept-encoding", "br")])
        .await;
    assert_eq!(reply.text(), "export default () => {};");
}

#[tokio::test]
async fn files_named_by_their_content_are_kept_for_ever_and_others_are_asked_for_again() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    for path in ["/app-0123456789abcdef.js", "/app-0123456789abcdef_bg.wasm"] {
        let reply = caller.get(path).await;
        assert_eq!(
            reply.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(reply.header("etag"), "");
    }
    for path in ["/", "/panel.js", "/snippets/x-0123456789abcdef/inline0.js"] {
        let reply = caller.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("cache-control"), "no-cache");
        let tag = reply.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
        for known in [tag.clone(), format!("W/{tag}, \"x\""), "*".to_owned()] {
            let again = caller.get_with(path, &[("if-none-match", &known)]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
            assert!(again.bytes.is_empty());
            assert_eq!(again.header("etag"), tag);
        }
        let other = caller.get_with(path, &[("if-none-match", "\"x\"")]).await;
        assert_eq!(other.status, StatusCode::OK);
    }
    let before = caller.get("/panel.js").await.header("etag").to_owned();
    folder.write("dist/panel.js", "panel, built anew");
    a_second_later().await;
    let after = caller
        .get_with("/panel.js", &[("if-none-match", &before)])
        .await;
    assert_eq!(after.text(), "panel, built anew");
}

#[tokio::test]
async fn an_operation_that_cannot_be_has_a_screen_of_the_page() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    for path in ["/operations/%00", "/operations/..%2f..", "/operations/.git"] {
        let reply = caller.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.text(), caller.get("/").await.text(), "{path}");
    }
}

#[tokio::test]
async fn the_policy_names_the_pages_module_by_its_hash() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    let reply = caller.get_with("/", &[("accept-encoding", "br")]).await;
    assert_eq!(reply.text(), "brotli of index");
    assert_eq!(
        reply.header("content-security-policy"),
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{MODULE_HASH}'; \
             style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
        )
    );
    // A build while it runs changes the page, and with it the policy.
    folder.write("dist/index.html", "<script>1</script><script>2</script>");
    a_second_later().await;
    let policy = caller
        .get("/")
        .await
        .header("content-security-policy")
        .to_owned();
    assert_eq!(policy.matches("'sha256-").count(), 2);
    assert!(!policy.contains(MODULE_HASH));
}

#[tokio::test]
async fn frames_are_allowed_to_whom_the_option_names() {
    let folder = dist();
    let caller = caller(
        &folder,
        &["--frame-ancestors", "'self'  https://portal.example"],
    );
    let policy = caller.get("/operations").await;
    let policy = policy.header("content-security-policy");
    assert!(
        policy.ends_with("frame-ancestors 'self' https://portal.example"),
        "{policy}"
    );
}

#[tokio::test]
async fn every_answer_is_hardened() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    for path in ["/", "/panel.js", "/missing.js", "/api/operation"] {
        let reply = caller.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{path}");
        }
        assert!(reply.header("permissions-policy").contains("camera=()"));
    }
}

#[tokio::test]
async fn under_a_base_path_everything_moves_there() {
    let folder = dist();
    let caller = caller(&folder, &["--base-path", "/pun/sys/ops/"]);
    for path in ["/", "/pun/sys/ops"] {
        let reply = caller.get(path).await;
        assert_eq!(reply.status, StatusCode::TEMPORARY_REDIRECT, "{path}");
        assert_eq!(reply.header("location"), "/pun/sys/ops/");
    }
    let with_query = caller.get("/pun/sys/ops?status=failed").await;
    assert_eq!(with_query.header("location"), "/pun/sys/ops/?status=failed");
    for path in ["/pun/sys/ops/", "/pun/sys/ops/operations/j-1"] {
        let reply = caller.get_with(path, &[("accept-encoding", "br")]).await;
        assert_eq!(reply.header("content-encoding"), "");
        assert_eq!(
            reply.text(),
            INDEX.replace("<base href=\"/\">", "<base href=\"/pun/sys/ops/\">")
        );
        let policy = reply.header("content-security-policy");
        assert!(policy.contains(MODULE_HASH), "{policy}");
    }
    let file = caller.get("/pun/sys/ops/panel.js").await;
    assert_eq!(file.text(), "panel");
    let api = caller
        .get(&format!("/pun/sys/ops{}", caller.list_path("")))
        .await;
    assert_eq!(api.json()["ret_code"], 0);
    for path in [
        "/panel.js",
        "/api/operation",
        "/operations",
        "/pun/sys/opsx/panel.js",
    ] {
        assert_eq!(
            caller.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn head_is_answered_like_get_and_other_methods_are_not() {
    let folder = dist();
    let caller = caller(&folder, &[]);
    let send = |method: Method| {
        Request::builder()
            .method(method)
            .uri("/panel.js")
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .unwrap()
    };
    let head = caller.send(send(Method::HEAD)).await;
    let get = caller.get("/panel.js").await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.header("etag"), get.header("etag"));
    let post = caller.send(send(Method::POST)).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(post.header("allow"), "GET, HEAD");
}

#[tokio::test]
async fn without_a_build_the_api_answers_and_the_page_says_how_to_build() {
    let caller = Caller::new(&["--demo", "20", "--dist", "no/such/folder"]);
    let reply = caller.get("/operations").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.header("content-type").starts_with("text/plain"));
    assert!(reply.text().contains("cargo xtask build"));
    assert_eq!(caller.ret_code("").await, 0);
}
