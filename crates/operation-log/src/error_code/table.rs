//! The documented error codes (`api/error_code.md` of the API's documentation). It gives the
//! names of 1400 and 2500; the other names, and the class where it gives none, are our reading.

use super::ErrorClass::{AskUser, FixRequest, RetryLater, RetryNow};
use super::{ErrorClass, ErrorCode};

/// Sorted by code.
pub(super) const TABLE: [ErrorCode; 43] = [
    row(1100, "BadMessageFormat", FixRequest),
    row(1101, "BadMethod", FixRequest),
    row(1200, "AuthenticationFailed", AskUser),
    row(1300, "MessageExpired", RetryNow),
    row(1400, "PermissionDenied", AskUser),
    row(1500, "RegistrationFailed", AskUser),
    row(1510, "AccountExists", FixRequest),
    row(1520, "AccountNameInvalid", FixRequest),
    row(1600, "LoginFailed", AskUser),
    row(1610, "NoSuchUser", FixRequest),
    row(1620, "PasswordsDoNotMatch", AskUser),
    row(1630, "PasswordResetFailed", AskUser),
    row(1640, "PasswordResetTooOften", RetryLater),
    row(1650, "ResetTokenInvalid", AskUser),
    row(1660, "WrongNameOrPassword", AskUser),
    row(1661, "RegistrationUnfinished", AskUser),
    row(1662, "UserIsForbidden", AskUser),
    row(2000, "SessionExpired", AskUser),
    row(2100, "ResourceNotFound", FixRequest),
    row(2110, "ResourceExists", FixRequest),
    row(2200, "LeaseFailed", AskUser),
    row(2300, "EndingTheLeaseFailed", RetryLater),
    row(2400, "BalanceTooLow", AskUser),
    row(2500, "QuotasExceeded", RetryLater),
    row(3300, "InvalidAPIModule", FixRequest),
    row(4000, "InvalidLicence", AskUser),
    row(4001, "LicenceExpired", AskUser),
    row(4002, "LicenceExistsAlready", AskUser),
    row(4003, "LicenceExceeded", AskUser),
    row(4004, "LicenceCouldNotBeLoaded", RetryLater),
    row(4005, "NoLicence", AskUser),
    row(5000, "InternalError", RetryNow),
    row(5100, "ServerBusy", RetryLater),
    row(5200, "NotEnoughResources", RetryLater),
    row(5300, "ServiceIsBeingUpdated", RetryLater),
    row(5400, "ADependencyExists", FixRequest),
    row(5500, "WarehouseServiceIsOff", AskUser),
    row(5600, "DiskTypeNotSupported", FixRequest),
    row(8000, "CommandArgumentInvalid", FixRequest),
    row(8001, "NoImageInTheConfiguration", FixRequest),
    row(8002, "ImageNotInThisZone", FixRequest),
    row(8003, "InvalidClusterSettings", FixRequest),
    row(8004, "ConfigurationFileMissing", FixRequest),
];

const fn row(code: u32, name: &'static str, class: ErrorClass) -> ErrorCode {
    ErrorCode { code, name, class }
}
