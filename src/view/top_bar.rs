//! The bar of the standalone page: the product, the time zone, the theme, the language.

use leptos::prelude::*;
use operation_log::query::{Edit, Filters, TimeZone};
use operation_log::{Language, Param};

use super::format;
use super::problem::{ProblemNote, aria_invalid, described_by_problem, ignored_text};
use crate::i18n::{Label, Locale};
use crate::platform::intl;
use crate::state::preferences::{Preferences, Theme};
use crate::ui::icon::{Icon, IconView};
use crate::ui::shortcut::SingleKeys;

/// The side of the product's mark. A name and no literal in `view!`, as the lines below: markup in which
/// nothing changes is set as HTML, which pages with Trusted Types forbid.
const MARK_SIDE: &str = "20";

/// The lines in the mark.
const MARK_LINES: &str = "M7 8h10M7 12h6M7 16h8";

/// Id of what is wrong with the time zone.
const ZONE_PROBLEM: &str = "op-tz-problem";

/// The bar.
#[component]
pub fn TopBar(
    /// What is asked; it owns the time zone.
    filters: Memo<Filters>,
    /// Chooses a time zone.
    #[prop(into)]
    on_time_zone: Callback<Edit>,
    /// Where the product's name leads.
    #[prop(into)]
    home: Signal<String>,
    /// Theme and language.
    preferences: Preferences,
    /// Becomes true when the reader asks for help.
    help: RwSignal<bool>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    view! {
        <header class="op-bar" data-control="bar" part="bar">
            <a class="op-brand" href=move || home.get()>
                <svg class="op-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <rect x="2" y="2" width=MARK_SIDE height=MARK_SIDE rx="5" />
                    <path d=MARK_LINES />
                </svg>
                <span>{locale.say(|t| t.product())}</span>
            </a>
            <div class="op-bar-tools">
                <TimeZoneChoice filters=filters on_choose=on_time_zone />
                <ThemeChoice preferences=preferences />
                <LanguageChoice preferences=preferences />
                <button
                    type="button"
                    class="op-button op-button-icon"
                    part="button"
                    aria-keyshortcuts=keys.of("?")
                    aria-label=locale.say(|t| t.keyboard_help())
                    title=locale.say(|t| t.keyboard_help())
                    on:click=move |_| help.set(true)
                >
                    <IconView icon=Icon::Keyboard />
                </button>
            </div>
        </header>
    }
}

#[component]
fn TimeZoneChoice(filters: Memo<Filters>, on_choose: Callback<Edit>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let label = move |zone: TimeZone| match zone {
        TimeZone::Browser => locale
            .t()
            .zone_browser(&format::zone(locale, TimeZone::Browser)),
        TimeZone::Utc | TimeZone::Utc8 => format::zone(locale, zone),
    };
    let problem = Signal::derive(move || {
        filters.with(|filters| ignored_text(locale, filters.asked(), Param::Tz))
    });
    let chosen = move || filters.with(|filters| filters.asked().time_zone().as_str());
    let choose = move |event| {
        let word = event_target_value(&event);
        on_choose.run(Edit::Text(Param::Tz, word));
    };
    view! {
        <label class="op-tool" title=intl::browser_zone_name()>
            <span class="visually-hidden">{locale.say(|t| t.time_zone())}</span>
            <select
                name=Param::Tz.key()
                prop:value=move || chosen()
                aria-invalid=aria_invalid(problem)
                aria-describedby=described_by_problem(problem, ZONE_PROBLEM)
                on:change=choose
            >
                {TimeZone::ALL
                    .map(|zone| view! { <option value=zone.as_str()>{move || label(zone)}</option> })
                    .collect_view()}
            </select>
        </label>
        <ProblemNote id=ZONE_PROBLEM.to_owned() problem=problem />
    }
}

#[component]
fn ThemeChoice(preferences: Preferences) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let label = |theme| -> Label {
        match theme {
            Theme::System => |t| t.theme_system(),
            Theme::Light => |t| t.theme_light(),
            Theme::Dark => |t| t.theme_dark(),
        }
    };
    let chosen = preferences.theme();
    view! {
        <label class="op-tool">
            <span class="visually-hidden">{locale.say(|t| t.theme())}</span>
            <select
                name="theme"
                prop:value=move || chosen.get().as_str()
                on:change=move |event| {
                    preferences.choose_theme(Theme::from_word(&event_target_value(&event)));
                }
            >
                {Theme::ALL
                    .map(|theme| {
                        view! {
                            <option value=theme.as_str()>{locale.say(label(theme))}</option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

#[component]
fn LanguageChoice(preferences: Preferences) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let choose = move |event| {
        if let Some(language) = Language::from_tag(&event_target_value(&event)) {
            preferences.choose_language(language);
        }
    };
    view! {
        <label class="op-tool">
            <span class="visually-hidden">{locale.say(|t| t.language())}</span>
            <select name="language" prop:value=move || locale.tag() on:change=choose>
                <option value=Language::ZhCn.tag() lang=Language::ZhCn.tag()>
                    "中文"
                </option>
                <option value=Language::En.tag() lang=Language::En.tag()>
                    "English"
                </option>
            </select>
        </label>
    }
}
