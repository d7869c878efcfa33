//! Every field of an operation, each under the API's own name, and all of it as JSON.

use std::sync::Arc;

use operation_log::wire::Entry;
use operation_log::{Elapsed, ErrorClass, ErrorCode, Operation, Param, ResourceId, TimeField};

use super::{KnownEntry, elsewhere, known_status};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::reactive::{Memo, Read};
use crate::view::console::ConsoleContext;
use crate::view::format;
use crate::view::table::kind_text;
use crate::view::time_text::with_time;

/// A field that is shown as the server wrote it.
struct TextField {
    label: Label,
    /// Its name in the API.
    name: &'static str,
    /// Whether it may be written from right to left.
    any_direction: bool,
    read: fn(&Operation) -> String,
}

/// The fields that are plain text, in the order they are shown.
const TEXT_FIELDS: [TextField; 6] = [
    TextField {
        label: |t| t.action_describe(),
        name: "action_describe",
        any_direction: true,
        read: |operation| operation.action_describe.clone(),
    },
    TextField {
        label: |t| t.job_action(),
        name: "job_action",
        any_direction: true,
        read: |operation| operation.job_action.clone(),
    },
    TextField {
        label: |t| t.job_id(),
        name: "job_id",
        any_direction: false,
        read: |operation| operation.job_id.to_string(),
    },
    TextField {
        label: |t| t.owner(),
        name: "owner",
        any_direction: false,
        read: |operation| match &operation.owner {
            Some(owner) => owner.to_string(),
            None => String::new(),
        },
    },
    TextField {
        label: |t| t.submitter_host(),
        name: "submitter",
        any_direction: true,
        read: |operation| operation.submitter.clone().unwrap_or_default(),
    },
    TextField {
        label: |t| t.error_codes(),
        name: "error_codes",
        any_direction: true,
        read: |operation| operation.error_codes.as_str().to_owned(),
    },
];

/// The fields, and the entry as it came.
pub fn fields(known: KnownEntry, console: ConsoleContext) -> Vec<Tag> {
    let locale = console.locale;
    let status = value("status").child(known_status(known, locale));
    let duration = value("duration").text_live(move || duration(known, console));
    let resources = value("resource_ids").live(resource_list(known, console));
    let list = tag("dl")
        .class("op-fields")
        .child(field(locale, |t| t.status(), status))
        .child(field(locale, |t| t.duration(), duration))
        .child(field(
            locale,
            |t| t.create_time(),
            time("create_time", known, console, |operation| {
                operation.create_time.clone()
            }),
        ))
        .child(field(
            locale,
            |t| t.status_time(),
            time("status_time", known, console, |operation| {
                operation.status_time.clone()
            }),
        ))
        .children(
            TEXT_FIELDS
                .into_iter()
                .map(|shown| text_field(shown, known, locale)),
        )
        .child(field(locale, |t| t.resource_ids(), resources).class("op-fields-wide"));
    vec![list, raw_data(known, locale)]
}

fn field(locale: Locale, label: Label, value: Tag) -> Tag {
    tag("div").child(tag("dt").say(locale, label)).child(value)
}

fn value(name: &str) -> Tag {
    tag("dd").attr("data-field", name)
}

fn text_field(shown: TextField, known: KnownEntry, locale: Locale) -> Tag {
    let mut value = value(shown.name);
    if shown.any_direction {
        value = value.attr("dir", "auto");
    }
    let text = move || {
        let text = known.get().map(|entry| (shown.read)(&entry.operation));
        text.filter(|text| !text.is_empty())
            .unwrap_or_else(|| locale.t().none().to_owned())
    };
    field(locale, shown.label, value.text_live(text))
}

fn time(
    name: &str,
    known: KnownEntry,
    console: ConsoleContext,
    read: fn(&Operation) -> TimeField,
) -> Tag {
    let time = move || {
        known
            .get()
            .map_or(TimeField::Absent, |entry| read(&entry.operation))
    };
    with_time(
        value(name),
        Box::new(time),
        console.time_zone,
        console.locale,
    )
}

