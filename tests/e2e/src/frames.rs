//! Frames of a page.

use crate::locator::Locator;
use crate::page::Page;
use crate::wait::brief;

impl Page {
    /// Runs `act` inside a frame: until it is done, locators and scripts use the
    /// document of the frame.
    pub async fn inside<T>(&self, frame: &Locator, act: impl AsyncFnOnce(&Self) -> T) -> T {
        self.retry(&format!("go into {frame}"), async || {
            let frame = frame.element("element", &[]).await?;
            frame.enter_frame().await.map_err(|error| brief(&error))
        })
        .await;
        let done = act(self).await;
        let left = self.session().driver.enter_parent_frame().await;
        self.must("leave the frame", left);
        done
    }
}
