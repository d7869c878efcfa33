//! Rows as a file: those of the page, those that are selected, or the whole result.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::export::{CsvOptions, Exporting, Format, Manifest, Part, Stopped};
use operation_log::result_set::{Condition, ResultSet};
use operation_log::wire::Row;

use super::snapshot::{CompareButton, Comparing, OpenButton, Opener, ShownSnapshot};
use super::whole_result::LoadButton;
use crate::host::{Host, HostEvent};
use crate::i18n::{Label, Locale, Texts};
use crate::platform::download::FileParts;
use crate::platform::gzip;
use crate::platform::slice::Slice;
use crate::state::cache::HeldPage;
use crate::state::list::ListState;
use crate::state::selection::Selection;
use crate::state::snapshot::OpenedSnapshot;
use crate::state::store::Store;
use crate::state::whole_result::{Load, Phase, WholeResult};
use crate::ui::announcer::Announcer;
use crate::view::context::{Clock, Navigation};
use crate::view::findings::coverage_text;
use crate::view::format;

/// The words of the parts of a result that can be written, as the choice of them has them.
const PAGE: &str = "page";
const SELECTION: &str = "selection";
const WHOLE: &str = "whole";

/// What is written, and where it comes from.
#[derive(Clone, Copy)]
struct Source {
    list: ListState,
    whole: WholeResult,
    selection: Selection,
    navigation: Navigation,
    clock: Clock,
    /// The file that the rows are from.
    snapshot: Option<ShownSnapshot>,
}

/// The choice of rows, and a button for each format.
#[component]
pub fn Export(
    /// The rows.
    list: ListState,
    /// Shows what is different from a file.
    comparing: Comparing,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let announcer = expect_context::<Announcer>();
    let Store { whole, .. } = expect_context();
    let source = Source {
        list,
        whole,
        selection: expect_context(),
        navigation: expect_context(),
        clock: expect_context(),
        snapshot: use_context(),
    };
    let Host { emit, .. } = expect_context();
    let opener = expect_context::<Opener>();
    let part = NodeRef::<html::Select>::new();
    let safe = NodeRef::<html::Input>::new();
    let told = RwSignal::new(String::new());
    let coverage = move || {
        list.remote()
            .with(|remote| remote.held().and_then(|held| held.whole))
    };
    let is_live = source.snapshot.is_none();
    // The banner of a file offers it.
    let offers_comparison = move || is_live && coverage().is_some();
    let option = move |value: &'static str, words: String, is_chosen: bool| {
        view! {
            <option value=value selected=is_chosen>
                {words}
            </option>
        }
        .into_any()
    };
    let options = move || {
        let t = locale.t();
        let selected = source.selection.count();
        let words = page_text(locale, list);
        let mut options = vec![option(PAGE, words, false)];
        if selected > 0 {
            let words = t.rows_selected(&format::count(selected));
            options.push(option(SELECTION, words, true));
        }
        if let Some(coverage) = coverage() {
            let words = t.whole_here(&coverage_text(locale, coverage));
            options.push(option(WHOLE, words, selected == 0));
        }
        options.collect_view()
    };
    let save = move |format: Format, packs: bool| {
        let part = part.get_untracked().map(|part| part.value());
        let safe = safe.get_untracked().is_none_or(|safe| safe.checked());
        let format = match format {
            Format::Csv(options) => Format::Csv(CsvOptions {
                neutralises_formulas: safe,
                ..options
            }),
            other => other,
        };
        let part = match part.as_deref() {
            Some(SELECTION) => Part::Selection,
            Some(WHOLE) => Part::Whole,
            _ => Part::Page,
        };
        // The page may be left while the file is written.
        let t = untrack(|| locale.t());
        spawn_local(async move {
            let written = write(source, part, (format, packs), told, t).await;
            let words = match written {
                Some((file, rows)) => {
                    let words = t.export_saved(&file);
                    let part = word(part);
                    opener.forget_failure();
                    emit.run(HostEvent::Export { file, part, rows });
                    words
                }
                None => t.export_failed().to_owned(),
            };
            announcer.say(&words);
            told.try_set(words);
        });
    };
    let formats: [(Label, Format, bool); 4] = [
        (|_| "CSV", Format::Csv(CsvOptions::default()), false),
        (|_| "JSON", Format::Json, false),
        (|_| "NDJSON", Format::Ndjson, false),
        (|t| t.snapshot(), Format::Ndjson, gzip::can_pack()),
    ];
    let buttons = formats.map(|(label, format, packs)| {
        view! {
            <button
                type="button"
                class="op-button"
                part="button"
                on:click=move |_| save(format, packs)
            >
                {locale.say(label)}
            </button>
        }
        .into_any()
    });
    view! {
        <fieldset class="op-export" data-control="export">
            <legend>{locale.say(|t| t.export_title())}</legend>
            <span class="op-select">
                <select aria-label=locale.say(|t| t.export_rows()) node_ref=part>
                    {move || options()}
                </select>
            </span>
            <div class="op-export-formats">{buttons.collect_view()}</div>
            <label>
                <input type="checkbox" checked=true node_ref=safe />
                <span>{locale.say(|t| t.export_safe())}</span>
            </label>
            <LoadButton list=list label=|t, rows| t.whole_load(rows) />
            <p class="op-note">{locale.say(|t| t.export_reopens())}</p>
            <OpenButton />
            <Show when=offers_comparison>
                <CompareButton with=None comparing=comparing />
            </Show>
            <p class="op-note">{move || told.get()}</p>
        </fieldset>
    }
}

