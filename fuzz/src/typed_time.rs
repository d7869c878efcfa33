use chrono::NaiveDate;
use operation_log::WireTime;
use operation_log::time::{iso, parse_typed, parse_zoned, wall_clock};

/// Any text in a box is a time or none, and a time is read back from how it is shown.
pub fn typed_time(text: &str) {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 22) else {
        return;
    };
    if let Some(typed) = parse_typed(text, today) {
        let shown = wall_clock(typed.local);
        let read = parse_typed(&shown, today);
        assert_eq!(read.map(|read| read.local), Some(typed.local), "{shown}");
    }
    if let Some(time) = WireTime::parse(text) {
        let written = iso(time.instant);
        assert_eq!(
            WireTime::parse(&written),
            Some(WireTime::utc(time.instant)),
            "{written}"
        );
        let asked = parse_zoned(&written);
        assert!(asked.is_none_or(|asked| asked == time.instant));
    }
}
