//! Figures of a page: how long it takes, and how long its tasks are. Chromium only.

use crate::engine::Engine;
use crate::page::Page;
use serde_json::json;

/// Runs before the scripts of the page; `bench` is what the scripts of a measurement read.
const WATCH: &str = include_str!("in_page/figures.js");

/// What a step does, and what is true once the page shows it. Both are scripts; `before` is what
/// `bench.firstId()` was.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// A statement.
    pub act: &'a str,
    /// An expression.
    pub done: &'a str,
}

impl Page {
    /// Prepares documents that are loaded from now on for measuring, and runs a script of the
    /// measurement in each.
    pub async fn watch_figures(&self, more: &str) {
        assert_eq!(
            self.session().engine,
            Engine::Chromium,
            "no other engine is measured"
        );
        self.run_first(&format!("{WATCH}{more}")).await;
    }

    /// Waits for a figure.
    pub async fn figure(&self, name: &str) -> f64 {
        self.until(name, async |page| {
            page.script(
                "return window[Symbol.for('e2e.bench')].read(args[0])",
                &[json!(name)],
            )
            .await
            .as_f64()
        })
        .await
    }

    /// When a page of this many rows was painted first, in milliseconds from the start of the navigation.
    pub async fn rows_painted(&self) -> f64 {
        self.figure("rowsPainted").await
    }

    /// Waits until calls and long tasks have ended.
    pub async fn until_quiet(&self) {
        self.figure("quiet").await;
    }

    /// Takes a step in a page that is quiet: milliseconds until its end is painted.
    pub async fn step(&self, Act { act, done }: Act<'_>) -> f64 {
        let script = format!(
            "const bench = window[Symbol.for('e2e.bench')];
             const before = bench.firstId();
             bench.tasks = [];
             bench.step = null;
             const start = performance.now();
             {act};
             bench.painted(() => {done}).then((end) => (bench.step = end - start));"
        );
        self.script(&script, &[]).await;
        self.figure("step").await
    }
}

/// The middle one of some figures; `NaN` of none.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
