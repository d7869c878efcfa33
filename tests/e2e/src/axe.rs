//! Accessibility checks by axe-core.

use crate::page::Page;
use crate::settings::Settings;
use crate::wait::brief;
use serde::Deserialize;
use std::fmt;
use std::fs;

/// Whether the script is not yet in the document.
const ABSENT: &str = "return typeof window.axe === 'undefined'";

/// WCAG 2.2 A and AA, and what axe calls best practice.
const CHECK: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] };
    axe.run(document, options).then(
        ({ violations }) => done({ violations }),
        (error) => done({ error: String(error) }),
    );";

/// A violated rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The rule's id, such as `color-contrast`.
    pub id: String,
    /// How bad it is: `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// What the rule requires.
    pub help: String,
    /// The elements that violate it.
    pub nodes: Vec<ViolatingNode>,
}

/// An element that violates a rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ViolatingNode {
    /// The start of the element's markup.
    pub html: String,
    /// Selectors of the element, through frames and shadow roots.
    pub target: serde_json::Value,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let impact = self.impact.as_deref().unwrap_or("unrated");
        write!(f, "{} ({impact}): {}", self.id, self.help)?;
        for node in &self.nodes {
            write!(f, "\n    {} {}", node.target, node.html)?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Outcome {
    Violations(Vec<Violation>),
    Error(String),
}

impl Page {
    /// The violations that axe-core finds in the current page.
    pub async fn axe(&self) -> Vec<Violation> {
        let path = &Settings::get().axe;
        let source = fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        let driver = &self.session().driver;
        let run = async {
            // It stays until another document is loaded.
            if *driver.execute(ABSENT, []).await?.json() == true {
                driver.execute(source, []).await?;
            }
            driver.execute_async(CHECK, []).await?.convert()
        };
        match run.await {
            Ok(Outcome::Violations(violations)) => violations,
            Ok(Outcome::Error(error)) => panic!("axe failed: {error}"),
            Err(error) => panic!("axe failed: {}", brief(&error)),
        }
    }

    /// Fails if axe-core finds a violation. `context` names the page and its
    /// state.
    pub async fn assert_no_axe_violations(&self, context: &str) {
        let violations = self.axe().await;
        let list: Vec<_> = violations.iter().map(ToString::to_string).collect();
        assert!(list.is_empty(), "axe on {context}:\n{}", list.join("\n"));
    }
}
