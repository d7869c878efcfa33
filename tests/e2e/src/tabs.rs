//! Several tabs of one browser.

use crate::page::Page;
use crate::world::World;
use thirtyfour::WindowHandle;

/// A tab of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl World {
    /// The tab that is seen now.
    pub async fn tab(&self) -> Tab {
        let page = self.page();
        Tab(page.must("name the tab", page.session().driver.window().await))
    }

    /// Opens an empty tab, which is seen from now on instead of the one before.
    pub async fn new_tab(&self) -> Tab {
        let page = self.page();
        let session = page.session();
        session.note("open a tab");
        session.spend();
        let honest = session.engine.be_seen_as_it_is(&session.driver).await;
        page.must("let the tab be hidden", honest);
        let opened = session.driver.new_tab().await;
        let tab = Tab(page.must("open a tab", opened));
        self.show(&tab).await;
        tab
    }

    /// Shows a tab; [`World::page`] is the page in it.
    pub async fn show(&self, tab: &Tab) -> Page {
        let page = self.page();
        page.session().note("show another tab");
        let session = page.session();
        let switched = session.driver.switch_to_window(tab.0.clone()).await;
        page.must("switch to a tab", switched);
        page.must("show a tab", session.engine.show_tab(session).await);
        page
    }

    /// Closes the tab that is seen; another has to be shown then.
    pub async fn close_tab(&self) {
        let page = self.page();
        page.session().note("close the tab");
        let driver = page.session().driver.handle().clone();
        page.must("close the tab", driver.close_window().await);
    }
}
