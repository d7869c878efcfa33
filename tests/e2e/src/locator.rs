//! Reading and operating elements of the page.

use crate::find::{Find, Step};
use crate::page::Page;
use crate::wait::brief;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt;
use thirtyfour::WebElement;
use thirtyfour::error::WebDriverResult;

/// Describes visible elements of a page; made by [`Find`]. It is resolved each time
/// it is used, and retried until exactly one element matches or the deadline is
/// over.
#[derive(Clone, Debug)]
pub struct Locator {
    page: Page,
    steps: Vec<Step>,
}

// Reading. Every read of one element waits until exactly one matches.
impl Locator {
    /// The one at `index`, from 0, among the matching elements.
    pub fn nth(&self, index: usize) -> Self {
        self.then(Step::Nth(index))
    }

    /// Its visible text, in one line.
    pub async fn text(&self) -> String {
        self.read("the text of", "shown(element)").await
    }

    /// Its accessible name.
    pub async fn name(&self) -> String {
        self.read("the name of", "nameOf(element)").await
    }

    /// Its value.
    pub async fn value(&self) -> String {
        self.read("the value of", "element.value").await
    }

    /// Whether it is checked.
    pub async fn is_checked(&self) -> bool {
        self.read("the state of", "element.checked === true").await
    }

    /// Whether it accepts clicks and keys.
    pub async fn is_enabled(&self) -> bool {
        self.read("the state of", "refusal(element) === null").await
    }

    /// The value of an attribute, if it has it.
    pub async fn attribute(&self, name: &str) -> Option<String> {
        self.read(
            &format!("attribute {name} of"),
            &format!("element.getAttribute({name:?})"),
        )
        .await
    }

    /// How many elements match now.
    pub async fn count(&self) -> usize {
        self.page
            .ask("return find(args[0]).length", [self.plan()])
            .await
    }

    /// The texts of all elements that match now.
    pub async fn texts(&self) -> Vec<String> {
        self.page
            .ask("return find(args[0]).map(shown)", [self.plan()])
            .await
    }

    /// Waits until exactly one matches.
    pub async fn until_visible(&self) {
        let _: bool = self.read("", "true").await;
    }

    /// Waits until none matches.
    pub async fn until_gone(&self) {
        self.page
            .retry(&format!("{self} to be gone"), async || {
                match self.count().await {
                    0 => Ok(()),
                    count => Err(format!("{count} of them")),
                }
            })
            .await;
    }

    /// Waits until its text is exactly this.
    pub async fn until_text(&self, expected: &str) {
        self.page
            .retry(&format!("{self} to say {expected:?}"), async || {
                let text: String = self.try_read("shown(element)").await?;
                if text == expected {
                    Ok(())
                } else {
                    Err(format!("{text:?}"))
                }
            })
            .await;
    }

    /// Waits until it has the focus.
    pub async fn until_focused(&self) {
        self.page
            .retry(&format!("{self} to have the focus"), async || {
                if self.try_read("element === activeElement()").await? {
                    return Ok(());
                }
                let focused = self.page.focused().await;
                Err(focused.map_or("the focus is nowhere".to_owned(), |it| {
                    format!("the focus is on {it}")
                }))
            })
            .await;
    }
}

// Operating.
impl Locator {
    /// Clicks it, once it is visible and enabled.
    pub async fn click(&self) {
        self.act("click", async |element| element.click().await)
            .await;
    }

    /// Focuses it.
    pub async fn focus(&self) {
        let _: Value = self.read("the focus on", "element.focus()").await;
    }

    /// Types a text at the end of its value.
    pub async fn type_text(&self, text: &str) {
        self.act(&format!("type {text:?} into"), async |element| {
            element.send_keys(text).await
        })
        .await;
    }

