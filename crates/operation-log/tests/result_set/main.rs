//! The whole result in the browser, held against plain models of the same; files of it.

mod arrange;
mod count;
mod csv;
mod files;
mod find;
mod made;
mod retries;
mod snapshot;
mod statistics;
mod store;
