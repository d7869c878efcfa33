//! The rules between the two ends of a range, and between a relative range and an absolute one.

use super::input::Input;
use super::{Param, Problem, Query};

impl Query {
    /// Whether a parameter is set here, or could only contradict one that is: a range is either
    /// relative or absolute.
    pub(super) fn determines(&self, param: Param) -> bool {
        self.is_set(param)
            || match param {
                Param::Last => self.has_absolute_range(),
                Param::StartTime | Param::EndTime => self.is_set(Param::Last),
                _ => false,
            }
    }

    fn has_absolute_range(&self) -> bool {
        self.is_set(Param::StartTime) || self.is_set(Param::EndTime)
    }

    /// Judges the ends of the range anew after one of them changed. A refused value keeps its text,
    /// which `given` returns.
    pub(super) fn settle_range(&mut self, given: impl Fn(&Self, Param) -> String) {
        let [end_text, last_text] = [Param::EndTime, Param::Last].map(|param| given(self, param));
        for (param, text) in [(Param::EndTime, &end_text), (Param::Last, &last_text)] {
            if let Some(Problem::EndBeforeStart | Problem::RangeGivenTwice) = self.problem(param) {
                self.set(param, Input::read(param, text));
            }
        }
        if let (Some(start), Some(end)) = (self.start_time(), self.end_time())
            && end < start
        {
            let refused = Input::refused(&end_text, Problem::EndBeforeStart);
            self.set(Param::EndTime, Some(refused));
        }
        if self.has_absolute_range() && self.last().is_some() {
            let refused = Input::refused(&last_text, Problem::RangeGivenTwice);
            self.set(Param::Last, Some(refused));
        }
    }
}
