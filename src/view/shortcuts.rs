//! The keys of the console. A control names its own key in `aria-keyshortcuts`; pressing the key
//! clicks or focuses that control, so that nothing can be done by key alone.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::i18n::{Label, Locale};
use crate::platform::{dom, events};
use crate::state::preferences::Preferences;
use crate::ui::dialog::Dialog;
use crate::view::scope::{Scope, scoped_signal};
use crate::view::table::CURRENT_ROW_LINK;

/// Presses the control that a key belongs to. Keys typed into a control, a menu or a dialog are its
/// own.
pub fn press_shortcut(event: &KeyboardEvent, root: &Element) {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    if modified || event.default_prevented() || is_typing(event) {
        return;
    }
    let key = event.key();
    if matches!(key.as_str(), "j" | "k") {
        let link = dom::find(root, CURRENT_ROW_LINK);
        if let Some(link) = link.filter(|link| dom::is_shown(link)) {
            event.prevent_default();
            let _ = link.focus();
        }
        return;
    }
    // What is open closes by this key.
    if key == "Escape" && dom::find(root, ":popover-open, dialog[open]").is_some() {
        return;
    }
    let control = dom::find_all(root, "[aria-keyshortcuts]")
        .into_iter()
        .filter(|control| control.get_attribute("aria-keyshortcuts").as_deref() == Some(&key))
        // What is hidden has no key: a control by the host page, a list by an operation.
        .find(|control| dom::is_shown(control));
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
    let Some(target) = events::origin(event) else {
        return false;
    };
    match target.tag_name().as_str() {
        "INPUT" => target
            .dyn_ref::<HtmlInputElement>()
            .is_some_and(|input| input.type_() != "radio" && input.type_() != "checkbox"),
        "SELECT" | "TEXTAREA" => true,
        _ => {
            let keeps_keys = target.closest("dialog, [role=menu]");
            keeps_keys.ok().flatten().is_some()
        }
    }
}

/// The dialog that lists the keys, with the switch for single keys.
#[component]
pub fn HelpDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What the switch changes.
    preferences: Preferences,
) -> impl IntoView {
    view! {
        <Dialog open=open title=|t| t.keyboard_help()>
            <Show when=move || open.get()>
                <Scope>
                    <Keys preferences=preferences />
                </Scope>
            </Show>
        </Dialog>
    }
}

/// The keys, and the switch, while the dialog is open.
#[component]
fn Keys(preferences: Preferences) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let single_keys = scoped_signal(preferences.single_keys());
    view! {
        <dl class="op-keys">
            <KeyLine keys="/" text=|t| t.key_search() />
            <KeyLine keys="r" text=|t| t.key_refresh() />
            <KeyLine keys="0 1 2 3" text=|t| t.key_status() />
            <KeyLine keys="j k ↑ ↓" text=|t| t.key_rows() />
            <KeyLine keys="Enter" text=|t| t.key_open() />
            <KeyLine keys="Esc" text=|t| t.back_to_list() />
            <KeyLine keys="p n" text=|t| t.key_pages() />
            <KeyLine keys="?" text=|t| t.key_help() />
        </dl>
        <label class="op-check">
            <input
                type="checkbox"
                prop:checked=move || single_keys.get()
                on:change=move |event| {
                    preferences.switch_single_keys(event_target_checked(&event));
                }
            />
            <span>{locale.say(|t| t.single_keys())}</span>
        </label>
    }
}

/// Keys, and what they do.
#[component]
fn KeyLine(
    /// Keys with blanks between them.
    keys: &'static str,
    /// What they do.
    text: Label,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    view! {
        <dt>{keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }.into_any()).collect_view()}</dt>
        <dd>{locale.say(text)}</dd>
    }
}
