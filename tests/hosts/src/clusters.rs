//! The clusters of a portal: those that occur most often in the panel's log and are
//! not deleted.

use crate::panel::Panel;
use chrono::{SecondsFormat, Utc};
use operation_log::{ResourceId, ResourceKind, panel_header};
use reqwest::header::AUTHORIZATION;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::sync::OnceCell;

/// The zone of the demo log's clusters.
const ZONE: &str = "jinan1a";

/// How many operations a call returns.
const LIMIT: usize = 100;

/// How many pages are read.
const CALLS: usize = 4;

/// The operation that deletes a cluster.
const DELETE_CLUSTER: &str = "HpcClusterDeleteCluster";

/// How long the panel's API may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The ids of the clusters, read when a page needs them first.
#[derive(Debug)]
pub struct Clusters {
    panel: Panel,
    token: String,
    known: OnceCell<Vec<String>>,
}

impl Clusters {
    /// The clusters of a panel whose API takes this token.
    pub fn new(panel: Panel, token: &str) -> Self {
        Self {
            panel,
            token: token.to_owned(),
            known: OnceCell::new(),
        }
    }

    /// The ids, most frequent first. Failures are not cached.
    ///
    /// # Errors
    /// If the panel's API does not answer with operations.
    pub async fn ids(&self) -> Result<&[String], String> {
        let ids = self.known.get_or_try_init(|| self.ask()).await?;
        Ok(ids)
    }

    async fn ask(&self) -> Result<Vec<String>, String> {
        let mut log = Log::default();
        for call in 0..CALLS {
            log.read(&self.page(call * LIMIT).await?)?;
        }
        Ok(log.clusters())
    }

    /// The API's answer at an offset.
    async fn page(&self, offset: usize) -> Result<String, String> {
        let now = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
        let url = self.panel.operations(&[
            ("timestamp", &now),
            ("zone", ZONE),
            ("limit", &LIMIT.to_string()),
            ("offset", &offset.to_string()),
        ]);
        // Fails if a provider is already installed, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let text = async {
            let client = reqwest::Client::builder()
                .no_proxy()
                .timeout(TIMEOUT)
                .build()?;
            let call = client
                .get(url.clone())
                .header(AUTHORIZATION, format!("Bearer {}", self.token))
                .header(panel_header::NAME, panel_header::INTERACTIVE);
            call.send().await?.text().await
        };
        text.await
            .map_err(|error| format!("no answer from {url}: {error}"))
    }
}

/// The clusters in the part of the log that was read.
#[derive(Default)]
struct Log {
    /// How often each cluster occurs.
    named: BTreeMap<String, usize>,
    gone: BTreeSet<String>,
}

impl Log {
    /// Reads an answer of the API.
    fn read(&mut self, answer: &str) -> Result<(), String> {
        let parsed: Option<Value> = serde_json::from_str(answer).ok();
        let operations = parsed
            .as_ref()
            .and_then(|answer| answer["job_set"].as_array());
        for operation in operations.ok_or_else(|| format!("no operations but: {answer}"))? {
            let resources = operation["resource_ids"].as_str().unwrap_or_default();
            let clusters = ResourceId::split(resources).into_iter().filter(is_cluster);
            for cluster in clusters {
                let id = cluster.as_str().to_owned();
                if operation["job_action"] == DELETE_CLUSTER && operation["status"] != "failed" {
                    self.gone.insert(id.clone());
                }
                *self.named.entry(id).or_default() += 1;
            }
        }
        Ok(())
    }

    /// The clusters that are not deleted, most frequent first.
    fn clusters(self) -> Vec<String> {
        let mut named: Vec<_> = self.named.into_iter().collect();
        named.retain(|(id, _)| !self.gone.contains(id));
        named.sort_by_key(|(_, times)| Reverse(*times));
        named.into_iter().map(|(id, _)| id).collect()
    }
}

fn is_cluster(id: &ResourceId) -> bool {
    matches!(
        id.kind(),
        ResourceKind::EhpcCluster | ResourceKind::HpcCluster | ResourceKind::AppCluster
    )
}

#[cfg(test)]
mod tests {
    use super::Log;

    #[test]
    fn the_cluster_that_is_named_most_comes_first_and_one_that_is_gone_not_at_all() {
        let mut log = Log::default();
        log.read(
            r#"{"ret_code":0,"total_count":9,"job_set":[
            {"resource_ids":"hpc-b cln-1 cln-2"},
            {"resource_ids":"ehpc-c"},
            {"resource_ids":"ehpc-c","job_action":"HpcClusterDeleteCluster"},
            {"resource_ids":"hpc-b","job_action":"HpcClusterDeleteCluster","status":"failed"},
            {"resource_ids":"ehpc-a"},
            {"resource_ids":"ehpc-a"},
            {"resource_ids":null}]}"#,
        )
        .unwrap();
        log.read(r#"{"job_set":[{"resource_ids":"ehpcq-q ehpc-a"},{"resource_ids":"ehpc-c"}]}"#)
            .unwrap();
        assert_eq!(log.clusters(), ["ehpc-a", "hpc-b"]);
    }

    #[test]
    fn a_refusal_is_told() {
        for answer in [r#"{"ret_code":1200,"message":"no"}"#, "<html>"] {
            assert!(Log::default().read(answer).unwrap_err().contains(answer));
        }
    }
}
