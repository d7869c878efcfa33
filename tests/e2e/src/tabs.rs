//! Tabs of the browser.

use crate::page::Page;
use crate::world::World;
use thirtyfour::WindowHandle;

/// A tab of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl World {
    /// The current tab.
    pub async fn tab(&self) -> Tab {
        let page = self.page();
        Tab(page.must("name the tab", page.session().driver.window().await))
    }

    /// Opens an empty tab and shows it.
    pub async fn new_tab(&self) -> Tab {
        let page = self.page();
        let session = page.session();
        session.note("open a tab");
        session.retire();
        let honest = session.engine.stop_emulating_focus(&session.driver).await;
        page.must("let the tab be hidden", honest);
        let opened = session.driver.new_tab().await;
        let tab = Tab(page.must("open a tab", opened));
        self.show(&tab).await;
        tab
    }

    /// Shows a tab and returns its page.
    pub async fn show(&self, tab: &Tab) -> Page {
        let page = self.page();
        page.session().note("show another tab");
        let session = page.session();
        let switched = session.driver.switch_to_window(tab.0.clone()).await;
        page.must("switch to a tab", switched);
        page.must("show a tab", session.engine.show_tab(session).await);
        page
    }
}
