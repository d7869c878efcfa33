//! The keys of the console. A control names its own key in `aria-keyshortcuts`; pressing the key
//! clicks or focuses that control, so that nothing can be done by key alone.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::i18n::Locale;
use crate::platform::dom;
use crate::ui::dialog::Dialog;

/// Presses the control that a key belongs to. Keys typed into a control are that control's.
pub fn press_shortcut(event: &KeyboardEvent, root: &Element) {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    if modified || event.default_prevented() || is_typing(event) {
        return;
    }
    let key = event.key();
    if matches!(key.as_str(), "j" | "k") {
        if let Some(link) = dom::find(root, "a.op-row-link[tabindex='0']") {
            event.prevent_default();
            let _ = link.focus();
        }
        return;
    }
    let control = dom::find_all(root, "[aria-keyshortcuts]")
        .into_iter()
        .find(|control| control.get_attribute("aria-keyshortcuts").as_deref() == Some(&key));
    if let Some(control) = control {
        event.prevent_default();
        press(&control);
    }
}

fn press(control: &HtmlElement) {
    let is_text = control
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(|input| input.type_() != "radio");
    if is_text {
        // Refused only for a control that cannot take focus.
        let _ = control.focus();
    } else {
        control.click();
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else {
        return false;
    };
    match target.tag_name().as_str() {
        "INPUT" => target
            .dyn_ref::<HtmlInputElement>()
            .is_some_and(|input| input.type_() != "radio" && input.type_() != "checkbox"),
        "SELECT" | "TEXTAREA" => true,
        _ => target.closest("dialog").ok().flatten().is_some(),
    }
}

/// The dialog that lists the keys.
#[component]
pub fn HelpDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whether single keys work.
    single_keys: Signal<bool>,
    /// Switches single keys on or off.
    switch_single_keys: Callback<bool>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let keys = move || {
        let t = locale.t();
        [
            ("/", t.key_search()),
            ("r", t.key_refresh()),
            ("0 1 2 3", t.key_status()),
            ("j k ↑ ↓", t.key_rows()),
            ("Enter", t.key_open()),
            ("p n", t.key_pages()),
            ("?", t.key_help()),
        ]
        .map(|(keys, text)| {
            let keys = keys
                .split(' ')
                .map(|key| view! { <kbd>{key}</kbd> })
                .collect_view();
            view! {
                <dt>{keys}</dt>
                <dd>{text}</dd>
            }
        })
        .into_iter()
        .collect_view()
    };
    view! {
        <Dialog
            open=open
            title=Signal::derive(move || locale.t().keyboard_help())
            close=Signal::derive(move || locale.t().close())
        >
            <dl class="op-keys">{keys}</dl>
            <label class="op-check">
                <input
                    type="checkbox"
                    prop:checked=single_keys
                    on:change=move |event| switch_single_keys.run(event_target_checked(&event))
                />
                <span>{reactive(move || locale.t().single_keys())}</span>
            </label>
        </Dialog>
    }
}
