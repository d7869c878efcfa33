//! A list of filters, as a link has it.

use std::sync::Arc;

use super::{Condition, Field};

/// Filters that the browser applies to the rows it has, each once. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conditions(Arc<[Condition]>);

/// The most filters of a list: more than anybody clicks together.
const MAX_CONDITIONS: usize = 100;

impl Conditions {
    /// Reads `status:failed,-owner:usr-a,duration:60..900`. A comma or a backslash of a value has a
    /// backslash before it, and a value that ends with a blank has one behind it. Returns `None` if a
    /// part is no filter or there are too many.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = vec![String::new()];
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match character {
                ',' => parts.push(String::new()),
                '\\' => parts.last_mut()?.extend(characters.next()),
                character => parts.last_mut()?.push(character),
            }
        }
        if parts.len() > MAX_CONDITIONS {
            return None;
        }
        let mut conditions: Vec<Condition> = Vec::new();
        for part in &parts {
            let condition = Condition::read(part, ':')?;
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
        Some(Self(conditions.into()))
    }

    /// Writes what [`Conditions::parse`] reads.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for condition in self.iter() {
            if !text.is_empty() {
                text.push(',');
            }
            for character in condition.write(":").chars() {
                if matches!(character, ',' | '\\') {
                    text.push('\\');
                }
                text.push(character);
            }
        }
        if text.len() > crate::characters::trim(&text).len() {
            text.push('\\');
        }
        text
    }

    /// The filters.
    pub fn iter(&self) -> std::slice::Iter<'_, Condition> {
        self.0.iter()
    }

    /// The filters as a slice.
    pub fn as_slice(&self) -> &[Condition] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has this filter.
    pub fn has(&self, condition: &Condition) -> bool {
        self.0.contains(condition)
    }

    /// The list with this filter: it takes the place of its opposite and of another span of the same
    /// kind.
    #[must_use]
    pub fn with(&self, condition: Condition) -> Self {
        let kept = self.iter().filter(|known| !condition.replaces(known));
        let kept = kept.cloned();
        Self(kept.chain([condition.clone()]).collect())
    }

    /// The list without this filter.
    #[must_use]
    pub fn without(&self, condition: &Condition) -> Self {
        self.retain(|known| known != condition)
    }

    /// The list without the filters on a field: what remains decides how many rows have each of its
    /// values.
    #[must_use]
    pub fn without_field(&self, field: Field) -> Self {
        self.retain(|known| match known {
            Condition::Has(of, _) | Condition::HasNot(of, _) => *of != field,
            Condition::Lasts { .. } | Condition::Created { .. } => true,
        })
    }

    fn retain(&self, keep: impl Fn(&Condition) -> bool) -> Self {
        let kept = self.iter().filter(|condition| keep(condition));
        Self(kept.cloned().collect())
    }
}

impl Condition {
    /// Whether another filter goes when this one comes.
    fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Has(field, value), Self::HasNot(of, other))
            | (Self::HasNot(field, value), Self::Has(of, other)) => field == of && value == other,
            (Self::Lasts { .. }, Self::Lasts { .. })
            | (Self::Created { .. }, Self::Created { .. }) => true,
            _ => self == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn has(value: &str) -> Condition {
        Condition::Has(Field::Owner, value.to_owned())
    }

    fn has_not(value: &str) -> Condition {
        Condition::HasNot(Field::Owner, value.to_owned())
    }

    #[test]
    fn a_list_is_short_and_can_be_read() {
        let list = Conditions::default()
            .with(Condition::Has(Field::Status, "failed".to_owned()))
            .with(has_not("usr-a"))
            .with(Condition::Lasts {
                least: Some(60),
                most: None,
            });
        assert_eq!(list.print(), "status:failed,-owner:usr-a,duration:60..");
        assert_eq!(Conditions::parse(&list.print()), Some(list));
        assert_eq!(
            Conditions::parse("owner:,owner:"),
            Some(Conditions::default().with(has("")))
        );
    }

    #[test]
    fn what_is_no_filter_makes_no_list() {
        for text in [
            "",
            "failed",
            "state:failed",
            "status=failed",
            "status:failed,",
            ",status:failed",
            "duration:60",
            "duration:a..b",
            "create_time:..soon",
            "--owner:a",
        ] {
            assert_eq!(Conditions::parse(text), None, "{text}");
        }
        let many = vec!["owner:a"; MAX_CONDITIONS + 1].join(",");
        assert_eq!(Conditions::parse(&many), None);
    }

    #[test]
    fn a_filter_takes_the_place_of_its_opposite_and_of_another_duration() {
        let lasts = |least| Condition::Lasts {
            least: Some(least),
            most: None,
        };
        let list = Conditions::default().with(has("a")).with(has("b"));
        let list = list.with(lasts(1)).with(has_not("a")).with(lasts(2));
        assert_eq!(list.print(), "owner:b,-owner:a,duration:2..");
        assert_eq!(list.without(&has("b")).print(), "-owner:a,duration:2..");
        assert_eq!(list.without_field(Field::Owner).print(), "duration:2..");
        assert_eq!(list.without_field(Field::Status), list);
    }

    fn any_condition() -> impl Strategy<Value = Condition> {
        let field = proptest::sample::select(Field::ALL.to_vec());
        let value = prop_oneof![
            "\\PC{0,12}",
            "[a,\\\\: \t\n\u{3000}-]{0,8}",
            any::<String>()
        ];
        let second = || proptest::option::of(0..4_000_000_000_i64);
        let time = |second: Option<i64>| {
            second.and_then(|second| chrono::DateTime::from_timestamp(second, 0))
        };
        prop_oneof![
            (field.clone(), value.clone()).prop_map(|(field, value)| Condition::Has(field, value)),
            (field, value).prop_map(|(field, value)| Condition::HasNot(field, value)),
            (any::<Option<u64>>(), any::<Option<u64>>())
                .prop_map(|(least, most)| Condition::Lasts { least, most }),
            (second(), second()).prop_map(move |(from, until)| Condition::Created {
                from: time(from),
                until: time(until),
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was_written(
            conditions in proptest::collection::vec(any_condition(), 1..8)
        ) {
            let list = conditions.into_iter().fold(Conditions::default(), |list, condition| {
                list.with(condition)
            });
            let text = list.print();
            let trimmed = crate::characters::trim(&text);
            prop_assert_eq!(Conditions::parse(trimmed), Some(list.clone()));
            prop_assert_eq!(Conditions::parse(&text), Some(list));
        }

        #[test]
        fn whatever_a_link_says_is_a_list_or_none(
            text in prop_oneof!["\\PC*", "[-a-z_:,.\\\\0-9]{0,40}", any::<String>()]
        ) {
            if let Some(list) = Conditions::parse(&text) {
                prop_assert_eq!(Conditions::parse(&list.print()), Some(list));
            }
        }
    }
}
