//! Views of the log by name: those that every log has, and those that the reader saved.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::query::LastSpan;
use operation_log::saved_views::{
    MAX_FILE_BYTES, MAX_NAME_CHARACTERS, SavedView, SavedViews, SavedViewsError, ViewName,
};
use operation_log::time::NamedRange;
use operation_log::{Edit, Param, Query, marked};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement, MouseEvent, SubmitEvent};

use crate::host::Host;
use crate::i18n::{Label, Locale};
use crate::platform::download::FileParts;
use crate::platform::picked_file::{self, NoText};
use crate::platform::{clock, dom};
use crate::state::preferences::Preferences;
use crate::state::saved_views::SavedViewList;
use crate::ui::announcer::Announcer;
use crate::ui::file_picker::FilePicker;
use crate::ui::icon::{Icon, IconView};
use crate::ui::popover_button::PopoverButton;
use crate::view::context::{Clock, Navigation};
use crate::view::filter_bar::Range;
use crate::view::scope::scoped_signal;

/// The name of the file that views are handed on in.
const FILE_NAME: &str = "hpc-operations-views.txt";

/// The button that opens the views, and the views. Inside another page there are only those that the
/// page hands over, if it does.
#[component]
pub fn SavedViewsMenu() -> impl IntoView {
    let is_kept = expect_context::<Preferences>().is_kept();
    let views = scoped_signal(expect_context::<Host>().views);
    let is_offered = move || is_kept || views.with(|views| views.iter().next().is_some());
    view! {
        <Show when=is_offered>
            <PopoverButton id="op-views" label=|t| t.views() icon=Icon::Bookmark>
                <div class="op-views" on:click=close_at_link>
                    <HostViews views=views />
                    {is_kept
                        .then(|| {
                            view! {
                                <BuiltInViews />
                                <ReadersViews />
                            }
                        })}
                </div>
            </PopoverButton>
        </Show>
    }
}

/// What the host page offers.
#[component]
fn HostViews(views: Signal<SavedViews>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let line = move |view: &SavedView| {
        let name = marked(view.name.as_str()).into_owned();
        let query = view.query.clone();
        view! {
            <li>
                <a href=move || view_href(navigation, &query) dir="auto">{name}</a>
            </li>
        }
        .into_any()
    };
    let lines = move || views.with(|views| views.iter().map(line).collect_view());
    view! {
        <ul aria-label=locale.say(|t| t.views_host())>
            {move || lines()}
        </ul>
    }
}

/// The list of a view, under what the host page has locked; tracked.
fn view_href(navigation: Navigation, query: &Query) -> String {
    let query = navigation
        .filters
        .with(|filters| filters.without_locked(query));
    navigation.list_href(&query)
}

/// What a link leads to is behind the box.
fn close_at_link(event: MouseEvent) {
    if let Some(link) = dom::link_of(&event)
        && let Ok(Some(shown)) = link.closest("[popover]")
        && let Ok(shown) = shown.dyn_into::<HtmlElement>()
    {
        // Refused only where it is hidden already.
        let _ = shown.hide_popover();
    }
}

/// What every log has.
#[derive(Clone, Copy)]
enum BuiltIn {
    All,
    FailedToday,
    FailedLastNight,
    InProgress,
    LastHour,
}

impl BuiltIn {
    const ALL: [Self; 5] = [
        Self::All,
        Self::FailedToday,
        Self::FailedLastNight,
        Self::InProgress,
        Self::LastHour,
    ];

    const fn label(self) -> Label {
        match self {
            Self::All => |t| t.view_all(),
            Self::FailedToday => |t| t.view_failed_today(),
            Self::FailedLastNight => |t| t.view_failed_last_night(),
            Self::InProgress => |t| t.pending(),
            Self::LastHour => |t| t.last_1h(),
        }
    }

