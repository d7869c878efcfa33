//! Locators for elements, by what a person sees of them.

use crate::locator::Locator;
use crate::page::Page;
use serde_json::{Value, json};
use std::fmt;

/// Locators of visible elements, on a whole [`Page`] or inside of another
/// [`Locator`].
pub trait Find {
    /// A locator with one more step.
    #[doc(hidden)]
    fn then(&self, step: Step) -> Locator;

    /// Elements of this ARIA role and exactly this accessible name.
    fn role(&self, role: &str, name: &str) -> Locator {
        self.then(Step::Role {
            role: role.to_owned(),
            name: Some(name.to_owned()),
        })
    }

    /// Elements of this ARIA role with any name.
    fn any(&self, role: &str) -> Locator {
        self.then(Step::Role {
            role: role.to_owned(),
            name: None,
        })
    }

    /// The button of this accessible name.
    fn button(&self, name: &str) -> Locator {
        self.role("button", name)
    }

    /// The link of this accessible name.
    fn link(&self, name: &str) -> Locator {
        self.role("link", name)
    }

    /// The main heading.
    fn heading(&self) -> Locator {
        self.css("h1")
    }

    /// The control of this accessible name: its label, usually.
    fn labelled(&self, label: &str) -> Locator {
        self.then(Step::Label(label.to_owned()))
    }

    /// The control that sends this API parameter: by its `name` attribute. The panel's, not that of the
    /// page before the panel.
    fn field(&self, parameter: &str) -> Locator {
        self.css(&format!("[name={parameter:?}]:not(.op-shell-search > *)"))
    }

    /// The choice among controls of the same `name`, by its `value`.
    fn choice(&self, parameter: &str, value: &str) -> Locator {
        self.css(&format!("[name={parameter:?}][value={value:?}]"))
    }

    /// The smallest element that contains this text.
    fn text_containing(&self, text: &str) -> Locator {
        self.then(Step::Text(text.to_owned()))
    }

    /// Elements that match a CSS selector.
    fn css(&self, selector: &str) -> Locator {
        self.then(Step::Css(selector.to_owned()))
    }

    /// The table row of the operation with this id.
    fn row(&self, job_id: &str) -> Locator {
        self.css(&format!("tr[data-job-id={job_id:?}]"))
    }

    /// The button that opens the menu of the operation with this id.
    fn row_menu(&self, job_id: &str) -> Locator {
        self.row(job_id).css("[data-column=menu] button")
    }

    /// The table cell, or cells, of this column.
    fn cell(&self, column: &str) -> Locator {
        self.css(&format!("tbody [data-column={column:?}]"))
    }
}

impl Find for Page {
    fn then(&self, step: Step) -> Locator {
        Locator::new(self.clone(), vec![step])
    }
}

impl Find for Locator {
    fn then(&self, step: Step) -> Locator {
        let steps = self.steps().iter().cloned().chain([step]);
        Locator::new(self.page().clone(), steps.collect())
    }
}

impl Page {
    /// The text of the one element that matches a CSS selector.
    pub async fn text_of(&self, selector: &str) -> String {
        self.css(selector).text().await
    }

    /// The texts of all visible elements that match a CSS selector now.
    pub async fn texts(&self, selector: &str) -> Vec<String> {
        self.css(selector).texts().await
    }
}

/// One step of a locator, which `in_page/find.js` understands.
#[derive(Clone, Debug)]
pub enum Step {
    /// By ARIA role and, if given, accessible name.
    Role {
        /// The role.
        role: String,
        /// The whole name.
        name: Option<String>,
    },
    /// Controls by their accessible name.
    Label(String),
    /// By a CSS selector.
    Css(String),
    /// By a part of the text.
    Text(String),
    /// The one at this index among those found.
    Nth(usize),
}

impl Step {
    /// The step as the page's `find` understands it.
    pub(crate) fn plan(&self) -> Value {
        match self {
            Self::Role { role, name } => json!({ "by": "role", "role": role, "name": name }),
            Self::Label(label) => json!({ "by": "label", "label": label }),
            Self::Css(css) => json!({ "by": "css", "css": css }),
            Self::Text(text) => json!({ "by": "text", "text": text }),
            Self::Nth(nth) => json!({ "by": "nth", "nth": nth }),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role {
                role,
                name: Some(name),
            } => write!(f, "{role} {name:?}"),
            Self::Role { role, name: None } => write!(f, "any {role}"),
            Self::Label(label) => write!(f, "what is labelled {label:?}"),
            Self::Css(css) => write!(f, "`{css}`"),
            Self::Text(text) => write!(f, "the text {text:?}"),
            Self::Nth(nth) => write!(f, "number {nth}"),
        }
    }
}
