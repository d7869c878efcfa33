//! The gateway behind nginx, with the configuration of `deploy/` and over TLS. `cargo xtask test` runs
//! these where nginx can be had, and says where it is.

use std::env;
use std::ffi::OsString;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::http::{StatusCode, header};
use futures_util::future::join_all;
use gateway::clock::{Clock as _, SystemClock};
use serde_json::Value;

use crate::behind_proxy::{NAME, ProxySettings, Site, deploy, lasting, script_of, text};
use crate::temp_folder::TempFolder;

/// A site whose configuration has this change.
fn start(arguments: &[&str], change: (&str, &str)) -> Site {
    Site::start(arguments, |settings| nginx(settings, change))
}

fn nginx(settings: &ProxySettings<'_>, change: (&str, &str)) -> Child {
    let folder = settings.folder;
    let listen = format!("listen {} ssl;", settings.listen);
    let config = settings.adapt(
        include_str!("../../../../deploy/nginx.conf"),
        &[
            ("127.0.0.1:8788", settings.gateway),
            ("listen 443 ssl;", &listen),
            ("listen [::]:443 ssl;", ""),
            ("/etc/ssl/certs/ops.example.org.pem", &settings.certificate),
            ("/etc/ssl/private/ops.example.org.key", &settings.key),
            change,
        ],
    );
    folder.write("site.conf", config);
    let root = folder.path().to_str().unwrap();
    let main = folder.write("nginx.conf", main_config(root));
    let program = env::var_os("HPC_NGINX").unwrap_or_else(|| OsString::from("nginx"));
    Command::new(program)
        .args(["-c", &main, "-p", root])
        .stderr(Stdio::null())
        .spawn()
        .expect("nginx does not start")
}

/// What the system's own configuration has around the site's.
fn main_config(folder: &str) -> String {
    // Workers run as another account than root, which may not read the test's folder.
    let user = if nix::unistd::geteuid().is_root() {
        "user root;"
    } else {
        ""
    };
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {folder}/{kind};\n"))
        .concat();
    format!(
        "{user} daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;\n\
         events {{ worker_connections 256; }}\n\
         http {{ access_log off; {temporary} include {folder}/site.conf; }}\n"
    )
}

const NO_CHANGE: (&str, &str) = ("client_max_body_size 1k;", "client_max_body_size 1k;");
const DEMO: [&str; 4] = ["--demo", "200", "--arrivals-per-hour", "0"];

