//! The real API behind the gateway: what it is asked, and what comes back.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::caller::{Caller, NOW};
use crate::stub_upstream::{CREDENTIALS, Rules, StubUpstream, json};
use crate::temp_folder::TempFolder;

const EMPTY: &str = r#"{"action":"HpcOperationListOperationResponse","data":{},"job_set":[],"ret_code":0,"total_count":0}"#;

#[tokio::test]
async fn a_request_is_signed_so_that_the_api_takes_it() {
    let upstream = StubUpstream::saying(EMPTY).await;
    let gateway = upstream.gateway(&[]);
    for query in [
        "",
        "status=failed&limit=20&offset=0&reverse=1&search_word=%E7%A7%BB%E9%99%A4+%E8%8A%82%E7%82%B9",
        "search_word=a%2Bb%26c%3Dd%25e%2Ff%3F%23%22%27~!*()",
        "action_describe=x&directive=%7B%22a%22%3A1%7D&verbose=1",
        "start_time=2026-03-01T00:00:00Z&end_time=2026-03-02T00:00:00%2B08:00",
    ] {
        assert_eq!(gateway.list(query).await.text(), EMPTY, "{query}");
    }
    for asked in upstream.asked() {
        assert!(asked.is_signed);
        assert_eq!(
            (asked.method, asked.path.as_str()),
            (Method::GET, "/api/operation")
        );
    }
    let third = &upstream.asked()[2];
    assert_eq!(
        third.parameter("search_word"),
        Some("a+b&c=d%e/f?#\"'~!*()")
    );
}

#[tokio::test]
async fn the_two_open_questions_of_signing_are_settings() {
    let usual: [&str; 0] = [];
    let no_slash = ["--signed-path-slash", "off"];
    let once = ["--signature-encoding", "once"];
    for (arguments, path, encoded) in [
        (&usual[..], "/api/operation/", 2),
        (&no_slash, "/api/operation", 2),
        (&once, "/api/operation/", 1),
        (&[no_slash, once].concat(), "/api/operation", 1),
    ] {
        let rules = Rules { path, encoded };
        let upstream = StubUpstream::start_with(rules, |_| json(StatusCode::OK, EMPTY)).await;
        let gateway = upstream.gateway(arguments);
        assert_eq!(gateway.ret_code("").await, 0, "{arguments:?}");
    }
    // The stub does look: other rules are refused, and the refusal is passed on.
    let upstream = StubUpstream::saying(EMPTY).await;
    assert_eq!(upstream.gateway(&no_slash).ret_code("").await, 1200);
    assert_eq!(upstream.gateway(&once).ret_code("").await, 1200);
}

#[tokio::test]
async fn nothing_but_documented_parameters_and_the_gateways_own_are_sent() {
    let upstream = StubUpstream::saying(EMPTY).await;
    let gateway = upstream.gateway(&[]);
    let all = "action_describe=a&directive=b&end_time=2026-03-11T00:00:00Z&job_action=c&job_ids=d\
        &jobs=e&limit=1&offset=2&owner=f&resource_ids=g,h&reverse=0&search_word=i\
        &start_time=2026-03-10T00:00:00Z&status=failed&verbose=0";
    let strange = "&access_key_id=EVIL&signature=x&signature_method=none&signature_version=9\
        &version=9&action=Delete&sort_key=z&empty=&owner2=q&time_stamp=now";
    assert_eq!(gateway.ret_code(&format!("{all}{strange}")).await, 0);
    let asked = &upstream.asked()[0];
    let names: Vec<&str> = asked
        .parameters
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "access_key_id",
            "action_describe",
            "directive",
            "end_time",
            "job_action",
            "job_ids",
            "jobs",
            "limit",
            "offset",
            "owner",
            "resource_ids",
            "reverse",
            "search_word",
            "signature_method",
            "signature_version",
            "start_time",
            "status",
            "timestamp",
            "verbose",
            "version",
            "zone",
        ]
    );
    assert_eq!(asked.parameter("resource_ids"), Some("g,h"));
    assert_eq!(asked.parameter("timestamp"), Some(NOW));
    assert_eq!(gateway.ret_code("owner=&search_word=%20").await, 0);
    assert_eq!(upstream.asked()[1].parameter("owner"), None);
}

