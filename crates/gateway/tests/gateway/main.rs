//! The gateway as its callers see it.

mod arrivals;
mod broken_connections;
mod caller;
mod clock;
mod data_files;
mod demo_log;
mod filters;
mod hosts;
mod on_demand;
mod paging;
mod process;
mod refusals;
mod site_files;
mod temp_folder;
