//! `cargo xtask serve`: the gateway and the page together, for development.

use crate::failure::{Explain, Failure, Result};
use crate::hosts;
use crate::prepare::prepare;
use crate::process::{Call, Running, stop};
use crate::reach;
use crate::style;
use crate::tools::PageTools;
use crate::workspace::Workspace;
use clap::Args;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often the servers are looked at.
const LOOK: Duration = Duration::from_millis(200);

/// How long the gateway may take from its start to its first answer.
const GATEWAY_START: Duration = Duration::from_secs(30);

/// The gateway's address in `Trunk.toml`.
const GATEWAY_IN_TRUNK_TOML: &str = "http://127.0.0.1:8788/";

/// Where trunk leaves the page, below the root.
const SERVED: &str = "target/serve/dist";

/// Folders whose changes do not change the page, or that its build writes.
const NOT_WATCHED: [&str; 4] = ["crates/gateway", "tests", "xtask", style::BUNDLE_FOLDER];

/// Options of `cargo xtask serve`.
#[derive(Args)]
pub struct Options {
    /// Build the page as for release
    #[arg(long)]
    release: bool,
    /// Port of the page
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Port of the gateway
    #[arg(long, default_value_t = 8788, value_parser = clap::value_parser!(u16).range(1..))]
    api_port: u16,
    /// Let the gateway invent so many operations [default: the gateway's own]
    #[arg(long, value_name = "N", conflicts_with = "data")]
    demo: Option<u32>,
    /// Let the gateway answer from a file of operations
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Let the gateway ask the real API, with the access key of `HPC_ACCESS_KEY_ID` and
    /// `HPC_SECRET_ACCESS_KEY` or of --credentials
    #[arg(long, value_name = "URL", conflicts_with_all = ["demo", "data"])]
    upstream: Option<String>,
    /// File with the access key for --upstream
    #[arg(long, value_name = "FILE", requires = "upstream", conflicts_with_all = ["demo", "data"])]
    credentials: Option<PathBuf>,
    /// Let the gateway answer about operations on these resources only
    #[arg(long, value_name = "ID,ID…")]
    only_resources: Option<String>,
    /// Serve pages of portals, too, that carry the panel
    #[arg(long)]
    portal: bool,
    /// Port of the portal
    #[arg(long, default_value_t = 8790, value_parser = clap::value_parser!(u16).range(1..))]
    portal_port: u16,
    /// Open the page in a browser
    #[arg(long)]
    open: bool,
    /// Further arguments for the gateway
    #[arg(last = true, value_name = "GATEWAY ARGUMENTS")]
    gateway: Vec<OsString>,
}

/// Serves the page until somebody stops it.
pub fn serve(workspace: &Workspace, options: &Options) -> Result<()> {
    if options.port == options.api_port {
        return Err(Failure::because(
            "page and gateway need different ports: choose with --port and --api-port",
        ));
    }
    if options.portal && [options.port, options.api_port].contains(&options.portal_port) {
        return Err(Failure::because(
            "the portal needs a port of its own: choose with --portal-port",
        ));
    }
    reach::require_free(options.port, "--port")?;
    reach::require_free(options.api_port, "--api-port")?;
    if options.portal {
        reach::require_free(options.portal_port, "--portal-port")?;
    }

    let tools = PageTools::set_up(workspace)?;
    prepare(workspace)?;
    tools.fetch_crates(workspace)?;
    eprintln!("==> build the gateway (1 to 4 minutes the first time)");
    workspace
        .cargo()
        .args(["build", "-p", "gateway", "--profile", "server"])
        .args(options.portal.then_some("-phosts"))
        .run()?;
    if options.portal {
        hosts::build(workspace)?;
    }

    let mut servers = Servers {
        gateway: start_gateway(workspace, options)?,
        page: None,
        portal: None,
    };
    let ended = servers.run(workspace, &tools, options);
    servers.end();
    match ended {
        Err(Failure::Stopped) => {
            eprintln!("stopped");
            Ok(())
        }
        other => other,
    }
}

/// The programs that have to live together.
struct Servers {
    gateway: Running,
    page: Option<Running>,
    portal: Option<Running>,
}

