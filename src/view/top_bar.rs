//! The bar of the standalone page: the product, the time zone, the theme, the language.

use std::rc::Rc;

use operation_log::query::TimeZone;
use operation_log::{Language, Param, Query};

use super::console::Edit;
use super::problem::{ProblemText, ignored_text, mark_problem, with_problem_note};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, svg, tag};
use crate::platform::{clock, events, intl};
use crate::reactive::{Callback, Memo, Read, RwSignal};
use crate::state::preferences::{Preferences, Theme};
use crate::ui::icon::{Icon, icon_view};

/// Id of what is wrong with the time zone.
const ZONE_PROBLEM: &str = "op-tz-problem";

/// The bar. The query owns the time zone, `home` is where the product's name leads, and `help`
/// becomes true when the reader asks for it.
pub fn top_bar(
    query: Memo<Query>,
    edit: Callback<Edit>,
    home: Box<dyn Fn() -> String>,
    preferences: Preferences,
    help: RwSignal<bool>,
    locale: Locale,
) -> Tag {
    let mark = svg("svg")
        .class("op-mark")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(
            svg("rect")
                .attr("x", "2")
                .attr("y", "2")
                .attr("width", "20")
                .attr("height", "20")
                .attr("rx", "5"),
        )
        .child(svg("path").attr("d", "M7 8h10M7 12h6M7 16h8"));
    let brand = tag("a")
        .class("op-brand")
        .attr_live("href", move || Some(home()))
        .child(mark)
        .child(tag("span").say(locale, |t| t.product()));
    let help_button = tag("button")
        .attr("type", "button")
        .class("op-button op-button-icon")
        .attr("aria-keyshortcuts", "?")
        .attr_say("aria-label", locale, |t| t.keyboard_help())
        .attr_say("title", locale, |t| t.keyboard_help())
        .child(icon_view(Icon::Keyboard))
        .on("click", move |_| help.set(true));
    let problem: ProblemText =
        Rc::new(move || query.with(|query| ignored_text(locale, query, Param::Tz)));
    let zone = zone_choice(query, edit, Rc::clone(&problem), locale);
    let tools = tag("div").class("op-bar-tools").child(zone);
    let tools = with_problem_note(tools, ZONE_PROBLEM.to_owned(), problem)
        .child(theme_choice(preferences, locale))
        .child(language_choice(preferences, locale))
        .child(help_button);
    tag("header")
        .class("op-bar")
        .control("bar")
        .child(brand)
        .child(tools)
}

fn zone_choice(
    query: Memo<Query>,
    edit: Callback<Edit>,
    problem: ProblemText,
    locale: Locale,
) -> Tag {
    let label = move |zone: TimeZone| match zone {
        TimeZone::Browser => {
            let offset = clock::offset_label(TimeZone::Browser, clock::now());
            locale.t().zone_browser(&offset)
        }
        TimeZone::Utc => "UTC".to_owned(),
        TimeZone::Utc8 => "UTC+8".to_owned(),
    };
    let zones = TimeZone::ALL.map(|zone| option(zone.as_str()).text_live(move || label(zone)));
    let select = tag("select")
        .attr("name", Param::Tz.key())
        .children(zones)
        .prop_live("value", move || {
            query.with(|query| query.time_zone().as_str().into())
        })
        .on("change", move |event| {
            edit.run(Edit::choice(Param::Tz, events::target_value(&event)));
        });
    let select = mark_problem(select, ZONE_PROBLEM.to_owned(), problem);
    tool(locale, |t| t.time_zone(), select).attr("title", &intl::browser_zone_name())
}

fn theme_choice(preferences: Preferences, locale: Locale) -> Tag {
    let themes = Theme::ALL.map(|theme| {
        let label: Label = match theme {
            Theme::System => |t| t.theme_system(),
            Theme::Light => |t| t.theme_light(),
            Theme::Dark => |t| t.theme_dark(),
        };
        option(theme.as_str()).say(locale, label)
    });
    let chosen = preferences.theme();
    let select = tag("select")
        .attr("name", "theme")
        .children(themes)
        .prop_live("value", move || chosen.get().as_str().into())
        .on("change", move |event| {
            preferences.choose_theme(Theme::from_word(&events::target_value(&event)));
        });
    tool(locale, |t| t.theme(), select)
}

fn language_choice(preferences: Preferences, locale: Locale) -> Tag {
    let languages = [(Language::ZhCn, "中文"), (Language::En, "English")]
        .map(|(language, name)| option(language.tag()).text(name));
    let select = tag("select")
        .attr("name", "language")
        .children(languages)
        .prop_live("value", move || locale.tag().into())
        .on("change", move |event| {
            if let Some(language) = Language::from_tag(&events::target_value(&event)) {
                preferences.choose_language(language);
            }
        });
    tool(locale, |t| t.language(), select)
}

fn option(value: &str) -> Tag {
    tag("option").attr("value", value)
}

/// A control of the bar, with a name that only screen readers tell.
fn tool(locale: Locale, name: Label, control: Tag) -> Tag {
    tag("label")
        .class("op-tool")
        .child(tag("span").class("visually-hidden").say(locale, name))
        .child(control)
}
