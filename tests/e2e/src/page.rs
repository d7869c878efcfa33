//! The page in the browser: its address, its history, its viewport.

use crate::in_page;
use crate::session::Session;
use crate::settings::Settings;
use crate::wait::{DEADLINE, brief};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fs;
use std::rc::Rc;
use std::time::Duration;
use thirtyfour::error::WebDriverResult;

/// The page in the browser. [`Find`](crate::Find) locates its elements; reads,
/// actions and waits are retried until the deadline.
#[derive(Clone, Debug)]
pub struct Page {
    session: Rc<Session>,
    deadline: Duration,
}

impl Page {
    pub(crate) fn new(session: Rc<Session>) -> Self {
        Self {
            session,
            deadline: DEADLINE,
        }
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// The same page with another deadline than 10 s.
    pub fn within(&self, deadline: Duration) -> Self {
        Self {
            session: Rc::clone(&self.session),
            deadline,
        }
    }

    // Address and history.

    /// Loads a path with its query and waits for the document's load event.
    pub async fn go(&self, path_and_query: &str) {
        self.visit(&self.session.origin, path_and_query).await;
    }

    /// Like [`go`](Self::go), at another origin.
    pub(crate) async fn visit(&self, origin: &str, path_and_query: &str) {
        let what = format!("open {path_and_query}");
        self.session.note(&what);
        let url = format!("{origin}{path_and_query}");
        self.travel(&what, self.session.driver.goto(url)).await;
    }

    /// Goes back in the history.
    pub async fn back(&self) {
        self.session.note("back");
        self.travel("go back", self.session.driver.back()).await;
    }

    /// Goes forward in the history.
    pub async fn forward(&self) {
        self.session.note("forward");
        self.travel("go forward", self.session.driver.forward())
            .await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.session.note("reload");
        self.travel("reload", self.session.driver.refresh()).await;
    }

    /// Runs a step that may load another document, after saving the errors of the
    /// current one.
    async fn travel(&self, what: &str, step: impl Future<Output = WebDriverResult<()>>) {
        self.session.save_errors().await;
        self.must(what, step.await);
        self.session.save_errors().await;
    }

    /// Path, query and fragment of the page's address.
    pub async fn address(&self) -> String {
        self.ask(
            "return location.pathname + location.search + location.hash",
            [],
        )
        .await
    }

    /// Waits until the address is exactly this path with query and fragment.
    pub async fn until_address(&self, expected: &str) {
        self.until_equal("the address", expected.to_owned(), Self::address)
            .await;
    }

    /// Waits until the address contains `part`, and returns the address.
    pub async fn until_address_contains(&self, part: &str) -> String {
        self.until(&format!("the address to contain {part}"), async |page| {
            let address = page.address().await;
            if address.contains(part) {
                Ok(address)
            } else {
                Err(address)
            }
        })
        .await
    }

    /// Waits until the address has exactly these parameters, decoded, in this
    /// order.
    pub async fn until_parameters(&self, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect();
        self.until_equal(
            "the parameters of the address",
            expected,
            async |page| -> Vec<(String, String)> {
                page.ask("return [...new URLSearchParams(location.search)]", [])
                    .await
            },
        )
        .await;
    }

    /// The document's title.
    pub async fn title(&self) -> String {
        self.ask("return document.title", []).await
    }

    /// The number of entries in the tab's history.
    pub async fn history_length(&self) -> usize {
        self.ask("return history.length", []).await
    }

    // Viewport.

    /// Resizes the viewport, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let wanted = [width, height];
        // A window is larger than its viewport, by a difference that is only known
        // afterwards.
        self.retry(&format!("a viewport of {width} x {height}"), async || {
            let frame: [u32; 2] = self
                .ask(
                    "return [outerWidth - innerWidth, outerHeight - innerHeight]",
                    [],
                )
                .await;
            let driver = &self.session.driver;
            driver
                .set_window_rect(0, 0, width + frame[0], height + frame[1])
                .await
                .map_err(|error| brief(&error))?;
            let got = self.viewport().await;
            if got == wanted {
                Ok(())
            } else {
                Err(format!("{} x {}", got[0], got[1]))
            }
        })
        .await;
    }

    /// Width and height of the viewport in CSS pixels.
    pub async fn viewport(&self) -> [u32; 2] {
        self.ask("return [innerWidth, innerHeight]", []).await
    }

    /// The scroll position, right and down, in whole CSS pixels.
    pub async fn scroll_position(&self) -> [i64; 2] {
        self.ask("return [Math.round(scrollX), Math.round(scrollY)]", [])
            .await
    }

    /// Scrolls the document without animation.
    pub async fn scroll_to(&self, right: i64, down: i64) {
        self.script(
            "scrollTo({ left: args[0], top: args[1], behavior: 'instant' })",
            &[json!(right), json!(down)],
        )
        .await;
    }

    /// Saves a screenshot as `<engine>-<name>.png` in the folder `HPC_SCREENSHOTS`,
    /// if that is set. Returns its path.
    pub async fn screenshot(&self, name: &str) -> Option<String> {
        let folder = Settings::get().screenshots.as_ref()?;
        let engine = self.session.engine.to_string().to_lowercase();
        let name = name.replace(|c: char| !c.is_alphanumeric() && c != '-', "_");
        let file = folder.join(format!("{engine}-{name}.png"));
        let saved = match self.session.driver.screenshot_as_png().await {
            Ok(image) => fs::create_dir_all(folder)
                .and_then(|()| fs::write(&file, image))
                .map_err(|error| error.to_string()),
            Err(error) => Err(brief(&error)),
        };
        Some(match saved {
            Ok(()) => file.display().to_string(),
            Err(error) => format!("no screenshot: {error}"),
        })
    }

    // Scripts.

    /// Runs the body of a function in the page, once, and returns its result. The
    /// arguments are in `args`. For what has no method of its own.
    pub async fn script(&self, body: &str, args: &[Value]) -> Value {
        self.try_script(body, args.to_vec())
            .await
            .unwrap_or_else(|error| panic!("script failed: {error}\n{body}"))
    }

    /// Reads something by a script, with retries while the page is changing.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        body: &str,
        args: impl Into<Vec<Value>>,
    ) -> T {
        let args = args.into();
        self.retry_quietly(&format!("an answer to `{body}`"), async || {
            let answer = self.try_script(body, args.clone()).await?;
            serde_json::from_value(answer).map_err(|error| error.to_string())
        })
        .await
    }

    pub(crate) async fn try_script(&self, body: &str, args: Vec<Value>) -> Result<Value, String> {
        let answer = self
            .session
            .driver
            .execute(in_page::script(body), args)
            .await
            .map_err(|error| brief(&error))?;
        Ok(answer.json().clone())
    }

    pub(crate) fn must<T>(&self, what: &str, result: WebDriverResult<T>) -> T {
        result.unwrap_or_else(|error| panic!("cannot {what}: {}", brief(&error)))
    }
}
