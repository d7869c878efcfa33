//! Which of the ids that were asked for were found, as far as the rows at hand prove it.

use leptos::prelude::*;
use operation_log::query::Filters;
use operation_log::wire::OperationPage;
use operation_log::{Operation, Param, Query, search};

use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::view::format;

/// How many missing ids are named.
const MOST_NAMED: usize = 20;

/// Ids that were asked for, and which of them are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    asked: usize,
    missing: Vec<String>,
    /// Whether other filters may be why.
    by_filters: bool,
}

/// What a page proves about the ids of a query. Returns `None` if fewer than two were asked for, or
/// if there are rows on other pages.
fn found(query: &Query, page: &OperationPage) -> Option<Found> {
    let narrowing: Vec<Param> = query.narrowing_filters().collect();
    let (param, has): (Param, fn(&Operation, &str) -> bool) = if narrowing.contains(&Param::JobIds)
    {
        (Param::JobIds, |operation, id| {
            operation.job_id.as_str() == id
        })
    } else if narrowing.contains(&Param::ResourceIds) {
        (Param::ResourceIds, |operation, id| {
            operation
                .resource_ids
                .iter()
                .any(|known| known.as_str() == id)
        })
    } else {
        return None;
    };
    let is_complete = query.page() == 1 && page.total == u64::try_from(page.rows.len()).ok();
    let mut ids: Vec<String> = Vec::new();
    for id in search::parts(&query.text(param)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let asked = ids.len();
    ids.retain(|id| !page.operations().any(|operation| has(operation, id)));
    (is_complete && asked > 1).then_some(Found {
        asked,
        missing: ids,
        by_filters: narrowing.len() > 1,
    })
}

fn text(locale: Locale, found: &Found) -> String {
    let t = locale.t();
    let count = |count| format::count(count);
    let asked = count(found.asked);
    if found.missing.is_empty() {
        return t.all_found(&asked);
    }
    let mut missing = found.missing.clone();
    missing.truncate(MOST_NAMED);
    let mut missing = missing.join(", ");
    if found.missing.len() > MOST_NAMED {
        missing.push('…');
    }
    let found_count = count(found.asked - found.missing.len());
    if found.by_filters {
        t.some_match(&found_count, &asked, &missing)
    } else {
        t.some_found(&found_count, &asked, &missing)
    }
}

/// The words for it; `None` while nothing can be said.
pub fn found_text(locale: Locale, list: ListState, filters: Memo<Filters>) -> Option<String> {
    list.remote().with(|remote| {
        let held = remote.held().filter(|held| list.is_asked(held))?;
        let found = filters.with(|filters| found(filters.asked(), &held.page))?;
        Some(text(locale, &found))
    })
}

/// The line that says so.
#[component]
pub fn MissingIds(
    /// The rows.
    list: ListState,
    /// What is asked.
    filters: Memo<Filters>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let note = Memo::new(move |_| found_text(locale, list, filters));
    let line = move || {
        let text = note.get()?;
        Some(view! { <p class="op-found">{text}</p> })
    };
    view! { {move || line()} }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::wire::{Answer, decode_answer};

    fn missing(url: &str, total: u64) -> Option<(usize, String)> {
        let body = format!(
            r#"{{"ret_code":0,"total_count":{total},"job_set":[
                {{"job_id":"j-1","resource_ids":"ehpc-1 cln-1"}},{{"job_id":"j-2"}}]}}"#
        );
        let Ok(Answer::Page(page)) = decode_answer(&body) else {
            panic!("no page");
        };
        let found = found(&Query::from_url(url), &page)?;
        Some((found.asked, found.missing.join(",")))
    }

    #[test]
    fn what_is_missing_is_named_where_all_rows_are_at_hand() {
        let some = |asked, missing: &str| Some((asked, missing.to_owned()));
        assert_eq!(missing("job_ids=j-1,j-2,j-3,j-1", 2), some(3, "j-3"));
        assert_eq!(missing("job_ids=j-1,j-2", 2), some(2, ""));
        assert_eq!(missing("resource_ids=cln-1,cln-2", 2), some(2, "cln-2"));
        assert_eq!(missing("job_ids=j-1,j-3", 40), None);
        assert_eq!(missing("job_ids=j-3", 2), None);
        assert_eq!(missing("owner=usr-a", 2), None);
    }
}
