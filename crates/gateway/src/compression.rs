//! Compresses answers of the API. The page's files are compressed when they are built.

use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, Predicate as _, SizeAbove};

use crate::api::answer::Compressible;

/// Smaller bodies fit into one packet anyway, in bytes.
const SMALLEST: u16 = 860;

/// Which responses are compressed.
type Chosen = And<SizeAbove, fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool>;

/// The layer that compresses.
pub fn layer() -> CompressionLayer<Chosen> {
    CompressionLayer::new().compress_when(SizeAbove::new(SMALLEST).and(is_compressible))
}

fn is_compressible(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<Compressible>().is_some()
}
