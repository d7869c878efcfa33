//! Removes the rows that are not permitted from an answer of the API.

use operation_log::ErrorCode;
use operation_log::wire::{Answer, DecodeError, OperationPage, Refusal, Row, decode_answer};

use super::answer;
use crate::source::only_resources::OnlyResources;

/// What is left of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permitted {
    /// Its body.
    pub body: String,
    /// Whether it had rows of other resources.
    pub had_foreign_rows: bool,
}

impl Permitted {
    const fn all_of(body: String) -> Self {
        Self {
            body,
            had_foreign_rows: false,
        }
    }
}

/// An answer without the rows that are not permitted.
///
/// It is encoded again from what was decoded, so that nothing else gets through: unreadable rows
/// and undocumented fields of the answer are left out, and of a refusal only the code stays, because
/// its message may name what is not permitted.
///
/// The total is kept only if every row of the page is permitted, and the page is not empty unless
/// the total is 0. Otherwise the server counted rows that are not permitted, or may have, and
/// `total_count` is left out.
///
/// # Errors
/// If the body is no answer of the API.
pub fn permitted(body: &str, only: &OnlyResources) -> Result<Permitted, DecodeError> {
    let page = match decode_answer(body)? {
        Answer::Refused(refusal) => {
            let body = answer::refusal(&without_details(&refusal));
            return Ok(Permitted::all_of(body));
        }
        Answer::Page(page) => page,
    };
    let OperationPage { rows, total, .. } = page;
    let kept: Vec<String> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Entry(entry) if only.permit(&entry.operation) => {
                Some(entry.raw.as_str().to_owned())
            }
            Row::Entry(_) | Row::Unreadable(_) => None,
        })
        .collect();
    let all_are_kept = kept.len() == rows.len();
    let total = total.filter(|total| all_are_kept && (!kept.is_empty() || *total == 0));
    let total = total.map(|total| total.to_string());
    let is_foreign = |row: &Row| match row {
        Row::Entry(entry) => !only.permit(&entry.operation),
        Row::Unreadable(_) => false,
    };
    Ok(Permitted {
        body: answer::list(&kept, total.as_deref()),
        had_foreign_rows: rows.iter().any(is_foreign),
    })
}

/// A refusal that names the error and nothing else.
fn without_details(refusal: &Refusal) -> Refusal {
    let code = u32::try_from(refusal.ret_code).ok();
    let name = code.and_then(ErrorCode::name).unwrap_or("UnknownError");
    Refusal {
        ret_code: refusal.ret_code,
        message: format!("{name}, refused by the API"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn filtered(body: &Value) -> Value {
        let only: OnlyResources = "ehpc-1,cln-2".parse().unwrap();
        let permitted = permitted(&body.to_string(), &only).unwrap();
        serde_json::from_str(&permitted.body).unwrap()
    }

    fn row(id: &str, resources: Value) -> Value {
        json!({ "job_id": id, "resource_ids": resources, "extra": 1.50 })
    }

    #[test]
    fn a_page_of_nothing_but_own_rows_keeps_its_total_and_the_rows_fields() {
        let rows = json!([
            row("j-1", json!("ehpc-1 cln-9")),
            row("j-2", json!(["x", "cln-2"]))
        ]);
        let answer = filtered(&json!({ "ret_code": 0, "job_set": rows, "total_count": 40 }));
        assert_eq!(answer["job_set"], rows);
        assert_eq!(answer["total_count"], 40);
        let nothing = filtered(&json!({ "ret_code": 0, "job_set": [], "total_count": 0 }));
        assert_eq!(nothing["total_count"], 0);
    }

    #[test]
    fn foreign_and_unreadable_rows_go_and_the_total_with_them() {
        for foreign in [
            row("j-3", json!("ehpc-11")),
            row("j-3", json!("EHPC-1")),
            row("j-3", json!("")),
            row("j-3", Value::Null),
            row("j-3", json!({ "ehpc-1": "cln-2" })),
            json!({ "job_id": "ehpc-1", "owner": "cln-2" }),
            json!({ "resource_ids": "ehpc-1" }),
            json!("ehpc-1"),
        ] {
            let own = row("j-1", json!("ehpc-1"));
            let answer = filtered(
                &json!({ "ret_code": 0, "job_set": [foreign, own], "total_count": 2, "all": [foreign] }),
            );
            assert_eq!(answer["job_set"], json!([own]), "{foreign}");
            assert!(answer.get("total_count").is_none() && answer.get("all").is_none());
        }
    }

    #[test]
    fn the_total_of_a_page_after_the_last_one_is_left_out() {
        let answer = filtered(&json!({ "ret_code": 0, "job_set": [], "total_count": 7 }));
        assert!(answer.get("total_count").is_none());
    }

    #[test]
    fn rows_in_other_shapes_are_found_all_the_same() {
        let rows = json!([row("j-1", json!("ehpc-9")), row("j-2", json!("ehpc-1"))]);
        for shape in [
            json!(rows.to_string()),
            json!({ "a": rows[0], "b": rows[1] }),
        ] {
            let answer = filtered(&json!({ "job_set": shape, "total_sum": "2" }));
            assert_eq!(answer["job_set"], json!([rows[1]]));
        }
    }

    #[test]
    fn of_a_refusal_only_the_code_stays() {
        let refused = json!({
            "ret_code": "1400",
            "message": "PermissionDenied, resource [ehpc-9] of usr-2",
            "job_set": [row("j", json!(""))]
        });
        assert_eq!(
            filtered(&refused),
            json!({ "ret_code": 1400, "message": "PermissionDenied, refused by the API" })
        );
    }
}
