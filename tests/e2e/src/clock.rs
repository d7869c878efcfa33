//! The page's clock, which a test can set forward instead of waiting.

use crate::page::Page;
use serde_json::json;
use std::time::Duration;

impl Page {
    /// Sets the clock that the page reads forward, until the document is left.
    /// Timers take as long as ever, so what looks at the clock each second sees
    /// this within a second.
    pub async fn pass(&self, time: Duration) {
        self.session().note(&format!("{time:?} pass"));
        self.script(
            // Where scripts of drivers have built-ins of their own, these are the page's.
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
