//! Where a request comes from.

use std::net::IpAddr;

/// Request extension: the address of whoever opened the connection. That of IPv4 is not written as
/// one of IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);
