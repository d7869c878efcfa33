//! What the screens show, derived from the location and the answers of the server.

pub mod auto_refresh;
pub mod background;
pub mod cache;
pub mod detail;
pub mod draft;
pub mod followed;
pub mod list;
pub mod position;
pub mod preferences;
pub mod read_page;
pub mod recent;
pub mod rows;
pub mod running;
pub mod saved_views;
pub mod selection;
pub mod snapshot;
pub mod staleness;
pub mod store;
pub mod timeline;
pub mod views;
pub mod watch_list;
pub mod watches;
pub mod whole_result;
