//! The clusters that a portal knows: those that the panel's log speaks of most.

use crate::panel::Panel;
use chrono::{SecondsFormat, Utc};
use operation_log::{ResourceId, ResourceKind};
use reqwest::header::AUTHORIZATION;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::OnceCell;

/// The zone of the demo log's clusters.
const ZONE: &str = "jinan1a";

/// As much of the log as one call gives.
const LIMIT: &str = "100";

/// How long the panel's API may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The ids of the clusters, asked for when a page needs them first.
#[derive(Debug)]
pub struct Clusters {
    panel: Panel,
    token: String,
    known: OnceCell<Vec<String>>,
}

impl Clusters {
    /// The clusters of a panel whose API is asked with this token.
    pub fn of(panel: Panel, token: &str) -> Self {
        Self {
            panel,
            token: token.to_owned(),
            known: OnceCell::new(),
        }
    }

    /// The ids, most used first. A failure is not remembered.
    ///
    /// # Errors
    /// If the panel's API does not answer with operations.
    pub async fn ids(&self) -> Result<&[String], String> {
        let ids = self.known.get_or_try_init(|| self.ask()).await?;
        Ok(ids)
    }

    async fn ask(&self) -> Result<Vec<String>, String> {
        let now = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
        let url = self
            .panel
            .operations(&[("timestamp", &now), ("zone", ZONE), ("limit", LIMIT)]);
        // Whoever was first is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let text = async {
            let client = reqwest::Client::builder()
                .no_proxy()
                .timeout(PATIENCE)
                .build()?;
            let call = client
                .get(url.clone())
                .header(AUTHORIZATION, format!("Bearer {}", self.token));
            call.send().await?.text().await
        };
        let text = text
            .await
            .map_err(|error| format!("no answer from {url}: {error}"))?;
        clusters_in(&text).ok_or_else(|| format!("{url} gave no operations but: {text}"))
    }
}

/// The clusters that an answer of the API names, most often named first.
fn clusters_in(answer: &str) -> Option<Vec<String>> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for operation in answer["job_set"].as_array()? {
        let resources = operation["resource_ids"].as_str().unwrap_or_default();
        for id in ResourceId::split(resources) {
            if is_cluster(&id) {
                *named.entry(id.as_str().to_owned()).or_default() += 1;
            }
        }
    }
    let mut ids: Vec<_> = named.into_iter().collect();
    ids.sort_by_key(|(_, times)| Reverse(*times));
    Some(ids.into_iter().map(|(id, _)| id).collect())
}

fn is_cluster(id: &ResourceId) -> bool {
    matches!(
        id.kind(),
        ResourceKind::EhpcCluster | ResourceKind::HpcCluster | ResourceKind::AppCluster
    )
}

#[cfg(test)]
mod tests {
    use super::clusters_in;

    #[test]
    fn the_cluster_that_is_named_most_comes_first() {
        let answer = r#"{"ret_code":0,"total_count":3,"job_set":[
            {"resource_ids":"hpc-b cln-1 cln-2"},
            {"resource_ids":"ehpc-a"},
            {"resource_ids":null},
            {"resource_ids":"ehpcq-q ehpc-a"}]}"#;
        assert_eq!(clusters_in(answer).unwrap(), ["ehpc-a", "hpc-b"]);
    }

    #[test]
    fn a_refusal_names_no_clusters() {
        assert_eq!(clusters_in(r#"{"ret_code":1200,"message":"no"}"#), None);
        assert_eq!(clusters_in("<html>"), None);
    }
}
