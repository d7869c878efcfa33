//! Accounts of the cloud: whose operations they are.

/// An account of the cloud.
#[derive(Debug)]
pub struct Account {
    /// `usr-…`, or `system` for the platform itself.
    pub id: String,
    /// The account that pays for it.
    pub root: String,
    /// Its role.
    pub role: &'static str,
    /// How its requests reach the cloud.
    pub channel: &'static str,
    /// The customer whose clusters it works on; `None` for the platform, which works on all.
    pub customer: Option<usize>,
}