fn duration(known: KnownEntry, console: ConsoleContext) -> String {
    let locale = console.locale;
    let elapsed = known.get().and_then(|entry| {
        let operation = &entry.operation;
        let now = if operation.status.is_final() {
            console.now.get_untracked()
        } else {
            console.now.get()
        };
        Elapsed::of(operation, now)
    });
    match elapsed {
        Some(elapsed) => format::duration(locale, elapsed),
        None => locale.t().none().to_owned(),
    }
}

/// Builds the resources, each a link to what else happened to it.
fn resource_list(known: KnownEntry, console: ConsoleContext) -> impl Fn() -> Vec<Tag> + 'static {
    let locale = console.locale;
    // Renewed only with other resources, so that a link in focus outlives a refresh.
    let with_resources: KnownEntry = Memo::new(move |before: Option<&Option<Arc<Entry>>>| {
        let entry = known.get()?;
        match before {
            Some(Some(before)) if resource_ids(before) == resource_ids(&entry) => {
                Some(Arc::clone(before))
            }
            _ => Some(entry),
        }
    });
    move || {
        let entry = with_resources.get();
        let ids = entry.as_deref().map(resource_ids).unwrap_or_default();
        if ids.is_empty() {
            return vec![tag("span").class("op-none").say(locale, |t| t.none())];
        }
        let lines = ids.iter().map(|id| {
            let kind = id.kind();
            let query = elsewhere(console).with(Param::ResourceIds, id.as_str());
            let kind = tag("span")
                .class("op-kind")
                .text_live(move || kind_text(locale, kind).to_owned());
            let href = move || {
                let locked = console.carrier.locked;
                let locked = locked.with(|locked| locked.determines(Param::ResourceIds));
                (!locked).then(|| console.list_href(&query))
            };
            let link = tag("a").attr_live("href", href).text(id.as_str());
            tag("li").child(kind).child(link)
        });
        vec![tag("ul").class("op-resources").children(lines)]
    }
}

fn resource_ids(entry: &Entry) -> &[ResourceId] {
    &entry.operation.resource_ids
}

fn raw_data(known: KnownEntry, locale: Locale) -> Tag {
    let json = move || {
        let entry = known.get();
        entry.map(|entry| entry.raw.pretty()).unwrap_or_default()
    };
    let text = tag("pre")
        .attr("dir", "auto")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr_say("aria-label", locale, |t| t.raw_data())
        .text_live(json);
    tag("details")
        .class("op-raw")
        .child(tag("summary").say(locale, |t| t.raw_data()))
        .child(text)
}

/// What the error codes mean and what can be done; follows the entry.
pub fn errors(known: KnownEntry, locale: Locale) -> Option<Tag> {
    let entry = known.get()?;
    let codes = &entry.operation.error_codes;
    if codes.is_empty() {
        return None;
    }
    let list = tag("ul").class("op-errors");
    let explained = codes.known();
    Some(if explained.is_empty() {
        list.child(
            tag("li")
                .child(tag("strong").attr("dir", "auto").text(codes.as_str()))
                .child(tag("p").say(locale, |t| t.code_unknown())),
        )
    } else {
        list.children(explained.into_iter().map(|code| explain(code, locale)))
    })
}

fn explain(code: &'static ErrorCode, locale: Locale) -> Tag {
    let class: Label = match code.class {
        ErrorClass::RetryNow => |t| t.code_class_retry_now(),
        ErrorClass::RetryLater => |t| t.code_class_retry_later(),
        ErrorClass::AskUser => |t| t.code_class_ask_user(),
        ErrorClass::FixRequest => |t| t.code_class_fix_request(),
    };
    let number = code.code.to_string();
    let meaning = tag("strong")
        .text(&number)
        .text(" ")
        .text_live(move || locale.t().code_meaning(code).to_owned());
    tag("li")
        .attr("data-error-code", &number)
        .child(meaning)
        .child(tag("span").class("op-error-class").say(locale, class))
        .child(tag("p").text_live(move || locale.t().code_advice(code).to_owned()))
}
