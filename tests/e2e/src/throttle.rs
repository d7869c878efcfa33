//! A slower machine and a slower network than this one. Chromium only.

use crate::page::Page;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// How much slower machine and network are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Throttle {
    /// How many times longer each computation takes; 1 is this machine.
    pub cpu: f64,
    /// The network; `None` is that of this machine.
    pub network: Option<Network>,
}

/// A network, in both directions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network {
    /// The shortest time from a request to its answer, in milliseconds.
    pub latency: f64,
    /// Bits a second.
    pub throughput: f64,
}

impl Throttle {
    /// This machine as it is.
    pub const NONE: Self = Self {
        cpu: 1.0,
        network: None,
    };
}

impl Page {
    /// Throttles what the page does from now on. Chromium only.
    pub async fn throttle(&self, throttle: Throttle) {
        self.session().retire();
        let network = match throttle.network {
            Some(network) => json!({
                "offline": false,
                "latency": network.latency,
                "downloadThroughput": network.throughput / 8.0,
                "uploadThroughput": network.throughput / 8.0,
            }),
            None => json!({
                "offline": false,
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            }),
        };
        let throttled: WebDriverResult<()> = async {
            let cdp = self.session().driver.cdp();
            let rate = json!({ "rate": throttle.cpu });
            cdp.send_raw("Emulation.setCPUThrottlingRate", rate).await?;
            cdp.send_raw("Network.emulateNetworkConditions", network)
                .await?;
            Ok(())
        }
        .await;
        self.must("throttle the page", throttled);
    }

    /// Runs a script before any script of the documents that are loaded from now on. Chromium
    /// only.
    pub async fn run_first(&self, script: &str) {
        self.session().retire();
        let script = json!({ "source": format!("{{{script}}}") });
        let cdp = self.session().driver.cdp();
        let added = cdp
            .send_raw("Page.addScriptToEvaluateOnNewDocument", script)
            .await;
        self.must("add a script", added);
    }
}
