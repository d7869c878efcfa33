//! The bar of the standalone page: the product, the time zone, the theme, the language.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::{Language, Param, Query};

use super::console::Edit;
use super::problem::{ProblemNote, aria_described_by, aria_invalid, ignored_text};
use crate::i18n::Locale;
use crate::platform::{clock, intl};
use crate::state::preferences::{Preferences, Theme};
use crate::ui::icon::{Icon, IconView};

/// The bar.
#[component]
pub fn TopBar(
    /// What is asked; owns the time zone.
    query: Memo<Query>,
    /// Changes it.
    edit: Callback<Edit>,
    /// Where the product's name leads.
    home: Signal<String>,
    /// Language and theme.
    preferences: Preferences,
    /// Opens the help.
    help: Callback<()>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let languages = [(Language::ZhCn, "中文"), (Language::En, "English")]
        .map(|(language, name)| {
            view! {
                <option value=language.tag() prop:selected=reactive(move || locale.language() == language)>
                    {name}
                </option>
            }
        })
        .into_iter()
        .collect_view();
    let themes = Theme::ALL
        .map(|theme| {
            let label = move || {
                let t = locale.t();
                match theme {
                    Theme::System => t.theme_system(),
                    Theme::Light => t.theme_light(),
                    Theme::Dark => t.theme_dark(),
                }
            };
            view! {
                <option
                    value=theme.as_str()
                    prop:selected=reactive(move || preferences.theme().get() == theme)
                >
                    {label}
                </option>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <header class="op-bar">
            <a class="op-brand" href=home>
                <svg class="op-mark" viewBox="0 0 24 24" aria-hidden="true">
                    <rect x="2" y="2" width="20" height="20" rx="5" />
                    <path d="M7 8h10M7 12h6M7 16h8" />
                </svg>
                <span>{reactive(move || locale.t().product())}</span>
            </a>
            <div class="op-bar-tools">
                <ZoneChoice query=query edit=edit locale=locale />
                <label class="op-tool">
                    <span class="visually-hidden">{reactive(move || locale.t().theme())}</span>
                    <select
                        name="theme"
                        on:change=move |event| {
                            preferences.choose_theme(Theme::from_word(&event_target_value(&event)));
                        }
                    >
                        {themes}
                    </select>
                </label>
                <label class="op-tool">
                    <span class="visually-hidden">{reactive(move || locale.t().language())}</span>
                    <select
                        name="language"
                        on:change=move |event| {
                            if let Some(language) = Language::from_tag(&event_target_value(&event)) {
                                preferences.choose_language(language);
                            }
                        }
                    >
                        {languages}
                    </select>
                </label>
                <button
                    type="button"
                    class="op-button op-button-icon"
                    aria-keyshortcuts="?"
                    aria-label=reactive(move || locale.t().keyboard_help())
                    title=reactive(move || locale.t().keyboard_help())
                    on:click=move |_| help.run(())
                >
                    <IconView icon=Icon::Keyboard />
                </button>
            </div>
        </header>
    }
}

#[component]
fn ZoneChoice(query: Memo<Query>, edit: Callback<Edit>, locale: Locale) -> impl IntoView {
    let problem =
        Signal::derive(move || query.with(|query| ignored_text(locale, query, Param::Tz)));
    let label = move |zone: TimeZone| match zone {
        TimeZone::Browser => {
            let offset = clock::offset_label(TimeZone::Browser, clock::now());
            locale.t().zone_browser(&offset)
        }
        TimeZone::Utc => "UTC".to_owned(),
        TimeZone::Utc8 => "UTC+8".to_owned(),
    };
    let zones = TimeZone::ALL
        .map(|zone| {
            let selected = move || query.with(|query| query.time_zone() == zone);
            view! {
                <option value=zone.as_str() prop:selected=selected>
                    {reactive(move || label(zone))}
                </option>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <label class="op-tool" title=intl::browser_zone_name()>
            <span class="visually-hidden">{reactive(move || locale.t().time_zone())}</span>
            <select
                name=Param::Tz.key()
                aria-invalid=reactive(aria_invalid(problem))
                aria-describedby=reactive(aria_described_by(problem, "op-tz-problem".to_owned()))
                on:change=move |event| {
                    edit.run(Edit::choice(Param::Tz, event_target_value(&event)));
                }
            >
                {zones}
            </select>
        </label>
        <ProblemNote id="op-tz-problem" text=problem />
    }
}
