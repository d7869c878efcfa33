//! End-to-end tests: the built panel, served by its gateway, in a real browser.
//!
//! A test takes a [`World`]: a gateway process and a browser session of its own.
//! Both end with the test, however it ends.
//!
//! ```no_run
//! use e2e::Find;
//!
//! // Under #[test]:
//! fn only_failed_operations_are_listed() {
//!     e2e::run(async |world| {
//!         let page = world.open("/operations").await;
//!         page.choice("status", "failed").click().await;
//!         page.until_address("/operations?status=failed").await;
//!         page.until_state("ready").await;
//!
//!         let answer = world.api(&[("status", "failed"), ("limit", "20")]).await;
//!         let table = page.until_rows(20).await;
//!         assert_eq!(table.rows[0].id.as_deref(), answer["job_set"][0]["job_id"].as_str());
//!         assert!(table.column("status").iter().all(|status| *status == "Failed"));
//!         page.assert_no_axe_violations("the failed operations").await;
//!         page.assert_no_console_errors(&[]).await;
//!     });
//! }
//! ```
//!
//! All waiting is done by the loop in `wait.rs`, which retries until a deadline and
//! then reports what it saw last. Tests never sleep. What is specific to an engine is
//! in `engine/`; tests do not know which one they drive.

mod axe;
mod browser;
mod clock;
mod console;
mod emulation;
mod engine;
mod figures;
mod find;
mod frames;
mod gateway_process;
mod host_pages;
mod idle;
mod in_page;
mod keyboard;
mod keys;
mod listing;
mod locator;
mod memory;
mod nginx;
mod page;
mod paint;
mod prepared;
mod program;
mod relay;
mod requests;
mod scratch;
mod session;
mod settings;
mod table;
mod tabs;
mod throttle;
mod times;
mod upstream;
mod wait;
mod world;

pub use axe::{ViolatingNode, Violation};
pub use console::ConsoleEntry;
pub use emulation::Emulation;
pub use engine::{Ability, Engine, Unsupported};
pub use figures::{Act, median};
pub use find::Find;
pub use keyboard::Focused;
pub use listing::Listing;
pub use locator::Locator;
pub use memory::Memory;
pub use nginx::NoAnswer;
pub use page::Page;
pub use requests::ApiRequest;
pub use scratch::Scratch;
pub use table::{Row, Table};
pub use tabs::Tab;
pub use throttle::{Network, Throttle};
pub use times::{instant, iso, shown_time, wall_clock};
pub use upstream::Upstream;
pub use wait::Answer;
pub use world::{Setup, World, run};
