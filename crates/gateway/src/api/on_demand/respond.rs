//! Answers as somebody demanded.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use tokio::time::sleep;

use super::broken_body::BrokenBody;
use super::{Demand, Failure, FlakyKeys, MAX_HANG, PageWanted};
use crate::api::answer::{self, json_response, refuse};
use crate::source::select::Page;
use crate::uncached::{plain_text, uncached};

const BUSY: u32 = 5100;
/// Marks the text of a refusal that nothing but a demand brought about.
const DETAIL: &str = "failure on demand [demo]";
/// A page with every oddity of the documentation.
const ODD: &str = include_str!("odd.json");
const LOGIN_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
    <title>登录 · Sign in (demo)</title></head>\n<body><form method=\"post\" action=\"/login\">\
    <input name=\"user\"><input name=\"password\" type=\"password\"><button>登录</button></form>\
    </body></html>\n";

impl Demand {
    /// Answers as demanded; `log` is the page of the log, should that be wanted.
    pub async fn respond(&self, keys: &FlakyKeys, log: impl FnOnce() -> Page) -> Response<Body> {
        // The page is taken before the delay, as a slow server would.
        let body = match self.page {
            PageWanted::Log => answer::page(&log()),
            PageWanted::None => answer::page(&Page::default()),
            PageWanted::Odd => ODD.to_owned(),
        };
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        let Some(failure) = &self.failure else {
            return json_response(StatusCode::OK, body);
        };
        match failure {
            Failure::Refused(code) => refused(*code),
            Failure::Flaky(key) if keys.is_first(key) => refused(BUSY),
            Failure::Flaky(_) => json_response(StatusCode::OK, body),
            Failure::Status(code) => with_status(*code),
            Failure::Cut => {
                let half = body.chars().take(body.chars().count() / 2).collect();
                json_response(StatusCode::OK, half)
            }
            Failure::Html => uncached(
                StatusCode::OK,
                "text/html; charset=utf-8",
                LOGIN_PAGE.to_owned(),
            ),
            Failure::Empty => json_response(StatusCode::OK, String::new()),
            Failure::Dropped => broken(BrokenBody::at_once()),
            Failure::DroppedHalfway => broken(BrokenBody::halfway(body)),
            Failure::Hangs => {
                sleep(MAX_HANG).await;
                broken(BrokenBody::at_once())
            }
        }
    }
}

fn refused(code: u32) -> Response<Body> {
    json_response(StatusCode::OK, answer::refusal(&refuse(code, DETAIL)))
}

fn with_status(code: u16) -> Response<Body> {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let reason = status.canonical_reason().unwrap_or("Status");
    let has_body = !matches!(code, 204 | 205 | 304);
    let text = if has_body {
        format!("{code} {reason} ({DETAIL})\n")
    } else {
        String::new()
    };
    plain_text(status, text)
}

fn broken(body: BrokenBody) -> Response<Body> {
    let mut response = json_response(StatusCode::OK, String::new());
    *response.body_mut() = Body::new(body);
    response
}
