//! The gateway behind Caddy, with the configuration of `deploy/` and over TLS. `cargo xtask test` runs
//! these where Caddy can be had, and says where it is.

use std::env;
use std::ffi::OsString;
use std::process::{Child, Command, Stdio};

use axum::http::StatusCode;
use serde_json::Value;

use crate::behind_proxy::{NAME, ProxySettings, Site, lasting, text};

fn start() -> Site {
    let frozen = ["--demo", "300", "--arrivals-per-hour", "0"];
    Site::start(&frozen, caddy)
}

fn caddy(settings: &ProxySettings<'_>) -> Child {
    let folder = settings.folder;
    // Without its own server of options, without certificates from elsewhere.
    let site = format!(
        "{{\n\tadmin off\n\tauto_https off\n}}\n\
         https://{NAME}:{} {{\n\tbind 127.0.0.1\n\ttls {} {}\n",
        settings.listen.port(),
        settings.certificate,
        settings.key
    );
    let config = settings.adapt(
        include_str!("../../../../deploy/Caddyfile"),
        &[
            ("127.0.0.1:8788", settings.gateway),
            ("ops.example.org {\n", &site),
        ],
    );
    let config = folder.write("Caddyfile", config);
    let program = env::var_os("HPC_CADDY").unwrap_or_else(|| OsString::from("caddy"));
    let errors = std::fs::File::create(folder.path().join("error.log")).unwrap();
    Command::new(program)
        .args(["run", "--adapter", "caddyfile", "--config", &config])
        // It keeps files at home.
        .env("HOME", folder.path())
        .stdout(Stdio::null())
        .stderr(errors)
        .spawn()
        .expect("Caddy does not start")
}

#[tokio::test]
#[ignore = "needs Caddy, which cargo xtask test sets up"]
async fn the_page_keeps_its_headers_and_is_revalidated_behind_caddy() {
    let site = start();
    let script = crate::behind_proxy::script_of("first");
    let gzip = ("accept-encoding", "gzip");
    for (path, caching) in [
        ("/", "no-cache"),
        ("/panel.js", "no-cache"),
        ("/frame.js", "no-cache"),
        (&format!("/{script}"), "public, max-age=31536000, immutable"),
    ] {
        let [through, past] = site.both(path, &[gzip]).await;
        assert_eq!(through.status(), StatusCode::OK, "{path}");
        assert_eq!(lasting(&through), lasting(&past), "{path}");
        assert_eq!(text(through.headers(), "cache-control"), caching, "{path}");
        if caching == "no-cache" {
            let tag = text(through.headers(), "etag").to_owned();
            let again = site.get(path, &[gzip, ("if-none-match", &tag)]).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        } else {
            assert_eq!(text(through.headers(), "content-encoding"), "gzip");
        }
    }
}

#[tokio::test]
#[ignore = "needs Caddy, which cargo xtask test sets up"]
async fn calls_go_through_caddy_compressed_and_probes_and_bodies_do_not() {
    let site = start();
    let path = site.list_path();
    let own = ("x-hpc-operations", "1");
    let [through, past] = site.both(&path, &[own, ("accept-encoding", "gzip")]).await;
    assert_eq!(lasting(&through), lasting(&past));
    assert_eq!(text(through.headers(), "content-encoding"), "gzip");
    assert_eq!(text(through.headers(), "cache-control"), "no-store");
    let plain = site.get(&path, &[own]).await.text().await.unwrap();
    let answer: Value = serde_json::from_str(&plain).unwrap();
    assert_eq!(answer["job_set"].as_array().unwrap().len(), 100);
    // A page of another site cannot send the header.
    assert_eq!(site.get(&path, &[]).await.status(), StatusCode::FORBIDDEN);
    for probe in ["/healthz", "/readyz"] {
        let status = site.get(probe, &[]).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{probe}");
    }
    let origin = format!("https://{NAME}:{}", site.address.port());
    let body = site
        .client
        .post(format!("{origin}{path}"))
        .body("x".repeat(2000));
    let status = body.send().await.unwrap().status();
    assert!(!status.is_success(), "{status}");
}
