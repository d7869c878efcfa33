//! The header that every call of the panel has.
//!
//! A page of another origin cannot add a header of its own to a call without a preflight request, so
//! that a server that asks for this one takes no calls from foreign pages.

/// Its name.
pub const NAME: &str = "x-hpc-operations";
/// Its value; servers look at the name only.
pub const VALUE: &str = "1";
