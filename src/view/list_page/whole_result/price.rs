//! The price of a whole result.

use leptos::prelude::*;

use crate::i18n::Locale;
use crate::remote::calls::Usage;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::state::whole_result::Price;
use crate::view::calls::usage;
use crate::view::format;
use crate::view::scope::{scoped_memo, scoped_signal};

/// What the whole result of the list would cost, or what is left of it. Returns `None` as long as
/// nothing was read of it.
pub fn price(list: ListState) -> Memo<Option<Price>> {
    let store = expect_context::<Store>();
    let remote = scoped_signal(list.remote());
    let load = scoped_signal(store.whole.load());
    let usage = usage(store);
    scoped_memo(move |_| {
        let used = usage
            .with(|usage: &Option<Usage>| usage.as_ref().map_or(0, |usage| usage.hour.total()));
        let held = remote.with(|remote| {
            let held = remote.held()?;
            list.is_asked(held)
                .then(|| (held.key.view.clone(), held.facts))
        });
        load.with(|load| match (load, held) {
            // What is known of a load is more than what a page says.
            (Some(load), Some((view, facts))) if load.view.has_rows_of(&view) => {
                let facts = load.facts.unwrap_or(facts);
                Some(Price::of(&facts, load.reach, used))
            }
            (_, Some((_, facts))) => Some(Price::of(&facts, 0, used)),
            (_, None) => None,
        })
    })
}

/// `43 calls · 2.2% of the hourly quota`; empty if nothing is to be paid.
pub fn price_text(locale: Locale, price: Price) -> String {
    if price.calls == 0 {
        return String::new();
    }
    let percent = format::permille(price.permille());
    let calls = usize::try_from(price.calls).unwrap_or(usize::MAX);
    let text = locale.t().whole_price(&format::count(calls), &percent);
    if price.is_known {
        text
    } else {
        ["≥ ", &text].concat()
    }
}