#[tokio::test]
#[ignore = "needs nginx, which cargo xtask test sets up"]
async fn nginx_passes_on_every_header_of_the_page_and_adds_none() {
    let site = start(&DEMO, NO_CHANGE);
    let script = format!("/{}", script_of("first"));
    let browser = [("accept-encoding", "gzip, deflate, br")];
    for (path, caching) in [
        ("/", "no-cache"),
        ("/operations/j-1?status=failed", "no-cache"),
        ("/panel.js", "no-cache"),
        ("/panel.json", "no-cache"),
        ("/frame.js", "no-cache"),
        (script.as_str(), "public, max-age=31536000, immutable"),
    ] {
        let [through, past] = site.both(path, &browser).await;
        assert_eq!(through.status(), StatusCode::OK, "{path}");
        assert_eq!(lasting(&through), lasting(&past), "{path}");
        let headers = through.headers();
        assert_eq!(text(headers, "cache-control"), caching, "{path}");
        assert_eq!(text(headers, "x-content-type-options"), "nosniff", "{path}");
        let tag = text(headers, "etag").to_owned();
        if caching == "no-cache" {
            // Asked again, it costs an answer without a body.
            let again = [browser[0], ("if-none-match", tag.as_str())];
            let [through, past] = site.both(path, &again).await;
            assert_eq!(through.status(), StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(lasting(&through), lasting(&past), "{path}");
        } else {
            assert_eq!(text(headers, "content-encoding"), "gzip");
        }
    }
    let page = site.get("/", &browser).await;
    let policy = text(page.headers(), "content-security-policy").to_owned();
    assert!(
        policy.contains("script-src 'self'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
}

#[tokio::test]
#[ignore = "needs nginx, which cargo xtask test sets up"]
async fn an_answer_has_the_time_of_the_gateway() {
    let site = start(
        &[&DEMO[..], &["--clock-offset", "-86400"]].concat(),
        NO_CHANGE,
    );
    let own = ("x-hpc-operations", "1");
    let answers = site.both(&site.list_path(), &[own]).await;
    let now = SystemClock.now();
    for answer in answers {
        let date = text(answer.headers(), "date").to_owned();
        let date = chrono::DateTime::parse_from_rfc2822(&date).unwrap();
        let behind = now.signed_duration_since(date);
        assert!(behind.num_hours() >= 23, "{date}");
    }
}

#[tokio::test]
#[ignore = "needs nginx, which cargo xtask test sets up"]
async fn calls_go_through_nginx_compressed_and_probes_and_bodies_do_not() {
    let site = start(&DEMO, NO_CHANGE);
    let path = site.list_path();
    let own = ("x-hpc-operations", "1");
    let [through, past] = site.both(&path, &[own, ("accept-encoding", "gzip")]).await;
    assert_eq!(lasting(&through), lasting(&past));
    assert_eq!(text(through.headers(), "content-encoding"), "gzip");
    assert_eq!(text(through.headers(), "cache-control"), "no-store");
    assert_eq!(text(through.headers(), "x-request-id").len(), 32);
    assert!(through.bytes().await.unwrap().len() < 12_000);
    let plain = site.get(&path, &[own]).await.text().await.unwrap();
    let answer: Value = serde_json::from_str(&plain).unwrap();
    assert_eq!(answer["job_set"].as_array().unwrap().len(), 100);
    // A page of another site cannot send the header.
    assert_eq!(site.get(&path, &[]).await.status(), StatusCode::FORBIDDEN);
    for probe in ["/healthz", "/readyz"] {
        assert_eq!(
            site.get(probe, &[]).await.status(),
            StatusCode::FORBIDDEN,
            "{probe}"
        );
    }
    let origin = format!("https://{NAME}:{}", site.address.port());
    let body = site
        .client
        .post(format!("{origin}{path}"))
        .body("x".repeat(2000));
    let status = body.send().await.unwrap().status();
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
#[ignore = "needs nginx, which cargo xtask test sets up"]
async fn whoever_nginx_signs_in_reads_as_that_user_whatever_the_browser_claims() {
    let folder = TempFolder::new();
    let data =
        r#"[{"job_id":"j-1","resource_ids":"ehpc-1"},{"job_id":"j-2","resource_ids":"ehpc-2"}]"#;
    let data = folder.write("log", data);
    let rules = "[users]\nann = ['ehpc-1']\nroot = 'everything'\n[groups]\nall = 'everything'\n";
    let rules = folder.write("access.toml", rules);
    let arguments = [
        ["--data", &data],
        ["--access", &rules],
        ["--trusted-proxy", "127.0.0.1"],
        ["--user-header", "X-Forwarded-User"],
        ["--group-header", "X-Forwarded-Groups"],
    ]
    .concat();
    let signed_in = "proxy_set_header Host $host;\n\
         proxy_set_header X-Forwarded-User ann;\n\
         proxy_set_header X-Forwarded-Groups '';";
    let site = start(&arguments, ("proxy_set_header Host $host;", signed_in));
    let claims = [
        ("x-hpc-operations", "1"),
        ("x-forwarded-user", "root"),
        ("x-forwarded-groups", "all"),
    ];
    let answer = site
        .get(&site.list_path(), &claims)
        .await
        .text()
        .await
        .unwrap();
    assert!(
        answer.contains("j-1") && !answer.contains("j-2"),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs nginx, which cargo xtask test sets up"]
async fn two_deployments_in_a_row_break_no_page_that_is_loading_or_open() {
    const LOADS: usize = 120;
    let site = start(&DEMO, NO_CHANGE);
    let (loaded, is_done) = (AtomicUsize::new(0), AtomicBool::new(false));
    let browser = async || {
        let mut seen = Vec::new();
        while loaded.fetch_add(1, Ordering::Relaxed) < LOADS || !is_done.load(Ordering::Relaxed) {
            let page = site.get("/", &[]).await.text().await.unwrap();
            let script = page.split('"').nth(3).unwrap().to_owned();
            let panel = site.get("/panel.json", &[]).await.text().await.unwrap();
            let of_panel = panel.split('"').nth(3).unwrap().to_owned();
            for script in [&script, &of_panel] {
                let reply = site.get(&format!("/{script}"), &[]).await;
                assert_eq!(reply.status(), StatusCode::OK, "{script}");
                assert!(reply.text().await.unwrap().starts_with("// "), "{script}");
            }
            seen.push(script);
        }
        seen
    };
    let deployments = async {
        for (after, build) in [(LOADS / 3, "second"), (LOADS * 2 / 3, "third")] {
            while loaded.load(Ordering::Relaxed) < after {
                tokio::task::yield_now().await;
            }
            deploy(&site.folder, build);
            // Within a second it is what new pages get.
            while !site.shows(build).await {}
            // Each browser ends the load it was in and begins another.
            let shown = loaded.load(Ordering::Relaxed);
            while loaded.load(Ordering::Relaxed) < shown + 8 {
                tokio::task::yield_now().await;
            }
        }
        is_done.store(true, Ordering::Relaxed);
    };
    let first = site.get("/", &[]).await;
    let tag = text(first.headers(), header::ETAG.as_str()).to_owned();
    let (seen, ()) = tokio::join!(join_all((0..4).map(|_| browser())), deployments);
    for build in ["first", "second", "third"] {
        let script = script_of(build);
        assert!(seen.iter().flatten().any(|seen| *seen == script), "{build}");
        // A page that was opened before the deployments finds the rest of its files.
        let reply = site.get(&format!("/{script}"), &[]).await;
        assert_eq!(reply.text().await.unwrap(), format!("// {build}"));
    }
    // A browser that has the first page is given the third.
    let again = site.get("/", &[("if-none-match", &tag)]).await;
    assert!(again.text().await.unwrap().contains(&script_of("third")));
}
