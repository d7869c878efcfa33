//! Measures how the list grows in the browser: the same steps with logs of 100 to 50,000 rows, the CPU
//! slowed four times. `cargo xtask growth` runs it: `HPC_GROWTH_RUNS` is how often each is measured,
//! `HPC_GROWTH_REPORT` where to write the table, `HPC_GROWTH_PLOT` where to write the plot, as SVG.

mod plot;

use e2e::{Act, Page, Setup, Throttle, World, median};
use std::fmt::Write;
use std::time::Duration;
use std::{env, fs, process};

/// Rows of the demo log, of which one account sees nearly all.
const LOGS: [u32; 4] = [100, 1_000, 10_000, 50_000];

const SLOW_CPU: Throttle = Throttle {
    cpu: 4.0,
    network: None,
};

const LIST: &str = "/operations?limit=20";

/// The one figure that is no time.
const MEMORY: &str = "memory with all rows, kB";

/// What is read of rows: the ids, and so whether they are others.
const WATCH: &str = "
    bench.ids = () => [...document.querySelectorAll('tbody tr[data-job-id]')]
        .map((row) => row.dataset.jobId).join();
    bench.others = () => bench.rows() > 0 && bench.ids() !== bench.ids.before;";

/// Something a reader does.
struct Step {
    name: &'static str,
    act: Act<'static>,
    /// What brings the list back to what it was.
    undo: Undo,
}

/// How a step is undone.
#[derive(Clone, Copy)]
enum Undo {
    Nothing,
    Back,
    /// A dialog is closed as well.
    CloseAndBack,
}

const NEXT: Act<'static> = Act {
    act: "document.querySelector('a[rel=next]').click()",
    done: "bench.others()",
};

const BY_DURATION: Act<'static> = Act {
    act: "document.querySelector('th[data-column=duration] button').click()",
    done: "bench.others()",
};

/// Steps of a list whose pages the server answers.
const PAGED: [Step; 3] = [
    Step {
        name: "page by page: next page",
        act: NEXT,
        undo: Undo::Back,
    },
    Step {
        name: "page by page: one status",
        act: Act {
            act: "document.querySelector('[name=status][value=failed]').click()",
            done: "bench.others()",
        },
        undo: Undo::Back,
    },
    Step {
        name: "page by page: sort a page",
        act: BY_DURATION,
        undo: Undo::Back,
    },
];

/// Steps of a whole result, the first of which loads it.
const WHOLE: [Step; 7] = [
    Step {
        name: "load all rows",
        act: Act {
            act: "document.querySelector('.op-whole .op-button-primary').click()",
            done: "document.querySelector('[data-control=narrow]') !== null",
        },
        undo: Undo::Nothing,
    },
    Step {
        name: "all rows: next page",
        act: NEXT,
        undo: Undo::Back,
    },
    Step {
        name: "all rows: sort by duration",
        act: BY_DURATION,
        undo: Undo::Back,
    },
    Step {
        name: "all rows: sort by owner",
        act: Act {
            act: "document.querySelector('th[data-column=owner] button').click()",
            done: "bench.others()",
        },
        undo: Undo::Back,
    },
    Step {
        name: "all rows: count the values of six fields",
        act: Act {
            act: "document.querySelector('[data-control=narrow]').click()",
            done: "document.querySelectorAll('dialog[open] section[data-field] li').length > 5",
        },
        undo: Undo::Nothing,
    },
    Step {
        name: "all rows: keep one value",
        act: Act {
            act: "document.querySelectorAll('dialog[open] section[data-field=status] li button')[2].click()",
            done: "bench.others()",
        },
        undo: Undo::CloseAndBack,
    },
    Step {
        name: "all rows: find a text",
        act: Act {
            act: "const box = document.querySelector('.op-find input');
                box.value = 'submit';
                box.dispatchEvent(new InputEvent('input', { bubbles: true }))",
            done: "/\\d/.test(document.querySelector('.op-find').innerText)",
        },
        undo: Undo::Nothing,
    },
];

/// What was measured of a step, by log.
struct Figure {
    name: &'static str,
    /// Milliseconds until it is painted, a list for each log.
    times: Vec<Vec<f64>>,
    /// The longest task, in milliseconds; 0 where none is above 50.
    tasks: Vec<Vec<f64>>,
}

