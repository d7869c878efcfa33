//! The whole result in the browser, held against plain models of the same.

mod arrange;
mod count;
mod find;
mod made;
mod retries;
mod statistics;
mod store;
