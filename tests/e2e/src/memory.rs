//! Memory use of a page, as Chromium measures it.

use crate::page::Page;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// Keeps a reference to the panel's WebAssembly memory, and counts calls beyond the
/// number of entries that a browser keeps. Runs before any script of a page.
const WATCH: &str = "
    const watched = (window[Symbol.for('e2e.memory')] = { calls: 0 });
    for (const way of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[way].bind(WebAssembly);
        WebAssembly[way] = async (...how) => {
            const made = await make(...how);
            const isMemory = (it) => it instanceof WebAssembly.Memory;
            watched.wasm = Object.values((made.instance ?? made).exports).find(isMemory);
            return made;
        };
    }
    new PerformanceObserver((list) => {
        for (const { name } of list.getEntries()) {
            watched.calls += new URL(name).pathname.endsWith('/api/operation');
        }
    }).observe({ type: 'resource' });";

/// Memory use of a page after garbage collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// The JavaScript heap, in bytes.
    pub heap: u64,
    /// The WebAssembly memory, in bytes. It never shrinks; 0 for a page without.
    pub wasm: u64,
    /// DOM nodes, in the document or out of it.
    pub nodes: u64,
    /// JavaScript event listeners.
    pub listeners: u64,
    /// Calls of the API since the document was loaded.
    pub calls: u64,
}

impl Page {
    /// Prepares documents that are loaded from now on for measuring. Chromium only.
    pub async fn watch_memory(&self) {
        let watched = async {
            let cdp = self.session().driver.cdp();
            cdp.send_raw("Performance.enable", json!({})).await?;
            let script = json!({ "source": format!("{{{WATCH}}}") });
            cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", script)
                .await
        };
        self.must("watch the memory", watched.await);
    }

    /// Collects garbage and measures the rest. Needs
    /// [`Page::watch_memory`] before the document was loaded.
    pub async fn memory(&self) -> Memory {
        // Objects that one collection finalises are freed by the next.
        for _ in 0..2 {
            self.must("collect garbage", self.collect_garbage().await);
        }
        let [wasm, calls] = self
            .ask(
                "const watched = window[Symbol.for('e2e.memory')];
                 return [watched.wasm?.buffer.byteLength ?? 0, watched.calls]",
                [],
            )
            .await;
        let cdp = self.session().driver.cdp();
        let answer = cdp.send_raw("Performance.getMetrics", json!({})).await;
        let answer = self.must("measure", answer);
        let metric = |wanted: &str| {
            let metrics = answer["metrics"].as_array().into_iter().flatten();
            let value = metrics
                .filter(|metric| metric["name"] == wanted)
                .find_map(|metric| metric["value"].as_f64());
            // Bytes and counts are whole numbers far below the limits of both types.
            value.unwrap_or_else(|| panic!("no {wanted} in {answer}")) as u64
        };
        Memory {
            heap: metric("JSHeapUsedSize"),
            wasm,
            nodes: metric("Nodes"),
            listeners: metric("JSEventListeners"),
            calls,
        }
    }

    async fn collect_garbage(&self) -> WebDriverResult<()> {
        let driver = &self.session().driver;
        driver
            .cdp()
            .send_raw("HeapProfiler.collectGarbage", json!({}))
            .await?;
        let turn = "setTimeout(arguments[0], 50)";
        driver.execute_async(turn, []).await?;
        Ok(())
    }
}
