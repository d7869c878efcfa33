//! The gateway behind nginx, with the configuration of `deploy/` and over TLS. `cargo xtask test` runs
//! these where nginx can be had, and says where it is.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode, header};
use futures_util::future::join_all;
use reqwest::Client;
use serde_json::Value;

use crate::certificate::Certificate;
use crate::process::Running;
use crate::temp_folder::TempFolder;

const NAME: &str = "ops.example.org";
const NEVER_STARTED: &str = "nginx does not start";

/// The site as browsers reach it: nginx, and the gateway behind it.
struct Site {
    nginx: Child,
    gateway: Running,
    client: Client,
    address: SocketAddr,
    folder: TempFolder,
}

impl Site {
    /// A site whose configuration has this change.
    async fn start(arguments: &[&str], change: (&str, &str)) -> Self {
        let folder = TempFolder::new();
        let dist = folder.path().join("dist");
        deploy(&folder, "first");
        let own = ["--dist", dist.to_str().unwrap(), "--allow-host", NAME];
        let gateway = Running::start(&[&own[..], arguments].concat());
        let certificate = Certificate::of(&[NAME]);
        let own = folder.write("own.pem", &certificate.own);
        let key = folder.write_private("key.pem", &certificate.key);
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let listen = format!("listen {address} ssl;");
        let mut config = include_str!("../../../../deploy/nginx.conf").to_owned();
        for (of_example, of_test) in [
            ("127.0.0.1:8788", gateway.address()),
            ("listen 443 ssl;", &listen),
            ("listen [::]:443 ssl;", ""),
            ("/etc/ssl/certs/ops.example.org.pem", &own),
            ("/etc/ssl/private/ops.example.org.key", &key),
            change,
        ] {
            assert!(config.contains(of_example), "{of_example}");
            config = config.replace(of_example, of_test);
        }
        folder.write("site.conf", config);
        let main = main_config(folder.path().to_str().unwrap());
        let main = folder.write("nginx.conf", main);
        let program = env::var_os("HPC_NGINX").unwrap_or_else(|| OsString::from("nginx"));
        let nginx = Command::new(program)
            .args(["-c", &main, "-p", folder.path().to_str().unwrap()])
            .stderr(Stdio::null())
            .spawn()
            .expect(NEVER_STARTED);
        // Fails if a test before has done so.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .tls_certs_only([
                reqwest::Certificate::from_pem(certificate.authority.as_bytes()).unwrap(),
            ])
            .resolve(NAME, address)
            .no_proxy();
        let site = Self {
            nginx,
            gateway,
            client: client.build().unwrap(),
            address,
            folder,
        };
        let late = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(site.address).is_err() {
            let errors = fs::read_to_string(site.folder.path().join("error.log"));
            assert!(Instant::now() < late, "{NEVER_STARTED}: {errors:?}");
            tokio::task::yield_now().await;
        }
        site
    }

    /// `GET` of a path through nginx.
    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        self.get_at(
            &format!("https://{NAME}:{}", self.address.port()),
            path,
            headers,
        )
        .await
    }

    async fn get_at(
        &self,
        origin: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Response {
        let request = self.client.get(format!("{origin}{path}"));
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.send().await.unwrap()
    }

    /// The same path through nginx and past it.
    async fn both(&self, path: &str, headers: &[(&str, &str)]) -> [reqwest::Response; 2] {
        let past = format!("http://{}", self.gateway.address());
        [
            self.get(path, headers).await,
            self.get_at(&past, path, headers).await,
        ]
    }

    /// Whether a new page is of this build.
    async fn shows(&self, build: &str) -> bool {
        let page = self.get("/", &[]).await.text().await.unwrap();
        page.contains(&script_of(build))
    }

    fn list_path(&self) -> String {
        let request = self.gateway.request("");
        let path = request.split(' ').nth(1).unwrap();
        format!("{path}&limit=100")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Gently, so that it ends its workers.
        let id = self.nginx.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.nginx.wait();
    }
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

/// Puts a build in place as the documentation says: hashed files first, and beside those of the build
/// before; then what names them, each at once.
fn deploy(folder: &TempFolder, build: &str) {
    let script = script_of(build);
    folder.write(&format!("dist/{script}"), format!("// {build}"));
    folder.write(&format!("dist/{script}.gz"), format!("gzip of {build}"));
    for (name, content) in [
        ("panel.js", format!("import './{script}';")),
        ("panel.json", format!("{{\"script\":\"{script}\"}}")),
        ("frame.js", format!("// frame of {build}")),
        (
            "index.html",
            format!("<script type=\"module\" src=\"{script}\"></script>"),
        ),
    ] {
        let new = folder.write(&format!("dist/{name}.new"), content);
        fs::rename(&new, new.trim_end_matches(".new")).unwrap();
    }
}

/// The name of a build's script, with a hash.
fn script_of(build: &str) -> String {
    let hash: String = build.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("app-{hash:0>16}.js")
}

/// The headers of a response that do not differ from one response to the next.
fn lasting(response: &reqwest::Response) -> Vec<(String, String)> {
    let of_the_connection = [
        "date",
        "connection",
        "server",
        "x-request-id",
        "transfer-encoding",
    ];
    let mut headers: Vec<(String, String)> = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| !of_the_connection.contains(&name.as_str()))
        .collect();
    headers.sort();
    headers
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

const NO_CHANGE: (&str, &str) = ("client_max_body_size 1k;", "client_max_body_size 1k;");
const DEMO: [&str; 4] = ["--demo", "200", "--arrivals-per-hour", "0"];

#[tokio::test]
#[ignore = "needs nginx, which cargo xtask test sets up"]
async fn nginx_passes_on_every_header_of_the_page_and_adds_none() {
    let site = Site::start(&DEMO, NO_CHANGE).await;
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
async fn calls_go_through_nginx_compressed_and_probes_and_bodies_do_not() {
    let site = Site::start(&DEMO, NO_CHANGE).await;
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
    let site = Site::start(&arguments, ("proxy_set_header Host $host;", signed_in)).await;
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
    let site = Site::start(&DEMO, NO_CHANGE).await;
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
