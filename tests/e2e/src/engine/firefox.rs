//! Firefox, driven by geckodriver.

mod privileged;

use super::{Preferences, program};
use crate::console::ConsoleEntry;
use crate::emulation::Emulation;
use crate::program::Launch;
use crate::scratch::Scratch;
use privileged::run;
use serde_json::{Value, json};
use std::path::PathBuf;
use thirtyfour::common::capabilities::firefox::FirefoxCapabilities;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{BrowserCapabilitiesHelper, Capabilities, WebDriver};

/// Removes the minimum width of a window, which is 500 px.
const ANY_WIDTH: &str = "
    const style = document.createElement('style');
    style.textContent = ':root { min-width: 0 !important; min-height: 0 !important }';
    document.documentElement.append(style);";

/// Sets media features by preferences: first to the defaults, then as given.
const MEDIA: &str = "
    const wished = Object.fromEntries(arguments[0]);
    const number = (name, value) => Services.prefs.setIntPref(name, value);
    const dark = wished['prefers-color-scheme'] === 'dark';
    number('layout.css.prefers-color-scheme.content-override', dark ? 0 : 1);
    number('ui.prefersReducedMotion', wished['prefers-reduced-motion'] === 'reduce' ? 1 : 0);
    number('browser.display.document_color_use', wished['forced-colors'] === 'active' ? 2 : 0);
    // A palette is dark by its colours.
    Services.prefs.setCharPref('browser.display.background_color', dark ? '#000000' : '#FFFFFF');
    Services.prefs.setCharPref('browser.display.foreground_color', dark ? '#FFFFFF' : '#000000');";

/// In each content process: copies messages of `console.error` to the browser's
/// own list of errors.
const LISTEN: &str = "
    const listen = (prefix) => {
        const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
        storage.addLogEventListener(({ wrappedJSObject }) => {
            const { ID, level, arguments: said, filename, lineNumber } = wrappedJSObject;
            // Scripts of the browser have no window.
            if (typeof ID !== 'number' || level !== 'error') return;
            Services.console.logStringMessage(`${prefix}${filename}:${lineNumber} ${said.map(String).join(' ')}`);
        }, Services.scriptSecurityManager.getSystemPrincipal());
    };
    const script = `(${listen})('${arguments[0]}')`;
    Services.ppmm.loadProcessScript(`data:,${encodeURIComponent(script)}`, true);";

/// The prefix of messages that [`LISTEN`] adds to the list.
const SAID: &str = "said by a page: ";

/// The errors since the last call.
const ERRORS: &str = "
    const [prefix] = arguments;
    const messages = Services.console.getMessageArray();
    Services.console.reset();
    return messages.flatMap((message) => {
        if (message.message.startsWith(prefix)) return [{ is_error: true, text: message.message.slice(prefix.length) }];
        if (!(message instanceof Ci.nsIScriptError) || !/^https?:/.test(message.sourceName)) return [];
        const { flags, errorMessage, sourceName, lineNumber } = message;
        const { warningFlag, infoFlag } = Ci.nsIScriptError;
        const text = `${sourceName}:${lineNumber} ${errorMessage}`;
        return [{
            is_error: !(flags & (warningFlag | infoFlag)),
            text: text.replace('Content-Security-Policy', 'Content Security Policy'),
        }];
    });";

/// Simulates an input method at the focus.
const COMPOSE: &str = "
    const [states, text] = arguments;
    const method = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    if (!method.beginInputTransactionForTests(window, () => true)) throw new Error('no input method');
    for (const state of states) {
        method.setPendingCompositionString(state);
        method.appendClauseToPendingComposition(state.length, method.ATTR_RAW_CLAUSE);
        method.setCaretInPendingComposition(state.length);
        method.flushPendingComposition();
    }
    method.commitCompositionWith(text);";

