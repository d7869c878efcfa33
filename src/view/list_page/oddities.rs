//! What is odd about the rows that are shown.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::frozen_view::Total;
use operation_log::query::{Edit, Filters, Order};

use crate::i18n::Locale;
use crate::state::cache::HeldPage;
use crate::state::list::ListState;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;
use crate::view::findings::page_notes;
use crate::view::problem::ignored_text;

/// Values of the link that cannot be used and whose control, if any, is far below; what the rows
/// contradict.
#[component]
pub fn Oddities(
    /// The rows.
    list: ListState,
    /// What is asked.
    filters: Memo<Filters>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let remote = list.remote();
    let notes = move || {
        let mut notes: Vec<String> = Vec::new();
        filters.with(|filters| {
            let ignored = [Param::Sort, Param::Reverse, Param::Page, Param::Limit].into_iter();
            notes.extend(ignored.filter_map(|param| ignored_text(locale, filters.asked(), param)));
            remote.with(|remote| {
                if let Some(held) = remote.held() {
                    notes.extend(page_notes(locale, held, filters));
                }
            });
        });
        let notes = notes.into_iter().map(|text| {
            view! {
                <span class="op-problem">
                    <IconView icon=Icon::Warning />
                    {text}
                </span>
            }
            .into_any()
        });
        notes.collect_view()
    };
    view! {
        {move || notes()}
        <BeyondLink list=list filters=filters />
    }
}

/// Where the server gives no more rows though it counts more, a link to the range behind the last.
#[component]
fn BeyondLink(list: ListState, filters: Memo<Filters>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let remote = list.remote();
    let href = Memo::new(move |_| {
        let edit = remote.with(|remote| beyond(remote.held()?))?;
        filters.with(|filters| {
            let is_locked = edit.param().is_some_and(|param| filters.is_locked(param));
            (!is_locked).then(|| navigation.list_href(&filters.href_query().edited(edit)))
        })
    });
    let link = move || {
        let href = href.get()?;
        Some(view! { <a class="op-beyond" href=href>{locale.t().rows_beyond()}</a> })
    };
    view! { {link} }
}

/// The change of the range that leads behind the last row that the server gives.
fn beyond(held: &HeldPage) -> Option<Edit> {
    let window = held.window();
    if !matches!(held.facts.total, Total::TooHigh { .. }) || window.page != window.last_page() {
        return None;
    }
    let times = held.page.operations();
    let times = times.filter_map(|operation| operation.create_time.instant());
    match held.key.view.order() {
        Order::NewestFirst => Some(Edit::EndTime(Some(times.min()?))),
        Order::OldestFirst => Some(Edit::StartTime(Some(times.max()?))),
    }
}
