//! Uses the panel for as long as `HPC_SOAK_MINUTES` says and fails if it holds
//! on to more and more. `cargo xtask soak` runs it; `HPC_SOAK_REPORT` names a
//! file for what it prints.

use e2e::{Engine, Memory, Page, Setup};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};
use std::{env, fs, process};

/// Operations arrive while the panel is used, as on a busy day.
const GATEWAY: [&str; 4] = ["--demo", "20000", "--arrivals-per-hour", "1200"];

/// From one measurement to the next, at least.
const EVERY: Duration = Duration::from_secs(15);

/// From one action to the next, at least: a person is no faster, and the hour
/// has only so many calls.
const PACE: Duration = Duration::from_millis(350);

/// What is measured, in which unit, and how much it may grow after the first
/// third. Rows differ in what they show, so nodes and listeners vary a little.
const MEASURES: [Measure; 4] = [
    Measure {
        title: "JS heap, kB",
        read: |memory| memory.heap / 1024,
        allowed: None,
    },
    Measure {
        title: "wasm memory, kB",
        read: |memory| memory.wasm / 1024,
        allowed: Some(512),
    },
    Measure {
        title: "DOM nodes",
        read: |memory| memory.nodes,
        allowed: Some(200),
    },
    Measure {
        title: "listeners",
        read: |memory| memory.listeners,
        allowed: Some(40),
    },
];

struct Measure {
    title: &'static str,
    read: fn(&Memory) -> u64,
    allowed: Option<u64>,
}

/// What a person does, one after the other; it ends where it began. By script:
/// a driver that is told of an element would keep it from being freed.
const ROUND: [Action; 24] = [
    Action::Click("a[rel=next]"),
    Action::Click("a[rel=next]"),
    Action::Click("a[rel=prev]"),
    Action::Click("[name=status][value=failed]"),
    Action::Click("th[data-column=duration] button"),
    Action::Click("th[data-column=duration] button"),
    Action::Click("th[data-column=create_time] button"),
    Action::Click("[name=status][value='']"),
    Action::Search("hpc"),
    Action::Click("tbody a[href*='/operations/']"),
    Action::Click("main [aria-keyshortcuts=r]"),
    Action::Back,
    Action::Search(""),
    Action::Choose("limit", "50"),
    Action::Click("main [aria-keyshortcuts=r]"),
    Action::Choose("language", "zh-CN"),
    Action::Click("tbody tr:nth-child(3) a[href*='/operations/']"),
    Action::Choose("language", "en"),
    Action::Back,
    Action::Choose("tz", "utc8"),
    Action::Choose("theme", "dark"),
    Action::Choose("theme", "light"),
    Action::Click("a.op-brand"),
    Action::Click("main [aria-keyshortcuts=r]"),
];

