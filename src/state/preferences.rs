//! What the reader chose for every visit: language, theme, keys, pace and the look of the table.

use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::{ColumnLayout, Language, Param, Query};

use super::recent::Recent;
use crate::platform::{dom, storage};

const LANGUAGE_KEY: &str = "hpc-operations.language";
const THEME_KEY: &str = "hpc-operations.theme";
const SINGLE_KEYS_KEY: &str = "hpc-operations.single-keys";
const TIME_ZONE_KEY: &str = "hpc-operations.time-zone";
const LIMIT_KEY: &str = "hpc-operations.limit";
const REFRESH_EVERY_KEY: &str = "hpc-operations.refresh-every";
const COLUMNS_KEY: &str = "hpc-operations.columns";
const SHOWS_NEW_KEY: &str = "hpc-operations.shows-new";
const TIMELINE_KEY: &str = "hpc-operations.timeline";
const DENSITY_KEY: &str = "hpc-operations.density";

/// How high a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// With room around the text.
    #[default]
    Comfortable,
    /// As many rows as can be read.
    Compact,
}

impl Density {
    /// Every density of the switch.
    pub const ALL: [Self; 2] = [Self::Comfortable, Self::Compact];

    /// The word that is stored and that `data-density` takes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Compact => "compact",
        }
    }
}

/// The look of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLook {
    /// How high a row is.
    pub density: Density,
    /// The columns; `None` for those of the page, of which some go where there is no room.
    pub columns: Option<ColumnLayout>,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word that is stored and that `data-theme` takes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the word; anything else is the system's choice.
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == word)
            .unwrap_or_default()
    }
}

/// How often the list is refreshed automatically.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefreshEvery {
    /// Never.
    Off,
    /// 15 seconds.
    Seconds15,
    /// 30 seconds.
    #[default]
    Seconds30,
    /// 60 seconds.
    Seconds60,
}

impl RefreshEvery {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::Off, Self::Seconds15, Self::Seconds30, Self::Seconds60];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Seconds15 => "15",
            Self::Seconds30 => "30",
            Self::Seconds60 => "60",
        }
    }

    /// Reads the word; anything else is the default.
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|every| every.as_str() == word)
            .unwrap_or_default()
    }

    /// The interval in seconds; `None` if never.
    pub const fn seconds(self) -> Option<i64> {
        match self {
            Self::Off => None,
            Self::Seconds15 => Some(15),
            Self::Seconds30 => Some(30),
            Self::Seconds60 => Some(60),
        }
    }
}

/// Preferences, kept in the browser unless the host page decides them.
#[derive(Clone, Copy)]
pub struct Preferences {
    kept: bool,
    language: RwSignal<Language>,
    theme: RwSignal<Theme>,
    single_keys: RwSignal<bool>,
    refresh_every: RwSignal<RefreshEvery>,
    shows_new: RwSignal<bool>,
    timeline: RwSignal<bool>,
    recent: Recent,
    table: RwSignal<TableLook>,
}

impl Preferences {
    /// Reads what was stored; else the browser's language and the system's theme.
    pub fn load() -> Self {
        let language = storage::read(LANGUAGE_KEY)
            .and_then(|tag| Language::from_tag(&tag))
            .unwrap_or_else(browser_language);
        let theme = storage::read(THEME_KEY)
            .map(|word| Theme::from_word(&word))
            .unwrap_or_default();
        Self {
            kept: true,
            language: RwSignal::new(language),
            theme: RwSignal::new(theme),
            single_keys: RwSignal::new(storage::read(SINGLE_KEYS_KEY).as_deref() != Some("off")),
            refresh_every: RwSignal::new(
                storage::read(REFRESH_EVERY_KEY)
                    .map(|word| RefreshEvery::from_word(&word))
                    .unwrap_or_default(),
            ),
            shows_new: RwSignal::new(storage::read(SHOWS_NEW_KEY).as_deref() == Some("on")),
            timeline: RwSignal::new(storage::read(TIMELINE_KEY).as_deref() == Some("on")),
            recent: Recent::new(true),
            table: RwSignal::new(TableLook {
                density: if storage::read(DENSITY_KEY).as_deref() == Some(Density::Compact.as_str())
                {
                    Density::Compact
                } else {
                    Density::Comfortable
                },
                columns: storage::read(COLUMNS_KEY)
                    .filter(|words| !words.is_empty())
                    .map(|words| ColumnLayout::parse(&words)),
            }),
        }
    }

