//! How far the server's clock is from the browser's.

/// A difference that is no more than the second that `Date` is cut to and the way of the answer, in
/// seconds.
const CLOCK_NOISE: i64 = 2;

/// The difference to go by after another was measured, server less browser, in seconds. Measurements
/// that only differ by noise change nothing, so that running clocks do not jump.
pub fn corrected(known: i64, measured: i64) -> i64 {
    if measured.abs() <= CLOCK_NOISE {
        0
    } else if (measured - known).abs() <= CLOCK_NOISE {
        known
    } else {
        measured
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_moves_no_clock() {
        let after = |known, measured: &[i64]| measured.iter().copied().fold(known, corrected);
        assert_eq!(after(0, &[1, -1, 2, 0, -2]), 0);
        assert_eq!(after(0, &[3_600, 3_601, 3_598, 3_599]), 3_600);
        assert_eq!(after(0, &[3_600, 0]), 0, "the clock was set right");
        assert_eq!(after(0, &[86_400, -10_800]), -10_800);
    }
}
