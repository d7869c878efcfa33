//! The way to the upstream: its certificate, and a proxy before it.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::caller::Caller;
use crate::certificate::Certificate;
use crate::stub_upstream::{CREDENTIALS, StubUpstream};
use crate::temp_folder::TempFolder;

const PAGE: &str = r#"{"ret_code":0,"job_set":[],"total_count":4}"#;
/// A name that no name server knows.
const NAME: &str = "api.hpc.invalid";

/// An API that speaks TLS, with a certificate of an authority that nobody knows.
struct Encrypted {
    stub: StubUpstream,
    /// The certificate of the authority, in PEM.
    authority: String,
    port: u16,
}

impl Encrypted {
    async fn start() -> Self {
        let certificate = Certificate::of(&["localhost", NAME]);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let server = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from_pem_slice(certificate.own.as_bytes()).unwrap()],
                PrivateKeyDer::from_pem_slice(certificate.key.as_bytes()).unwrap(),
            )
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(server));
        let stub = StubUpstream::saying(PAGE).await;
        let address = stub.url().strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, address) = (acceptor.clone(), address.clone());
                tokio::spawn(async move {
                    // A client that does not trust the certificate ends the handshake.
                    let Ok(mut stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let mut plain = TcpStream::connect(&address).await.unwrap();
                    let _ = copy_bidirectional(&mut stream, &mut plain).await;
                });
            }
        });
        Self {
            stub,
            authority: certificate.authority,
            port,
        }
    }
}

/// A proxy that tunnels every connection to this port, whatever it is asked for. Collects the heads
/// of the requests it got.
async fn proxy(port: u16) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heads = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                head.push(char::from(stream.read_u8().await.unwrap()));
            }
            heads.lock().unwrap().push(head);
            tokio::spawn(async move {
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                let mut server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let _ = copy_bidirectional(&mut stream, &mut server).await;
            });
        }
    });
    (address, asked)
}

fn gateway(folder: &TempFolder, url: &str, more: &[&str]) -> Result<Caller, String> {
    let credentials = folder.write_private("credentials", CREDENTIALS);
    let own = ["--upstream", url, "--credentials", &credentials];
    Caller::try_new(&[&own[..], more].concat())
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_if_it_is_named() {
    let upstream = Encrypted::start().await;
    let other = Encrypted::start().await;
    let folder = TempFolder::new();
    let url = format!("https://localhost:{}", upstream.port);
    // Comments and other authorities may stand in the file, too.
    let bundle = format!(
        "\u{feff}# ours\n{}\n{}",
        other.authority, upstream.authority
    );
    let trusted = folder.write("trusted.pem", bundle);
    let answer = gateway(&folder, &url, &["--upstream-ca", &trusted]).unwrap();
    assert_eq!(answer.list("").await.text(), PAGE);
    assert_eq!(upstream.stub.asked().len(), 1);
    let wrong = folder.write("other.pem", &other.authority);
    for arguments in [&["--upstream-ca", &wrong][..], &[]] {
        let reply = gateway(&folder, &url, arguments).unwrap().list("").await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY);
        assert_eq!(reply.json()["ret_code"], 5100);
    }
    assert_eq!(upstream.stub.asked().len(), 1);
}

#[tokio::test]
async fn a_proxy_that_is_named_is_asked_for_a_tunnel() {
    let upstream = Encrypted::start().await;
    let (address, asked) = proxy(upstream.port).await;
    let folder = TempFolder::new();
    let authority = folder.write("ca.pem", &upstream.authority);
    let url = format!("https://{NAME}");
    let through = format!("http://gate:keeper@{address}");
    let options = ["--upstream-ca", &authority, "--upstream-proxy", &through];
    let caller = gateway(&folder, &url, &options).unwrap();
    assert_eq!(caller.list("search_word=secret").await.text(), PAGE);
    let heads = asked.lock().unwrap().clone();
    assert_eq!(heads.len(), 1);
    let head = heads[0].to_lowercase();
    assert!(
        head.starts_with(&format!("connect {NAME}:443 http/1.1\r\n")),
        "{head}"
    );
    // `gate:keeper`
    assert!(heads[0].contains("Basic Z2F0ZTprZWVwZXI="), "{}", heads[0]);
    // The proxy sees nothing of the call.
    assert!(
        !head.contains("secret") && !head.contains("signature"),
        "{head}"
    );
    assert!(upstream.stub.asked()[0].is_signed);
}

#[tokio::test]
async fn what_cannot_be_used_is_told_at_the_start() {
    let folder = TempFolder::new();
    let problem = |url: &str, arguments: &[&str]| {
        let problem = gateway(&folder, url, arguments).err().unwrap();
        assert!(!problem.contains('\n'), "{problem}");
        problem
    };
    let url = "https://127.0.0.1:9";
    let empty = folder.write("empty.pem", "# nothing");
    let broken = "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n";
    let broken = folder.write("broken.pem", broken);
    for file in [&empty, &broken] {
        let told = problem(url, &["--upstream-ca", file]);
        assert!(told.contains("has no certificates in PEM"), "{told}");
    }
    let path = folder.path().to_str().unwrap().to_owned();
    for file in ["/nowhere/ca.pem", &path] {
        let told = problem(url, &["--upstream-ca", file]);
        assert!(
            told.starts_with("cannot read ") && told.contains(file),
            "{told}"
        );
    }
    let plain = "http://127.0.0.1:9";
    let told = problem(plain, &["--upstream-proxy", "http://127.0.0.1:9"]);
    assert!(told.contains("https only"), "{told}");
}

#[tokio::test]
async fn calls_that_find_no_turn_are_answered_as_busy() {
    let started = Arc::new(tokio::sync::Semaphore::new(0));
    let told = Arc::clone(&started);
    // It never answers the first call.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
            told.add_permits(1);
        }
    });
    let folder = TempFolder::new();
    let caller = Arc::new(gateway(&folder, &url, &["--max-upstream-calls", "1"]).unwrap());
    let first = Arc::clone(&caller);
    let first = tokio::spawn(async move { first.list("owner=a").await });
    drop(started.acquire().await.unwrap());
    tokio::time::pause();
    let second = caller.list("owner=b").await;
    assert_eq!(second.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(second.json()["ret_code"], 5100);
    assert_eq!(started.available_permits(), 1);
    first.abort();
}
