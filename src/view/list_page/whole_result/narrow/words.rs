//! Filters and values in words.

use leptos::prelude::*;
use operation_log::result_set::{Condition, Field};
use operation_log::{ErrorCode, Status, marked};

use crate::i18n::{Label, Locale};
use crate::platform::clock;
use crate::view::context::Clock;
use crate::view::format;
use crate::view::status_badge::status_text;

/// The fields whose values are counted.
pub const FIELDS: [(Field, Label); 6] = [
    (Field::Status, |t| t.status()),
    (Field::Action, |t| t.action()),
    (Field::Owner, |t| t.owner()),
    (Field::Resource, |t| t.resource()),
    (Field::Submitter, |t| t.submitter()),
    (Field::ErrorCode, |t| t.error()),
];

/// A value of a field as rows show it.
pub fn value_text(locale: Locale, field: Field, value: &str) -> String {
    let t = locale.t();
    let known = match field {
        _ if value.is_empty() => return t.narrow_none().to_owned(),
        Field::Status => return status_text(locale, &Status::from_wire(value)),
        Field::Action => t.action_name(value).map(ToOwned::to_owned),
        Field::ErrorCode => {
            let code = value.parse().ok().and_then(ErrorCode::find);
            code.map(|code| t.code_with_meaning(code))
        }
        _ => None,
    };
    known.unwrap_or_else(|| marked(value).into_owned())
}

/// A filter in words: `Owner: usr-a`, `Owner: not usr-a`, `Duration: 5 min or more`.
pub fn condition_text(locale: Locale, clock: Clock, condition: &Condition) -> String {
    let t = locale.t();
    let name = |field: Field| {
        let known = FIELDS.iter().find(|(known, _)| *known == field);
        known.map_or(field.name(), |(_, label)| label(t))
    };
    let (label, value) = match condition {
        Condition::Has(field, value) => (name(*field), value_text(locale, *field, value)),
        Condition::HasNot(field, value) => {
            let value = value_text(locale, *field, value);
            (name(*field), t.narrow_not(&value))
        }
        Condition::Lasts { least, most } => {
            let ends = [least, most].map(|end| end.map(|end| format::seconds(locale, end)));
            (t.duration(), span_text(locale, ends))
        }
        Condition::Created { from, until } => {
            let zone = clock.time_zone.get();
            let ends = [from, until].map(|end| end.map(|end| clock::wall_clock(zone, end)));
            (t.time(), span_text(locale, ends))
        }
    };
    [label, ": ", &value].concat()
}

/// From one end to another, either of which can be open.
fn span_text(locale: Locale, ends: [Option<String>; 2]) -> String {
    let t = locale.t();
    match ends {
        [Some(from), Some(to)] => t.narrow_between(&from, &to),
        [Some(from), None] => t.narrow_from(&from),
        [None, Some(to)] => t.narrow_to(&to),
        [None, None] => t.narrow_any().to_owned(),
    }
}
