//! Thin seams over the browser: what it already has, without panics.

pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod download;
pub mod events;
pub mod gzip;
pub mod intl;
pub mod network;
pub mod notification;
pub mod picked_file;
pub mod slice;
pub mod storage;