    /// What a host page decides, for as long as the console is on it.
    pub fn of_host() -> Self {
        Self {
            kept: false,
            language: RwSignal::new(browser_language()),
            theme: RwSignal::new(Theme::default()),
            single_keys: RwSignal::new(true),
            refresh_every: RwSignal::new(RefreshEvery::default()),
            shows_new: RwSignal::new(false),
            timeline: RwSignal::new(false),
            recent: Recent::new(false),
            table: RwSignal::new(TableLook {
                density: Density::default(),
                columns: None,
            }),
        }
    }

    /// Whether they are kept in the browser, and not decided by a host page.
    pub const fn is_kept(self) -> bool {
        self.kept
    }

    fn keep(self, key: &'static str, value: &str) {
        if self.kept {
            storage::write(key, value);
        }
    }

    /// Remembers a time zone or a page size that the reader chose, for later visits.
    pub fn note(self, edit: &Edit) {
        match edit {
            Edit::Text(Param::Tz, word) => self.keep(TIME_ZONE_KEY, word),
            Edit::TimeZone(zone) => self.keep(TIME_ZONE_KEY, zone.as_str()),
            Edit::Limit(limit) => self.keep(LIMIT_KEY, &limit.to_string()),
            _ => {}
        }
    }

    /// The query of a fresh visit, with the time zone and the page size of the last one where the
    /// address does not name them. A page of an address is one of its own page size.
    pub fn remembered(self, query: &Query) -> Query {
        let kept = [(Param::Tz, TIME_ZONE_KEY), (Param::Limit, LIMIT_KEY)];
        kept.into_iter().fold(query.clone(), |query, (param, key)| {
            let is_open = match param {
                Param::Limit => !query.is_set(Param::Limit) && !query.is_set(Param::Page),
                _ => !query.is_set(param),
            };
            match storage::read(key) {
                Some(word) if is_open && self.kept => {
                    let edited = query.edited(Edit::Text(param, word));
                    // What a storage has from another version may not be a value any more.
                    if edited.problem(param).is_none() {
                        edited
                    } else {
                        query
                    }
                }
                _ => query,
            }
        })
    }

    /// The language of every text.
    pub fn language(self) -> Signal<Language> {
        self.language.into()
    }

    /// The theme.
    pub fn theme(self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Whether a single key, without Ctrl or Alt, does something.
    pub fn single_keys(self) -> Signal<bool> {
        self.single_keys.into()
    }

    /// What the reader filtered by before.
    pub const fn recent(self) -> Recent {
        self.recent
    }

    /// How often the list is refreshed automatically.
    pub fn refresh_every(self) -> Signal<RefreshEvery> {
        self.refresh_every.into()
    }

    /// Whether new operations are shown as they come, instead of being offered.
    pub fn shows_new(self) -> Signal<bool> {
        self.shows_new.into()
    }

    /// Whether there is a timeline above the rows.
    pub fn timeline(self) -> Signal<bool> {
        self.timeline.into()
    }

    /// The look of the table.
    pub fn table(self) -> Signal<TableLook> {
        self.table.into()
    }

    /// Chooses the look of the table, for later visits too.
    pub fn choose_table(self, look: TableLook) {
        self.keep(DENSITY_KEY, look.density.as_str());
        let columns = look.columns.as_ref().map(ColumnLayout::to_text);
        self.keep(COLUMNS_KEY, &columns.unwrap_or_default());
        self.table.set(look);
    }

    /// Chooses how often the list is refreshed automatically, for later visits too.
    pub fn choose_refresh(self, every: RefreshEvery) {
        self.keep(REFRESH_EVERY_KEY, every.as_str());
        self.refresh_every.set(every);
    }

    /// Chooses whether new operations are shown as they come, for later visits too.
    pub fn switch_shows_new(self, on: bool) {
        self.keep(SHOWS_NEW_KEY, if on { "on" } else { "off" });
        self.shows_new.set(on);
    }

    /// Chooses whether there is a timeline above the rows, for later visits too.
    pub fn switch_timeline(self, on: bool) {
        self.keep(TIMELINE_KEY, if on { "on" } else { "off" });
        self.timeline.set(on);
    }

    /// Switches single keys, for later visits too.
    pub fn switch_single_keys(self, on: bool) {
        self.keep(SINGLE_KEYS_KEY, if on { "on" } else { "off" });
        self.single_keys.set(on);
    }

    /// Chooses a language, for later visits too.
    pub fn choose_language(self, language: Language) {
        self.keep(LANGUAGE_KEY, language.tag());
        self.language.set(language);
    }

    /// Chooses a theme, for later visits too.
    pub fn choose_theme(self, theme: Theme) {
        self.keep(THEME_KEY, theme.as_str());
        self.theme.set(theme);
    }
}

/// The first language of the browser that the panel has; English if none.
fn browser_language() -> Language {
    dom::browser_languages()
        .iter()
        .find_map(|tag| Language::from_tag(tag))
        .unwrap_or(Language::En)
}
