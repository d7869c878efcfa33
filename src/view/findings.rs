//! What a server's answers contradict of what it was asked, and of what it counts, in words: the
//! only place, for the list, its chips and the log of calls.

use operation_log::conformance::{Finding, RowOrder};
use operation_log::frozen_view::Total;
use operation_log::query::{Filters, Order};
use operation_log::{Param, Query};

use super::filter_bar::param_label;
use super::format;
use crate::i18n::Locale;
use crate::state::cache::HeldPage;
use crate::state::whole_result::Coverage;

/// A finding in words.
pub fn finding_text(locale: Locale, finding: Finding) -> String {
    let t = locale.t();
    match finding {
        Finding::NotApplied { param, rows, of } => {
            let [rows, of] = [rows, of].map(|count| format::count(count));
            t.not_applied(param_label(locale, param), &rows, &of)
        }
        Finding::Order(order) => order_as_sent(locale, order).to_owned(),
        Finding::OverLimit { limit, rows } => {
            t.over_limit(&format::count(rows), &format::number(u64::from(limit)))
        }
        Finding::Repeated(rows) => t.repeated_rows(&format::count(rows)),
    }
}

fn order_as_sent(locale: Locale, order: RowOrder) -> &'static str {
    let t = locale.t();
    match order {
        RowOrder::NewestFirst => t.newest_first_as_sent(),
        RowOrder::OldestFirst => t.oldest_first_as_sent(),
        RowOrder::Mixed | RowOrder::Undetermined => t.no_order_as_sent(),
    }
}

/// The order of a page that is shown by time: the one that was asked for, unless its rows have
/// another.
pub fn time_order(held: &HeldPage) -> Result<Order, RowOrder> {
    let mut findings = held.page.findings.iter();
    let wrong = findings.find_map(|finding| match finding {
        Finding::Order(order) => Some(*order),
        _ => None,
    });
    match wrong {
        None => Ok(held.key.view.order()),
        Some(order) => Err(order),
    }
}

/// The order of a page by time, in words.
pub fn time_order_text(locale: Locale, held: &HeldPage) -> &'static str {
    let t = locale.t();
    let is_file = held.whole.is_some_and(|whole| whole.is_file);
    match time_order(held) {
        Ok(Order::NewestFirst) if is_file => t.newest_first_here(),
        Ok(Order::OldestFirst) if is_file => t.oldest_first_here(),
        Ok(Order::NewestFirst) => t.newest_first(),
        Ok(Order::OldestFirst) => t.oldest_first(),
        Err(order) => order_as_sent(locale, order),
    }
}

/// The filter of a query that the rows of a page do not meet, by the parameter that was sent.
fn filter_of(query: &Query, sent: Param) -> Option<Param> {
    if sent == Param::StartTime && query.last().is_some() {
        return Some(Param::Last);
    }
    query.is_set(sent).then_some(sent)
}

/// The filters that the server did not apply to a page, as far as they are asked for now.
pub fn filters_not_applied(held: &HeldPage, filters: &Filters) -> Vec<Param> {
    let findings = held.page.findings.iter();
    let params = findings.filter_map(|finding| match finding {
        Finding::NotApplied { param, .. } => filter_of(filters.asked(), *param),
        _ => None,
    });
    params.collect()
}

/// What is odd about a page that is shown.
pub fn page_notes(locale: Locale, held: &HeldPage, filters: &Filters) -> Vec<String> {
    let t = locale.t();
    let findings = held.page.findings.iter().filter(|finding| match finding {
        Finding::NotApplied { param, .. } => filter_of(filters.asked(), *param).is_some(),
        // A sort of the reader's own is another order.
        Finding::Order(_) => filters.asked().sort().is_none(),
        Finding::OverLimit { .. } | Finding::Repeated(_) => true,
    });
    let mut notes: Vec<String> = findings
        .map(|finding| finding_text(locale, *finding))
        .collect();
    if let Some(cap) = held.facts.cap.filter(|cap| *cap < held.key.limit) {
        notes.push(t.capped(&format::number(u64::from(cap))));
    }
    notes
}

/// `1–20 of 12,345`, for the rows that are shown, and what is wrong with the total.
pub fn rows_text(locale: Locale, held: &HeldPage) -> String {
    let t = locale.t();
    let number = |figure| format::number(figure);
    let rows = u64::try_from(held.page.rows.len()).unwrap_or(u64::MAX);
    let total = held.facts.total;
    if rows == 0 {
        return match total {
            Total::Stated(total) => t.no_rows_total(&number(total)),
            _ => String::new(),
        };
    }
    let first = held.window().first_row();
    let last = first.saturating_add(rows - 1);
    let [from, to] = [first, last].map(number);
    if let Some(whole) = held.whole {
        if let Some(lines) = whole.lines {
            let rows = whole.kept.unwrap_or(whole.rows);
            return t.lines_of_rows(&from, &to, &number(lines), &number(rows));
        }
        if whole.kept.is_none()
            && let Some(total) = whole.total.filter(|total| *total > whole.rows)
        {
            return t.rows_of_loaded(&from, &to, &number(whole.rows), &number(total));
        }
    }
    match total {
        Total::Stated(total) => t.rows_of_total(&from, &to, &number(total.max(last))),
        Total::Unknown => t.rows_of_unknown(&from, &to),
        Total::TooLow(total) => t.rows_total_too_low(&from, &to, &number(total)),
        Total::TooHigh { stated, end } => {
            t.rows_total_too_high(&from, &to, &number(stated), &number(end))
        }
        Total::Changing => t.rows_total_changes(&from, &to),
    }
}

/// How far rows of a whole result reach: `all 4,213 rows`, `first 2,300 of 9,810 rows`,
/// `312 of 4,213 rows loaded`.
pub fn coverage_text(locale: Locale, coverage: Coverage) -> String {
    let t = locale.t();
    let rows = format::number(coverage.rows);
    let kept = coverage.kept.map(|kept| format::number(kept));
    let all = match coverage.total {
        _ if coverage.is_complete => t.whole_all(&rows),
        Some(total) if total > coverage.rows => t.whole_first(&rows, &format::number(total)),
        _ => t.whole_some(&rows),
    };
    match kept {
        None => all,
        Some(kept) if coverage.is_complete => t.narrow_kept(&kept, &rows),
        Some(kept) => t.narrow_kept_of(&kept, &all),
    }
}

/// How far rows of a page reach: `20 loaded rows only`.
pub fn loaded_text(locale: Locale, held: &HeldPage) -> String {
    let count = format::count(held.page.rows.len());
    locale.t().loaded_rows_only(&count)
}