impl Servers {
    /// Waits for the gateway, starts the others and watches all of them. Ends only
    /// by a failure or the wish to stop.
    fn run(&mut self, workspace: &Workspace, tools: &PageTools, options: &Options) -> Result<()> {
        let deadline = Instant::now() + GATEWAY_START;
        while reach::status(options.api_port).is_none() {
            if Instant::now() > deadline {
                return Err(Failure::because(format!(
                    "the gateway does not answer on port {}",
                    options.api_port
                )));
            }
            self.pause()?;
        }

        eprintln!("==> build the page (1 to 4 minutes the first time)");
        self.page = Some(start_page(workspace, tools, options)?);
        // trunk opens its port when the first build is over, well or not.
        let status = loop {
            if let Some(status) = reach::status(options.port) {
                break status;
            }
            self.pause()?;
        };
        let address = format!("http://127.0.0.1:{}/", options.port);
        if options.portal {
            let panel = format!("http://127.0.0.1:{}/", options.api_port);
            self.portal = Some(hosts::start(workspace, options.portal_port, &panel)?);
            while reach::status(options.portal_port).is_none() {
                self.pause()?;
            }
            eprintln!("\n    The portal is at {}/portal/", portal(options));
        }
        if status == 200 {
            eprintln!("\n    The panel is at {address}\n    Ctrl-C ends it.\n");
        } else {
            eprintln!(
                "\n    The page does not build yet, see above. Save a change and it is tried again;\n    \
                 then it is at {address}\n    Ctrl-C ends it.\n"
            );
        }
        loop {
            self.pause()?;
        }
    }

    /// Waits a moment; fails when one of them has ended.
    fn pause(&mut self) -> Result<()> {
        stop::pause(LOOK)?;
        for (name, server) in [
            ("gateway", Some(&mut self.gateway)),
            ("page server (trunk)", self.page.as_mut()),
            ("server of the portal", self.portal.as_mut()),
        ] {
            if let Some(server) = server
                && let Some(status) = server.ended()?
            {
                // Ctrl-C may have reached it first.
                stop::check()?;
                return Err(Failure::because(format!("the {name} ended ({status})")));
            }
        }
        Ok(())
    }

    /// Ends all, at the same time rather than one after the other.
    fn end(mut self) {
        self.gateway.ask_to_end();
        for other in [&mut self.page, &mut self.portal].into_iter().flatten() {
            other.ask_to_end();
        }
    }
}

fn start_gateway(workspace: &Workspace, options: &Options) -> Result<Running> {
    Call::new(workspace.gateway(), workspace.root())
        .args(gateway_arguments(options)?)
        .start()
}

/// The origin of the portal's pages.
fn portal(options: &Options) -> String {
    format!("http://127.0.0.1:{}", options.portal_port)
}

fn gateway_arguments(options: &Options) -> Result<Vec<OsString>> {
    let mut arguments: Vec<OsString> = ["--host", "127.0.0.1", "--port"].map(Into::into).to_vec();
    arguments.push(options.api_port.to_string().into());
    let portal = options.portal.then(|| portal(options));
    let texts = [
        // Pages of other origins get the panel from the gateway, as trunk lets none have it.
        ("--dist", portal.as_ref().map(|_| SERVED.to_owned())),
        ("--portal", portal),
        ("--demo", options.demo.map(|count| count.to_string())),
        ("--upstream", options.upstream.clone()),
        ("--only-resources", options.only_resources.clone()),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            arguments.extend([name.into(), text.into()]);
        }
    }
    let files = [
        ("--data", &options.data),
        ("--credentials", &options.credentials),
    ];
    for (name, file) in files {
        if let Some(file) = file {
            // The gateway runs in the root folder, the user perhaps elsewhere.
            let file = std::path::absolute(file)
                .explain(|| format!("cannot make sense of {}", file.display()))?;
            arguments.extend([name.into(), file.into()]);
        }
    }
    arguments.extend(options.gateway.iter().cloned());
    Ok(arguments)
}

fn start_page(workspace: &Workspace, tools: &PageTools, options: &Options) -> Result<Running> {
    // Below the root wherever cargo's target folder is: trunk runs cargo beside
    // its own file, and cargo looks for the workspace upwards from there.
    let dist = workspace.root().join(SERVED);
    let folder = dist.parent().unwrap_or(&dist).to_owned();
    fs::create_dir_all(&dist).explain(|| format!("cannot create {}", dist.display()))?;
    let config = write_config(workspace.root(), &folder, options.api_port)?;

    let mut call = tools
        .trunk(workspace)?
        .arg("--config")
        .arg(config)
        .arg("serve")
        .arg(workspace.root().join("index.html"))
        .arg("--dist")
        .arg(dist)
        .args(["--port", &options.port.to_string()]);
    // Whatever is ignored has to exist.
    let ignored = NOT_WATCHED.map(|folder| workspace.root().join(folder));
    for folder in ignored.into_iter().chain([folder, workspace.target("")]) {
        fs::create_dir_all(&folder).explain(|| format!("cannot create {}", folder.display()))?;
        call = call.arg("--ignore").arg(folder);
    }
    if options.release {
        call = call.arg("--release=true");
    }
    if options.open {
        call = call.arg("--open=true");
    }
    call.start()
}

