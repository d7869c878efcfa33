//! WebKitGTK's MiniBrowser, driven by WebKitWebDriver, on a screen of its own.

mod home;
mod screen;

pub(crate) use screen::Screen;

use super::{Preferences, program};
use crate::console::ConsoleEntry;
use crate::emulation::Emulation;
use crate::in_page;
use crate::program::Launch;
use crate::scratch::Scratch;
use crate::wait::POLL;
use serde_json::json;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Capabilities, WebDriver};

/// How long showing a tab may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a page may take to notice that it is shown.
const TURN: Duration = Duration::from_secs(1);

/// Sets `navigator.onLine` and dispatches its event.
const ONLINE: &str = "
    const [online] = arguments;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
    dispatchEvent(new Event(online ? 'online' : 'offline'));";

/// The programs this engine needs, with the variables for their paths:
/// the driver, which finds its browser, the X server, its settings daemon, and a
/// replacement for a window manager.
pub(super) fn programs() -> [(&'static str, PathBuf); 4] {
    [
        program("WEBKITWEBDRIVER", "/usr/bin/WebKitWebDriver"),
        program("XVFB", "/usr/bin/Xvfb"),
        program("XSETTINGSD", "/usr/bin/xsettingsd"),
        program("XDOTOOL", "/usr/bin/xdotool"),
    ]
}

/// Starts WebKitWebDriver on this port, which it does not print. The browser
/// inherits language, time zone, screen and a home of its own in `scratch`.
pub(super) fn driver(
    preferences: &Preferences,
    scratch: &Scratch,
    screen: Option<&Screen>,
    port: u16,
) -> Result<Launch, String> {
    let screen = screen.ok_or("there is no screen")?;
    let [(_, webkitwebdriver), ..] = programs();
    let launch = Launch::new(&webkitwebdriver)
        .arg(format!("--port={port}"))
        .env("TZ", &preferences.time_zone)
        .env("DISPLAY", screen.display())
        .env("GDK_BACKEND", "x11")
        // Keys type their own characters in any language.
        .env("GTK_IM_MODULE", "gtk-im-context-simple");
    home::set_up(launch, preferences, scratch)
        .map_err(|error| format!("cannot write to {}: {error}", scratch.path().display()))
}

pub(super) fn capabilities() -> WebDriverResult<Capabilities> {
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "MiniBrowser")?;
    Ok(capabilities)
}

/// Sets up a tab that has just been opened.
pub(super) fn prepare_tab(screen: Option<&Screen>) -> WebDriverResult<()> {
    match screen {
        Some(screen) => Ok(screen.focus()?),
        None => Ok(()),
    }
}

pub(super) async fn emulate(
    driver: &WebDriver,
    screen: Option<&Screen>,
    emulation: &Emulation<'_>,
) -> WebDriverResult<()> {
    match emulation {
        Emulation::Media(features) => {
            if let Some(screen) = screen {
                screen.show(features)?;
            }
        }
        Emulation::Offline | Emulation::Online => {
            let online = matches!(emulation, Emulation::Online);
            driver.execute(ONLINE, vec![json!(online)]).await?;
        }
    }
    Ok(())
}

/// The driver switches to a tab without showing it, so it is shown by keyboard.
pub(super) async fn show_tab(driver: &WebDriver, screen: Option<&Screen>) -> WebDriverResult<()> {
    let start = Instant::now();
    let mut pressed: Option<Instant> = None;
    while *driver.execute("return document.hidden", []).await?.json() != false {
        if start.elapsed() > TIMEOUT {
            return Err(io::Error::other("the tab stays hidden").into());
        }
        // Presses again only after a while, so as not to go past the tab.
        if let Some(screen) = screen
            && pressed.is_none_or(|time| time.elapsed() > TURN)
        {
            screen.turn_to_next_tab()?;
            pressed = Some(Instant::now());
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

pub(super) async fn compose(
    driver: &WebDriver,
    states: &[&str],
    text: &str,
) -> WebDriverResult<()> {
    let script = in_page::script("compose(...args)");
    let arguments = vec![json!(states), json!(text)];
    driver.execute(script, arguments).await?;
    Ok(())
}

/// Starts to record errors and failed calls in the current document, which the
/// driver does not report, and returns the errors since the last call.
pub(super) async fn console(driver: &WebDriver) -> WebDriverResult<Vec<ConsoleEntry>> {
    let script = in_page::script("noteFailedCalls(); return takeErrors()");
    let errors: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
    let entries = errors.into_iter().map(|text| ConsoleEntry {
        is_error: true,
        text,
    });
    Ok(entries.collect())
}
