//! The clients of `wrk`: they take less time than servers do, so that the server is what is measured.

use std::error::Error;
use std::path::Path;

use crate::CLIENTS;
use crate::server::{CLIENT_CORE, Server, on_core};

/// What a server did meanwhile.
pub struct Figures {
    /// Answers a second.
    pub rate: f64,
    /// Time of the processor for each, in microseconds.
    pub cost: f64,
}

impl Figures {
    /// Of a server whose path is asked for by so many clients on a core of their own.
    pub fn of(server: &Server, path: &str, seconds: f64) -> Result<Self, Box<dyn Error>> {
        let before = server.processor_time()?;
        let output = on_core(CLIENT_CORE, Path::new("wrk"))
            .args(["--threads", "1", "--connections", &CLIENTS.to_string()])
            .args(["--duration", &format!("{seconds:.0}s")])
            .args(["--header", "Host: localhost"])
            .args(["--header", "Accept-Encoding: gzip"])
            .arg(format!("http://{}{path}", server.address()))
            .output()?;
        let spent = server.processor_time()?.saturating_sub(before);
        let told = String::from_utf8(output.stdout)?;
        if told.contains("Non-2xx") || told.contains("Socket errors") {
            return Err(told.into());
        }
        let mut lines = told.lines().map(str::trim);
        let count = lines.find_map(|line| line.split_once(" requests in"));
        let rate = lines.find_map(|line| line.strip_prefix("Requests/sec:"));
        let (Some((count, _)), Some(rate)) = (count, rate) else {
            return Err(format!("wrk said: {told}").into());
        };
        Ok(Self {
            rate: rate.trim().parse()?,
            cost: spent.as_secs_f64() * 1e6 / count.parse::<f64>()?,
        })
    }
}
