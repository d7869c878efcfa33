//! Measures the panel beside a page of the same list that is written by hand, alternating, and
//! prints a table. `cargo xtask bench` runs it: `HPC_BENCH_BASELINE` is the folder of that page,
//! `HPC_BENCH_RUNS` how often each is measured, `HPC_BENCH_REPORT` where to write the figures as
//! JSON. Times tell, they do not decide; what has a budget does: calls and long tasks.

use e2e::{Act, Find as _, Network, Page, Setup, Throttle, World, median};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs, process};

const GATEWAY: [&str; 4] = ["--demo", "20000", "--arrivals-per-hour", "0"];

const LIST: &str = "/operations?limit=100";

/// A mid-range phone on a mobile network.
const SLOW: Throttle = Throttle {
    cpu: 4.0,
    network: Some(Network {
        latency: 150.0,
        throughput: 1_600_000.0,
    }),
};

const SLOW_CPU: Throttle = Throttle {
    cpu: 4.0,
    network: None,
};

/// A page is turned.
const TURN: Act<'static> = Act {
    act: "document.querySelector('a[rel=next]').click()",
    done: "bench.firstId() !== before",
};

/// Pages turned between the two measurements of memory.
const PAGES: usize = 100;

/// How many calls opening the list may take.
const MOST_CALLS: f64 = 2.0;

/// How many tasks above 50 ms a step may have: reading a page of 100 rows may be one.
const MOST_LONG_TASKS: f64 = 1.0;

/// Clicks on the filter until a call follows it.
const CLICK_FILTER: &str = "
    bench.honoured = null;
    const clicks = setInterval(() => {
        const failed = document.querySelector('[name=status][value=failed]');
        if (bench.honoured !== null) return clearInterval(clicks);
        if (!failed) return;
        failed.checked = false;
        failed.click();
    }, 50);";

/// One measured figure by its name, all of one site.
type Figures = BTreeMap<&'static str, Vec<f64>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Panel,
    Baseline,
}

fn main() {
    let baseline = required("HPC_BENCH_BASELINE");
    let runs = required("HPC_BENCH_RUNS").parse().unwrap_or(5);
    let sites = [
        (Subject::Panel, Setup::new().gateway(&GATEWAY)),
        (
            Subject::Baseline,
            Setup::new().gateway(&GATEWAY).dist(PathBuf::from(baseline)),
        ),
    ];
    let mut figures = [Figures::new(), Figures::new()];
    for run in 1..=runs {
        for ((_, setup), figures) in sites.iter().zip(&mut figures) {
            measure(setup, figures);
        }
        eprintln!("run {run} of {runs}");
    }
    for ((_, setup), figures) in sites.iter().zip(&mut figures) {
        measure_memory(setup, figures);
    }
    let [panel, baseline] = &figures;
    println!("{}", table(panel, baseline));
    if let Some(file) = env::var_os("HPC_BENCH_REPORT") {
        let report = json!({ "panel": report(panel), "baseline": report(baseline) });
        if let Err(error) = fs::write(&file, format!("{report:#}\n")) {
            eprintln!("cannot write {}: {error}", file.display());
            process::exit(1);
        }
    }
    let over = over_budget(panel);
    if !over.is_empty() {
        eprintln!("over budget: {}", over.join(", "));
        process::exit(1);
    }
}

fn required(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| {
        eprintln!("{variable} is not set; run this with `cargo xtask bench`");
        process::exit(2);
    })
}

/// Measures one site once: loads of each kind in a browser that has never seen it, then steps.
fn measure(setup: &Setup, figures: &mut Figures) {
    for (throttle, names) in [
        (
            Throttle::NONE,
            [
                "cold: rows",
                "cold: interactive",
                "warm: rows",
                "warm: interactive",
            ],
        ),
        (
            SLOW,
            [
                "cold, slow: rows",
                "cold, slow: interactive",
                "warm, slow: rows",
                "warm, slow: interactive",
            ],
        ),
    ] {
        let [cold_rows, cold_interactive, warm_rows, warm_interactive] = names;
        setup.clone().run(async |world| {
            let page = watched(world, throttle, "").await;
            page.go(LIST).await;
            note(figures, cold_rows, page.rows_painted().await);
            if throttle == SLOW {
                note_load(figures, &page).await;
            }
            page.go(LIST).await;
            note(figures, warm_rows, page.rows_painted().await);
        });
        setup.clone().run(async |world| {
            let page = watched(world, throttle, CLICK_FILTER).await;
            page.go(LIST).await;
            note(figures, cold_interactive, page.figure("honoured").await);
            page.go(LIST).await;
            note(figures, warm_interactive, page.figure("honoured").await);
        });
    }
    setup.clone().run(async |world| {
        let page = watched(world, SLOW_CPU, "").await;
        page.go(LIST).await;
        page.rows_painted().await;
        for step in STEPS {
            step.measure(&page, figures).await;
        }
        page.css("[name=search_word]").click().await;
        page.script("window[Symbol.for('e2e.bench')].keys = 0", &[])
            .await;
        page.type_text("resize").await;
        page.until_quiet().await;
        note(figures, "worst key to paint", page.figure("keys").await);
    });
}

/// A step of a reader, and how its end is seen.
struct Step {
    name: &'static str,
    tasks: &'static str,
    act: Act<'static>,
}

