//! `cargo xtask test`: every check, from formatting to browsers.

use crate::build;
use crate::failure::{Explain, Failure, Result};
use crate::hosts;
use crate::package;
use crate::prepare::prepare;
use crate::process::{end_descendants, stop};
use crate::tools::server::{CADDY, NGINX, REDIS, SYSTEMD, Server};
use crate::tools::{Browser, Browsers, Consent, PageTools, WASM, axe_script, set_up_checks};
use crate::workspace::Workspace;
use clap::Args;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Options of `cargo xtask test`.
#[derive(Args)]
pub struct Options {
    /// Leave out the release build and everything that needs a browser
    #[arg(long)]
    quick: bool,
    /// Browsers for the end-to-end tests
    #[arg(long, value_delimiter = ',', default_value = "chromium,firefox,webkit")]
    browsers: Vec<Browser>,
    /// Put nginx before the gateway in all end-to-end tests
    #[arg(long, conflicts_with = "quick")]
    behind_nginx: bool,
    /// Install missing packages by sudo without asking, as in CI
    #[arg(long)]
    yes: bool,
}

/// What the steps beyond the source text need.
struct Equipment {
    page: PageTools,
    browsers: Browsers,
    axe: PathBuf,
    servers: Vec<ServerTests>,
}

/// Tests of the gateway with a server that could be had.
struct ServerTests {
    title: &'static str,
    /// What the names of the tests have in common.
    filter: &'static str,
    server: Server,
    program: PathBuf,
}

impl Equipment {
    /// Finds or sets up everything, first what may need a person's help.
    fn set_up(workspace: &Workspace, options: &Options) -> Result<Self> {
        Ok(Self {
            browsers: Browsers::set_up(&options.browsers, Consent::of(options.yes))?,
            axe: axe_script()?,
            servers: server_tests(Consent::of(options.yes))?,
            page: PageTools::set_up(workspace)?,
        })
    }
}

impl Equipment {
    /// The program of nginx, if it could be had.
    fn nginx(&self) -> Option<&Path> {
        let mut servers = self.servers.iter();
        let nginx = servers.find(|tests| tests.server.variable == NGINX.variable);
        nginx.map(|tests| tests.program.as_path())
    }
}

/// One step: what it does, how long that may take, and the work.
struct Step<'a> {
    title: String,
    duration: &'static str,
    work: Box<dyn FnOnce() -> Result<()> + 'a>,
}

/// Sets up what is missing and runs all steps, up to the first that fails.
pub fn test(workspace: &Workspace, options: &Options) -> Result<()> {
    set_up_checks(workspace)?;
    // The panel includes the bundled style sheet, so no check compiles without.
    prepare(workspace)?;
    if options.quick {
        return run(source_steps(workspace), end_descendants);
    }
    let _lock = workspace.lock_dist()?;
    let equipment = Equipment::set_up(workspace, options)?;
    let mut steps = source_steps(workspace);
    for tests in &equipment.servers {
        steps.push(with_server(workspace, tests));
    }
    steps.extend(page_steps(workspace, &equipment));
    let nginx = equipment.nginx();
    if options.behind_nginx && nginx.is_none() {
        return Err(Failure::because("--behind-nginx needs nginx"));
    }
    for browser in &options.browsers {
        let nginx = nginx.filter(|_| options.behind_nginx);
        steps.push(end_to_end(workspace, &equipment, *browser, nginx, &[]));
    }
    if let (Some(nginx), Some(first)) = (nginx, options.browsers.first())
        && !options.behind_nginx
    {
        // What a proxy could change: signed calls, and failures of every kind.
        let few = &["--test", "panel", "--", "real_api::", "states::"];
        steps.push(end_to_end(workspace, &equipment, *first, Some(nginx), few));
    }
    run(steps, end_descendants)
}

/// Runs the steps; `sweep` ends the processes that a step left behind and
/// answers their names.
fn run(steps: Vec<Step<'_>>, sweep: impl Fn() -> Vec<String>) -> Result<()> {
    let count = steps.len();
    for (index, step) in steps.into_iter().enumerate() {
        let number = index + 1;
        eprintln!(
            "\n==> [{number}/{count}] {} ({})",
            step.title, step.duration
        );
        let start = Instant::now();
        let result = (step.work)();
        let left = sweep();
        result.map_err(|failure| match failure {
            Failure::Stopped => Failure::Stopped,
            Failure::Because(text) => Failure::because(format!(
                "step {number} of {count} failed after {}: {}\n       {text}",
                spoken(start.elapsed()),
                step.title
            )),
        })?;
        stop::check()?;
        if !left.is_empty() {
            eprintln!("note: this step left processes behind: {}", left.join(", "));
        }
        // The whole run ends with what cargo says about the last tests.
        if number < count {
            eprintln!("    done in {}", spoken(start.elapsed()));
        }
    }
    Ok(())
}