/// The programs this engine needs, with the variables for their paths:
/// the driver and the browser.
pub(super) fn programs() -> [(&'static str, PathBuf); 2] {
    [
        program("GECKODRIVER", "/usr/bin/geckodriver"),
        program("FIREFOX", "/usr/bin/firefox-esr"),
    ]
}

/// Starts geckodriver on ports that it chooses. The browser inherits the time
/// zone and the format of dates, and keeps all its files in `scratch`.
pub(super) fn driver(preferences: &Preferences, scratch: &Scratch) -> Launch {
    let [(_, geckodriver), _] = programs();
    let locale = format!("{}.UTF-8", preferences.language().replace('-', "_"));
    Launch::new(&geckodriver)
        .args(["--port", "0", "--websocket-port", "0"])
        .arg("--allow-system-access")
        .arg("--profile-root")
        .arg(scratch.path())
        .env("TZ", &preferences.time_zone)
        .env("LC_ALL", locale)
        .env("TMPDIR", scratch.path())
        .env("HOME", scratch.path())
}

pub(super) fn port_in(line: &str) -> Option<u16> {
    let (_, address) = line.split_once("Listening on ")?;
    address.trim().rsplit_once(':')?.1.parse().ok()
}

pub(super) fn capabilities(preferences: &Preferences) -> WebDriverResult<Capabilities> {
    let [_, (_, firefox)] = programs();
    let mut capabilities = FirefoxCapabilities::new();
    capabilities.set_firefox_binary(&firefox.to_string_lossy())?;
    capabilities.add_arg("-headless")?;
    capabilities.set_browser_option(
        "prefs",
        json!({
            "intl.accept_languages": preferences.languages.join(","),
            "intl.regional_prefs.use_os_locales": true,
            "layout.css.prefers-color-scheme.content-override": 1,
            // LISTEN is loaded from a data URL.
            "security.allow_parent_unrestricted_js_loads": true,
            // Optimising the panel's code takes longer than a test runs.
            "javascript.options.wasm_optimizingjit": false,
            // No connections to other services.
            "app.normandy.enabled": false,
            "network.proxy.type": 0,
            "services.settings.server": "data:,",
            // No processes ahead of their use, or for what no test does.
            "dom.ipc.processPrelaunch.enabled": false,
            "extensions.webextensions.remote": false,
            "media.rdd-process.enabled": false,
            "network.process.enabled": false,
        }),
    )?;
    Ok(capabilities.into())
}

/// Sets up a browser that has just started.
pub(super) async fn prepare(driver: &WebDriver) -> WebDriverResult<()> {
    run(driver, ANY_WIDTH, []).await?;
    run(driver, LISTEN, [json!(SAID)]).await?;
    Ok(())
}

pub(super) async fn emulate(driver: &WebDriver, emulation: &Emulation<'_>) -> WebDriverResult<()> {
    match emulation {
        Emulation::Media(features) => run(driver, MEDIA, [json!(features)]).await?,
        Emulation::Offline | Emulation::Online => {
            let offline = matches!(emulation, Emulation::Offline);
            let script = "Services.io.offline = arguments[0]";
            run(driver, script, [json!(offline)]).await?
        }
    };
    Ok(())
}

pub(super) async fn compose(
    driver: &WebDriver,
    states: &[&str],
    text: &str,
) -> WebDriverResult<()> {
    run(driver, COMPOSE, [json!(states), json!(text)]).await?;
    Ok(())
}

pub(super) async fn console(driver: &WebDriver) -> WebDriverResult<Vec<ConsoleEntry>> {
    let found = run(driver, ERRORS, [json!(SAID)]).await?;
    let found: Vec<Value> = serde_json::from_value(found).unwrap_or_default();
    let entries = found.into_iter().map(|entry| ConsoleEntry {
        is_error: entry["is_error"] == true,
        text: entry["text"].as_str().unwrap_or_default().to_owned(),
    });
    Ok(entries.collect())
}