fn main() {
    let runs = env::var("HPC_GROWTH_RUNS").map_or(Ok(3), |runs| runs.parse::<u16>());
    let runs = runs.unwrap_or_else(|error| fail(&format!("HPC_GROWTH_RUNS: {error}")));
    let mut rows = Vec::new();
    let mut figures: Vec<Figure> = Vec::new();
    for (log, size) in LOGS.into_iter().enumerate() {
        let size = size.to_string();
        let setup = Setup::new().gateway(&["--demo", &size, "--arrivals-per-hour", "0"]);
        let mut shown = 0.0;
        for run in 1..=runs {
            setup
                .clone()
                .run(async |world| shown = measure(world, log, &mut figures).await);
            eprintln!("{size} rows, run {run} of {runs}");
        }
        rows.push(shown);
    }
    let table = table(&rows, &figures);
    println!("{table}");
    write("HPC_GROWTH_REPORT", &table);
    let times = figures.iter().filter(|figure| figure.name != MEMORY);
    let lines = times.map(|figure| plot::Line {
        name: figure.name,
        values: figure.times.iter().map(|times| median(times)).collect(),
    });
    write(
        "HPC_GROWTH_PLOT",
        &plot::svg(&rows, &lines.collect::<Vec<_>>()),
    );
}

fn fail(because: &str) -> ! {
    eprintln!("{because}");
    process::exit(1)
}

fn write(variable: &str, text: &str) {
    if let Some(file) = env::var_os(variable)
        && let Err(error) = fs::write(&file, text)
    {
        fail(&format!("cannot write {}: {error}", file.display()));
    }
}

/// Takes every step once; how many rows the list has.
async fn measure(world: &World, log: usize, figures: &mut Vec<Figure>) -> f64 {
    let page = world.page().within(Duration::from_secs(90));
    page.resize(1440, 900).await;
    page.watch_memory().await;
    page.watch_figures(WATCH).await;
    page.throttle(SLOW_CPU).await;
    page.go(LIST).await;
    note(
        figures,
        log,
        "open the list",
        [page.rows_painted().await, 0.0],
    );
    for step in &PAGED {
        take(&page, step, log, figures).await;
    }
    page.go(&format!("{LIST}&whole=1")).await;
    for step in &WHOLE {
        take(&page, step, log, figures).await;
    }
    let memory = page.memory().await;
    // Far below the limit of the type.
    let kilobytes = ((memory.heap + memory.wasm) / 1024) as f64;
    note(figures, log, MEMORY, [kilobytes, 0.0]);
    page.script(
        "return Number(document.querySelector('.op-whole').innerText.match(/([\\d,]+) rows/)[1].replace(/,/g, ''))",
        &[],
    )
    .await
    .as_f64()
    .unwrap_or(f64::NAN)
}

async fn take(page: &Page, step: &Step, log: usize, figures: &mut Vec<Figure>) {
    const REMEMBER: &str = "
        const { ids } = window[Symbol.for('e2e.bench')];
        ids.before = ids();";
    page.until_quiet().await;
    page.script(REMEMBER, &[]).await;
    let time = page.step(step.act).await;
    page.until_quiet().await;
    note(
        figures,
        log,
        step.name,
        [time, page.figure("longestTask").await],
    );
    if matches!(step.undo, Undo::CloseAndBack) {
        page.press("Escape").await;
    }
    if !matches!(step.undo, Undo::Nothing) {
        page.script(REMEMBER, &[]).await;
        page.step(Act {
            act: "history.back()",
            done: "bench.others()",
        })
        .await;
    }
}

fn note(figures: &mut Vec<Figure>, log: usize, name: &'static str, [time, task]: [f64; 2]) {
    let known = figures.iter().position(|figure| figure.name == name);
    let index = known.unwrap_or_else(|| {
        figures.push(Figure {
            name,
            times: vec![Vec::new(); LOGS.len()],
            tasks: vec![Vec::new(); LOGS.len()],
        });
        figures.len() - 1
    });
    figures[index].times[log].push(time);
    figures[index].tasks[log].push(task);
}

/// Medians, with the longest task of the most rows.
fn table(rows: &[f64], figures: &[Figure]) -> String {
    let mut text = String::from("| rows |");
    for rows in rows {
        let _ = write!(text, " {rows} |");
    }
    text.push_str(" longest task |\n| --- |");
    text.push_str(&" ---: |".repeat(rows.len() + 1));
    text.push('\n');
    for Figure { name, times, tasks } in figures {
        let _ = write!(text, "| {name} |");
        for times in times {
            let _ = write!(text, " {:.0} |", median(times));
        }
        let longest = tasks.last().map_or(f64::NAN, |tasks| median(tasks));
        let _ = writeln!(text, " {longest:.0} |");
    }
    text
}