#[tokio::test]
async fn headers_of_the_caller_stay_here() {
    let upstream = StubUpstream::saying(EMPTY).await;
    let gateway = upstream.gateway(&[]);
    let headers = [
        ("cookie", "session=1"),
        ("authorization", "Bearer x"),
        (
            "referer",
            "http://localhost:8788/operations?search_word=private",
        ),
        ("x-forwarded-for", "10.0.0.1"),
        ("user-agent", "browser"),
    ];
    gateway.get_with(&gateway.list_path(""), &headers).await;
    let asked = &upstream.asked()[0];
    for (name, _) in headers {
        assert!(asked.headers.get(name).is_none(), "{name}");
    }
}

#[tokio::test]
async fn required_parameters_are_missed_without_asking_anybody() {
    let upstream = StubUpstream::saying(EMPTY).await;
    let gateway = upstream.gateway(&[]);
    for (query, name) in [
        ("zone=jinan1a", "timestamp"),
        ("zone=jinan1a&timestamp=now", "timestamp"),
        (&format!("timestamp={NOW}"), "zone"),
        (&format!("timestamp={NOW}&zone=a&owner=a&owner=b"), "owner"),
    ] {
        let answer = gateway.get(&format!("/api/operation?{query}")).await.json();
        assert_eq!(answer["ret_code"], 1100, "{query}");
        assert!(answer["message"].as_str().unwrap().contains(name));
    }
    assert!(upstream.asked().is_empty());
    // The caller's clock may be wrong, as the gateway's own counts.
    let old = "/api/operation?timestamp=2020-01-01T00:00:00Z&zone=jinan1a";
    assert_eq!(gateway.get(old).await.json()["ret_code"], 0);
    assert_eq!(upstream.asked()[0].parameter("timestamp"), Some(NOW));
}