/// The rows of the page, without the attempts that are folded into them.
pub fn page_text(locale: Locale, list: ListState) -> String {
    let t = locale.t();
    let rows = list
        .remote()
        .with(|remote| remote.held().map_or(0, |held| held.page.rows.len()));
    let rows = format::count(rows);
    if has_folded(list) {
        t.export_lines(&rows)
    } else {
        t.export_page(&rows)
    }
}

/// Whether attempts may be folded into rows of the page.
pub fn has_folded(list: ListState) -> bool {
    let has_attempts = |held: &HeldPage| !held.attempts.is_empty();
    list.remote()
        .with(|remote| remote.held().is_some_and(has_attempts))
}

/// A part as the choice has it.
const fn word(part: Part) -> &'static str {
    match part {
        Part::Page => PAGE,
        Part::Selection => SELECTION,
        Part::Whole => WHOLE,
    }
}

/// Writes a file, packed or not, and hands it to the browser. Returns its name and how many rows it
/// has, or `None` if it could not be written whole.
async fn write(
    source: Source,
    part: Part,
    (format, packs): (Format, bool),
    told: RwSignal<String>,
    t: Texts,
) -> Option<(String, usize)> {
    let mut manifest = untrack(|| manifest(source, part))?;
    let whole = source.whole;
    let file = match packs {
        true => FileParts::packed()?,
        false => FileParts::default(),
    };
    let mut slice = Slice::begin();
    // Rows of a page are few and become a set of their own.
    let own = (part != Part::Whole).then(|| untrack(|| rows_of(source, part)));
    let version = whole.version().get_untracked();
    let rows = match &own {
        Some(own) => own.rows(),
        None => whole.with_rows(|_, rows| rows.to_vec())?,
    };
    manifest.rows = rows.len() as u64;
    let mut name = manifest.file_name(format.extension());
    let begin = |set: &ResultSet| Exporting::new(set, rows.clone(), format, manifest.clone());
    let mut exporting = match &own {
        Some(own) => begin(own),
        None => whole.with_rows(|set, _| begin(set))?,
    };
    loop {
        let next = match &own {
            Some(own) => exporting.next_part(own),
            None => whole.with_rows(|set, _| exporting.next_part(set))?,
        };
        let Some(next) = next else { break };
        file.push(&next).await.then_some(())?;
        let (written, all) = exporting.progress();
        let [written, all] = [written, all].map(|rows| format::count(rows));
        told.try_set(t.whole_progress(&written, &all))
            .is_none()
            .then_some(())?;
        slice.rest().await;
        // Other rows than those that it began with would be missing or doubled.
        if own.is_none() && whole.version().try_get_untracked() != Some(version) {
            return None;
        }
    }
    let mut media_type = format.media_type();
    if packs {
        name.push_str(".gz");
        media_type = "application/gzip";
    }
    let is_saved = file.save(&name, media_type).await;
    is_saved.then_some((name, rows.len()))
}

