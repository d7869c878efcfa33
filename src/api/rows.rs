//! An API that answers from rows that are here, and makes no call.

use std::future::ready;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use operation_log::query::{Edit, Order};
use operation_log::result_set::{Arranging, ResultSet, SortKey};
use operation_log::wire::OperationPage;
use operation_log::{Column, Param, Query};
use web_sys::AbortSignal;

use super::{Call, OperationApi, Params, Urgency};

/// The rows of a file, as of a moment. It answers for one operation or one resource; a list over them is a
/// whole result and asks for nothing.
pub struct RowsApi {
    rows: Arc<ResultSet>,
    at: DateTime<Utc>,
}

impl RowsApi {
    /// Answers from these rows.
    pub const fn new(rows: Arc<ResultSet>, at: DateTime<Utc>) -> Self {
        Self { rows, at }
    }

    fn page(&self, params: &Params) -> OperationPage {
        let read = |query: Query, (key, value): &(&'static str, String)| match Param::from_key(key)
        {
            Some(param) => query.edited(Edit::Text(param, value.clone())),
            None => query,
        };
        let query = params.iter().fold(Query::default(), read);
        let conditions = query.row_conditions(self.at).conditions;
        let by_time = SortKey {
            column: Column::Time,
            descending: query.order() == Order::NewestFirst,
        };
        let set = &*self.rows;
        let mut arranging = Arranging::new(set, conditions.as_slice(), &[by_time], self.at);
        while !arranging.step(set, usize::MAX) {}
        let rows = arranging.into_rows();
        let limit = usize::try_from(query.limit()).unwrap_or(usize::MAX);
        let shown = rows.iter().take(limit);
        OperationPage {
            rows: shown.filter_map(|row| set.row(*row)?.to_row()).collect(),
            total: Some(rows.len() as u64),
            repeated: 0,
            findings: Vec::new(),
        }
    }
}

impl OperationApi for RowsApi {
    fn list(&self, params: Params, _urgency: Urgency, _abort: &AbortSignal) -> Call {
        Box::pin(ready(Ok(self.page(&params)).into()))
    }
}
