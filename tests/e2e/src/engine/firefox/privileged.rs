//! Scripts with the rights of Firefox itself.

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use thirtyfour::WebDriver;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::error::WebDriverResult;

/// Runs the body of a function in the browser's own window, and answers what it
/// returns.
pub(super) async fn run(
    driver: &WebDriver,
    body: &str,
    arguments: impl Into<Arc<[Value]>>,
) -> WebDriverResult<Value> {
    enter(driver, Context::Browser).await?;
    let answer = driver.execute(body, arguments).await;
    enter(driver, Context::Page).await?;
    Ok(answer?.json().clone())
}

/// Whose rights the next scripts have.
#[derive(Clone, Copy, Debug)]
enum Context {
    Browser,
    Page,
}

async fn enter(driver: &WebDriver, context: Context) -> WebDriverResult<()> {
    let command = Command::ExtensionCommand(Box::new(context));
    driver.handle().cmd(command).await?;
    Ok(())
}

impl ExtensionCommand for Context {
    fn parameters_json(&self) -> Option<Value> {
        let name = match self {
            Self::Browser => "chrome",
            Self::Page => "content",
        };
        Some(json!({ "context": name }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/moz/context".into()
    }
}
