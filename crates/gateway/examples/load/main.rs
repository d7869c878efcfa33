//! Measures the gateway under load, and static files beside nginx. The figures of
//! `docs/operations.md` come from it.
//!
//! ```sh
//! cargo build -p gateway --profile server
//! cargo run -p gateway --example load --profile server -- scans
//! ```

mod client;
mod measured;
mod server;
mod wrk;

use std::error::Error;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use clap::{Parser, ValueEnum};

use client::Client;
use measured::Measured;
use server::Server;
use wrk::Figures;

/// How many clients there are.
const CLIENTS: usize = 16;

/// Measures the gateway under load.
#[derive(Parser)]
struct Options {
    /// What to measure
    what: What,
    /// The gateway
    #[arg(long, default_value = "target/server/gateway")]
    gateway: PathBuf,
    /// The built page
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// How long each part takes
    #[arg(long, default_value_t = 4.0)]
    seconds: f64,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Static files while 16 clients list 200,000 rows
    Scans,
    /// Static files beside nginx, in turn, each on one core and `wrk` on another (Linux)
    Files,
    /// Memory of connections that are held
    Connections,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    match options.what {
        What::Scans => scans(&options),
        What::Files => files(&options),
        What::Connections => connections(&options),
    }
}

/// How long a page of the site takes, alone and beside lists of each kind.
fn scans(options: &Options) -> Result<(), Box<dyn Error>> {
    let gateway = Server::gateway(options, &["--demo", "200000"])?;
    let row = gateway.first_row()?;
    let resource = row["resource_ids"].as_str().unwrap_or_default();
    let resource = resource.split(' ').next().unwrap_or_default();
    let id = row["job_id"].as_str().unwrap_or_default();
    let queries = [
        ("no filter", String::new()),
        ("`status=failed`", "&status=failed".to_owned()),
        ("`job_ids`", format!("&job_ids={id}")),
        ("`resource_ids`", format!("&resource_ids={resource}")),
        (
            "`search_word`, rare",
            "&search_word=no-such-word".to_owned(),
        ),
        ("of a day", format!("&start_time={}", gateway.a_day_ago())),
    ];
    println!("| 16 clients list | lists/s | list p50 | static p50 | static p99 |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    let pause = Duration::from_millis(2);
    let idle = Measured::of(&gateway, "/", 1, pause, options.seconds)?;
    println!("| nothing | | | {} | {} |", idle.p(50), idle.p(99));
    for (name, query) in queries {
        let path = gateway.list_path(&query);
        let (lists, page) = thread::scope(|scope| {
            let lists = scope
                .spawn(|| Measured::of(&gateway, &path, CLIENTS, Duration::ZERO, options.seconds));
            let page = Measured::of(&gateway, "/", 1, pause, options.seconds);
            (lists.join(), page)
        });
        let lists = lists.map_err(|_| "the lists panicked")??;
        let page = page?;
        println!(
            "| {name} | {:.0} | {} | {} | {} |",
            lists.per_second(),
            lists.p(50),
            page.p(50),
            page.p(99)
        );
    }
    Ok(())
}

/// Requests a second and time of the processor for each, of the gateway and of nginx in turn.
fn files(options: &Options) -> Result<(), Box<dyn Error>> {
    const ROUNDS: usize = 7;
    let gateway = Server::gateway_on_its_core(options, &["--demo", "10"])?;
    let nginx = Server::nginx(options)?;
    println!("| file | bytes | gateway/s | nginx/s | ratio | gateway µs | nginx µs | ratio |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for path in gateway.files(options)? {
        let mut rounds = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            for (server, figures) in [&gateway, &nginx].into_iter().zip(&mut rounds) {
                figures.push(Figures::of(server, &path, options.seconds)?);
            }
        }
        let bytes = Client::connect(gateway.address())?.get(&path, true)?.len();
        let [ours, theirs] = &rounds;
        let (rate, other_rate) = (median(ours, |f| f.rate), median(theirs, |f| f.rate));
        let (cost, other_cost) = (median(ours, |f| f.cost), median(theirs, |f| f.cost));
        println!(
            "| `{path}` | {bytes} | {rate:.0} | {other_rate:.0} | {:.2} | {cost:.0} | {other_cost:.0} | {:.2} |",
            rate / other_rate,
            cost / other_cost,
        );
    }
    Ok(())
}

fn median(figures: &[Figures], of: fn(&Figures) -> f64) -> f64 {
    let mut all: Vec<f64> = figures.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// How much memory the gateway takes with connections that wait.
fn connections(options: &Options) -> Result<(), Box<dyn Error>> {
    println!("| connections held | memory |");
    println!("| ---: | ---: |");
    for count in [0_usize, 1000, 5000, 10_000] {
        let most = (count + 10).to_string();
        let limits = [
            "--max-connections",
            &most,
            "--max-connections-per-client",
            &most,
        ];
        let more = ["--idle-timeout", "600", "--demo", "20000"];
        let gateway = Server::gateway(options, &[&limits[..], &more].concat())?;
        let begun = Instant::now();
        let mut held = Vec::with_capacity(count);
        for _ in 0..count {
            let mut client = Client::connect(gateway.address())?;
            client.get("/panel.json", true)?;
            held.push(client);
        }
        let (memory, took) = (gateway.memory_in_megabytes()?, begun.elapsed());
        println!("| {count} | {memory} MB |");
        eprintln!("opened within {took:.1?}");
        drop(held);
    }
    Ok(())
}
