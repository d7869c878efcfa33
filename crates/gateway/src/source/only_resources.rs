//! The resources that the gateway answers about, if not about all.

use std::collections::{BTreeSet, HashSet};
use std::str::FromStr;

use operation_log::{Operation, ResourceId};

/// The permitted resources. An operation is permitted if it names at least one of them, and is then
/// answered whole, with the other resources that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlyResources(Vec<String>);

impl OnlyResources {
    /// The ids; at least one.
    pub fn ids(&self) -> &[String] {
        &self.0
    }

    /// These resources, if there is one.
    pub fn of(ids: BTreeSet<String>) -> Option<Self> {
        (!ids.is_empty()).then(|| Self(ids.into_iter().collect()))
    }

    /// Those of these resources that are among others as well, if there is one.
    pub fn within(&self, others: &Self) -> Option<Self> {
        let common = self.0.iter().filter(|id| others.0.contains(id));
        Self::of(common.cloned().collect())
    }

    /// The resources that a request is about: those it names, or all permitted ones.
    ///
    /// # Errors
    /// The first named id, in alphabetical order, that is not permitted.
    pub fn narrow(&self, named: HashSet<String>) -> Result<HashSet<String>, String> {
        let not_permitted = named.iter().filter(|id| !self.0.contains(*id)).min();
        match not_permitted {
            Some(id) => Err(id.clone()),
            None if named.is_empty() => Ok(self.0.iter().cloned().collect()),
            None => Ok(named),
        }
    }

    /// Whether an operation is permitted.
    pub fn permit(&self, operation: &Operation) -> bool {
        let mut named = operation.resource_ids.iter();
        named.any(|id| self.0.iter().any(|known| known == id.as_str()))
    }
}

impl FromStr for OnlyResources {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        let mut ids = Vec::new();
        for word in words {
            let id = ResourceId::parse(word).map_err(|problem| format!("`{word}`: {problem}"))?;
            ids.push(id.as_str().to_owned());
        }
        if ids.is_empty() {
            return Err("say at least one resource".to_owned());
        }
        Ok(Self(ids))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ids: &[&str]) -> HashSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_request_may_narrow_the_resources_but_not_widen_them() {
        let only: OnlyResources = "ehpc-1, cln-2".parse().unwrap();
        assert_eq!(only.ids(), ["ehpc-1", "cln-2"]);
        assert_eq!(only.narrow(set(&[])), Ok(set(&["ehpc-1", "cln-2"])));
        assert_eq!(only.narrow(set(&["cln-2"])), Ok(set(&["cln-2"])));
        assert_eq!(
            only.narrow(set(&["cln-2", "x-2", "x-1"])),
            Err("x-1".into())
        );
        // Ids are compared whole and by case.
        assert!(only.narrow(set(&["cln-"])).is_err());
        assert!(only.narrow(set(&["CLN-2"])).is_err());
    }

    #[test]
    fn no_resource_at_all_is_refused() {
        for bad in ["", " , ", "ehpc-1,a\u{7f}"] {
            assert!(OnlyResources::from_str(bad).is_err(), "{bad:?}");
        }
    }
}
