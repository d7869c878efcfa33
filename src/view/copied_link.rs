//! Links that are handed on.

use operation_log::Query;

use crate::platform::dom;

/// An href of the console as a whole address, without what a sign-in has left in the location.
pub fn copied_link(href: &str) -> String {
    let Some((place, query)) = href.split_once('?') else {
        return dom::absolute_url(href);
    };
    let query = Query::from_url(query).without_sign_in().to_url();
    let between = if query.is_empty() { "" } else { "?" };
    dom::absolute_url(&[place, between, &query].concat())
}