/// The checks that need no browser and no release build.
fn source_steps(workspace: &Workspace) -> Vec<Step<'_>> {
    vec![
        step("formatting", "a second", || {
            workspace.cargo().args(["fmt", "--all", "--check"]).run()
        }),
        step(
            "clippy, native and wasm",
            "2 to 6 minutes the first time, then seconds",
            || {
                let clippy = |scope: &[&str]| {
                    workspace
                        .cargo()
                        .arg("clippy")
                        .args(scope)
                        .args(["--all-targets", "--", "-D", "warnings"])
                        .run()
                };
                clippy(&["--workspace"])?;
                clippy(&["-p", "hpc-operations", "--target", WASM])
            },
        ),
        step(
            "native tests: domain, gateway, set-up, the panel's pure parts",
            "2 to 6 minutes the first time, then seconds",
            || {
                let test = |scope: &[&str]| workspace.cargo().arg("test").args(scope).run();
                test(&[
                    "-p",
                    "operation-log",
                    "-p",
                    "gateway",
                    "-p",
                    "xtask",
                    "-p",
                    "hosts",
                ])?;
                test(&[
                    "-p",
                    "hpc-operations",
                    "--lib",
                    "--test",
                    "layering",
                    "--test",
                    "locales",
                    "--test",
                    "static_texts",
                ])
            },
        ),
        step(
            "seeds of the fuzzing targets",
            "a minute the first time, then seconds",
            || {
                workspace
                    .cargo()
                    .args(["test", "--manifest-path", "fuzz/Cargo.toml", "--target-dir"])
                    .arg(workspace.target(""))
                    .run()
            },
        ),
        step(
            "documentation of the code",
            "1 to 3 minutes the first time, then seconds",
            || {
                workspace
                    .cargo()
                    .args(["doc", "--workspace", "--no-deps"])
                    .env("RUSTDOCFLAGS", "-D warnings")
                    .run()
            },
        ),
    ]
}

/// Component tests, the release build and its weight.
fn page_steps<'a>(workspace: &'a Workspace, equipment: &'a Equipment) -> Vec<Step<'a>> {
    vec![
        step(
            "component tests in headless Chromium",
            "1 to 4 minutes the first time, then less than one",
            || component_tests(workspace, equipment),
        ),
        step("release build", "1 to 6 minutes", || {
            build::release(workspace, &equipment.page)
        }),
        step("size budget", "seconds", || {
            workspace
                .cargo()
                .args(["test", "-p", "hpc-operations", "--test", "size"])
                .run()
        }),
        step(
            "pages of portals, and the declarations they use",
            "a minute the first time, then seconds",
            || {
                hosts::build(workspace)?;
                hosts::install(workspace, &package::npm(workspace)?)?;
                hosts::check(workspace)
            },
        ),
    ]
}

fn component_tests(workspace: &Workspace, equipment: &Equipment) -> Result<()> {
    let capabilities = workspace.target("webdriver.json");
    equipment
        .browsers
        .chromium
        .write_capabilities(&capabilities)?;
    once_more_in_ci(|| {
        let mut call = workspace
            .cargo()
            .args(["test", "-p", "hpc-operations"])
            .args(["--target", WASM, "--test", "web"])
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            // Seconds for all tests of one file together.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        // The test runner takes the first driver it is told about, in this order.
        for driver in [
            "GECKODRIVER",
            "SAFARIDRIVER",
            "CHROMEDRIVER",
            "MSEDGEDRIVER",
        ] {
            call = call
                .without_env(driver)
                .without_env(&format!("{driver}_REMOTE"));
        }
        equipment
            .page
            .on_path(equipment.browsers.chromium.describe_to(call))?
            .run()
    })
}

/// Runs tests that share one browser, in CI once more if they fail: a shared machine may pause a
/// browser for longer than a test waits.
fn once_more_in_ci(run: impl Fn() -> Result<()>) -> Result<()> {
    match run() {
        Err(Failure::Because(text)) if env::var_os("CI").is_some() => {
            eprintln!(
                "note: {text}\n      They run once more, because a browser may have been slow."
            );
            run()
        }
        result => result,
    }
}

