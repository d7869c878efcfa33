//! `cargo xtask`: sets up what is missing on this machine, then serves, builds
//! or tests the panel. Made for Linux; other Unix systems lack the automatic
//! installation of browsers.

mod bench;
mod build;
mod chromium_run;
mod embed;
mod failure;
mod first_rows;
mod flags;
mod growth;
mod hosts;
mod lock;
mod package;
mod paths;
mod prepare;
mod process;
mod reach;
mod serve;
mod sizes;
mod soak;
mod style;
mod test;
mod tools;
mod workspace;

use clap::{Parser, Subcommand};
use failure::{Failure, Result};
use std::process::ExitCode;
use workspace::Workspace;

/// Sets up what is missing on this machine, then serves, builds or tests the panel.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the gateway and the page, rebuilt on every change, until Ctrl-C
    Serve(serve::Options),
    /// Builds the page for release into dist/, with compressed copies
    Build,
    /// Writes what a build of the page needs: the style sheet in one file, flags of the compiler
    Prepare,
    /// Writes the scripts by which other pages show the panel beside the built page
    Embed,
    /// Checks and tests everything
    Test(test::Options),
    /// Packs the page, the gateway and the element for handing out, below target/package
    Package,
    /// Measures the panel beside the same list written by hand; fails if it is over budget
    Bench(bench::Options),
    /// Measures the list in the browser as the log grows from 100 to 50,000 rows
    Growth(growth::Options),
    /// Uses the panel for minutes or hours; fails if it holds on to more and more
    Soak(soak::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = run(arguments.command);
    process::end_descendants();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Stopped) => {
            eprintln!("stopped");
            ExitCode::from(130)
        }
        Err(Failure::Because(text)) => {
            eprintln!("error: {text}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    process::stop::listen()?;
    process::adopt_orphans();
    let workspace = Workspace::find()?;
    match command {
        Command::Serve(options) => serve::serve(&workspace, &options),
        Command::Build => build::build(&workspace),
        Command::Embed => embed::embed(&workspace),
        Command::Prepare => prepare::prepare(&workspace),
        Command::Package => package::package(&workspace),
        Command::Test(options) => test::test(&workspace, &options),
        Command::Bench(options) => bench::bench(&workspace, &options),
        Command::Growth(options) => growth::growth(&workspace, &options),
        Command::Soak(options) => soak::soak(&workspace, &options),
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
