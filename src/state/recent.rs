//! What the reader filtered by before, newest first.

use operation_log::Param;

use crate::platform::storage;

const KEY: &str = "hpc-operations.recent";

/// How many values of a parameter are kept.
const CAPACITY: usize = 8;

/// Values of parameters, in the storage of the browser unless a host page decides what is kept.
#[derive(Clone, Copy)]
pub struct Recent {
    kept: bool,
}

impl Recent {
    /// The values of earlier visits, if any are `kept`.
    pub const fn new(kept: bool) -> Self {
        Self { kept }
    }

    /// The values of a parameter.
    pub fn of(self, param: Param) -> Vec<String> {
        let mut found = Vec::new();
        for (known, value) in self.read() {
            if known == param {
                found.push(value);
            }
        }
        found
    }

    /// Notes that the reader filters by a value.
    pub fn note(self, param: Param, value: &str) {
        if !self.kept || value.is_empty() {
            return;
        }
        let mut values = self.read();
        add(&mut values, param, value);
        storage::write(KEY, &print(&values));
    }

    fn read(self) -> Vec<(Param, String)> {
        if !self.kept {
            return Vec::new();
        }
        parse(&storage::read(KEY).unwrap_or_default())
    }
}

fn add(values: &mut Vec<(Param, String)>, param: Param, value: &str) {
    let mut of_param = 1;
    values.retain(|(known, other)| {
        let is_kept = *known != param || (other != value && of_param < CAPACITY);
        of_param += usize::from(is_kept && *known == param);
        is_kept
    });
    values.insert(0, (param, value.to_owned()));
}

/// A line for each value; no value has a line break.
fn print(values: &[(Param, String)]) -> String {
    let mut text = String::new();
    for (param, value) in values {
        text.push_str(param.key());
        text.push(' ');
        text.push_str(value);
        text.push('\n');
    }
    text
}

fn parse(text: &str) -> Vec<(Param, String)> {
    let mut values = Vec::new();
    for line in text.split('\n') {
        if let Some((key, value)) = line.split_once(' ')
            && let Some(param) = Param::from_key(key)
        {
            values.push((param, value.to_owned()));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_values_of_each_parameter_are_kept() {
        let mut values = Vec::new();
        add(&mut values, Param::JobAction, "A");
        for number in 0..20 {
            add(&mut values, Param::Owner, &format!("usr-{number}"));
        }
        add(&mut values, Param::Owner, "usr-15");
        assert_eq!(values.len(), CAPACITY + 1);
        assert_eq!(values.first(), Some(&(Param::Owner, "usr-15".to_owned())));
        assert_eq!(values.last(), Some(&(Param::JobAction, "A".to_owned())));
        assert_eq!(parse(&print(&values)), values);
        assert!(parse("nonsense\nfoo bar").is_empty());
    }
}
