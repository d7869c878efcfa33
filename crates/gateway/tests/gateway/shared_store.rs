//! Gateways that share quota, answers and pauses by a server of Redis. `cargo xtask test` runs these
//! where it can be had, and says where it is.

use std::env;
use std::ffi::OsString;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use operation_log::panel_header;

use crate::caller::Caller;
use crate::certificate::Certificate;
use crate::process::Running;
use crate::stub_upstream::{CREDENTIALS, StubUpstream, json};
use crate::temp_folder::TempFolder;

const PAGE: &str = r#"{"ret_code":0,"job_set":[],"total_count":0}"#;
const PASSWORD: &str = "Sh4redS3cret";
const PATIENCE: Duration = Duration::from_secs(20);

/// A server of Redis that keeps nothing when it ends.
struct Redis {
    server: Option<Child>,
    port: u16,
    folder: TempFolder,
    /// Its arguments for connections that are encrypted.
    encryption: Vec<String>,
}

impl Redis {
    fn start() -> Self {
        Self::start_with(None)
    }

    /// With this certificate, all connections are encrypted.
    fn start_with(certificate: Option<&Certificate>) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let folder = TempFolder::new();
        let encryption = certificate.map_or_else(Vec::new, |certificate| {
            let files = [
                ("--tls-cert-file", &certificate.own),
                ("--tls-key-file", &certificate.key),
                ("--tls-ca-cert-file", &certificate.authority),
            ];
            let files = files.map(|(flag, pem)| [flag.to_owned(), folder.write(flag, pem)]);
            let port = port.to_string();
            let rest = [
                "--port",
                "0",
                "--tls-port",
                &port,
                "--tls-auth-clients",
                "no",
            ];
            let rest = rest.map(str::to_owned).into_iter();
            files.concat().into_iter().chain(rest).collect()
        });
        let mut redis = Self {
            server: None,
            port,
            folder,
            encryption,
        };
        redis.come();
        redis
    }

    fn come(&mut self) {
        let program = env::var_os("HPC_REDIS").unwrap_or_else(|| OsString::from("redis-server"));
        let server = Command::new(program)
            .args(["--bind", "127.0.0.1", "--port", &self.port.to_string()])
            .args(["--save", "", "--appendonly", "no"])
            .args(["--requirepass", PASSWORD])
            .args(&self.encryption)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.server = Some(server);
        let late = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < late, "redis-server does not start");
        }
    }

    fn go(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    fn signal(&self, signal: &str) {
        let id = self.server.as_ref().unwrap().id().to_string();
        let told = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(told.success());
    }

    fn url(&self) -> String {
        let scheme = match self.encryption.as_slice() {
            [] => "redis",
            _ => "rediss",
        };
        format!("{scheme}://:{PASSWORD}@127.0.0.1:{}/0", self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.go();
    }
}

/// Two gateways before the same API, with ten calls an hour of which two are for people only.
fn two(upstream: &StubUpstream, redis: &Redis, more: &[&str]) -> [Caller; 2] {
    let url = redis.url();
    let own = ["--shared", &url, "--calls-per-hour", "10"];
    let arguments = [&own[..], &["--interactive-calls", "2"], more].concat();
    [(); 2].map(|()| upstream.gateway(&arguments))
}

/// Asks again and again until it is so.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let late = Instant::now() + PATIENCE;
    while !is_so().await {
        assert!(Instant::now() < late, "never {what}");
    }
}

