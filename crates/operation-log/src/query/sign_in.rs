//! What a sign-in leaves in an address, which no copied link hands on.

use super::Query;

/// Keys that sign-ins by OpenID Connect, OAuth, CAS and SAML return with, for one use.
const KEYS: [&str; 13] = [
    "access_token",
    "code",
    "expires_in",
    "id_token",
    "iss",
    "nonce",
    "RelayState",
    "SAMLResponse",
    "session_state",
    "SAMLart",
    "state",
    "ticket",
    "token_type",
];

impl Query {
    /// The query without the unknown keys that a sign-in has left.
    #[must_use]
    pub fn without_sign_in(&self) -> Self {
        let mut query = self.clone();
        query.extra.retain(|(key, _)| !KEYS.contains(&key.as_str()));
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_link_has_no_key_of_a_sign_in() {
        let query = Query::from_url("status=failed&code=a&state=b&session_state=c&iss=d&portal=1");
        assert_eq!(query.without_sign_in().to_url(), "status=failed&portal=1");
    }
}