/// Tests of the gateway with other programs: proxies and systemd with the files of `deploy/`, and Redis.
fn server_tests(consent: Consent) -> Result<Vec<ServerTests>> {
    let mut all = Vec::new();
    for (title, filter, server) in [
        ("the gateway behind nginx", "behind_nginx", NGINX),
        ("the gateway behind Caddy", "behind_caddy", CADDY),
        ("gateways that share a Redis", "shared_store", REDIS),
        ("the unit of systemd", "unit_file", SYSTEMD),
    ] {
        if let Some(program) = server.set_up(consent)? {
            all.push(ServerTests {
                title,
                filter,
                server,
                program,
            });
        }
    }
    Ok(all)
}

fn with_server<'a>(workspace: &'a Workspace, tests: &'a ServerTests) -> Step<'a> {
    step(tests.title, "seconds", move || {
        workspace
            .cargo()
            .args(["test", "-p", "gateway", "--test", "gateway"])
            .args([tests.filter, "--", "--ignored"])
            .env(tests.server.variable, &tests.program)
            .run()
    })
}

/// The end-to-end tests, or those that `scope` names, with nginx before the gateway if there is one.
fn end_to_end<'a>(
    workspace: &'a Workspace,
    equipment: &'a Equipment,
    browser: Browser,
    nginx: Option<&'a Path>,
    scope: &'a [&'a str],
) -> Step<'a> {
    let title = match nginx {
        None => format!("end-to-end tests in {}", browser.name()),
        Some(_) => format!("end-to-end tests in {} behind nginx", browser.name()),
    };
    step(
        title,
        if scope.is_empty() {
            "2 to 5 minutes"
        } else {
            "seconds"
        },
        move || {
            workspace
                .cargo()
                .args([
                    "build",
                    "-p",
                    "gateway",
                    "-p",
                    "hosts",
                    "--profile",
                    "server",
                ])
                .run()?;
            let screenshots = workspace.target("screenshots");
            fs::create_dir_all(&screenshots)
                .explain(|| format!("cannot create {}", screenshots.display()))?;
            let mut call = workspace
                .cargo()
                .args(["test", "-p", "e2e"])
                .args(scope)
                .env("HPC_GATEWAY", workspace.gateway())
                .env("HPC_DIST", workspace.dist())
                .env("HPC_HOSTS", hosts::program(workspace))
                .env("HPC_HOST_PAGES", hosts::pages(workspace))
                .env("HPC_AXE", &equipment.axe)
                .env("HPC_BROWSER", browser.name())
                .env("HPC_SCREENSHOTS", screenshots)
                // A failed test reports its steps, which say more in fewer lines.
                .env("RUST_BACKTRACE", "0");
            if let Some(nginx) = nginx {
                call = call.env("HPC_BEHIND_NGINX", nginx);
            }
            equipment
                .page
                .on_path(equipment.browsers.describe_to(call, browser))?
                .run()
        },
    )
}

fn step<'a>(
    title: impl Into<String>,
    duration: &'static str,
    work: impl FnOnce() -> Result<()> + 'a,
) -> Step<'a> {
    Step {
        title: title.into(),
        duration,
        work: Box::new(work),
    }
}

/// A duration for people: `4.2 s` or `3 min 7 s`.
fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f32())
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::{run, spoken, step};
    use crate::failure::Failure;
    use std::cell::Cell;
    use std::time::Duration;

    #[test]
    fn the_first_failing_step_is_named_and_ends_the_run() {
        let reached = Cell::new(false);
        let result = run(
            vec![
                step("one", "at once", || Ok(())),
                step("two", "at once", || Err(Failure::because("it broke"))),
                step("three", "at once", || {
                    reached.set(true);
                    Ok(())
                }),
            ],
            Vec::new,
        );
        match result {
            Err(Failure::Because(text)) => {
                assert!(text.starts_with("step 2 of 3 failed"), "{text}");
                assert!(text.contains("two\n       it broke"), "{text}");
            }
            other => panic!("expected a failure, got {other:?}"),
        }
        assert!(!reached.get());
    }

    #[test]
    fn durations_are_spoken_in_minutes_when_long() {
        assert_eq!(spoken(Duration::from_millis(4230)), "4.2 s");
        assert_eq!(spoken(Duration::from_secs(187)), "3 min 7 s");
    }
}
