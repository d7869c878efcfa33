//! Chromium, driven by chromedriver.

use super::{Preferences, program};
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

/// No window, no sandbox (tests may run as root in a container), no connections
/// to other services, and not the user's own profile.
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

/// The programs this engine needs, with the variables for their paths:
/// the driver and the browser.
pub(super) fn programs() -> [(&'static str, PathBuf); 2] {
    [
        program("CHROMEDRIVER", "/usr/bin/chromedriver"),
        program("CHROMIUM", "/usr/bin/chromium"),
    ]
}

/// Starts chromedriver on a port that it chooses. The browser inherits the
/// time zone and puts its temporary files into `scratch`.
pub(super) fn driver(preferences: &Preferences, scratch: &Scratch) -> Launch {
    let [(_, chromedriver), _] = programs();
    Launch::new(&chromedriver)
        .arg("--port=0")
        .env("TZ", &preferences.time_zone)
        .env("TMPDIR", scratch.path())
}

pub(super) fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("was started successfully on port ")?;
    port.trim().trim_end_matches('.').parse().ok()
}

pub(super) fn capabilities(
    preferences: &Preferences,
    scratch: &Scratch,
) -> WebDriverResult<Capabilities> {
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
            "intl.accept_languages": preferences.languages.join(","),
            // Start with an empty page.
            "session.restore_on_startup": 4,
            "session.startup_urls": ["about:blank"],
        }),
    )?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

/// Sets up a tab that has just been opened.
pub(super) async fn prepare_tab(
    driver: &WebDriver,
    preferences: &Preferences,
) -> WebDriverResult<()> {
    // Intl follows the language of the browser's own texts, which may not be
    // installed; navigator.languages follows the preference above.
    let locale = json!({ "locale": preferences.languages.first() });
    driver
        .cdp()
        .send_raw("Emulation.setLocaleOverride", locale)
        .await?;
    // Without it only navigator.onLine changes, and no request fails.
    driver.cdp().send_raw("Network.enable", json!({})).await?;
    // Without it a new page has no focus for its scripts to move.
    emulate_focus(driver, true).await
}

/// While focus is emulated, a hidden page is told that it is visible.
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
