//! The bars, and the choice of some of them by pointer or keys.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use operation_log::timeline::Span;

use super::Shown;
use super::chart::{HEIGHT, WIDTH};
use crate::i18n::Locale;
use crate::view::context::Clock;

/// Bars that are looked at: where that began, and where it stands.
pub type Picked = Option<(usize, usize)>;

/// The bars, as a slider whose value is the bar that is looked at. `zoom` is called with a range.
pub fn bars(
    shown: Memo<Shown>,
    picked: RwSignal<Picked>,
    on_zoom: impl Fn(Span) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let element = NodeRef::<html::Div>::new();
    let is_dragging = StoredValue::new(false);
    let count = move || {
        let count = shown.try_with_untracked(|shown| shown.bars());
        count.unwrap_or_default()
    };
    let place = move |event: &PointerEvent| {
        let rect = element.try_get_untracked()??.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
        let count = count();
        // Beside the bars it is the one next to it; the cast only cuts a fraction.
        (count > 0).then(|| ((share * count as f64).max(0.0) as usize).min(count - 1))
    };
    let zoom = move || {
        let Some(Some((from, to))) = picked.try_get_untracked() else {
            return;
        };
        let span = shown.try_with_untracked(|shown| shown.chart.as_ref()?.zoom(from, to));
        picked.set(None);
        if let Some(span) = span.flatten() {
            on_zoom(span);
        }
    };
    let press = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let (Some(at), Some(Some(element))) = (place(&event), element.try_get_untracked()) {
            // Refused only for a pointer that is gone.
            let _ = element.set_pointer_capture(event.pointer_id());
            is_dragging.set_value(true);
            picked.set(Some((at, at)));
        }
    };
    let glide = move |event: PointerEvent| {
        let Some(at) = place(&event) else { return };
        let is_dragging = is_dragging.get_value();
        picked.update(|picked| match picked {
            Some((_, to)) if is_dragging => *to = at,
            // What the keys have chosen stays.
            Some((from, to)) if from != to => {}
            _ => *picked = Some((at, at)),
        });
    };
    let release = move |_| {
        if is_dragging.get_value() {
            is_dragging.set_value(false);
            zoom();
        }
    };
    let give_up = move || {
        is_dragging.set_value(false);
        picked.set(None);
    };
    let leave = move |_| {
        let is_one = picked.with_untracked(|picked| picked.is_none_or(|(from, to)| from == to));
        if is_one && !is_dragging.get_value() {
            give_up();
        }
    };
    let keys = move |event: KeyboardEvent| {
        let (Some(last), false) = (count().checked_sub(1), event.ctrl_key() || event.alt_key())
        else {
            return;
        };
        let now = picked.get_untracked();
        let at = now.map_or(last, |(_, to)| to.min(last));
        let to = match event.key().as_str() {
            // The first of them shows where one is.
            "ArrowLeft" | "ArrowDown" if now.is_some() => at.saturating_sub(1),
            "ArrowRight" | "ArrowUp" if now.is_some() => (at + 1).min(last),
            "ArrowLeft" | "ArrowDown" | "ArrowRight" | "ArrowUp" => at,
            "Home" => 0,
            "End" => last,
            "Enter" if now.is_some() => {
                event.prevent_default();
                event.stop_propagation();
                return zoom();
            }
            "Escape" if now.is_some() => {
                event.stop_propagation();
                return give_up();
            }
            _ => return,
        };
        event.prevent_default();
        // Rows are moved through by some of these keys.
        event.stop_propagation();
        let from = now
            .filter(|_| event.shift_key())
            .map_or(to, |(from, _)| from);
        picked.set(Some((from, to)));
    };
    let ends = move || picked.get().map(|(from, to)| (from.min(to), from.max(to)));
    let bars = move || shown.with(Shown::bars).max(1);
    let words = move || {
        // Before the first key it stands at the last bar.
        let (first, last) = ends().unwrap_or_else(|| (bars() - 1, bars() - 1));
        shown.with(|shown| {
            let chart = shown.chart.as_ref()?;
            Some(chart.words(locale, time_zone.get(), first, last))
        })
    };
    let view_box = move || {
        [
            "0 0 ",
            &(bars() * WIDTH).to_string(),
            " ",
            &HEIGHT.to_string(),
        ]
        .concat()
    };
    let paths = move || {
        let Some(chart) = shown.with(|shown| shown.chart.clone()) else {
            return Vec::new();
        };
        let kinds = chart.kinds.iter().enumerate();
        kinds
            .map(|(index, kind)| {
                view! { <path data-kind=kind.name() d=chart.path(index) /> }.into_any()
            })
            .collect()
    };
    let mark = move || {
        let (first, last) = ends()?;
        let at = |index: usize| (index * WIDTH).to_string();
        Some(
            [
                "M",
                &at(first),
                " 0h",
                &at(last + 1 - first),
                "v100h-",
                &at(last + 1 - first),
                "z",
            ]
            .concat(),
        )
    };
    view! {
        <div
            class="op-timeline-bars"
            role="slider"
            tabindex="0"
            aria-label=locale.say(|t| t.timeline_bars())
            title=locale.say(|t| t.timeline_keys())
            aria-valuemin="0"
            aria-valuemax=move || (bars() - 1).to_string()
            aria-valuenow=move || picked.get().map_or(bars() - 1, |(_, to)| to).to_string()
            aria-valuetext=move || words()
            node_ref=element
            on:pointerdown=press
            on:pointermove=glide
            on:pointerup=release
            on:pointercancel=move |_| give_up()
            on:pointerleave=leave
            on:keydown=keys
        >
            <svg viewBox=move || view_box() preserveAspectRatio="none" aria-hidden="true">
                <path data-kind="picked" d=move || mark() />
                {move || paths()}
            </svg>
        </div>
    }
}