#[derive(Clone, Copy, Debug)]
enum Action {
    Click(&'static str),
    Choose(&'static str, &'static str),
    Search(&'static str),
    Back,
}

impl Action {
    async fn act(self, page: &Page) {
        let (script, arguments) = match self {
            Self::Click(selector) => (
                "const it = document.querySelector(args[0]);
                 it?.click();
                 return it !== null",
                vec![json!(selector)],
            ),
            Self::Choose(field, value) => (
                "const it = document.querySelector(`select[name=${args[0]}]`);
                 if (!it) return false;
                 it.value = args[1];
                 it.dispatchEvent(new Event('change', { bubbles: true }));
                 return it.value === args[1]",
                vec![json!(field), json!(value)],
            ),
            Self::Search(_) => (
                "const it = document.querySelector('[name=search_word]');
                 it?.focus();
                 it?.select();
                 return it !== null",
                vec![],
            ),
            Self::Back => ("history.back(); return true", vec![]),
        };
        page.until(&format!("{self:?}"), async |page| {
            page.script(script, &arguments).await == Value::Bool(true)
        })
        .await;
        if let Self::Search(word) = self {
            match word {
                "" => page.press("Delete").await,
                word => page.type_text(word).await,
            }
            page.press("Enter").await;
        }
        tokio::time::sleep(PACE).await;
        page.until_idle().await;
    }
}

fn main() {
    let minutes = env::var("HPC_SOAK_MINUTES").ok();
    let Some(minutes) = minutes.and_then(|minutes| minutes.parse::<u64>().ok()) else {
        eprintln!("HPC_SOAK_MINUTES is not set to a number; run this with `cargo xtask soak`");
        process::exit(2);
    };
    let mut curve = Vec::new();
    Setup::new().gateway(&GATEWAY).run(async |world| {
        assert_eq!(world.engine(), Engine::Chromium, "no other engine counts");
        curve = soak(&world.page(), Duration::from_secs(60 * minutes)).await;
    });
    let (text, sound) = report(&curve);
    print!("\n{text}");
    if let Some(file) = env::var_os("HPC_SOAK_REPORT")
        && let Err(error) = fs::write(&file, format!("{}\n{text}", table(&curve)))
    {
        eprintln!("cannot write {}: {error}", file.display());
        process::exit(1);
    }
    if !sound {
        process::exit(1);
    }
}

/// Uses the panel and measures it after every round that is due.
async fn soak(page: &Page, time: Duration) -> Vec<(Duration, Memory)> {
    page.watch_memory().await;
    page.go("/operations").await;
    page.until_idle().await;
    let start = Instant::now();
    let mut curve: Vec<(Duration, Memory)> = Vec::new();
    print!("{}", table(&curve));
    while start.elapsed() < time {
        for action in ROUND {
            action.act(page).await;
        }
        let due = curve.last().map_or(Duration::ZERO, |(at, _)| *at + EVERY);
        if start.elapsed() >= due {
            let point = (start.elapsed(), page.memory().await);
            println!("{}", line(&point));
            curve.push(point);
        }
    }
    curve
}

fn table(curve: &[(Duration, Memory)]) -> String {
    let titles = MEASURES.map(|measure| format!("{:>16}", measure.title));
    let mut text = format!("{:>8}{}{:>8}\n", "seconds", titles.concat(), "calls");
    for point in curve {
        text += &line(point);
        text.push('\n');
    }
    text
}

fn line((at, memory): &(Duration, Memory)) -> String {
    let values = MEASURES.map(|measure| format!("{:>16}", (measure.read)(memory)));
    format!("{:>8}{}{:>8}", at.as_secs(), values.concat(), memory.calls)
}

/// What was measured after the first third, and whether that is sound.
fn report(curve: &[(Duration, Memory)]) -> (String, bool) {
    let after: Vec<_> = curve.iter().skip(curve.len().div_ceil(3)).collect();
    let third = after.len() / 3;
    if third == 0 {
        return ("too short to tell: choose more minutes\n".to_owned(), false);
    }
    let mut text = format!(
        "{:16}{:>10}{:>10}{:>10}{:>10}{:>10}\n",
        "after a third", "start", "middle", "end", "growth", "allowed"
    );
    let mut sound = true;
    for Measure {
        title,
        read,
        allowed,
    } in MEASURES
    {
        let typical = |points: &[&(Duration, Memory)]| {
            let mut values: Vec<_> = points.iter().map(|(_, memory)| read(memory)).collect();
            values.sort_unstable();
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        let (start, rest) = after.split_at(third);
        let (middle, end) = rest.split_at(rest.len() - third);
        let [start, middle, end] = [start, middle, end].map(typical);
        let growth = i128::from(end) - i128::from(start);
        let too_much = allowed.is_some_and(|allowed| growth > i128::from(allowed));
        sound &= !too_much;
        let allowed = allowed.map_or("-".to_owned(), |allowed| allowed.to_string());
        let mark = if too_much { "  grows" } else { "" };
        let _ = writeln!(
            text,
            "{title:16}{start:>10}{middle:>10}{end:>10}{growth:>10}{allowed:>10}{mark}"
        );
    }
    (text, sound)
}
