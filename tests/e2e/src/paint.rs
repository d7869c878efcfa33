//! Paint times and layout shifts.

use crate::engine::{Ability, Unsupported};
use crate::page::Page;
use std::time::Duration;

impl Page {
    /// The cumulative layout shift since the document was loaded: 0 if nothing
    /// moved. Shifts right after input of the user do not count.
    ///
    /// # Errors
    /// If the engine does not support it.
    pub async fn layout_shift(&self) -> Result<f64, Unsupported> {
        self.session().engine.require(Ability::MeasureLayoutShift)?;
        let total = self
            .ask(
                "const observer = new PerformanceObserver(() => {});
                 observer.observe({ type: 'layout-shift', buffered: true });
                 const shifts = observer.takeRecords().filter((shift) => !shift.hadRecentInput);
                 observer.disconnect();
                 return shifts.reduce((total, shift) => total + shift.value, 0);",
                [],
            )
            .await;
        Ok(total)
    }

    /// The time from the start of the navigation to the first paint. Waits for it.
    pub async fn first_paint(&self) -> Duration {
        self.until("the first paint", async |page| {
            let milliseconds: Option<f64> = page
                .ask(
                    "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null",
                    [],
                )
                .await;
            milliseconds.map(|time| Duration::from_secs_f64(time / 1000.0))
        })
        .await
    }
}
