//! A site as browsers reach it: a proxy that ends TLS, and the gateway behind it.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use reqwest::Client;

use crate::certificate::Certificate;
use crate::process::Running;
use crate::temp_folder::TempFolder;

pub const NAME: &str = "ops.example.org";

/// What a proxy is told.
pub struct ProxySettings<'a> {
    /// For files of its own; it logs errors to `error.log` there.
    pub folder: &'a TempFolder,
    /// Where the gateway listens.
    pub gateway: &'a str,
    /// Where it is to listen.
    pub listen: SocketAddr,
    /// The file of its certificate.
    pub certificate: String,
    /// The file of the key.
    pub key: String,
}

impl ProxySettings<'_> {
    /// A configuration of `deploy/` with what differs here.
    pub fn adapt(&self, config: &str, changes: &[(&str, &str)]) -> String {
        let mut config = config.to_owned();
        for (of_example, of_test) in changes {
            assert!(config.contains(of_example), "{of_example}");
            config = config.replace(of_example, of_test);
        }
        config
    }
}

/// The site.
pub struct Site {
    proxy: Child,
    pub gateway: Running,
    pub client: Client,
    pub address: SocketAddr,
    pub folder: TempFolder,
}

impl Site {
    /// A site with the proxy that is started so.
    pub fn start(arguments: &[&str], proxy: impl FnOnce(&ProxySettings<'_>) -> Child) -> Self {
        let folder = TempFolder::new();
        let dist = folder.path().join("dist");
        deploy(&folder, "first");
        let own = ["--dist", dist.to_str().unwrap(), "--allow-host", NAME];
        let gateway = Running::start(&[&own[..], arguments].concat());
        let certificate = Certificate::of(&[NAME]);
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let proxy = proxy(&ProxySettings {
            folder: &folder,
            gateway: gateway.address(),
            listen: address,
            certificate: folder.write("own.pem", &certificate.own),
            key: folder.write_private("key.pem", &certificate.key),
        });
        // Fails if a test before has done so.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .tls_certs_only([
                reqwest::Certificate::from_pem(certificate.authority.as_bytes()).unwrap(),
            ])
            .resolve(NAME, address)
            .no_proxy();
        let site = Self {
            proxy,
            gateway,
            client: client.build().unwrap(),
            address,
            folder,
        };
        let late = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(site.address).is_err() {
            let errors = fs::read_to_string(site.folder.path().join("error.log"));
            assert!(
                Instant::now() < late,
                "the proxy does not start: {errors:?}"
            );
            std::thread::yield_now();
        }
        site
    }

    /// `GET` of a path through the proxy.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> reqwest::Response {
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

    /// The same path through the proxy and past it.
    pub async fn both(&self, path: &str, headers: &[(&str, &str)]) -> [reqwest::Response; 2] {
        let past = format!("http://{}", self.gateway.address());
        [
            self.get(path, headers).await,
            self.get_at(&past, path, headers).await,
        ]
    }

    /// Whether a new page is of this build.
    pub async fn shows(&self, build: &str) -> bool {
        let page = self.get("/", &[]).await.text().await.unwrap();
        page.contains(&script_of(build))
    }

    pub fn list_path(&self) -> String {
        let request = self.gateway.request("");
        let path = request.split(' ').nth(1).unwrap();
        format!("{path}&limit=100")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Gently, so that it ends its workers.
        let id = self.proxy.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.proxy.wait();
    }
}

/// Puts a build in place as the documentation says: hashed files first, and beside those of the build
/// before; then what names them, each at once.
pub fn deploy(folder: &TempFolder, build: &str) {
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
pub fn script_of(build: &str) -> String {
    let hash: String = build.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("app-{hash:0>16}.js")
}

/// The headers of a response that do not differ from one response to the next.
pub fn lasting(response: &reqwest::Response) -> Vec<(String, String)> {
    let of_the_connection = [
        "alt-svc",
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

pub fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}
