//! The header that every call of the panel has.
//!
//! A page of another origin cannot add a header of its own to a call without a preflight request, so
//! that a server that asks for this one takes no calls from foreign pages.

/// Its name.
pub const NAME: &str = "x-hpc-operations";
/// Its value if somebody waits for the answer.
pub const INTERACTIVE: &str = "1";
/// Its value if nobody waits for the answer, such as that of an automatic refresh. A server that
/// rations calls refuses these first.
pub const BACKGROUND: &str = "background";
