//! The title of the window: what is shown comes first, so that tabs can be distinguished.

use operation_log::query::TimeZone;
use operation_log::{Param, Query};

use super::filter_bar::shown_value;
use super::format;
use crate::i18n::Locale;

/// How many filters a title names.
const NAMED_FILTERS: usize = 2;

/// The most characters of one filter.
const NAMED_CHARS: usize = 24;

/// A title of some parts, which ends with the name of the product.
pub fn with_product(locale: Locale, mut parts: Vec<String>) -> String {
    parts.push(locale.t().product().to_owned());
    parts.join(" · ")
}

/// The title of a list: its first filters and its page.
pub fn list_title(locale: Locale, query: &Query, zone: TimeZone) -> String {
    let filters = query.narrowing_filters().take(NAMED_FILTERS);
    let mut parts: Vec<String> = filters
        .map(|param| shortened(locale, query, param, zone))
        .collect();
    if query.page() > 1 {
        let page = format::number(query.page());
        parts.push(locale.t().page_number(&page));
    }
    with_product(locale, parts)
}

fn shortened(locale: Locale, query: &Query, param: Param, zone: TimeZone) -> String {
    let value = shown_value(locale, query, param, zone);
    match value.char_indices().nth(NAMED_CHARS) {
        Some((end, _)) => [value.get(..end).unwrap_or_default(), "…"].concat(),
        None => value,
    }
}
