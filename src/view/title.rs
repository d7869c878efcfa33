//! The title of the window: what is shown comes first, so that tabs can be told apart.

use operation_log::query::TimeZone;
use operation_log::{Param, Query, Route};

use super::filter_bar::shown_value;
use super::format;
use crate::i18n::Locale;

/// How many filters a title names.
const NAMED_FILTERS: usize = 2;

/// The most characters of one filter.
const NAMED_CHARS: usize = 24;

/// The title of a screen.
pub fn title(route: &Route, query: &Query, zone: TimeZone, locale: Locale) -> String {
    let t = locale.t();
    let mut parts = Vec::new();
    match route {
        Route::Detail(id) => parts.push(id.to_string()),
        Route::NotFound => parts.push(t.not_found_page_title().to_owned()),
        Route::List => {
            let filters = query
                .active_filters()
                .filter(|param| param.narrows_rows() && query.problem(*param).is_none())
                .take(NAMED_FILTERS);
            parts.extend(filters.map(|param| shortened(locale, query, param, zone)));
            if query.page() > 1 {
                parts.push(t.page_number(&format::number(locale, query.page())));
            }
        }
    }
    parts.push(t.product().to_owned());
    parts.join(" · ")
}

fn shortened(locale: Locale, query: &Query, param: Param, zone: TimeZone) -> String {
    let value = shown_value(locale, query, param, zone);
    match value.char_indices().nth(NAMED_CHARS) {
        Some((end, _)) => [value.get(..end).unwrap_or_default(), "…"].concat(),
        None => value,
    }
}
