//! The servers that are measured. They end with the measurement.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use gateway::{Clock as _, SystemClock};
use operation_log::time::iso;
use serde_json::Value;

use crate::Options;
use crate::client::Client;

/// The core of a server that is compared.
const SERVER_CORE: u32 = 0;
/// The core of its clients.
pub const CLIENT_CORE: u32 = 1;

/// A program that runs on one core only.
pub fn on_core(core: u32, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", &core.to_string()]).arg(program);
    command
}

/// A server.
pub struct Server {
    child: Child,
    address: SocketAddr,
    /// Its files, if they are its own.
    folder: Option<PathBuf>,
}

impl Server {
    /// A gateway with these arguments.
    pub fn gateway(options: &Options, arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        Self::start(Command::new(&options.gateway), options, arguments)
    }

    /// The same, on one core only.
    pub fn gateway_on_its_core(
        options: &Options,
        arguments: &[&str],
    ) -> Result<Self, Box<dyn Error>> {
        let program = on_core(SERVER_CORE, &options.gateway);
        Self::start(program, options, arguments)
    }

    fn start(
        mut program: Command,
        options: &Options,
        arguments: &[&str],
    ) -> Result<Self, Box<dyn Error>> {
        let mut child = program
            .args(["--port", "0", "--dist"])
            .arg(&options.dist)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .and_then(|rest| rest.strip_suffix('/'))
            .ok_or("the gateway does not start")?;
        Ok(Self {
            child,
            address: address.parse()?,
            folder: None,
        })
    }

    /// An nginx that serves the page's files as well as it can: compressed beforehand, with the files
    /// kept open. It runs on the same core.
    pub fn nginx(options: &Options) -> Result<Self, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("hpc-load-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let config = include_str!("nginx.conf")
            .replace("FOLDER", &folder.to_string_lossy())
            .replace("DIST", &fs::canonicalize(&options.dist)?.to_string_lossy())
            .replace("ADDRESS", &address.to_string());
        let file = folder.join("nginx.conf");
        fs::write(&file, config)?;
        let child = on_core(SERVER_CORE, Path::new("nginx"))
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(&folder)
            .spawn()?;
        let server = Self {
            child,
            address,
            folder: Some(folder),
        };
        let late = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(address).is_err() {
            if Instant::now() > late {
                return Err("nginx does not start".into());
            }
            sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The path of a list with these parameters.
    pub fn list_path(&self, query: &str) -> String {
        format!(
            "/api/operation?timestamp={}&zone=jinan1a&limit=20{query}",
            iso(now())
        )
    }

    /// A day before now.
    pub fn a_day_ago(&self) -> String {
        iso(now() - TimeDelta::days(1))
    }

    /// The newest operation.
    pub fn first_row(&self) -> Result<Value, Box<dyn Error>> {
        let body = Client::connect(self.address)?.get(&self.list_path(""), false)?;
        let answer: Value = serde_json::from_slice(&body)?;
        Ok(answer["job_set"][0].clone())
    }

    /// The paths of the page, its script and its WebAssembly, which nginx can send packed by brotli only
    /// if it is asked for that copy.
    pub fn files(&self, options: &Options) -> io::Result<Vec<String>> {
        let mut paths = vec!["/".to_owned(), "/panel.json".to_owned()];
        for entry in fs::read_dir(&options.dist)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let is_built = name.starts_with("hpc-operations-");
            let kinds = [".js", ".wasm", ".wasm.br"];
            if is_built && kinds.iter().any(|kind| name.ends_with(kind)) {
                paths.push(format!("/{name}"));
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// The time that the processor has spent on it and on the processes it started.
    pub fn processor_time(&self) -> io::Result<Duration> {
        let own = self.child.id();
        let children = fs::read_to_string(format!("/proc/{own}/task/{own}/children"))?;
        let all = children.split_whitespace().filter_map(|id| id.parse().ok());
        all.chain([own]).map(ticks).sum()
    }

    /// How much memory it takes.
    pub fn memory_in_megabytes(&self) -> io::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        kilobytes
            .map(|kilobytes: u64| kilobytes / 1024)
            .ok_or_else(|| io::Error::other("no VmRSS"))
    }
}

fn now() -> DateTime<Utc> {
    SystemClock.now()
}

/// The time that a process has spent. A tick is 10 ms on Linux.
fn ticks(process: u32) -> io::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name, in brackets, may have blanks.
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks: u64 = [11, 12]
        .iter()
        .filter_map(|index| fields.get(*index)?.parse::<u64>().ok())
        .sum();
    Ok(Duration::from_millis(ticks * 10))
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gently, so that nginx ends its workers.
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(folder);
        }
    }
}
