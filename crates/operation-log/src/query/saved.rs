//! What a saved view keeps of a query.

use super::{Param, Query};

impl Query {
    /// The query as it is saved under a name: filters, order, page size and time zone. Not the page,
    /// nor what it costs to load all of it, nor keys that are not the panel's.
    #[must_use]
    pub fn as_saved(&self) -> Self {
        let mut query = self.filtered(|param| !matches!(param, Param::Page | Param::Whole));
        query.extra.clear();
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_query_has_no_page_no_price_and_no_keys_of_others() {
        let url = "status=failed&limit=50&page=3&whole=1&embed=1&access_token=x";
        let saved = Query::from_url(url).as_saved();
        assert_eq!(saved.to_url(), "status=failed&limit=50");
    }
}