/// The rows of a page, or those of it that are selected.
fn rows_of(source: Source, part: Part) -> ResultSet {
    let mut set = ResultSet::new();
    let is_wanted = |row: &&Row| match row {
        _ if part == Part::Page => true,
        Row::Entry(entry) => source.selection.has(&entry.operation.job_id),
        Row::Unreadable(_) => false,
    };
    source.list.remote().with(|remote| {
        let page = remote.held().map(|held| &held.page);
        for row in page.iter().flat_map(|page| &page.rows).filter(is_wanted) {
            // A page has room.
            let _ = set.push(row);
        }
    });
    if part == Part::Selection {
        // What was selected may since have been narrowed away.
        source.whole.with_rows(|whole, _| {
            let rows = whole.rows().into_iter();
            for row in rows.filter_map(|row| whole.row(row)?.to_row()) {
                if is_wanted(&&row) {
                    let _ = set.push(&row);
                }
            }
        });
    }
    set
}

/// What the file says of itself.
fn manifest(source: Source, part: Part) -> Option<Manifest> {
    if let Some(snapshot) = source.snapshot {
        return Some(manifest_of_file(source, &*snapshot.get()?, part));
    }
    let query = source
        .navigation
        .filters
        .with(|filters| filters.asked().to_url());
    let mut manifest = Manifest::new(query, part);
    let is_whole = source
        .list
        .remote()
        .with(|remote| remote.held().is_some_and(|held| held.whole.is_some()));
    // What is selected was chosen by hand.
    if is_whole && part != Part::Selection {
        let filters = source.navigation.filters;
        let conditions = filters.with(|filters| filters.asked().conditions());
        manifest = manifest.filtered_by(conditions.as_slice());
    }
    manifest.zone = Some(source.navigation.zone().as_str().to_owned());
    manifest.written = Some(source.clock.now.get());
    let (as_of, of) = source.list.remote().with(|remote| {
        let held = remote.held()?;
        let total = match held.whole {
            Some(whole) => whole.total,
            None => held.page.total,
        };
        Some((held.facts.as_of, total))
    })?;
    (manifest.as_of, manifest.of) = (as_of, of);
    if part == Part::Whole {
        manifest.stopped = source
            .whole
            .load()
            .with(|load| load.as_ref().and_then(stopped));
    }
    Some(manifest)
}

/// The same for rows of a file: they are still as of when that was made, and of what it was made of.
fn manifest_of_file(source: Source, file: &OpenedSnapshot, part: Part) -> Manifest {
    let mut manifest = file.manifest.clone();
    if part != Part::Whole {
        manifest.part = part;
    }
    if part != Part::Selection {
        let filters = source.navigation.filters;
        let conditions = filters.with(|filters| filters.asked().conditions());
        manifest
            .filters
            .extend(conditions.iter().map(Condition::print));
    }
    manifest
}

/// Why not every row is here.
fn stopped(load: &Load) -> Option<Stopped> {
    Some(match load.phase {
        Phase::Done if load.is_complete() => return None,
        Phase::Done if load.drift().is_some() => Stopped::Changed,
        Phase::Done => Stopped::Withheld,
        Phase::TooMany => Stopped::TooMany,
        Phase::HourUsed => Stopped::Quota,
        Phase::Failed(_) => Stopped::Failed,
        Phase::Running | Phase::Waiting(_) | Phase::Paused | Phase::Ended => Stopped::Cancelled,
    })
}
