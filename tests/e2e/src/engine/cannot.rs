//! What an engine cannot do, and why: the one list of it. Whatever is not here
//! is tested in every engine.

use super::Engine;
use std::fmt;

/// Something that a test asks for and that not every engine can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Measure how far things moved while a page was loaded.
    MeasureLayoutShift,
    /// Pretend that the user chose a palette for all pages.
    ForceColors,
    /// Tell what went wrong before a document was loaded.
    HearErrorsWhileLoading,
}

/// Everything that cannot be done.
const LIST: [(Engine, Ability, &str); 4] = [
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
];

/// What a test asked for and this engine cannot do. A test may then end early;
/// it says so by matching on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Unsupported {
    /// The engine.
    pub engine: Engine,
    ability: Ability,
    why: &'static str,
}

impl Engine {
    /// Everything that this engine cannot do.
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
    /// If it is on the list of what it cannot do.
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
            Self::ForceColors => "pretend forced colours",
            Self::HearErrorsWhileLoading => "tell the errors of a page that is being loaded",
        })
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot {}: {}", self.engine, self.ability, self.why)
    }
}
