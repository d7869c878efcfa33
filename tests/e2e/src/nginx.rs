//! nginx before the gateway, with the configuration of `deploy/`, where a run asks for it.

use crate::program::{Launch, Program};
use crate::scratch::Scratch;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long it may take until it listens.
const TIMEOUT: Duration = Duration::from_secs(10);
/// What differs from the configuration of `deploy/`: browsers come without TLS.
const OF_EXAMPLE: [&str; 6] = [
    "listen 443 ssl;",
    "listen [::]:443 ssl;",
    "server_name ops.example.org;",
    "ssl_certificate /etc/ssl/certs/ops.example.org.pem;",
    "ssl_certificate_key /etc/ssl/private/ops.example.org.key;",
    "server 127.0.0.1:8788;",
];

/// What the panel shows for a call that the gateway has not begun to answer.
#[derive(Clone, Copy, Debug)]
pub struct NoAnswer {
    /// The state of a list or an operation, and the kind of a banner.
    pub state: &'static str,
    /// Its title in English.
    pub title: &'static str,
}

impl NoAnswer {
    /// Without a proxy, the connection breaks.
    pub(crate) const OF_GATEWAY: Self = Self {
        state: "unreachable",
        title: "The server cannot be reached",
    };
    /// nginx makes a 502 of a connection that breaks before the answer, or cannot be opened. One that
    /// breaks later, it breaks as well.
    pub(crate) const OF_NGINX: Self = Self {
        state: "busy",
        title: "The server is busy",
    };
}

/// A proxy that is running. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Nginx {
    _program: Program,
    _folder: Scratch,
    pub address: SocketAddr,
}

impl Nginx {
    /// Starts the program before a gateway, and listens at `host`.
    pub fn start(program: &Path, host: Ipv4Addr, gateway: SocketAddr) -> Result<Self, String> {
        let because = |why: io::Error| format!("nginx cannot be started: {why}");
        let folder = Scratch::new().map_err(because)?;
        let address = free_address(host).map_err(because)?;
        let file = folder.path().join("nginx.conf");
        fs::write(&file, config(folder.path(), address, gateway)?).map_err(because)?;
        let launch = Launch::new(program).arg("-c").arg(&file).arg("-p");
        let program = Program::start(&launch.arg(folder.path()))?;
        let late = Instant::now() + TIMEOUT;
        while TcpStream::connect(address).is_err() {
            if program.has_ended() || Instant::now() > late {
                let errors = fs::read_to_string(folder.path().join("error.log"));
                return Err(format!("nginx does not start: {errors:?}"));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(Self {
            _program: program,
            _folder: folder,
            address,
        })
    }
}

fn free_address(host: Ipv4Addr) -> io::Result<SocketAddr> {
    TcpListener::bind((host, 0))?.local_addr()
}

/// The configuration of `deploy/` in what the system's own has around it.
fn config(folder: &Path, listen: SocketAddr, gateway: SocketAddr) -> Result<String, String> {
    let mut site = include_str!("../../../deploy/nginx.conf").to_owned();
    let of_test = [
        format!("listen {listen};"),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        format!("server {gateway};"),
    ];
    for (of_example, of_test) in OF_EXAMPLE.into_iter().zip(&of_test) {
        if !site.contains(of_example) {
            return Err(format!("deploy/nginx.conf has no {of_example}"));
        }
        site = site.replace(of_example, of_test);
    }
    let folder = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {folder}/{kind};\n"))
        .concat();
    // One process of this account, which can read the folder.
    Ok(format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n\
         events {{ worker_connections 256; }}\n\
         http {{ access_log off; {temporary} {site} }}\n"
    ))
}
