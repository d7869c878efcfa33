//! How the upstream is asked.

use clap::ValueEnum;

use super::Options;
use crate::source::shared_upstream::budget::Ration;
use crate::source::upstream::signature::Signing;

/// Options that conflict with `--upstream` and with those that require it. The latter have to list
/// them as well: clap drops a requirement that conflicts with a given option.
pub(super) const NOT_UPSTREAM: [&str; 8] = [
    "demo",
    "data",
    "arrivals_per_hour",
    "seed",
    "office_time",
    "require_token",
    "clock_offset",
    "on_demand",
];

impl Options {
    /// How many calls of the upstream an hour has.
    pub const fn ration(&self) -> Ration {
        Ration {
            per_hour: self.calls_per_hour,
            reserve: self.interactive_calls,
        }
    }

    /// How many calls an hour has for this gateway while the store does not answer: people keep the
    /// same share of them.
    pub fn part_alone(&self) -> Ration {
        let all = self.ration();
        let per_hour = self.calls_alone.unwrap_or(all.per_hour.div_ceil(2));
        Ration {
            per_hour,
            reserve: all.reserve.saturating_mul(per_hour) / all.per_hour.max(1),
        }
    }

    /// How requests to the upstream are signed.
    pub fn signing(&self) -> Signing {
        Signing {
            path_slash: self.signed_path_slash == Switch::On,
            encoding: self.signature_encoding,
        }
    }
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

#[cfg(test)]
mod tests {
    use crate::options::tests::parse;
    use crate::source::shared_upstream::budget::Ration;

    use crate::source::upstream::signature::{SignatureEncoding, Signing};

    #[test]
    fn options_of_the_upstream_are_refused_without_it() {
        let base = ["--upstream", "https://api.example"];
        for needing in [
            &["--credentials", "key"][..],
            &["--signed-path-slash", "off"],
            &["--signature-encoding", "once"],
            &["--upstream-ca", "ca.pem"],
            &["--upstream-proxy", "http://proxy.example"],
            &["--max-upstream-calls", "5"],
            &["--behind-auth-proxy"],
            &["--share-answers", "5"],
            &["--calls-per-hour", "5"],
            &["--interactive-calls", "5"],
            &["--shared", "redis://redis.internal"],
            &["--shared", "redis://redis.internal", "--calls-alone", "5"],
            &[
                "--shared",
                "rediss://redis.internal",
                "--shared-ca",
                "ca.pem",
            ],
        ] {
            assert!(parse(&[&base[..], needing].concat()).is_ok(), "{needing:?}");
            assert!(parse(needing).is_err(), "{needing:?}");
            for other in [
                ["--demo", "5"],
                ["--data", "log"],
                ["--arrivals-per-hour", "5"],
                ["--seed", "5"],
                ["--office-time", "2026-01-07T15:00:00Z"],
                ["--require-token", "x"],
                ["--clock-offset", "-5"],
                ["--on-demand", "!none"],
            ] {
                assert!(parse(&[needing, &other].concat()).is_err(), "{other:?}");
                assert!(parse(&[&base, &other[..]].concat()).is_err(), "{other:?}");
                assert!(parse(&other).is_ok(), "{other:?}");
            }
        }
    }

    #[test]
    fn without_the_store_a_gateway_takes_its_part_and_keeps_the_same_share_for_people() {
        let shared = ["--upstream", "https://api.example", "--shared", "redis://r"];
        let part = |more: &[&str]| parse(&[&shared[..], more].concat()).unwrap().part_alone();
        let half = Ration {
            per_hour: 1000,
            reserve: 250,
        };
        assert_eq!(part(&[]), half);
        let third = Ration {
            per_hour: 600,
            reserve: 150,
        };
        assert_eq!(part(&["--calls-alone", "600"]), third);
        assert!(parse(&["--upstream", "https://api.example", "--calls-alone", "5"]).is_err());
    }

    #[test]
    fn the_open_questions_of_signing_are_settled_as_in_the_examples() {
        let usual = Signing {
            path_slash: true,
            encoding: SignatureEncoding::Twice,
        };
        assert_eq!(parse(&[]).unwrap().signing(), usual);
    }
}
