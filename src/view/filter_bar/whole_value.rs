//! Values of parameters that the server compares as a whole: a beginning of one would empty the
//! list, so it is not sent.

use operation_log::search::{self, FoundIds};
use operation_log::{Edit, Param, ResourceKind};

use crate::i18n::VOCABULARY;

/// Who belongs to the platform itself.
const PLATFORM: &str = "system";

/// Whether the server compares a parameter as a whole.
pub const fn is_exact(param: Param) -> bool {
    matches!(
        param,
        Param::JobAction | Param::ResourceIds | Param::Owner | Param::JobIds | Param::Zone
    )
}

/// The change that a text in the box of an exact parameter stands for. Ids go to the parameter of
/// their kind, whichever box they are in. Returns `None` if the text is no whole value: neither one
/// of the `known` values nor one of the form that its values have.
pub fn whole_value(param: Param, known: &[String], text: &str) -> Option<Edit> {
    let parts = search::parts(text);
    let Some(first) = parts.first() else {
        return Some(Edit::Remove(param));
    };
    let is_known = |part: &String| known.contains(part);
    let single = parts.len() == 1;
    let found = FoundIds::of(text);
    let own = match param {
        Param::JobAction => {
            let named = search::action_named(text, VOCABULARY).map(|known| known.job_action);
            let given = Some(first.as_str()).filter(|_| single);
            named
                .or_else(|| {
                    given.filter(|name| known.iter().any(|one| one == name) || is_action(name))
                })
                .map(|name| Edit::Text(param, name.to_owned()))
        }
        Param::ResourceIds => {
            let is_resource = |part: &String| {
                let kind = ResourceKind::of(part);
                let is_other = matches!(kind, ResourceKind::Operation | ResourceKind::Account);
                is_known(part) || (search::is_whole_id(part) && !is_other)
            };
            if parts.iter().all(is_resource) {
                Some(Edit::Text(param, parts.join(",")))
            } else {
                let resources = found.resources.clone();
                (!resources.is_empty()).then_some(Edit::ResourceIds(resources))
            }
        }
        Param::Owner => match found.owners.as_slice() {
            [owner] => Some(Edit::Owner(Some(owner.clone()))),
            _ if single && (is_known(first) || first == PLATFORM) => {
                Some(Edit::Text(param, first.clone()))
            }
            _ => None,
        },
        Param::JobIds if !found.operations.is_empty() => {
            Some(Edit::JobIds(found.operations.clone()))
        }
        Param::JobIds if found.is_empty() => Some(Edit::Text(param, parts.join(","))),
        Param::Zone => Some(Edit::Text(param, text.to_owned())),
        _ => None,
    };
    own.or_else(|| {
        let other = if !found.operations.is_empty() {
            Edit::JobIds(found.operations)
        } else if !found.resources.is_empty() {
            Edit::ResourceIds(found.resources)
        } else {
            match <[_; 1]>::try_from(found.owners) {
                Ok([owner]) => Edit::Owner(Some(owner)),
                Err(_) => return None,
            }
        };
        Some(Edit::Several(vec![Edit::Remove(param), other]))
    })
}

/// Whether a word has the form of the API's names of actions: several words joined, each with a
/// capital. The server knows more actions than the documentation.
fn is_action(word: &str) -> bool {
    word.chars()
        .all(|character| character.is_ascii_alphanumeric())
        && word.starts_with(|first: char| first.is_ascii_uppercase())
        && word.chars().filter(char::is_ascii_uppercase).count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::Query;

    fn url(param: Param, text: &str) -> Option<String> {
        let known = ["usr-a".to_owned(), "ehpc-1".to_owned()];
        let edit = whole_value(param, &known, text)?;
        Some(Query::default().edited(edit).to_url())
    }

    #[test]
    fn whole_values_are_taken() {
        for (param, text, expected) in [
            (Param::JobAction, "取消作业", "job_action=HpcJobStopJobs"),
            (
                Param::JobAction,
                "Cancel compute jobs",
                "job_action=HpcJobStopJobs",
            ),
            (
                Param::JobAction,
                "HpcClusterBindEip",
                "job_action=HpcClusterBindEip",
            ),
            (
                Param::ResourceIds,
                "ehpc-czkekzfz",
                "resource_ids=ehpc-czkekzfz",
            ),
            (
                Param::ResourceIds,
                "ehpc-1；2cgki7pe",
                "resource_ids=ehpc-1,2cgki7pe",
            ),
            (
                Param::ResourceIds,
                "看 cln-w1xufnk9 吧",
                "resource_ids=cln-w1xufnk9",
            ),
            (Param::Owner, " usr-GxkSGFDs ", "owner=usr-GxkSGFDs"),
            (Param::Owner, "usr-a", "owner=usr-a"),
            (Param::Owner, "system", "owner=system"),
            (
                Param::JobIds,
                "j-8ajjp28fps8，j-0a1b2c3d4e5",
                "job_ids=j-8ajjp28fps8,j-0a1b2c3d4e5",
            ),
            (Param::JobIds, "19453", "job_ids=19453"),
            (Param::Owner, "", ""),
        ] {
            assert_eq!(url(param, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_id_goes_to_the_parameter_of_its_kind() {
        for (param, text, expected) in [
            (Param::ResourceIds, "j-8ajjp28fps8", "job_ids=j-8ajjp28fps8"),
            (Param::JobIds, "ehpc-czkekzfz", "resource_ids=ehpc-czkekzfz"),
            (Param::Owner, "j-8ajjp28fps8", "job_ids=j-8ajjp28fps8"),
            (Param::JobAction, "usr-GxkSGFDs", "owner=usr-GxkSGFDs"),
        ] {
            assert_eq!(url(param, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_part_of_a_value_is_refused() {
        for (param, text) in [
            (Param::JobAction, "创建"),
            (Param::JobAction, "Hpc"),
            (Param::ResourceIds, "ehpc-99"),
            (Param::Owner, "usr-"),
            (Param::Owner, "usr-GxkSGFDs usr-vceaHsJu"),
            (Param::Owner, "/b"),
        ] {
            assert_eq!(url(param, text), None, "{text}");
        }
    }
}
