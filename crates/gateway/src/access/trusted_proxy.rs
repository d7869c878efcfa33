//! The addresses of the proxies whose headers are believed.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

/// An address, or a network of addresses, of proxies that are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustedProxy(IpNet);

impl TrustedProxy {
    /// Whether this address is one of them.
    pub fn is(self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl FromStr for TrustedProxy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let address = text.parse::<IpAddr>().map(IpNet::from);
        let network = address.or_else(|_| text.parse());
        network
            .map(Self)
            .map_err(|_| "not an IP address and not a network such as 10.0.0.0/8".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_are_understood() {
        let is = |proxy: &str, address: &str| {
            let proxy: TrustedProxy = proxy.parse().unwrap();
            proxy.is(address.parse().unwrap())
        };
        assert!(is("127.0.0.1", "127.0.0.1") && !is("127.0.0.1", "127.0.0.2"));
        assert!(is("10.1.2.3/8", "10.255.0.1") && !is("10.0.0.0/8", "11.0.0.1"));
        assert!(is("::1", "::1") && !is("::/0", "10.0.0.1"));
        assert!(is("fd00::/8", "fd12::1") && !is("fd00::/8", "fe80::1"));
        for bad in ["", "localhost", "10.0.0.0/33", "10.0.0", "10.0.0.1:80"] {
            assert!(bad.parse::<TrustedProxy>().is_err(), "{bad}");
        }
    }
}
