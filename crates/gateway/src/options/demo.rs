//! The demo log, and what only tests ask for.

use chrono::{DateTime, Utc};
use clap::builder::{NonEmptyStringValueParser, TypedValueParser};

use crate::access_token::AccessToken;

/// The most operations the demo log starts with.
pub const MAX_DEMO_OPERATIONS: u32 = 1_000_000;
/// The most operations that arrive in the demo in an hour: 100 a second.
pub const MAX_ARRIVALS_PER_HOUR: f64 = 360_000.0;

/// How far `--clock-offset` may set the clock: ten years.
pub(super) const MAX_CLOCK_OFFSET_SECONDS: i64 = 10 * 366 * 86_400;

/// Accepts any text, because clap repeats a refused value in its message.
pub(super) fn access_token() -> impl TypedValueParser<Value = AccessToken> {
    NonEmptyStringValueParser::new().map(|token| AccessToken::new(&token))
}

pub(super) fn arrivals_per_hour(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|rate| (0.0..=MAX_ARRIVALS_PER_HOUR).contains(rate))
        .ok_or_else(|| format!("not a number from 0 to {MAX_ARRIVALS_PER_HOUR}"))
}

pub(super) fn office_time(text: &str) -> Result<DateTime<Utc>, &'static str> {
    operation_log::time::parse_zoned(text).ok_or("not a time with its zone")
}

#[cfg(test)]
mod tests {
    use crate::options::tests::parse;

    #[test]
    fn the_rate_of_arrivals_is_a_number_within_bounds() {
        assert!(parse(&["--arrivals-per-hour", "0"]).is_ok());
        assert!(parse(&["--arrivals-per-hour", "180000"]).is_ok());
        for bad in ["-1", "nan", "inf", "many", "360001"] {
            assert!(
                parse(&[&format!("--arrivals-per-hour={bad}")]).is_err(),
                "{bad}"
            );
        }
    }
}