    /// What it asks, of a day and as the reader sees the page now.
    fn query(self, base: &Query, clock: Clock) -> Query {
        let status = |status: &str| Edit::Text(Param::Status, status.to_owned());
        let failed_in = |named: NamedRange| {
            let zone = clock.time_zone.get();
            let today = clock::local(zone, clock.now.get()).date();
            let range = Range::named(named, today, zone);
            let range = range.map_or(Edit::Last(None), Range::edit);
            base.edited(status("failed")).edited(range)
        };
        match self {
            Self::All => base.clone(),
            Self::FailedToday => failed_in(NamedRange::Today),
            Self::FailedLastNight => failed_in(NamedRange::LastNight),
            Self::InProgress => base.edited(status("pending")),
            Self::LastHour => base.edited(Edit::Last(Some(LastSpan::Hour1))),
        }
    }
}

#[component]
fn BuiltInViews() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let clock = expect_context::<Clock>();
    let line = move |view: BuiltIn| {
        let href = move || navigation.list_href(&view.query(&navigation.base_query(), clock));
        view! {
            <li>
                <a href=move || href()>{locale.say(view.label())}</a>
            </li>
        }
        .into_any()
    };
    view! {
        <ul aria-label=locale.say(|t| t.views_built_in())>
            {BuiltIn::ALL.map(line).collect_view()}
        </ul>
    }
}

/// What the reader saved, and how to save more.
#[component]
fn ReadersViews() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let announcer = expect_context::<Announcer>();
    let views = SavedViewList::stored();
    let renamed = RwSignal::new(None::<ViewName>);
    let told = RwSignal::new(String::new());
    let name = NodeRef::<html::Input>::new();
    let tell = move |words: String| {
        announcer.say(&words);
        told.try_set(words);
    };
    let rename = Callback::new(move |old: ViewName| {
        if let Some(Some(name)) = name.try_get_untracked() {
            name.set_value(old.as_str());
            dom::focus(&name);
            name.select();
        }
        renamed.try_set(Some(old));
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(Some(control)) = name.try_get_untracked() else {
            return;
        };
        let Some(new) = ViewName::parse(&control.value()) else {
            // The browser says that a name is required, which it does not of blanks.
            control.set_value("");
            control.report_validity();
            return;
        };
        let t = untrack(|| locale.t());
        let mut built_in = BuiltIn::ALL.into_iter();
        if built_in.any(|view| view.label()(t) == new.as_str()) {
            return tell(t.view_exists(new.as_str()));
        }
        let words = match renamed.try_get_untracked().flatten() {
            Some(old) if views.change(|views| views.rename(&old, new.clone())) => {
                t.view_renamed(new.as_str())
            }
            Some(_) => return tell(t.view_exists(new.as_str())),
            None if views.has(&new) => return tell(t.view_exists(new.as_str())),
            None => {
                let query = navigation
                    .filters
                    .try_with_untracked(|filters| filters.own().clone())
                    .unwrap_or_default();
                if !views.change(|views| views.save(new.clone(), &query)) {
                    return tell(t.views_full().to_owned());
                }
                t.view_saved(new.as_str())
            }
        };
        control.set_value("");
        renamed.try_set(None);
        tell(words);
    };
    let title = move || match renamed.get() {
        Some(old) => locale.t().rename_view(&marked(old.as_str())),
        None => locale.t().save_view().to_owned(),
    };
    let stop_renaming = move || {
        renamed.get().map(|_| {
            let stop = move |_| {
                if let Some(Some(name)) = name.try_get_untracked() {
                    name.set_value("");
                }
                renamed.try_set(None);
            };
            view! {
                <button type="button" class="op-button" part="button" on:click=stop>
                    {locale.t().cancel()}
                </button>
            }
        })
    };
    let to_file = move |_| {
        let text = untrack(|| views.get()).to_text();
        let t = untrack(|| locale.t());
        spawn_local(async move {
            let file = FileParts::default();
            let is_saved = file.push(&text).await && file.save(FILE_NAME, "text/plain").await;
            tell(match is_saved {
                true => t.export_saved(FILE_NAME),
                false => t.export_failed().to_owned(),
            });
        });
    };
    let from_file = Callback::new(move |file: File| {
        let t = untrack(|| locale.t());
        spawn_local(async move {
            let read = read_views(&file).await;
            tell(match read {
                Ok(added) => match views.change(|views| views.add(added)) {
                    0 => t.views_added().to_owned(),
                    _ => t.views_full().to_owned(),
                },
                Err(Unusable::Foreign) => t.views_foreign().to_owned(),
                Err(Unusable::TooLarge) => t.views_too_large().to_owned(),
            });
        });
    });
    let each = move || views.get().iter().cloned().collect::<Vec<_>>();
    let key = |view: &SavedView| (view.name.as_str().to_owned(), view.query.to_url());
    view! {
        <ul aria-label=locale.say(|t| t.views_saved())>
            <For
                each=each
                key=key
                let(view)
            >
                <ReadersView view=view views=views on_rename=rename />
            </For>
        </ul>
        <form class="op-views-save" on:submit=submit>
            <label>
                <span>{move || title()}</span>
                <div class="op-input">
                    <input
                        name="view-name"
                        autocomplete="off"
                        required
                        maxlength=MAX_NAME_CHARACTERS.to_string()
                        node_ref=name
                    />
                </div>
            </label>
            <button type="submit" class="op-button" part="button">
                {locale.say(|t| t.save())}
            </button>
            {move || stop_renaming()}
        </form>
        <div class="op-views-file">
            <button type="button" class="op-button" part="button" on:click=to_file>
                {locale.say(|t| t.views_to_file())}
            </button>
            <FilePicker
                label=|t| t.views_from_file()
                accept=".txt,text/plain"
                stays_open=true
                on_file=from_file
            />
        </div>
        <p class="op-note">{move || told.get()}</p>
    }
}

