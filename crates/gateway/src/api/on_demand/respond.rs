//! Answers with the requested failure.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::sleep;

use super::broken_body::BrokenBody;
use super::dripping_body::DrippingBody;
use super::lies::rows::add_big_field;
use super::{Attempts, Demand, Failure, MAX_HANG, PageKind, RetryAfter};
use crate::api::answer::{self, json_response, refuse, uncompressed_json};
use crate::api::permitted::permitted;
use crate::http_date::http_date;
use crate::server::progress::Reset;
use crate::source::only_resources::OnlyResources;
use crate::source::select::Page;
use crate::uncached::{plain_text, uncached};

const BUSY: u32 = 5100;
/// How long the unknown field of a huge row is.
const BIG: usize = 20_000_000;
/// The page that a redirect leads to: loopback, but no origin that the panel is served from.
const SIGN_IN: &str = "http://127.0.0.2/sign-in";
/// Marks the message of a refusal as requested.
const DETAIL: &str = "failure on demand [demo]";
/// A page with every oddity of the documentation.
const ODD: &str = include_str!("odd.json");
const LOGIN_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
    <title>登录 · Sign in (demo)</title></head>\n<body><form method=\"post\" action=\"/login\">\
    <input name=\"user\"><input name=\"password\" type=\"password\"><button>登录</button></form>\
    </body></html>\n";

impl Demand {
    /// Answers as requested; `log` is the page of the log, `only` are the permitted resources,
    /// `now` is the time of the server's clock.
    pub async fn respond(
        &self,
        attempts: &Attempts,
        log: Page,
        only: Option<&OnlyResources>,
        now: DateTime<Utc>,
    ) -> Response<Body> {
        let body = self.body(log, only);
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        let mut response = match &self.failure {
            None => json_response(StatusCode::OK, body),
            Some(failure) => failure.respond(body, attempts).await,
        };
        let headers = response.headers_mut();
        if let Some(media_type) = &self.media_type {
            headers.insert(header::CONTENT_TYPE, media_type.clone());
        }
        if let Some(later) = self.retry_after.and_then(|later| later.value(now)) {
            headers.insert(header::RETRY_AFTER, later);
        }
        response
    }

    fn body(&self, log: Page, only: Option<&OnlyResources>) -> String {
        let mut page = match (self.page, only) {
            (PageKind::Log, _) => log,
            (PageKind::None, _) => Page::default(),
            (PageKind::Odd, None) => return ODD.to_owned(),
            (PageKind::Odd, Some(only)) => {
                return permitted(ODD, only)
                    .map(|left| left.body)
                    .unwrap_or_default();
            }
        };
        if self.twice {
            page.rows = page
                .rows
                .into_iter()
                .flat_map(|row| [row.clone(), row])
                .collect();
        }
        if self.big
            && let Some(row) = page.rows.first_mut()
        {
            add_big_field(row, BIG);
        }
        self.lies.body(&page)
    }
}

impl RetryAfter {
    /// The header's value. Returns `None` if the date is beyond the calendar.
    fn value(self, now: DateTime<Utc>) -> Option<HeaderValue> {
        match self {
            Self::Seconds(seconds) => Some(HeaderValue::from(seconds)),
            Self::Date(seconds) => {
                http_date(now.checked_add_signed(TimeDelta::seconds(seconds.into()))?)
            }
        }
    }
}

impl Failure {
    /// Answers with this failure in place of `body`.
    async fn respond(&self, body: String, attempts: &Attempts) -> Response<Body> {
        match self {
            Self::Refused(code) => refused(*code),
            Self::Flaky(key) if attempts.count(&format!("!flaky:{key}")) == 1 => refused(BUSY),
            Self::Flaky(_) => json_response(StatusCode::OK, body),
            Self::Status(code) => with_status(*code),
            Self::Cut => {
                let half: String = body.chars().take(body.chars().count() / 2).collect();
                json_response(StatusCode::OK, half)
            }
            Self::Html => uncached(StatusCode::OK, "text/html; charset=utf-8", LOGIN_PAGE),
            Self::Redirect => {
                let mut response = plain_text(StatusCode::FOUND, "");
                let location = HeaderValue::from_static(SIGN_IN);
                response.headers_mut().insert(header::LOCATION, location);
                response
            }
            Self::Empty => json_response(StatusCode::OK, Body::empty()),
            Self::Dropped => with_body(Body::new(BrokenBody::at_once())),
            Self::DroppedHalfway => with_body(Body::new(BrokenBody::halfway(body))),
            Self::Reset => {
                let mut response = with_body(Body::new(BrokenBody::halfway(body)));
                response.extensions_mut().insert(Reset);
                response
            }
            Self::Drips(between) => with_body(Body::new(DrippingBody::new(body, *between))),
            Self::Hangs => {
                sleep(MAX_HANG).await;
                with_body(Body::new(BrokenBody::at_once()))
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

fn with_body(body: Body) -> Response<Body> {
    uncompressed_json(StatusCode::OK, body)
}
