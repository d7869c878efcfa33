//! A second gateway, used as the upstream of the first one.

use crate::gateway_process;
use crate::program::Program;
use crate::settings::Settings;
use std::cell::RefCell;

/// A second gateway, which keeps its address when it is restarted.
#[derive(Debug)]
pub struct Upstream {
    program: RefCell<Option<Program>>,
    arguments: Vec<String>,
    port: u16,
}

impl Upstream {
    /// Starts a gateway with these arguments. `--dist` and `--port` are added.
    /// Panics if it does not start.
    pub fn start(arguments: &[&str]) -> Self {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let settings = Settings::get();
        let (program, address) = gateway_process::start(settings, &settings.dist, &arguments)
            .unwrap_or_else(|why| panic!("{why}"));
        let port = address.port().unwrap_or_default();
        Self {
            program: RefCell::new(Some(program)),
            arguments,
            port,
        }
    }

    /// Its origin: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it; connections to its address fail.
    pub fn stop(&self) {
        self.program.replace(None);
    }

    /// Starts it again at the same address. Panics if it does not start.
    pub fn start_again(&self) {
        self.stop();
        let settings = Settings::get();
        let started =
            gateway_process::start_at(settings, &settings.dist, self.port, &self.arguments);
        let (program, _) = started.unwrap_or_else(|why| panic!("{why}"));
        self.program.replace(Some(program));
    }
}
