//! Opens the panel in a document in which a script has run before.

use crate::page::Page;
use crate::world::World;
use serde_json::json;

/// A path without a page, so that nothing runs.
const NOTHING: &str = "/nothing-here.txt";

impl World {
    /// Runs the body of a function in an empty document and then starts the panel
    /// in it, at a path with its query.
    pub async fn open_after(&self, preparation: &str, path_and_query: &str) -> Page {
        let page = self.open(NOTHING).await;
        page.script(preparation, &[]).await;
        // `document.open` keeps the window and what the script did to it.
        page.script(
            "return fetch(args[0]).then((answer) => answer.text()).then((shell) => {
                 document.open();
                 history.replaceState(null, '', args[0]);
                 document.write(shell);
                 document.close();
             })",
            &[json!(path_and_query)],
        )
        .await;
        page
    }
}
