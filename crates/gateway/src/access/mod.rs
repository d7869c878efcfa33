//! Who may read about which resources, behind a proxy that signs people in (`--access`).
//!
//! The proxy names the user or the groups of a user in headers of its own choice (`--user-header`,
//! `--group-header`), which are believed if they come from one of its addresses (`--trusted-proxy`)
//! only. The [file](grants) says what each may read about. Nobody else is answered.

pub mod grants;
pub mod trusted_proxy;

use std::fmt;
use std::net::IpAddr;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, Response, StatusCode};
use tracing::warn;

use crate::api::answer;
use crate::options::Options;
use crate::source::only_resources::OnlyResources;
use crate::start_error::StartError;
use grants::{Grant, Grants};
use trusted_proxy::TrustedProxy;

const UNAUTHENTICATED: u32 = 1200;
const DENIED: u32 = 1400;

/// Who may read about which resources.
#[derive(Clone, Debug)]
pub struct Access {
    grants: Grants,
    proxies: Vec<TrustedProxy>,
    user: Option<HeaderName>,
    groups: Option<HeaderName>,
}

/// What somebody may read about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every resource.
    Everything,
    /// These resources.
    Only(OnlyResources),
}

/// Why somebody may read about nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The call did not come from a trusted proxy.
    NoProxy,
    /// The proxy named nobody.
    Nobody,
    /// The header is there several times, or no text: a proxy that does not replace the header of
    /// whoever calls it cannot be believed.
    Ambiguous(HeaderName),
    /// Neither the user nor a group of the user may read about anything.
    Nothing,
}

impl Access {
    /// The rules that the options name, if they name any.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn open(options: &Options) -> Result<Option<Self>, StartError> {
        let Some(path) = &options.access else {
            return Ok(None);
        };
        Ok(Some(Self {
            grants: Grants::read(path).map_err(StartError::Access)?,
            proxies: options.trusted_proxy.clone(),
            user: options.user_header.clone(),
            groups: options.group_header.clone(),
        }))
    }

    /// What a call from this address with these headers may read about.
    ///
    /// # Errors
    /// If it may read about nothing.
    pub fn scope(&self, client: Option<IpAddr>, headers: &HeaderMap) -> Result<Scope, Denied> {
        let is_trusted = client.is_some_and(|ip| self.proxies.iter().any(|proxy| proxy.is(ip)));
        if !is_trusted {
            return Err(Denied::NoProxy);
        }
        let user = self.header(self.user.as_ref(), headers)?;
        let groups = self.header(self.groups.as_ref(), headers)?;
        // Where users are named, groups without a user are a mistake of the proxy.
        if user.or(groups).is_none() || (self.user.is_some() && user.is_none()) {
            return Err(Denied::Nobody);
        }
        let groups = groups.into_iter().flat_map(|groups| groups.split(','));
        let groups = groups.map(str::trim).filter(|group| !group.is_empty());
        match self.grants.of(user, groups) {
            Grant::Everything => Ok(Scope::Everything),
            Grant::Resources(ids) => OnlyResources::of(ids)
                .map(Scope::Only)
                .ok_or(Denied::Nothing),
        }
    }

    /// The text of a header, if there is one.
    fn header<'a>(
        &self,
        name: Option<&HeaderName>,
        headers: &'a HeaderMap,
    ) -> Result<Option<&'a str>, Denied> {
        let Some(name) = name else { return Ok(None) };
        let mut values = headers.get_all(name).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return if headers.contains_key(name) {
                Err(Denied::Ambiguous(name.clone()))
            } else {
                Ok(None)
            };
        };
        let text = std::str::from_utf8(value.as_bytes())
            .map_err(|_| Denied::Ambiguous(name.clone()))?
            .trim();
        Ok((!text.is_empty()).then_some(text))
    }
}

impl Scope {
    /// What may be read about within these resources, if they are given.
    ///
    /// # Errors
    /// If it is nothing.
    pub fn within(self, only: Option<&OnlyResources>) -> Result<Option<OnlyResources>, Denied> {
        match (self, only) {
            (Self::Everything, only) => Ok(only.cloned()),
            (Self::Only(own), None) => Ok(Some(own)),
            (Self::Only(own), Some(only)) => own.within(only).map(Some).ok_or(Denied::Nothing),
        }
    }
}

