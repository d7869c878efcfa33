//! The calls of the API that a page made.

use crate::page::Page;
use reqwest::Url;

/// The path of the one call that the API has.
const PATH: &str = "/api/operation";

/// As many as a browser keeps; beyond that, calls would go uncounted.
const MOST_KEPT: usize = 250;

/// One call of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// The parameters in the order in which they were sent, decoded.
    pub parameters: Vec<(String, String)>,
}

impl ApiRequest {
    /// The value of a parameter, if it was sent.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters.iter();
        all.find_map(|(given, value)| (given == name).then_some(value.as_str()))
    }
}

impl Page {
    /// The calls of the API that this document made since it was loaded and
    /// that came to an end, oldest first.
    pub async fn requests(&self) -> Vec<ApiRequest> {
        let urls: Vec<String> = self.ask("return calls()", []).await;
        assert!(
            urls.len() < MOST_KEPT,
            "the page loaded so much that the browser stopped counting"
        );
        urls.iter()
            .filter_map(|url| Url::parse(url).ok())
            .filter(|url| url.path().trim_end_matches('/').ends_with(PATH))
            .map(|url| ApiRequest {
                parameters: url.query_pairs().into_owned().collect(),
            })
            .collect()
    }

    /// Waits until the newest call that came to an end carries these
    /// parameters, and answers it. `None` is for a parameter that is not sent.
    pub async fn until_asked(&self, expected: &[(&str, Option<&str>)]) -> ApiRequest {
        self.until(&format!("a call with {expected:?}"), async |page| {
            let newest = page.requests().await.pop();
            match newest {
                Some(request)
                    if expected
                        .iter()
                        .all(|(name, value)| request.parameter(name) == *value) =>
                {
                    Ok(request)
                }
                other => Err(format!("{other:?}")),
            }
        })
        .await
    }
}
