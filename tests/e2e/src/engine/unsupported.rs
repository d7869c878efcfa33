//! What an engine does not support, and why. Everything else is tested in every
//! engine.

use super::Engine;
use std::fmt;

/// Something that not every engine supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Measure layout shifts while a page is loaded.
    MeasureLayoutShift,
    /// Emulate forced colours.
    ForceColors,
    /// Report errors of a page while it is being loaded.
    HearErrorsWhileLoading,
    /// Keep what `fetch` has read for the next page.
    CacheOnDisk,
}

/// Everything that is not supported.
const LIST: [(Engine, Ability, &str); 5] = [
    (
        Engine::Firefox,
        Ability::MeasureLayoutShift,
        "it reports no layout shifts to pages or drivers",
    ),
    (
        Engine::WebKit,
        Ability::MeasureLayoutShift,
        "it reports no layout shifts to pages or drivers",
    ),
    (
        Engine::WebKit,
        Ability::ForceColors,
        "it does not know the media feature",
    ),
    (
        Engine::WebKit,
        Ability::HearErrorsWhileLoading,
        "no driver shows its console, and a page can be listened to only when it is there",
    ),
    (
        Engine::WebKit,
        Ability::CacheOnDisk,
        "sessions of its driver are private, with a cache for scripts and style sheets only",
    ),
];

/// What an engine does not support. A test that matches on it may end early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Unsupported {
    /// The engine.
    pub engine: Engine,
    ability: Ability,
    why: &'static str,
}

impl Engine {
    /// Everything that this engine does not support.
    pub fn lacks(self) -> impl Iterator<Item = Unsupported> {
        LIST.into_iter()
            .filter(move |(engine, ..)| *engine == self)
            .map(|(engine, ability, why)| Unsupported {
                engine,
                ability,
                why,
            })
    }

    /// Whether this engine has an ability.
    ///
    /// # Errors
    /// If it is on the list of what this engine does not support.
    pub fn require(self, ability: Ability) -> Result<(), Unsupported> {
        match self.lacks().find(|lack| lack.ability == ability) {
            Some(unsupported) => Err(unsupported),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MeasureLayoutShift => "measure layout shifts",
            Self::ForceColors => "emulate forced colours",
            Self::HearErrorsWhileLoading => "report the errors of a page that is being loaded",
            Self::CacheOnDisk => "keep what is fetched for the next page",
        })
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot {}: {}", self.engine, self.ability, self.why)
    }
}