const OTHER_ROWS: &str = "bench.rows() > 0 && bench.firstId() !== before && bench.visible()";

const STEPS: [Step; 5] = [
    Step {
        name: "next page",
        tasks: "next page: long tasks",
        act: Act {
            act: "document.querySelector('a[rel=next]').click()",
            done: OTHER_ROWS,
        },
    },
    Step {
        name: "status filter",
        tasks: "status filter: long tasks",
        act: Act {
            act: "document.querySelector('[name=status][value=failed]').click()",
            done: OTHER_ROWS,
        },
    },
    Step {
        name: "sort by time",
        tasks: "sort by time: long tasks",
        act: Act {
            act: "document.querySelector('th[data-column=create_time] button').click()",
            done: OTHER_ROWS,
        },
    },
    Step {
        name: "open an operation",
        tasks: "open an operation: long tasks",
        act: Act {
            act: "document.querySelector('tbody th a').click()",
            done: "document.querySelector('[data-field], #detail:not([hidden]) dd') !== null",
        },
    },
    Step {
        name: "back to the list",
        tasks: "back to the list: long tasks",
        act: Act {
            act: "history.back()",
            done: "bench.rows() > 0 && bench.visible()",
        },
    },
];

impl Step {
    async fn measure(&self, page: &Page, figures: &mut Figures) {
        page.until_quiet().await;
        note(figures, self.name, page.step(self.act).await);
        page.until_quiet().await;
        note(figures, self.tasks, page.figure("longTasks").await);
    }
}

async fn watched(world: &World, throttle: Throttle, more: &str) -> Page {
    let page = world.page().within(Duration::from_secs(60));
    page.resize(1440, 900).await;
    page.watch_figures(more).await;
    page.throttle(throttle).await;
    page
}

async fn note_load(figures: &mut Figures, page: &Page) {
    page.until_quiet().await;
    let names = [
        ("cold, slow: first contentful paint", "fcp"),
        ("cold, slow: largest contentful paint", "lcp"),
        ("cold, slow: layout shift", "shift"),
        ("cold, slow: blocking time", "blocking"),
        ("calls on opening", "calls"),
        ("bytes: HTML", "html"),
        ("bytes: CSS", "css"),
        ("bytes: JS", "js"),
        ("bytes: wasm", "wasm"),
    ];
    for (name, read) in names {
        note(figures, name, page.figure(read).await);
    }
}

/// Memory after the first page and after a hundred more.
fn measure_memory(setup: &Setup, figures: &mut Figures) {
    setup.clone().run(async |world| {
        let page = world.page();
        page.watch_memory().await;
        page.watch_figures("").await;
        page.go(LIST).await;
        page.until_quiet().await;
        let first = page.memory().await;
        note(
            figures,
            "memory: first page, kB",
            kilobytes(first.heap + first.wasm),
        );
        for _ in 0..PAGES {
            page.step(TURN).await;
        }
        page.until_quiet().await;
        let last = page.memory().await;
        note(
            figures,
            "memory: after 100 pages, kB",
            kilobytes(last.heap + last.wasm),
        );
    });
}

fn kilobytes(bytes: u64) -> f64 {
    // Far below the limit of the type.
    (bytes / 1024) as f64
}

fn note(figures: &mut Figures, name: &'static str, value: f64) {
    figures.entry(name).or_default().push(value);
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

/// Medians with the range, and the ratio of the medians.
fn table(panel: &Figures, baseline: &Figures) -> String {
    let shown = |values: &[f64]| {
        let values = sorted(values);
        let digits = usize::from(
            values
                .iter()
                .any(|value| value.fract() != 0.0 && *value < 1.0),
        ) * 3;
        let [low, high] =
            [values.first(), values.last()].map(|value| value.copied().unwrap_or(f64::NAN));
        let middle = median(&values);
        if low == high {
            format!("{middle:.digits$}")
        } else {
            format!("{middle:.digits$} ({low:.digits$}–{high:.digits$})")
        }
    };
    let mut text = String::from(
        "| ms, unless the name says otherwise | panel | by hand | ratio |\n| --- | ---: | ---: | ---: |\n",
    );
    let none = Vec::new();
    for (name, values) in panel {
        let other = baseline.get(name).unwrap_or(&none);
        let ratio = median(values) / median(other);
        let ratio = if ratio.is_finite() {
            format!("{ratio:.2}")
        } else {
            "–".to_owned()
        };
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {ratio} |",
            shown(values),
            shown(other)
        );
    }
    text
}

fn report(figures: &Figures) -> Value {
    let entries = figures.iter().map(|(name, values)| {
        let values = sorted(values);
        let figure = json!({
            "median": median(&values),
            "min": values.first(),
            "max": values.last(),
            "runs": values.len(),
        });
        (name.to_string(), figure)
    });
    Value::Object(Map::from_iter(entries))
}

/// The names of the panel's figures that are above their budget.
fn over_budget(panel: &Figures) -> Vec<String> {
    let over = panel.iter().filter_map(|(name, values)| {
        let budget = match *name {
            "calls on opening" => MOST_CALLS,
            name if name.ends_with("long tasks") => MOST_LONG_TASKS,
            _ => return None,
        };
        let value = median(values);
        (value > budget).then(|| format!("{name} {value} of {budget}"))
    });
    over.collect()
}
