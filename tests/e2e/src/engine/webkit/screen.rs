//! A virtual screen with desktop settings.

use crate::program::{Launch, Program};
use crate::scratch::Scratch;
use std::cell::RefCell;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

/// How long a program may take to be ready.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Larger than any window of a test.
const SIZE: &str = "2800x1800x24";

/// An X server without a window manager, so that a window gets any size.
#[derive(Debug)]
pub(crate) struct Screen {
    // Dropped in this order: a client of the server before the server.
    settings: RefCell<Option<Program>>,
    server: Program,
    display: String,
    file: PathBuf,
}

impl Screen {
    /// Starts the server on a free display.
    pub fn start(scratch: &Scratch) -> Result<Self, String> {
        let [_, (_, xvfb), ..] = super::programs();
        let launch = Launch::new(&xvfb)
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", SIZE])
            // It removes its lock and socket when it ends.
            .gently();
        let server = Program::start(&launch)?;
        let display: u32 = server.wait_for_line(TIMEOUT, |line| line.trim().parse().ok())?;
        let screen = Self {
            settings: RefCell::default(),
            server,
            display: format!(":{display}"),
            file: scratch.path().join("xsettings"),
        };
        match screen.show(&[]) {
            Ok(()) => Ok(screen),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Its name, as programs find it in `DISPLAY`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Focuses the browser's window, as there is no window manager to do it.
    pub fn focus(&self) -> io::Result<()> {
        self.to_window(&["windowfocus", "--sync"])
    }

    /// Shows the tab after the one that is shown, or the first after the last.
    pub fn turn_to_next_tab(&self) -> io::Result<()> {
        self.to_window(&["windowfocus", "--sync", "key", "ctrl+Page_Down"])
    }

    /// Runs xdotool commands on the browser's window.
    fn to_window(&self, what: &[&str]) -> io::Result<()> {
        let [.., (_, xdotool)] = super::programs();
        let done = Command::new(xdotool)
            .env("DISPLAY", &self.display)
            .args([
                "search",
                "--sync",
                "--onlyvisible",
                "--class",
                "MiniBrowser",
            ])
            .args(what)
            .output()?;
        if done.status.success() {
            Ok(())
        } else {
            let why = String::from_utf8_lossy(&done.stderr).into_owned();
            Err(io::Error::other(format!(
                "cannot do {what:?} to the window: {why}"
            )))
        }
    }

    /// Sets the desktop settings behind these media features.
    pub fn show(&self, features: &[(&str, &str)]) -> io::Result<()> {
        let prefers = |value| features.iter().any(|(_, given)| *given == value);
        let theme = match (prefers("dark"), prefers("more")) {
            (true, _) => "Adwaita-dark",
            (false, true) => "HighContrast",
            (false, false) => "Adwaita",
        };
        let animations = u8::from(!prefers("reduce"));
        let settings = format!("Net/ThemeName \"{theme}\"\nGtk/EnableAnimations {animations}\n");
        fs::write(&self.file, settings)?;
        let [_, _, (_, xsettingsd), _] = super::programs();
        let launch = Launch::new(&xsettingsd)
            .arg("-c")
            .arg(&self.file)
            .env("DISPLAY", &self.display);
        // Only one daemon can run at a time.
        self.settings.replace(None);
        let daemon = Program::start(&launch).map_err(io::Error::other)?;
        daemon
            .wait_for_line(TIMEOUT, |line| {
                line.contains("Took ownership").then_some(())
            })
            .map_err(io::Error::other)?;
        self.settings.replace(Some(daemon));
        Ok(())
    }

    /// The process groups of its programs.
    pub fn groups(&self) -> impl Iterator<Item = u32> {
        let settings = self.settings.borrow().as_ref().map(Program::group);
        settings.into_iter().chain([self.server.group()])
    }
}