#[tokio::test]
async fn other_calls_and_methods_go_nowhere() {
    let upstream = StubUpstream::saying(EMPTY).await;
    let gateway = upstream.gateway(&[]);
    for path in [
        "/api/cluster/list",
        "/api/operation/",
        "/api/operation/x",
        "/api/",
    ] {
        assert_eq!(
            gateway.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for method in [
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
    ] {
        let request = Request::builder()
            .method(method)
            .uri(gateway.list_path(""))
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            gateway.send(request).await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
    }
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn json_is_passed_on_byte_for_byte() {
    for body in [
        "{ \"ret_code\" : 0,\n\t\"job_set\": [{\"job_id\":\"j-1\", \"n\": 1.50e3, \"n\": 2}], \"total_sum\":\"1\" }\n",
        "\u{feff}{\"ret_code\":0}",
        r#"{"message":"PermissionDenied, instance [i-2aypaijz] is not running， can not be stopped","ret_code":1400}"#,
        "[1,2]",
    ] {
        let gateway = StubUpstream::saying(body).await;
        let reply = gateway.gateway(&[]).list("").await;
        assert_eq!(reply.text(), body);
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(
            reply.header("content-type"),
            "application/json; charset=utf-8"
        );
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn refusals_keep_their_status_and_the_time_to_try_again() {
    for (code, status) in [
        (1300, 200),
        (1400, 403),
        (2500, 429),
        (5300, 503),
        (5000, 500),
    ] {
        let body = format!(r#"{{"message":"X, y","ret_code":{code}}}"#);
        let sent = body.clone();
        let upstream = StubUpstream::start(move |_| {
            let mut response = json(StatusCode::from_u16(status).unwrap(), sent.clone());
            let headers = response.headers_mut();
            headers.insert("retry-after", "17".parse().unwrap());
            headers.insert("set-cookie", "a=b".parse().unwrap());
            headers.insert("server", "stub".parse().unwrap());
            headers.insert("date", "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
            response
        })
        .await;
        let reply = upstream.gateway(&[]).list("").await;
        assert_eq!((reply.status.as_u16(), reply.text()), (status, body));
        assert_eq!(reply.header("retry-after"), "17");
        assert_eq!(reply.header("date"), "Wed, 11 Mar 2026 07:30:00 GMT");
        assert!(reply.header("set-cookie").is_empty() && reply.header("server").is_empty());
    }
}

#[tokio::test]
async fn demands_are_keywords_for_the_real_api() {
    let upstream = StubUpstream::saying(EMPTY).await;
    assert_eq!(
        upstream
            .gateway(&[])
            .ret_code("search_word=!ret:5100")
            .await,
        0
    );
    assert_eq!(
        upstream.asked()[0].parameter("search_word"),
        Some("!ret:5100")
    );
}

#[cfg(unix)]
#[test]
fn credentials_that_others_can_read_are_refused() {
    use crate::temp_folder::set_mode;
    let folder = TempFolder::new();
    let path = folder.write("credentials", CREDENTIALS);
    let start = || Caller::try_new(&["--upstream", "http://127.0.0.1:1", "--credentials", &path]);
    for mode in [0o644, 0o604, 0o660, 0o610] {
        set_mode(&path, mode);
        let Err(problem) = start() else {
            panic!("{mode:o} was taken");
        };
        assert!(
            problem.contains("chmod 600") && problem.contains(&path),
            "{problem}"
        );
    }
    for mode in [0o600, 0o400] {
        set_mode(&path, mode);
        assert!(start().is_ok(), "{mode:o}");
    }
}

#[cfg(unix)]
#[test]
fn credentials_in_a_pipe_or_a_folder_are_refused_at_once() {
    let folder = TempFolder::new();
    let pipe = folder.path().join("pipe").to_str().unwrap().to_owned();
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for path in [&pipe, folder.path().to_str().unwrap()] {
        let arguments = ["--upstream", "http://127.0.0.1:1", "--credentials", path];
        let Err(problem) = Caller::try_new(&arguments) else {
            panic!("{path} was taken");
        };
        assert!(
            problem.contains("not a file") && problem.contains(path),
            "{problem}"
        );
    }
}

#[test]
fn a_byte_order_mark_before_credentials_is_skipped() {
    let folder = TempFolder::new();
    let path = folder.write_private("credentials", format!("\u{feff}{}", &CREDENTIALS[13..]));
    let arguments = ["--upstream", "http://127.0.0.1:1", "--credentials", &path];
    assert!(Caller::try_new(&arguments).is_ok());
}

#[test]
fn credentials_that_cannot_be_used_are_refused_by_line_and_name() {
    let folder = TempFolder::new();
    for (content, said) in [
        ("", "no line HPC_ACCESS_KEY_ID="),
        ("HPC_ACCESS_KEY_ID=A\n", "no line HPC_SECRET_ACCESS_KEY="),
        ("HPC_ACCESS_KEY_ID=A\nSECRET_TEXT", "line 2 "),
        (
            "HPC_ACCESS_KEY_ID=A\nHPC_ACCESS_KEY_ID=SECRET_TEXT",
            "line 2 ",
        ),
        ("{\"secret\":\"SECRET_TEXT\"}", "line 1 "),
        (
            "HPC_ACCESS_KEY_ID=A\nHPC_SECRET_ACCESS_KEY=\"SECRET_TEXT\"",
            "HPC_SECRET_ACCESS_KEY is no key",
        ),
        (
            "HPC_ACCESS_KEY_ID=\nHPC_SECRET_ACCESS_KEY=SECRET_TEXT",
            "HPC_ACCESS_KEY_ID is no key",
        ),
    ] {
        let path = folder.write_private("credentials", content);
        let arguments = ["--upstream", "http://127.0.0.1:1", "--credentials", &path];
        let Err(problem) = Caller::try_new(&arguments) else {
            panic!("{content} was taken");
        };
        assert!(problem.contains(said), "{problem}");
        assert!(!problem.contains("SECRET_TEXT"), "{problem}");
    }
}
