//! Why the server cannot start.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use crate::access::grants::GrantsError;
use crate::source::file::FileError;
use crate::source::shared_upstream::store::address::NoStore;
use crate::source::upstream::credentials::CredentialsError;
use crate::source::upstream::route::RouteError;

/// Why the server cannot start.
#[derive(Debug)]
pub enum StartError {
    /// The file of operations cannot be served.
    Data(FileError),
    /// The file of who may read what cannot be used.
    Access(GrantsError),
    /// Other machines could use the access key of this one.
    Exposed(SocketAddr),
    /// There are no credentials for the upstream.
    Credentials(CredentialsError),
    /// The way to the upstream cannot be taken.
    Route(RouteError),
    /// The store of `--shared` is none.
    Store(NoStore),
    /// Encryption cannot be set up.
    Encryption(String),
    /// The address cannot be listened on.
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        reason: io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(problem) => problem.fmt(f),
            Self::Access(problem) => problem.fmt(f),
            Self::Exposed(address) => write!(
                f,
                "with --upstream, everybody who reaches {address} could read the log with your \
                 key; put a proxy that signs people in before it and say --behind-auth-proxy"
            ),
            Self::Credentials(problem) => problem.fmt(f),
            Self::Route(problem) => problem.fmt(f),
            Self::Store(problem) => write!(f, "--shared: {problem}"),
            Self::Encryption(reason) => write!(f, "cannot set up encryption: {reason}"),
            Self::Listen { address, reason } if reason.kind() == io::ErrorKind::AddrInUse => {
                write!(
                    f,
                    "{address} is taken by another program; choose another --port, or 0 for any free one"
                )
            }
            Self::Listen { address, reason } => write!(f, "cannot listen on {address}: {reason}"),
        }
    }
}

impl std::error::Error for StartError {}
