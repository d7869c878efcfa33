//! How what is on screen was made: the calls behind it.

use std::rc::Rc;

use super::curl::curl;
use super::meter::purpose_label;
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::platform::clock;
use crate::reactive::Read;
use crate::remote::calls::{CallRecord, Outcome};
use crate::state::list::ListState;
use crate::ui::copy_button::copy_button;
use crate::view::console::ConsoleContext;
use crate::view::{failure, format};

/// The calls behind the view on screen, newest first.
pub fn made(console: ConsoleContext, list: ListState) -> Vec<Tag> {
    let locale = console.locale;
    let lines = move || {
        let view = list
            .remote()
            .with(|remote| remote.held().map(|held| held.facts.number));
        console.reader.calls.records().with(|records| {
            records
                .iter()
                .rev()
                .filter(|record| view.is_some() && record.view == view)
                .map(|record| line(record, console))
                .collect()
        })
    };
    let as_of = move || {
        let as_of = list.remote().with(|remote| remote.held()?.facts.as_of);
        match as_of {
            Some(as_of) => locale
                .t()
                .made_as_of(&clock::wall_clock(console.time_zone.get(), as_of)),
            None => String::new(),
        }
    };
    vec![
        tag("p").say(locale, |t| t.made_text()),
        tag("p").text_live(as_of),
        tag("ol").class("op-made").live(lines),
    ]
}

fn line(record: &Rc<CallRecord>, console: ConsoleContext) -> Tag {
    let locale = console.locale;
    let (of_head, of_copy) = (Rc::clone(record), Rc::clone(record));
    let head = move || {
        let time = clock::wall_clock(console.time_zone.get(), of_head.sent);
        let took = of_head.took.to_string();
        [
            time,
            [&took, " ms"].concat(),
            outcome(locale, of_head.outcome),
        ]
        .join(" · ")
    };
    let command = move || curl(&console.settings.value(), &of_copy.params);
    let shown = command.clone();
    tag("li")
        .child(
            tag("div")
                .class("op-made-head")
                .child(tag("strong").say(locale, purpose_label(record.purpose)))
                .child(tag("span").text_live(head))
                .child(copy_button(locale, |t| t.copy_curl(), command)),
        )
        .child(tag("code").attr("translate", "no").text(&shown()))
}

fn outcome(locale: Locale, outcome: Outcome) -> String {
    let t = locale.t();
    match outcome {
        Outcome::Rows { rows, total } => {
            let rows = format::count(locale, rows);
            match total {
                Some(total) => t.outcome_rows(&rows, &format::number(locale, total)),
                None => t.outcome_rows_of_unknown(&rows),
            }
        }
        Outcome::Failed(kind) => failure::title(locale, kind).to_owned(),
        Outcome::Aborted => t.outcome_aborted().to_owned(),
    }
}
