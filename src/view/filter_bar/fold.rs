//! On narrow screens all filters but the keyword and the status are folded, so that rows are in
//! sight; the style sheet decides what is narrow.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::control::FilterGroup;
use operation_log::query::Filters;

use super::controls::group_of;
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// The filters of the reader that are folded.
fn folded(filters: &Filters) -> impl Iterator<Item = Param> + '_ {
    let set = filters.own().active_filters();
    set.filter(|param| group_of(*param).is_some_and(FilterGroup::folds))
}

/// Whether the filters are unfolded, and what that followed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Unfolded {
    is_unfolded: bool,
    /// Whether a folded filter has a value that cannot be used.
    is_bad: bool,
    /// Flips with each press of the switch.
    switch: bool,
}

impl Unfolded {
    /// What follows from bad values and the switch. The filters unfold by themselves when a value
    /// turns bad, since that must be seen at its control; they stay until the switch is pressed.
    const fn next(self, is_bad: bool, switch: bool) -> Self {
        let turned_bad = is_bad && !self.is_bad;
        let was_pressed = switch != self.switch;
        Self {
            is_unfolded: turned_bad || self.is_unfolded != was_pressed,
            is_bad,
            switch,
        }
    }
}

/// Whether the filters are unfolded. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Fold {
    switch: RwSignal<bool>,
    unfolded: Memo<Unfolded>,
}

impl Fold {
    /// Follows the filters.
    pub fn new(filters: Memo<Filters>) -> Self {
        let switch = RwSignal::new(false);
        let unfolded = Memo::new(move |before: Option<&Unfolded>| {
            let is_bad = filters
                .with(|filters| folded(filters).any(|param| filters.problem(param).is_some()));
            let before = before.copied().unwrap_or_default();
            before.next(is_bad, switch.get())
        });
        Self { switch, unfolded }
    }

    /// Whether the filters are unfolded.
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
    /// What is asked.
    filters: Memo<Filters>,
    /// What it switches.
    fold: Fold,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let set = Memo::new(move |_| filters.with(|filters| folded(filters).count()));
    let count = move || {
        let set = set.get();
        (set > 0).then(|| view! { <span class="op-count">{set.to_string()}</span> }.into_any())
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
            <span>{locale.say(|t| t.other_filters())}</span>
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
            .map(|(is_bad, switch)| {
                state = state.next(*is_bad, *switch);
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
