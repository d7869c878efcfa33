//! Which options can change while the server runs. The others belong to its sockets, its connections,
//! its log or its data, which a change would lose.

use super::Options;

/// The flags that can change, by their long names.
pub(super) const CHANGEABLE: [&str; 12] = [
    "credentials",
    "only-resources",
    "access",
    "trusted-proxy",
    "user-header",
    "group-header",
    "portal",
    "allow-host",
    "frame-ancestors",
    "dist",
    "require-token",
    "on-demand",
];

impl Options {
    /// These options with those of others that can change while the server runs.
    pub(super) fn changed_to(&self, other: &Self) -> Self {
        let other = other.clone();
        Self {
            credentials: other.credentials,
            only_resources: other.only_resources,
            access: other.access,
            trusted_proxy: other.trusted_proxy,
            user_header: other.user_header,
            group_header: other.group_header,
            portal: other.portal,
            allow_host: other.allow_host,
            frame_ancestors: other.frame_ancestors,
            dist: other.dist,
            require_token: other.require_token,
            on_demand: other.on_demand,
            ..self.clone()
        }
    }
}