impl Denied {
    /// The answer to the call.
    pub fn response(&self) -> Response<Body> {
        match self {
            Self::NoProxy | Self::Ambiguous(_) => warn!("a call is refused: {self}"),
            Self::Nobody | Self::Nothing => {}
        }
        let (status, code) = match self {
            Self::Nobody => (StatusCode::UNAUTHORIZED, UNAUTHENTICATED),
            Self::NoProxy | Self::Ambiguous(_) | Self::Nothing => (StatusCode::FORBIDDEN, DENIED),
        };
        let refusal = answer::refuse(code, &self.to_string());
        answer::json_response(status, answer::refusal(&refusal))
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProxy => f.write_str("this address is not that of a --trusted-proxy"),
            Self::Nobody => f.write_str("the proxy has signed nobody in"),
            Self::Ambiguous(name) => write!(
                f,
                "header [{name}] is there several times, or is no text: the proxy has to replace it"
            ),
            Self::Nothing => f.write_str("no resource may be read about with this account"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn access(user: Option<&'static str>, groups: Option<&'static str>) -> Access {
        let file = "[users]\nann = ['ehpc-1']\nroot = 'everything'\nnone = []\n\
             [groups]\nphysics = ['ehpc-2', 'cln-1']\n'物理' = ['ehpc-3']\n";
        Access {
            grants: Grants::parse(file).unwrap(),
            proxies: vec!["10.0.0.0/8".parse().unwrap()],
            user: user.map(HeaderName::from_static),
            groups: groups.map(HeaderName::from_static),
        }
    }

    fn scope(access: &Access, headers: &[(&'static str, &str)]) -> Result<Scope, Denied> {
        let pairs = headers.iter().map(|(name, value)| {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            (HeaderName::from_static(name), value)
        });
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name, value);
        }
        access.scope(Some("10.1.2.3".parse().unwrap()), &map)
    }

    fn only(ids: &str) -> Result<Scope, Denied> {
        Ok(Scope::Only(ids.parse().unwrap()))
    }

    #[test]
    fn a_user_may_read_about_what_is_the_users_and_the_groups() {
        let access = access(Some("x-user"), Some("x-groups"));
        for (headers, expected) in [
            (&[("x-user", "ann")][..], only("ehpc-1")),
            (
                &[("x-user", "ann"), ("x-groups", "other, physics")],
                only("cln-1,ehpc-1,ehpc-2"),
            ),
            (&[("x-user", "bob"), ("x-groups", "物理,")], only("ehpc-3")),
            (
                &[("x-user", "root"), ("x-groups", "physics")],
                Ok(Scope::Everything),
            ),
            (&[("x-user", "bob")], Err(Denied::Nothing)),
            (&[("x-user", "none")], Err(Denied::Nothing)),
            // A group is no user, and names are compared by case.
            (&[("x-user", "physics")], Err(Denied::Nothing)),
            (&[("x-user", "Ann")], Err(Denied::Nothing)),
            (&[("x-user", "none,root")], Err(Denied::Nothing)),
            (
                &[("x-user", "bob"), ("x-groups", "root")],
                Err(Denied::Nothing),
            ),
            (&[("x-groups", "physics")], Err(Denied::Nobody)),
            (
                &[("x-user", " "), ("x-groups", "physics")],
                Err(Denied::Nobody),
            ),
            (&[], Err(Denied::Nobody)),
        ] {
            assert_eq!(scope(&access, headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_header_that_no_option_names_counts_for_nothing() {
        let users = access(Some("x-user"), None);
        let headers = [("x-user", "ann"), ("x-groups", "physics")];
        assert_eq!(scope(&users, &headers), only("ehpc-1"));
        let groups = access(None, Some("x-groups"));
        assert_eq!(scope(&groups, &headers), only("cln-1,ehpc-2"));
        assert_eq!(scope(&groups, &headers[..1]), Err(Denied::Nobody));
    }

    #[test]
    fn a_header_that_is_there_twice_is_not_believed() {
        let access = access(Some("x-user"), Some("x-groups"));
        let user = HeaderName::from_static("x-user");
        let twice = [("x-user", "ann"), ("x-user", "root")];
        assert_eq!(scope(&access, &twice), Err(Denied::Ambiguous(user)));
        let groups = HeaderName::from_static("x-groups");
        let twice = [("x-user", "ann"), ("x-groups", "a"), ("x-groups", "")];
        assert_eq!(scope(&access, &twice), Err(Denied::Ambiguous(groups)));
    }

    #[test]
    fn nobody_but_the_proxy_is_believed() {
        let access = access(Some("x-user"), None);
        let mut headers = HeaderMap::new();
        headers.insert("x-user", HeaderValue::from_static("root"));
        for address in ["127.0.0.1", "::1", "11.0.0.1"] {
            let client = Some(address.parse().unwrap());
            assert_eq!(access.scope(client, &headers), Err(Denied::NoProxy));
        }
        assert_eq!(access.scope(None, &headers), Err(Denied::NoProxy));
    }

    #[test]
    fn only_resources_narrow_what_anybody_may_read_about() {
        let only: OnlyResources = "ehpc-1,cln-9".parse().unwrap();
        let own = |ids: &str| Scope::Only(ids.parse().unwrap());
        let within = |scope: Scope| scope.within(Some(&only)).map(|left| left.unwrap());
        assert_eq!(within(Scope::Everything), Ok(only.clone()));
        assert_eq!(within(own("ehpc-1,ehpc-2")), Ok("ehpc-1".parse().unwrap()));
        assert_eq!(within(own("ehpc-2")), Err(Denied::Nothing));
        assert_eq!(Scope::Everything.within(None), Ok(None));
    }
}
