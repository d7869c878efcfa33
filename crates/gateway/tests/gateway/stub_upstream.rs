//! A server in the place of the real API. It checks signatures by the rules of the documentation,
//! with code of its own.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use md5::{Digest as _, Md5};
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::caller::Caller;
use crate::temp_folder::TempFolder;

pub const KEY_ID: &str = "QYACCESSKEYIDEXAMPLE";
pub const SECRET: &str = "Sup3rS3cret/NeverShow+nMe";
/// What the credentials file holds.
pub const CREDENTIALS: &str = "# for tests\n\nHPC_ACCESS_KEY_ID=QYACCESSKEYIDEXAMPLE\n\
    HPC_SECRET_ACCESS_KEY=Sup3rS3cret/NeverShow+nMe\n";

/// How the stub expects to be signed.
#[derive(Clone, Copy)]
pub struct Rules {
    pub path: &'static str,
    pub encoded: usize,
}

/// The rules that the gateway follows unless told otherwise.
pub const USUAL: Rules = Rules {
    path: "/api/operation/",
    encoded: 2,
};

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: Method,
    pub path: String,
    /// The decoded parameters, in the order they came in, without the signature.
    pub parameters: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub is_signed: bool,
    /// The signature as it was sent.
    pub signature: String,
}

impl Asked {
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut found = self.parameters.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

type Reply = dyn Fn(&Asked) -> Response<Body> + Send + Sync;

struct Shared {
    rules: Rules,
    reply: Box<Reply>,
    asked: Mutex<Vec<Asked>>,
}

/// The server. It ends with the test.
pub struct StubUpstream {
    shared: Arc<Shared>,
    url: String,
    server: JoinHandle<()>,
}

impl StubUpstream {
    /// A server that answers so.
    pub async fn start(reply: impl Fn(&Asked) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self::start_with(USUAL, reply).await
    }

    /// A server with rules of its own.
    pub async fn start_with(
        rules: Rules,
        reply: impl Fn(&Asked) -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            rules,
            reply: Box::new(reply),
            asked: Mutex::default(),
        });
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            shared,
            url,
            server,
        }
    }

    /// A server that always sends this body as JSON.
    pub async fn saying(body: impl Into<String>) -> Self {
        let body = body.into();
        Self::start(move |_| json(StatusCode::OK, body.clone())).await
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// A gateway before this server.
    pub fn gateway(&self, arguments: &[&str]) -> Caller {
        gateway_before(&self.url, arguments)
    }
}

impl Drop for StubUpstream {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A gateway before a server at this address.
pub fn gateway_before(url: &str, arguments: &[&str]) -> Caller {
    let folder = TempFolder::new();
    let credentials = folder.write_private("credentials", CREDENTIALS);
    let own = ["--upstream", url, "--credentials", &credentials];
    Caller::new(&[&own[..], arguments].concat())
}

/// An answer with this body.
pub fn json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.into())
        .unwrap()
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let query = request.uri().query().unwrap_or_default();
    let (signed, signature) = query.rsplit_once("&signature=").unwrap_or((query, ""));
    let asked = Asked {
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        parameters: signed
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect(),
        headers: request.headers().clone(),
        is_signed: is_signed(shared.rules, request.method(), signed, signature),
        signature: signature.to_owned(),
    };
    shared.asked.lock().unwrap().push(asked.clone());
    if asked.is_signed {
        (shared.reply)(&asked)
    } else {
        let refused = r#"{"message":"AuthFailure, signature not matched","ret_code":1200}"#;
        json(StatusCode::OK, refused)
    }
}

/// Whether a signature is that of a query string, by the documentation's seven steps.
fn is_signed(rules: Rules, method: &Method, signed: &str, signature: &str) -> bool {
    let names: Vec<&str> = signed
        .split('&')
        .filter_map(|pair| Some(pair.split_once('=')?.0))
        .collect();
    let common = [
        "access_key_id=QYACCESSKEYIDEXAMPLE",
        "signature_method=HmacSHA256",
        "signature_version=1",
        "version=1",
    ];
    let sum: String = Md5::digest(b"")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let text = [method.as_str(), rules.path, signed, &sum].join("\n");
    let mut expected = base64(&hmac(SECRET.as_bytes(), text.as_bytes()));
    for _ in 0..rules.encoded {
        let escapes = [('%', "%25"), ('+', "%2B"), ('/', "%2F"), ('=', "%3D")];
        for (character, escape) in escapes {
            expected = expected.replace(character, escape);
        }
    }
    names.is_sorted()
        && common
            .iter()
            .all(|pair| signed.split('&').any(|known| known == *pair))
        && !signed.contains('+')
        && signature == expected
}

/// RFC 2104 over SHA-256, of keys that are no longer than a block.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let pad = |with: u8| -> Vec<u8> {
        let mut block = [0; 64];
        block[..key.len()].copy_from_slice(key);
        block.iter().map(|byte| byte ^ with).collect()
    };
    let inner = Sha256::digest([&pad(0x36)[..], text].concat());
    Sha256::digest([&pad(0x5c)[..], &inner[..]].concat()).to_vec()
}

fn base64(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['+', '/'])
        .collect();
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut bits = 0_usize;
        for index in 0..3 {
            bits = bits << 8 | usize::from(*three.get(index).unwrap_or(&0));
        }
        for index in 0..4 {
            let is_there = index <= three.len();
            let letter = alphabet[bits >> (18 - 6 * index) & 63];
            text.push(if is_there { letter } else { '=' });
        }
    }
    text
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '%' {
            let escape = &rest[1..3];
            assert_eq!(escape, escape.to_uppercase(), "hex digits are upper case");
            bytes.push(u8::from_str_radix(escape, 16).unwrap());
            rest = &rest[3..];
        } else {
            bytes.push(u8::try_from(first).unwrap());
            rest = &rest[1..];
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_stub_computes_as_the_standards_do() {
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    assert_eq!(
        hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    assert_eq!(
        hex(&Md5::digest(b"message digest")),
        "f96b697d7cb7938d525a2f31aaf161d0"
    );
    assert_eq!(base64(b"foobar"), "Zm9vYmFy");
    assert_eq!(base64(b"fooba"), "Zm9vYmE=");
    assert_eq!(base64(b"foob"), "Zm9vYg==");
}
