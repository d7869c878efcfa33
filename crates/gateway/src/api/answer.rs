//! What the API sends: JSON bodies of the documented shapes.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use operation_log::ErrorCode;
use operation_log::wire::Refusal;

use crate::source::select::Page;
use crate::uncached::uncached;

/// Response extension: the body may be compressed.
#[derive(Clone, Copy, Debug)]
pub struct Compressible;

/// A JSON answer. Log entries change while one looks, so that nothing keeps a copy.
pub fn json_response(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    let mut response = uncompressed_json(status, body);
    response.extensions_mut().insert(Compressible);
    response
}

/// A JSON answer that is sent byte for byte.
pub fn uncompressed_json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    uncached(status, "application/json; charset=utf-8", body)
}

/// The body of a page.
pub fn page(page: &Page) -> String {
    list(&page.rows, Some(&page.total.to_string()))
}

/// The body of a page of these rows, each as JSON, and of this `total_count` as JSON, without it if
/// nobody knows how many match.
pub fn list(rows: &[String], total: Option<&str>) -> String {
    let mut body = String::with_capacity(128 + rows.iter().map(|row| row.len() + 1).sum::<usize>());
    body.push_str(r#"{"action":"HpcOperationListOperationResponse","data":{},"job_set":["#);
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            body.push(',');
        }
        body.push_str(row);
    }
    body.push_str(r#"],"ret_code":0"#);
    if let Some(total) = total {
        body.push_str(r#","total_count":"#);
        body.push_str(total);
    }
    body.push('}');
    body
}

/// The body of a refusal.
pub fn refusal(refusal: &Refusal) -> String {
    // A struct of a text and a number can always be written.
    serde_json::to_string(refusal).unwrap_or_default()
}

/// A refusal whose message follows the documented pattern, `ErrorName, detail`.
pub fn refuse(ret_code: u32, detail: &str) -> Refusal {
    let name = ErrorCode::name(ret_code).unwrap_or("UnknownError");
    Refusal {
        ret_code: i64::from(ret_code),
        message: format!("{name}, {detail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refusal_names_the_error_and_the_detail() {
        assert_eq!(
            refuse(1100, "parameter [zone] is missing").message,
            "BadMessageFormat, parameter [zone] is missing"
        );
        assert_eq!(refuse(1400, "x").message, "PermissionDenied, x");
        assert_eq!(refuse(9, "x").message, "UnknownError, x");
        for known in ErrorCode::all() {
            let name = ErrorCode::name(known.code).unwrap();
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
            assert!(!name.is_empty());
        }
    }

    #[test]
    fn a_page_is_json_of_the_documented_shape() {
        let body = page(&Page {
            rows: vec!["{\"job_id\":\"j-1\"}".to_owned(), "7".to_owned()],
            total: 12,
        });
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(value["action"], "HpcOperationListOperationResponse");
        assert_eq!(value["data"], json!({}));
        assert_eq!(value["job_set"], json!([{ "job_id": "j-1" }, 7]));
        assert_eq!(value["ret_code"], 0);
        assert_eq!(value["total_count"], 12);
        let unknown: serde_json::Value = serde_json::from_str(&list(&[], None)).unwrap();
        assert_eq!(unknown["job_set"], json!([]));
        assert!(unknown.get("total_count").is_none());
    }
}