/// Writes a copy of `Trunk.toml` that knows where the gateway is: trunk's own
/// option for that adds a second proxy to the one in the file, and two proxies
/// for one path make it panic.
fn write_config(root: &Path, folder: &Path, api_port: u16) -> Result<PathBuf> {
    let source = root.join("Trunk.toml");
    let text =
        fs::read_to_string(&source).explain(|| format!("cannot read {}", source.display()))?;
    let file = folder.join("Trunk.toml");
    let adapted = with_gateway(&text, api_port).ok_or_else(|| {
        Failure::because(format!(
            "Trunk.toml has no proxy to {GATEWAY_IN_TRUNK_TOML}"
        ))
    })?;
    fs::write(&file, adapted).explain(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

fn with_gateway(text: &str, api_port: u16) -> Option<String> {
    text.contains(GATEWAY_IN_TRUNK_TOML).then(|| {
        text.replace(
            GATEWAY_IN_TRUNK_TOML,
            &format!("http://127.0.0.1:{api_port}/"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Options, gateway_arguments, with_gateway};
    use clap::Parser;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        options: Options,
    }

    fn parse(arguments: &[&str]) -> Result<Options, clap::Error> {
        let parsed = Command::try_parse_from(["serve"].iter().chain(arguments));
        parsed.map(|command| command.options)
    }

    fn passed_on(arguments: &[&str]) -> Vec<String> {
        let arguments = gateway_arguments(&parse(arguments).unwrap()).unwrap();
        let texts = arguments.into_iter().skip(2);
        texts.map(|text| text.into_string().unwrap()).collect()
    }

    #[test]
    fn the_gateway_is_told_where_its_operations_come_from() {
        assert_eq!(passed_on(&[]), ["--port", "8788"]);
        assert_eq!(
            passed_on(&[
                "--api-port",
                "1234",
                "--demo",
                "5",
                "--only-resources",
                "a,b"
            ]),
            ["--port", "1234", "--demo", "5", "--only-resources", "a,b"]
        );
        assert_eq!(
            passed_on(&["--upstream", "https://a.example", "--credentials", "/key"])[2..],
            ["--upstream", "https://a.example", "--credentials", "/key"]
        );
        let further = ["--data", "/log", "--", "--clock-offset", "-5"];
        assert_eq!(
            passed_on(&further)[2..],
            ["--data", "/log", "--clock-offset", "-5"]
        );
    }

    #[test]
    fn a_portal_is_told_to_the_gateway_which_serves_it_the_page_as_it_is_built() {
        assert_eq!(
            passed_on(&["--portal"])[2..],
            [
                "--dist",
                "target/serve/dist",
                "--portal",
                "http://127.0.0.1:8790"
            ]
        );
        let moved = passed_on(&["--portal", "--portal-port", "9000"]);
        assert!(moved.contains(&"http://127.0.0.1:9000".to_owned()));
    }

    #[test]
    fn files_are_found_from_wherever_the_user_is() {
        let arguments = passed_on(&["--upstream", "https://a.example", "--credentials", "key"]);
        let folder = std::env::current_dir().unwrap();
        assert_eq!(
            arguments.last().map(String::as_str),
            folder.join("key").to_str()
        );
    }

    #[test]
    fn operations_come_from_one_place() {
        for arguments in [
            ["--upstream", "https://a.example", "--demo", "5"],
            ["--upstream", "https://a.example", "--data", "log"],
            ["--demo", "5", "--data", "log"],
            ["--demo", "5", "--credentials", "key"],
        ] {
            assert!(parse(&arguments).is_err(), "{arguments:?}");
        }
    }

    #[test]
    fn the_proxy_of_the_real_trunk_file_can_be_moved_to_another_port() {
        let text = include_str!("../../Trunk.toml");
        let moved = with_gateway(text, 9999).unwrap();
        assert!(moved.contains("backend = \"http://127.0.0.1:9999/api/\""));
        assert!(!moved.contains("8788"));
    }

    #[test]
    fn a_trunk_file_without_the_proxy_is_noticed() {
        assert_eq!(with_gateway("[serve]\nport = 1\n", 9999), None);
    }
}