/// Asks for something else each time until an answer tells that quota.
async fn until_limit(gateway: &Caller, limit: &str) {
    let mut number = 0;
    until(&format!("a quota of {limit}"), async || {
        number += 1;
        let reply = gateway.list(&format!("owner=again{number}")).await;
        reply.header("ratelimit-limit") == limit
    })
    .await;
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn two_gateways_spend_one_quota_and_keep_a_share_of_it_for_people() {
    let upstream = StubUpstream::saying(PAGE).await;
    let redis = Redis::start();
    let gateways = two(&upstream, &redis, &[]);
    for number in 0..8 {
        let reply = gateways[number % 2].list(&format!("offset={number}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("ratelimit-limit"), "10");
        let left = (9 - number).to_string();
        assert_eq!(reply.header("ratelimit-remaining"), left);
    }
    let background = [(panel_header::NAME, panel_header::BACKGROUND)];
    for gateway in &gateways {
        let path = gateway.list_path("offset=90");
        let refused = gateway.get_with(&path, &background).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        let wait: i64 = refused.header("retry-after").parse().unwrap();
        assert!((3500..=3600).contains(&wait), "{wait}");
    }
    for (gateway, number) in gateways.iter().zip(8..) {
        assert_eq!(gateway.ret_code(&format!("offset={number}")).await, 0);
    }
    for gateway in &gateways {
        assert_eq!(gateway.ret_code("offset=99").await, 2500);
    }
    assert_eq!(upstream.asked().len(), 10);
    let told = gateways[0].metrics().await.text();
    assert!(told.contains("hpc_operations_shared_store_up 1"), "{told}");
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn a_page_that_one_gateway_was_given_is_shared_by_the_other_as_long_as_it_is_new() {
    let upstream = StubUpstream::saying(PAGE).await;
    let redis = Redis::start();
    let gateways = two(&upstream, &redis, &["--share-answers", "1"]);
    for gateway in &gateways {
        assert_eq!(gateway.list("status=failed").await.text(), PAGE);
    }
    assert_eq!(upstream.asked().len(), 1);
    until("asked for again", async || {
        assert_eq!(gateways[1].list("status=failed").await.text(), PAGE);
        upstream.asked().len() > 1
    })
    .await;
    assert_eq!(upstream.asked().len(), 2);
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn after_too_many_calls_no_gateway_makes_one_until_one_has_tried() {
    let upstream = StubUpstream::start(|asked| match asked.parameter("owner") {
        Some("a") => {
            let mut refused = json(
                StatusCode::OK,
                r#"{"ret_code":2500,"message":"QuotasExceeded, later"}"#,
            );
            let after = 3.into();
            refused.headers_mut().insert("retry-after", after);
            refused
        }
        _ => json(StatusCode::OK, PAGE),
    })
    .await;
    let redis = Redis::start();
    let gateways = two(&upstream, &redis, &[]);
    assert_eq!(gateways[0].ret_code("owner=a").await, 2500);
    let refused = gateways[1].list("owner=b").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("ratelimit-remaining"), "0");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3).contains(&wait), "{wait}");
    assert_eq!(upstream.asked().len(), 1);
    until("tried again", async || {
        gateways[1].ret_code("owner=b").await == 0
    })
    .await;
    assert_eq!(gateways[0].ret_code("owner=c").await, 0);
    assert_eq!(upstream.asked().len(), 3);
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn while_redis_is_gone_each_takes_its_part_and_all_calls_count_once_it_is_back() {
    let upstream = StubUpstream::saying(PAGE).await;
    let mut redis = Redis::start();
    let gateways = two(&upstream, &redis, &[]);
    for number in 0..4 {
        assert_eq!(gateways[0].ret_code(&format!("offset={number}")).await, 0);
    }
    // It knows that four calls of ten are gone.
    assert_eq!(gateways[1].ret_code("offset=4").await, 0);
    redis.go();
    // Half of ten is each one's, of which its part of what both have made is gone.
    let mut answered = Vec::new();
    for gateway in &gateways {
        let begun = Instant::now();
        let mut count = 0;
        while gateway.ret_code(&format!("owner={count}")).await == 0 {
            count += 1;
        }
        assert!(begun.elapsed() < Duration::from_secs(5));
        let reply = gateway.list("owner=z").await;
        assert_eq!(reply.header("ratelimit-limit"), "5");
        answered.push(count);
    }
    assert_eq!(answered, [3, 2]);
    assert_eq!(upstream.asked().len(), 10);
    // It has kept nothing, but the gateways tell it what they have made.
    redis.come();
    for gateway in &gateways {
        until_limit(gateway, "10").await;
    }
    // The first to come back could not know of the other's calls.
    assert!(upstream.asked().len() <= 11);
    for gateway in &gateways {
        let reply = gateway.list("owner=last").await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(reply.header("ratelimit-limit"), "10");
    }
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn a_slow_redis_holds_nobody_up() {
    let upstream = StubUpstream::saying(PAGE).await;
    let redis = Redis::start();
    let [gateway, _] = two(&upstream, &redis, &["--calls-alone", "8"]);
    assert_eq!(gateway.ret_code("offset=0").await, 0);
    redis.signal("-STOP");
    let begun = Instant::now();
    for number in 0..6 {
        let reply = gateway.list(&format!("owner={number}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("ratelimit-limit"), "8");
    }
    // One answer of it was waited for, not one for each call.
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    redis.signal("-CONT");
    until_limit(&gateway, "10").await;
    // What was made meanwhile counts.
    let left: usize = gateway
        .list("owner=last")
        .await
        .header("ratelimit-remaining")
        .parse()
        .unwrap();
    assert_eq!(left, 10 - upstream.asked().len());
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn an_encrypted_redis_is_used_if_its_certificate_is_of_a_known_authority() {
    let upstream = StubUpstream::saying(PAGE).await;
    let certificate = Certificate::of(&["127.0.0.1"]);
    let redis = Redis::start_with(Some(&certificate));
    let folder = TempFolder::new();
    let known = folder.write("known.pem", &certificate.authority);
    let other = folder.write("other.pem", Certificate::of(&["127.0.0.1"]).authority);
    let alone = ["--calls-alone", "7"];
    let gateways = two(
        &upstream,
        &redis,
        &[&["--shared-ca", &known], &alone[..]].concat(),
    );
    for gateway in &gateways {
        until_limit(gateway, "10").await;
    }
    let reply = gateways[0].list("owner=one").await;
    let left: usize = reply.header("ratelimit-remaining").parse().unwrap();
    assert_eq!(left, 10 - upstream.asked().len());
    // Whoever else answers there is told nothing. The authorities of the system do not know it.
    let asked = upstream.asked().len();
    for more in [&["--shared-ca", other.as_str()][..], &[]] {
        let [gateway, _] = two(&upstream, &redis, &[more, &alone[..]].concat());
        let reply = gateway.list("owner=one").await;
        assert_eq!(reply.header("ratelimit-limit"), "7", "{more:?}");
    }
    assert_eq!(upstream.asked().len(), asked + 2);
}

#[tokio::test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
async fn what_others_write_into_redis_is_no_page() {
    let upstream = StubUpstream::saying(PAGE).await;
    let redis = Redis::start();
    let [gateway, other] = two(&upstream, &redis, &["--share-answers", "60"]);
    assert_eq!(gateway.ret_code("").await, 0);
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg("hpc-operations:*:page:*")
        .query_async(&mut connection)
        .await
        .unwrap();
    assert_eq!(keys.len(), 1);
    let key = &keys[0];
    assert!(!key.contains(crate::stub_upstream::KEY_ID), "{key}");
    for (asked, odd) in [(2, "nonsense"), (3, "999999\n{}"), (4, "")] {
        let mut set = redis::cmd("SET");
        set.arg(key).arg(odd).arg("PX").arg(60_000);
        set.query_async::<()>(&mut connection).await.unwrap();
        // A gateway of its own has it from nowhere else.
        let [fresh, _] = two(&upstream, &redis, &[]);
        assert_eq!(fresh.list("").await.text(), PAGE);
        assert_eq!(upstream.asked().len(), asked);
    }
    // A key of another type is an error of Redis.
    let mut delete = redis::cmd("DEL");
    delete
        .arg(key)
        .query_async::<()>(&mut connection)
        .await
        .unwrap();
    let mut push = redis::cmd("LPUSH");
    push.arg(key).arg("x");
    push.query_async::<()>(&mut connection).await.unwrap();
    assert_eq!(other.list("").await.text(), PAGE);
}

#[test]
#[ignore = "needs redis-server, which cargo xtask test sets up"]
fn no_password_is_told_whatever_goes_wrong() {
    let redis = Redis::start();
    let folder = TempFolder::new();
    let credentials = folder.write_private("credentials", CREDENTIALS);
    let of_another = format!("redis://:Wr0ngS3cret@127.0.0.1:{}", redis.port);
    let config = folder.write_private("gateway.toml", format!("shared = '{of_another}'\n"));
    // Nothing listens there, so that calls fail; it is the store that is asked first.
    let gateway = Running::start(&[
        "--upstream",
        "http://127.0.0.1:9",
        "--credentials",
        &credentials,
        "--config",
        &config,
    ]);
    let mut connection = TcpStream::connect(gateway.address()).unwrap();
    let request = gateway.request("x");
    std::io::Write::write_all(&mut connection, request.as_bytes()).unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut connection, &mut answer).unwrap();
    let said = gateway.end_gently();
    assert!(said.contains("does not answer"), "{said}");
    assert!(said.contains("redis://127.0.0.1:"), "{said}");
    assert!(
        !said.contains("S3cret") && !answer.contains("S3cret"),
        "{said}"
    );
}