/// A view that the reader saved.
#[component]
fn ReadersView(
    view: SavedView,
    views: SavedViewList,
    on_rename: Callback<ViewName>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let SavedView { name, query, .. } = view;
    let shown = marked(name.as_str()).into_owned();
    let href = move || view_href(navigation, &query);
    let [default_name, rename_name, remove_name] = [(); 3].map(|()| shown.clone());
    let is_default = Memo::new({
        let name = name.clone();
        move |_| views.is_default(&name)
    });
    let choose = {
        let name = name.clone();
        move |_| {
            let chosen = (!is_default.get_untracked()).then_some(&name);
            views.change(|views| views.choose_default(chosen));
        }
    };
    let rename = {
        let name = name.clone();
        move |_| {
            on_rename.try_run(name.clone());
        }
    };
    view! {
        <li>
            <a href=move || href() dir="auto">{shown}</a>
            <button
                type="button"
                class="op-button op-button-icon"
                part="button"
                aria-pressed=move || is_default.get().to_string()
                aria-label=move || locale.t().default_view(&default_name)
                title=locale.say(|t| t.default_view_why())
                on:click=choose
            >
                <IconView icon=Icon::Home />
            </button>
            <button
                type="button"
                class="op-button op-button-icon"
                part="button"
                aria-label=move || locale.t().rename_view(&rename_name)
                on:click=rename
            >
                <IconView icon=Icon::Edit />
            </button>
            <button
                type="button"
                class="op-button op-button-icon"
                part="button"
                aria-label=move || locale.t().remove_view(&remove_name)
                on:click=move |_| views.change(|views| views.remove(&name))
            >
                <IconView icon=Icon::Cross />
            </button>
        </li>
    }
}

/// Why a picked file adds nothing.
enum Unusable {
    TooLarge,
    Foreign,
}

async fn read_views(file: &File) -> Result<SavedViews, Unusable> {
    let text = picked_file::text(file, MAX_FILE_BYTES).await;
    let text = text.map_err(|why| match why {
        NoText::TooLarge => Unusable::TooLarge,
        NoText::Unreadable => Unusable::Foreign,
    })?;
    SavedViews::read(&text).map_err(|why| match why {
        SavedViewsError::Foreign => Unusable::Foreign,
        SavedViewsError::TooLarge => Unusable::TooLarge,
    })
}