    /// Replaces its text key by key, as a person who selects all and types. On a
    /// busy machine the panel may take a part of the text for the whole; see
    /// [`paste`](Self::paste).
    pub async fn fill(&self, text: &str) {
        let in_shadow = self.select_all().await;
        if text.is_empty() {
            self.page.press("Delete").await;
        } else if in_shadow {
            // Drivers do not see the focus in a shadow root and would first move the
            // caret to the end.
            self.page.type_text(text).await;
        } else {
            self.type_text(text).await;
        }
    }

    /// Replaces its text at once, so that no pause in typing can commit a part.
    pub async fn paste(&self, text: &str) {
        self.select_all().await;
        if text.is_empty() {
            self.page.press("Delete").await;
        } else {
            self.page.compose(&[], text).await;
        }
    }

    /// Focuses it and selects its text; answers whether it is in a shadow root.
    async fn select_all(&self) -> bool {
        self.read(
            "all selected in",
            "(element.focus(), element.select(), element.getRootNode() !== document)",
        )
        .await
    }

    /// Focuses it and presses a key or chord; see [`Page::press`].
    pub async fn press(&self, chord: &str) {
        self.focus().await;
        self.page.press(chord).await;
    }

    /// Selects the option of this text in a native select.
    pub async fn select(&self, option: &str) {
        let what = format!("choose {option:?} in {self}");
        self.page
            .retry(&what, async || {
                let find =
                    "[...(element.options ?? [])].find((option) => shown(option) === args[1])";
                let found = self
                    .element(&format!("{find} ?? null"), &[json!(option)])
                    .await?;
                found.click().await.map_err(|error| brief(&error))
            })
            .await;
    }
}

// Implementation.
impl Locator {
    pub(crate) fn new(page: Page, steps: Vec<Step>) -> Self {
        Self { page, steps }
    }

    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The steps as `in_page/find.js` understands them.
    fn plan(&self) -> Value {
        self.steps.iter().map(Step::plan).collect()
    }

    pub(crate) async fn read<T: DeserializeOwned>(&self, what: &str, expression: &str) -> T {
        let what = format!("{what} {self}");
        self.page
            .retry_quietly(what.trim(), async || self.try_read(expression).await)
            .await
    }

    /// The value of a JavaScript expression about `element`.
    async fn try_read<T: DeserializeOwned>(&self, expression: &str) -> Result<T, String> {
        let body = format!(
            "const {{ element, seen }} = oneOf(args[0]);
             return element ? {{ value: {expression} ?? null }} : {{ seen }};"
        );
        let answer = self.page.try_script(&body, vec![self.plan()]).await?;
        match answer.get("seen") {
            Some(seen) => Err(seen.as_str().unwrap_or_default().to_owned()),
            None => {
                serde_json::from_value(answer["value"].clone()).map_err(|error| error.to_string())
            }
        }
    }

    async fn act(&self, verb: &str, action: impl AsyncFn(WebElement) -> WebDriverResult<()>) {
        self.page
            .retry(&format!("{verb} {self}"), async || {
                let element = self.element("clickTarget(element)", &[]).await?;
                action(element).await.map_err(|error| brief(&error))
            })
            .await;
    }

    /// The result of a JavaScript expression about `element`, once that accepts
    /// clicks and keys.
    pub(crate) async fn element(
        &self,
        expression: &str,
        more: &[Value],
    ) -> Result<WebElement, String> {
        let body = format!(
            "const {{ element, seen }} = oneOf(args[0]);
             if (!element) return {{ seen }};
             const why = refusal(element);
             return why ? {{ seen: why }} : {{ element: {expression} }};"
        );
        let args = [&[self.plan()], more].concat();
        let answer = self.page.try_script(&body, args).await?;
        if let Some(seen) = answer.get("seen").and_then(Value::as_str) {
            return Err(seen.to_owned());
        }
        let handle = self.page.session().driver.handle().clone();
        WebElement::from_json(answer["element"].clone(), handle)
            .map_err(|_| "it has no such part".to_owned())
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().rev().enumerate() {
            let join = if index > 0 { " in " } else { "" };
            write!(f, "{join}{step}")?;
        }
        Ok(())
    }
}
