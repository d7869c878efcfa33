//! A second gateway, in the place of the real API that the first one asks.

use crate::gateway_process;
use crate::program::Program;
use crate::settings::Settings;
use std::cell::RefCell;

/// A gateway beside the world's own, at an address that it keeps.
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
        let (program, address) = gateway_process::start(Settings::get(), &arguments)
            .unwrap_or_else(|why| panic!("{why}"));
        let port = address.port().unwrap_or_default();
        Self {
            program: RefCell::new(Some(program)),
            arguments,
            port,
        }
    }

    /// Where it answers: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it: nobody answers at its address.
    pub fn stop(&self) {
        self.program.replace(None);
    }

    /// Starts it again at the same address. Panics if it does not start.
    pub fn start_again(&self) {
        self.stop();
        let started = gateway_process::start_at(Settings::get(), self.port, &self.arguments);
        let (program, _) = started.unwrap_or_else(|why| panic!("{why}"));
        self.program.replace(Some(program));
    }
}
