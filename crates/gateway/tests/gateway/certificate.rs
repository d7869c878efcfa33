//! Certificates of an authority that nobody knows.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

/// A certificate, in PEM.
pub struct Certificate {
    /// That of the authority.
    pub authority: String,
    /// The certificate.
    pub own: String,
    /// Its key.
    pub key: String,
}

impl Certificate {
    /// The certificate of a server with these names.
    pub fn of(names: &[&str]) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let own = CertificateParams::new(names).unwrap();
        let own = own.signed_by(&key, &authority).unwrap();
        Self {
            authority: authority.pem(),
            own: own.pem(),
            key: key.serialize_pem(),
        }
    }
}
