//! What accounts do with clusters. Each task is one intention, which leads to one operation or to
//! several in a row, if there is a cluster for it.

mod clusters;
mod compute_jobs;
mod nodes;
mod queues;
mod users;
