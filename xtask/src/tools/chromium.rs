//! Chromium and its WebDriver server, for tests in a browser.

use crate::failure::{Explain, Failure, Result};
use crate::process::Call;
use crate::tools::{apt, path};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the browser and its driver are.
pub struct Chromium {
    browser: PathBuf,
    driver: PathBuf,
}

/// Start options: no window, no sandbox (which needs rights that root in a
/// container lacks), and nothing that talks to the outside.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

impl Chromium {
    /// The packages that are missing: Chromium, its driver, or a font with
    /// Chinese characters.
    pub fn missing() -> Vec<&'static str> {
        let mut missing = Vec::new();
        if find_browser().is_none() {
            missing.push(if apt::is_ubuntu() {
                "chromium-browser"
            } else {
                "chromium"
            });
        }
        if find_driver().is_none() {
            missing.push(if apt::is_ubuntu() {
                "chromium-chromedriver"
            } else {
                "chromium-driver"
            });
        }
        if path::find("fc-list").is_none() {
            missing.push("fontconfig");
        }
        if !has_chinese_font() {
            missing.push("fonts-noto-cjk");
        }
        missing
    }

    /// Finds Chromium and its driver. `CHROMIUM` and `CHROMEDRIVER` choose others.
    pub fn set_up() -> Result<Self> {
        match (find_browser(), find_driver()) {
            (Some(browser), Some(driver)) => Ok(Self { browser, driver }),
            _ => Err(Failure::because(
                "Chromium or its driver is still missing: set CHROMIUM and CHROMEDRIVER to their paths",
            )),
        }
    }

    /// Tells a call where browser and driver are.
    pub fn describe_to(&self, call: Call) -> Call {
        call.env("CHROMIUM", &self.browser)
            .env("CHROMEDRIVER", &self.driver)
    }

    /// Writes the capabilities that wasm-bindgen's test runner asks the driver
    /// for.
    pub fn write_capabilities(&self, file: &Path) -> Result<()> {
        let arguments = ARGUMENTS.map(json_text).join(", ");
        let browser = json_text(&self.browser.to_string_lossy());
        let text = format!(
            "{{\"goog:chromeOptions\": {{\"binary\": {browser}, \"args\": [{arguments}]}}}}\n"
        );
        file.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(file, text))
            .explain(|| format!("cannot write {}", file.display()))
    }
}

fn find_browser() -> Option<PathBuf> {
    path::from_environment("CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(path::find)
    })
}

fn find_driver() -> Option<PathBuf> {
    path::from_environment("CHROMEDRIVER").or_else(|| path::find("chromedriver"))
}

/// Without one, Chinese text is drawn as boxes: screenshots and widths lie.
fn has_chinese_font() -> bool {
    Call::new("fc-list", Path::new("/"))
        .args([":lang=zh-cn", "family"])
        .read()
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// A JSON string; control characters do not occur in paths worth supporting.
fn json_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::json_text;

    #[test]
    fn quotes_in_a_path_do_not_end_the_json_string() {
        assert_eq!(json_text(r#"/a"b\c"#), r#""/a\"b\\c""#);
    }
}
