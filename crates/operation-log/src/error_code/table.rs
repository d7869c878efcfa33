//! The documented error codes (`api/error_code.md` of the API's documentation). It gives the
//! names of 1400 and 2500; the other names, and the class where it gives none, are our reading.

use super::ErrorClass::{AskUser, FixRequest, RetryLater, RetryNow};
use super::ErrorCode;

/// Makes the table and the names from one list. They are apart so that the page, which shows no
/// names, does not carry them.
macro_rules! error_codes {
    ($($code:literal $name:literal $class:ident,)*) => {
        /// Sorted by code.
        pub(super) const TABLE: [ErrorCode; 43] = [
            $(ErrorCode { code: $code, class: $class },)*
        ];

        /// The name of a code; `None` if it is not documented.
        pub(super) const fn name(code: u32) -> Option<&'static str> {
            match code {
                $($code => Some($name),)*
                _ => None,
            }
        }
    };
}

error_codes! {
    1100 "BadMessageFormat" FixRequest,
    1101 "BadMethod" FixRequest,
    1200 "AuthenticationFailed" AskUser,
    1300 "MessageExpired" RetryNow,
    1400 "PermissionDenied" AskUser,
    1500 "RegistrationFailed" AskUser,
    1510 "AccountExists" FixRequest,
    1520 "AccountNameInvalid" FixRequest,
    1600 "LoginFailed" AskUser,
    1610 "NoSuchUser" FixRequest,
    1620 "PasswordsDoNotMatch" AskUser,
    1630 "PasswordResetFailed" AskUser,
    1640 "PasswordResetTooOften" RetryLater,
    1650 "ResetTokenInvalid" AskUser,
    1660 "WrongNameOrPassword" AskUser,
    1661 "RegistrationUnfinished" AskUser,
    1662 "UserIsForbidden" AskUser,
    2000 "SessionExpired" AskUser,
    2100 "ResourceNotFound" FixRequest,
    2110 "ResourceExists" FixRequest,
    2200 "LeaseFailed" AskUser,
    2300 "EndingTheLeaseFailed" RetryLater,
    2400 "BalanceTooLow" AskUser,
    2500 "QuotasExceeded" RetryLater,
    3300 "InvalidAPIModule" FixRequest,
    4000 "InvalidLicence" AskUser,
    4001 "LicenceExpired" AskUser,
    4002 "LicenceExistsAlready" AskUser,
    4003 "LicenceExceeded" AskUser,
    4004 "LicenceCouldNotBeLoaded" RetryLater,
    4005 "NoLicence" AskUser,
    5000 "InternalError" RetryNow,
    5100 "ServerBusy" RetryLater,
    5200 "NotEnoughResources" RetryLater,
    5300 "ServiceIsBeingUpdated" RetryLater,
    5400 "ADependencyExists" FixRequest,
    5500 "WarehouseServiceIsOff" AskUser,
    5600 "DiskTypeNotSupported" FixRequest,
    8000 "CommandArgumentInvalid" FixRequest,
    8001 "NoImageInTheConfiguration" FixRequest,
    8002 "ImageNotInThisZone" FixRequest,
    8003 "InvalidClusterSettings" FixRequest,
    8004 "ConfigurationFileMissing" FixRequest,
}
