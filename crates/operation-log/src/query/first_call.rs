//! What the page's script for the first call has to know of the table of parameters.

use super::{Kind, Param, Side};

/// The keys of the filters that the server applies, in the order they are sent, each with the name
/// that `first_load/call.js` has for the values it may send without the panel's judgement.
pub fn first_call_filters() -> Vec<(&'static str, &'static str)> {
    let server = Param::filters().filter(|param| param.side() == Side::Server);
    // The ends of the range come last in a request, whatever their place in a URL.
    let (times, others): (Vec<Param>, Vec<Param>) =
        server.partition(|param| param.kind() == Kind::Time);
    let named = others.into_iter().chain(times);
    named
        .filter_map(|param| Some((param.key(), values(param.kind())?)))
        .collect()
}

const fn values(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text | Kind::Name | Kind::IdList => Some("text"),
        Kind::Owner => Some("id"),
        Kind::Status => Some("status"),
        Kind::Time => Some("time"),
        Kind::Flag => Some("flag"),
        // Sent before the filters, always.
        Kind::Zone => None,
        Kind::Number { .. }
        | Kind::Order
        | Kind::Span
        | Kind::Sort
        | Kind::Conditions
        | Kind::TimeZone => None,
    }
}
