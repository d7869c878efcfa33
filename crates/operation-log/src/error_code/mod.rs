//! The documented error codes: what can be done about each, and which screen it leads to.

mod table;

/// What may be done about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// The same request may succeed in a moment.
    RetryNow,
    /// The same request may succeed after a longer wait or an event outside.
    RetryLater,
    /// Somebody has to do something first: sign in, pay, grant a right.
    AskUser,
    /// The request itself has to change.
    FixRequest,
}

/// A documented error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The number.
    pub code: u32,
    /// What kind of remedy there is.
    pub class: ErrorClass,
}

impl ErrorCode {
    /// Every documented code, smallest first.
    pub fn all() -> &'static [Self] {
        &table::TABLE
    }

    /// How messages of the API begin that carry a code: `PermissionDenied, …`. Returns `None` if
    /// the code is not documented.
    pub const fn name(code: u32) -> Option<&'static str> {
        table::name(code)
    }

    /// The documented code of this number.
    pub fn find(code: u32) -> Option<&'static Self> {
        let index = table::TABLE
            .binary_search_by_key(&code, |known| known.code)
            .ok()?;
        table::TABLE.get(index)
    }
}

/// What a refused list request comes down to: each kind has a screen of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalKind {
    /// 1100, 1101, 3300: the request is wrong.
    BadRequest,
    /// 1200, 2000 and failed logins: not signed in.
    SignedOut,
    /// 1300: the clock is off.
    ClockOff,
    /// 1400, 1662: not allowed.
    Denied,
    /// 2100: something named in the request does not exist.
    NotFound,
    /// 2500: too many calls.
    OverQuota,
    /// 5100, 5300: the server is overloaded.
    Busy,
    /// Any other code: an internal error of the server.
    Other,
}

impl RefusalKind {
    /// The kind of a `ret_code`.
    pub const fn of(ret_code: i64) -> Self {
        match ret_code {
            1100 | 1101 | 3300 => Self::BadRequest,
            1200 | 1600 | 1660 | 2000 => Self::SignedOut,
            1300 => Self::ClockOff,
            1400 | 1662 => Self::Denied,
            2100 => Self::NotFound,
            2500 => Self::OverQuota,
            5100 | 5300 => Self::Busy,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        let codes: Vec<u32> = ErrorCode::all().iter().map(|known| known.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_code_is_found_by_its_number() {
        assert_eq!(
            ErrorCode::find(2500).map(|code| code.class),
            Some(ErrorClass::RetryLater)
        );
        assert_eq!(ErrorCode::find(9999), None);
    }
}
