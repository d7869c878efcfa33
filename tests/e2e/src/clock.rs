//! The page's clock, which a test can advance instead of waiting.

use crate::page::Page;
use serde_json::json;
use std::time::Duration;

impl Page {
    /// Advances the clock that the page reads, until the document is left. Timers
    /// are not changed, so that code which reads the clock each second notices
    /// within a second.
    pub async fn pass(&self, time: Duration) {
        self.session().note(&format!("{time:?} pass"));
        self.script(
            // The page's built-ins, where drivers run scripts with their own.
            "const { Date } = window;
             const ahead = Symbol.for('e2e.ahead');
             if (Date[ahead] === undefined) {
                 const now = Date.now.bind(Date);
                 Date[ahead] = 0;
                 Date.now = () => now() + Date[ahead];
             }
             Date[ahead] += args[0]",
            &[json!(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))],
        )
        .await;
    }
}
