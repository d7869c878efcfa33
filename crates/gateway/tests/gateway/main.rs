//! The gateway as its callers see it.

mod access;
mod access_token;
mod arrivals;
#[cfg(target_os = "linux")]
mod behind_caddy;
#[cfg(target_os = "linux")]
mod behind_nginx;
#[cfg(target_os = "linux")]
mod behind_proxy;
mod broken_connections;
mod caller;
mod certificate;
mod clock;
mod compression;
mod config_file;
mod cors;
mod data_files;
mod demo_log;
#[cfg(unix)]
mod ending;
mod filters;
mod health;
mod hosts;
mod lies;
mod log;
mod metrics;
mod on_demand;
mod only_resources;
mod paging;
mod portals;
mod process;
mod quota_hour;
mod refusals;
#[cfg(unix)]
mod reload;
mod secrecy;
mod shared_calls;
#[cfg(unix)]
mod shared_store;
mod site_files;
mod slow_clients;
mod stub_upstream;
mod temp_folder;
#[cfg(target_os = "linux")]
mod unit_file;
mod upstream;
mod upstream_failures;
mod upstream_route;
