//! Filters that are folded, so that rows are in sight: the rarer ones everywhere, and all but the
//! keyword and the status on narrow screens; the style sheet decides what is narrow.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::control::FilterGroup;
use operation_log::query::Filters;

use super::controls::{group_of, params};
use crate::i18n::{Label, Locale};
use crate::ui::icon::{Icon, IconView};

/// The filters of the reader that narrow screens fold.
fn folded(filters: &Filters) -> impl Iterator<Item = Param> + '_ {
    let set = filters.own().active_filters();
    set.filter(|param| group_of(*param).is_some_and(FilterGroup::folds))
}

/// Whether a fold is open, and what that followed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Unfolded {
    is_unfolded: bool,
    /// Whether something in it must be seen.
    is_needed: bool,
    /// Flips with each press of the switch.
    switch: bool,
}

impl Unfolded {
    /// What follows from what must be seen and from the switch. The fold opens by itself when
    /// something in it must be seen, and stays until the switch is pressed: a box in it may have
    /// focus.
    const fn next(self, is_needed: bool, switch: bool) -> Self {
        let turned_needed = is_needed && !self.is_needed;
        let was_pressed = switch != self.switch;
        Self {
            is_unfolded: turned_needed || self.is_unfolded != was_pressed,
            is_needed,
            switch,
        }
    }
}

/// What is folded of the bar. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Fold {
    switch: RwSignal<bool>,
    unfolded: Memo<Unfolded>,
    /// How many of the folded filters are set.
    set: Memo<usize>,
}

impl Fold {
    /// The fold of the filters that are folded on narrow screens. It opens for a value that cannot
    /// be used, which must be seen at its control.
    pub fn of_narrow_screens(filters: Memo<Filters>) -> Self {
        Self::new(
            move || {
                filters
                    .with(|filters| folded(filters).any(|param| filters.problem(param).is_some()))
            },
            Memo::new(move |_| filters.with(|filters| folded(filters).count())),
        )
    }

    /// The fold of the rarer filters. It opens when the first of them is set.
    pub fn of_more(filters: Memo<Filters>) -> Self {
        let set = Memo::new(move |_| {
            filters.with(|filters| {
                let own = filters.own();
                let params = params(FilterGroup::More);
                params.filter(|param| own.is_set(*param)).count()
            })
        });
        Self::new(move || set.get() > 0, set)
    }

    fn new(is_needed: impl Fn() -> bool + Send + Sync + 'static, set: Memo<usize>) -> Self {
        let switch = RwSignal::new(false);
        let unfolded = Memo::new(move |before: Option<&Unfolded>| {
            let before = before.copied().unwrap_or_default();
            before.next(is_needed(), switch.get())
        });
        Self {
            switch,
            unfolded,
            set,
        }
    }

    /// Whether it is open.
    pub fn is_unfolded(self) -> bool {
        self.unfolded.with(|unfolded| unfolded.is_unfolded)
    }

    fn press(self) {
        self.switch.update(|switch| *switch = !*switch);
    }
}

/// The button that folds and unfolds, with how many of the folded filters are set.
#[component]
pub fn FoldSwitch(
    /// What it switches.
    fold: Fold,
    /// What it says.
    label: Label,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let count = move || {
        let set = fold.set.get();
        (set > 0).then(|| {
            view! {
                " "
                <span class="op-count">{set.to_string()}</span>
                <span class="visually-hidden">{[" ", locale.t().filters_set()].concat()}</span>
            }
            .into_any()
        })
    };
    let expanded = move || if fold.is_unfolded() { "true" } else { "false" };
    let icon = move || {
        if fold.is_unfolded() {
            Icon::FoldUp
        } else {
            Icon::FoldDown
        }
    };
    view! {
        <button
            type="button"
            class="op-button op-fold"
            aria-expanded=move || expanded()
            on:click=move |_| fold.press()
        >
            <span>{locale.say(label)}</span>
            {move || count()}
            {move || view! { <IconView icon=icon() /> }}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(steps: &[(bool, bool)]) -> Vec<bool> {
        let mut state = Unfolded::default();
        steps
            .iter()
            .map(|(is_needed, switch)| {
                state = state.next(*is_needed, *switch);
                state.is_unfolded
            })
            .collect()
    }

    #[test]
    fn the_switch_folds_and_unfolds() {
        assert_eq!(
            steps(&[(false, false), (false, true), (false, false)]),
            [false, true, false]
        );
    }

    #[test]
    fn a_bad_value_unfolds_and_its_correction_does_not_fold() {
        assert_eq!(steps(&[(true, false), (false, false)]), [true, true]);
    }

    #[test]
    fn a_bad_value_can_be_folded_and_the_next_one_unfolds_again() {
        assert_eq!(
            steps(&[(true, false), (true, true), (false, true), (true, true)]),
            [true, false, false, true]
        );
    }

    #[test]
    fn keyword_and_status_are_never_folded() {
        let query = operation_log::Query::from_url("search_word=a&status=failed&owner=b&last=24h");
        let filters = Filters::new(&query, operation_log::query::Locked::default());
        let folded: Vec<Param> = folded(&filters).collect();
        assert_eq!(folded, [Param::Owner, Param::Last]);
    }
}
