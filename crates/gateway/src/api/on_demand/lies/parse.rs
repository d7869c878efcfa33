//! Parses what stands after `!lie:`.

use chrono::TimeDelta;
use operation_log::Param;

use super::{Lies, Times, Total};
use crate::api::parameters::documented_keys;

/// How many rows retention takes with each call unless the word says it.
const TRIMMED: u64 = 5;
/// How far a clock may be off: ten years.
const MAX_OFF_SECONDS: i64 = 10 * 366 * 86_400;
/// The longest status word.
const MAX_WORD: usize = 64;

impl Lies {
    /// Adds the lie of this text. Returns `None` if there is no such lie.
    pub fn add(&mut self, text: &str) -> Option<()> {
        match text.split_once('=') {
            None => self.add_plain(text),
            Some((name, value)) => self.add_with(name, value),
        }
    }

    fn add_plain(&mut self, name: &str) -> Option<()> {
        match name {
            "shuffle" => self.shuffles = true,
            "repeat" => self.repeats = true,
            "trim" => self.trims = Some(TRIMMED),
            "no-job-set" => self.has_no_job_set = true,
            "deep" => self.is_deep = true,
            "big" => self.is_big = true,
            _ => return None,
        }
        Some(())
    }

    fn add_with(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "total" => self.total = Some(total(value)?),
            "cap" => self.cap = Some(value.parse().ok()?),
            "wall" => self.wall = Some(value.parse().ok()?),
            "ignore" => {
                for key in value.split(',') {
                    self.ignored.push(parameter(key)?);
                }
            }
            "trim" => self.trims = Some(value.parse().ok()?),
            "times" => self.times = Some(times(value)?),
            "clock" => self.ahead = time_difference(value)?,
            "status" => {
                let is_word = (1..=MAX_WORD).contains(&value.len());
                self.status = Some(is_word.then(|| value.to_owned())?);
            }
            _ => return None,
        }
        Some(())
    }
}

fn total(value: &str) -> Option<Total> {
    Some(match value {
        "null" => Total::Null,
        "absent" => Total::Absent,
        "many" => Total::Many,
        "random" => Total::Random,
        number => Total::Number(number.parse().ok()?),
    })
}

fn times(value: &str) -> Option<Times> {
    Some(match value {
        "zoneless" => Times::Zoneless,
        "unix" => Times::Unix,
        "9999" => Times::YearEnd9999,
        _ => return None,
    })
}

/// A parameter that can be ignored. Not the zone, which says which log is read.
fn parameter(name: &str) -> Option<&'static str> {
    documented_keys().find(|key| *key == name && *key != Param::Zone.key())
}

/// `+24h`, `-90s`: a sign, a whole number, and one of `s`, `m`, `h` and `d`.
fn time_difference(value: &str) -> Option<TimeDelta> {
    let (sign, rest) = match value.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, value.strip_prefix('+').unwrap_or(value)),
    };
    let number = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match rest.get(number.len()..)? {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    let seconds = number.parse::<u32>().ok().map(i64::from)?;
    let seconds = seconds.checked_mul(unit)?;
    (seconds <= MAX_OFF_SECONDS).then(|| TimeDelta::seconds(sign * seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Option<Lies> {
        let mut lies = Lies::default();
        lies.add(text)?;
        Some(lies)
    }

    #[test]
    fn every_lie_of_the_table_is_understood() {
        for (text, expected) in [
            ("total=5", Total::Number(5)),
            ("total=-7", Total::Number(-7)),
            ("total=null", Total::Null),
            ("total=absent", Total::Absent),
            ("total=many", Total::Many),
            ("total=random", Total::Random),
        ] {
            assert_eq!(parse(text).unwrap().total, Some(expected), "{text}");
        }
        assert_eq!(parse("cap=50").unwrap().cap, Some(50));
        assert_eq!(parse("wall=1000").unwrap().wall, Some(1000));
        assert_eq!(parse("trim").unwrap().trims, Some(5));
        assert_eq!(parse("trim=2").unwrap().trims, Some(2));
        let ignoring = parse("ignore=status,owner,limit").unwrap();
        assert_eq!(ignoring.ignored, ["status", "owner", "limit"]);
        for (text, expected) in [
            ("times=zoneless", Times::Zoneless),
            ("times=unix", Times::Unix),
            ("times=9999", Times::YearEnd9999),
        ] {
            assert_eq!(parse(text).unwrap().times, Some(expected), "{text}");
        }
        let status = parse("status=working").unwrap().status;
        assert_eq!(status.as_deref(), Some("working"));
        let plain = |text| parse(text).unwrap();
        assert!(plain("shuffle").shuffles && plain("repeat").repeats);
        assert!(plain("no-job-set").has_no_job_set);
        assert!(plain("deep").is_deep && plain("big").is_big);
    }

    #[test]
    fn a_clock_is_off_by_so_many_of_a_unit() {
        for (text, seconds) in [
            ("+24h", 86_400),
            ("24h", 86_400),
            ("-3h", -10_800),
            ("-90s", -90),
            ("+5m", 300),
            ("2d", 172_800),
        ] {
            let lies = parse(&format!("clock={text}")).unwrap();
            assert_eq!(lies.ahead, TimeDelta::seconds(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_no_lie_is_none() {
        for text in [
            "",
            "total",
            "total=",
            "total=1.5",
            "cap=-1",
            "cap",
            "wall=x",
            "ignore",
            "ignore=",
            "ignore=zone",
            "ignore=timestamp",
            "ignore=status,",
            "ignore=colour",
            "trim=all",
            "times=local",
            "clock=24",
            "clock=h",
            "clock=+-3h",
            "clock=+2w",
            "clock=99999d",
            "clock=24時",
            "status=",
            "shuffle=1",
            "shuffled",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(total|cap|clock|ignore|trim)?=?(\\+|-)?[0-9]{0,25}(s|h|d|,|\\PC){0,4}") {
            let _ = parse(&text);
        }
    }
}
