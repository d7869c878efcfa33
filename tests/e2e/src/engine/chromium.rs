//! Chromium, driven by chromedriver.

use super::{Wishes, program};
use crate::console::ConsoleEntry;
use crate::emulation::Emulation;
use crate::program::Launch;
use crate::scratch::Scratch;
use serde_json::{Value, json};
use std::path::PathBuf;
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{
    BrowserCapabilitiesHelper, Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel,
    WebDriver,
};

/// No window, no sandbox (tests may run as root in a container), and nothing
/// that talks to the outside or to the user's own profile.
const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-proxy-server",
];

/// The programs this engine needs, with the variables that say where they are:
/// the driver and the browser.
pub(super) fn programs() -> [(&'static str, PathBuf); 2] {
    [
        program("CHROMEDRIVER", "/usr/bin/chromedriver"),
        program("CHROMIUM", "/usr/bin/chromium"),
    ]
}

/// Starts chromedriver on a port that it chooses. The browser inherits the
/// time zone and puts its temporary files into `scratch`.
pub(super) fn driver(wishes: &Wishes, scratch: &Scratch) -> Launch {
    let [(_, chromedriver), _] = programs();
    Launch::new(&chromedriver)
        .arg("--port=0")
        .env("TZ", &wishes.time_zone)
        .env("TMPDIR", scratch.path())
}

pub(super) fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("was started successfully on port ")?;
    port.trim().trim_end_matches('.').parse().ok()
}

pub(super) fn capabilities(wishes: &Wishes, scratch: &Scratch) -> WebDriverResult<Capabilities> {
    let [_, (_, chromium)] = programs();
    let mut capabilities = ChromeCapabilities::new();
    capabilities.set_binary(&chromium.to_string_lossy())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    let profile = scratch.path().join("profile");
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.set_browser_option(
        "prefs",
        json!({
            "intl.accept_languages": wishes.languages.join(","),
            // Starts with an empty page instead of the browser's own.
            "session.restore_on_startup": 4,
            "session.startup_urls": ["about:blank"],
        }),
    )?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

/// Finishes a tab that has just been opened.
pub(super) async fn prepare_tab(driver: &WebDriver, wishes: &Wishes) -> WebDriverResult<()> {
    // Intl follows the language of the browser's own texts, which may not be
    // installed; navigator.languages follows the preference above.
    let locale = json!({ "locale": wishes.languages.first() });
    driver
        .cdp()
        .send_raw("Emulation.setLocaleOverride", locale)
        .await?;
    // Without it only the page believes that the network is gone.
    driver.cdp().send_raw("Network.enable", json!({})).await?;
    // Without it a new page has no focus that its scripts could move.
    emulate_focus(driver, true).await
}

/// A page whose focus is emulated takes itself for seen even where it is not.
pub(super) async fn emulate_focus(driver: &WebDriver, enabled: bool) -> WebDriverResult<()> {
    let enabled = json!({ "enabled": enabled });
    driver
        .cdp()
        .send_raw("Emulation.setFocusEmulationEnabled", enabled)
        .await?;
    Ok(())
}

pub(super) async fn emulate(driver: &WebDriver, emulation: &Emulation<'_>) -> WebDriverResult<()> {
    let (command, parameters) = match emulation {
        Emulation::Media(features) => {
            let features: Vec<Value> = features
                .iter()
                .map(|(name, value)| json!({ "name": name, "value": value }))
                .collect();
            (
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
        }
        Emulation::Offline | Emulation::Online => (
            "Network.emulateNetworkConditions",
            json!({
                "offline": matches!(emulation, Emulation::Offline),
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            }),
        ),
    };
    driver.cdp().send_raw(command, parameters).await?;
    Ok(())
}

pub(super) async fn compose(
    driver: &WebDriver,
    states: &[&str],
    text: &str,
) -> WebDriverResult<()> {
    let cdp = driver.cdp();
    for state in states {
        let end = state.encode_utf16().count();
        let shown = json!({ "text": state, "selectionStart": end, "selectionEnd": end });
        cdp.send_raw("Input.imeSetComposition", shown).await?;
    }
    cdp.send_raw("Input.insertText", json!({ "text": text }))
        .await?;
    Ok(())
}

pub(super) async fn console(driver: &WebDriver) -> WebDriverResult<Vec<ConsoleEntry>> {
    let entries = driver.browser_log().await?;
    Ok(entries
        .into_iter()
        .map(|entry| ConsoleEntry {
            is_error: entry.level == "SEVERE",
            text: entry.message,
        })
        .collect())
}
