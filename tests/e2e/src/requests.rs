//! The API calls of a page.

use crate::page::Page;
use reqwest::Url;

/// The path of the only API call.
const PATH: &str = "/api/operation";

/// The number of entries that a browser keeps; later calls would be missing.
const MAX_KEPT: usize = 250;

/// An API call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// The decoded parameters in the order in which they were sent.
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
    /// The API calls of this document that have ended, by an answer or by being
    /// aborted, oldest first.
    pub async fn requests(&self) -> Vec<ApiRequest> {
        let urls: Vec<String> = self.ask("return calls()", []).await;
        assert!(
            urls.len() < MAX_KEPT,
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

    /// Waits until the newest call that has ended has these parameters, and returns
    /// it. `None` stands for a parameter that is not sent.
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
