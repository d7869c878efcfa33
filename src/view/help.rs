//! The keys of the console. A control names its own key in `aria-keyshortcuts`; pressing the key
//! clicks or focuses that control, so that nothing can be done by key alone.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::platform::{dom, events};
use crate::reactive::{Read, RwSignal};
use crate::state::preferences::Preferences;
use crate::ui::dialog::dialog;

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
        .find(|control| control.get_attribute("aria-keyshortcuts").as_deref() == Some(&key))
        // What the carrying page has left out has no key.
        .filter(|control| control.get_client_rects().length() > 0);
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

/// The dialog that lists the keys, with the switch for single keys.
pub fn help_dialog(open: RwSignal<bool>, preferences: Preferences, locale: Locale) -> Tag {
    let keys = move || {
        let t = locale.t();
        let lines = [
            ("/", t.key_search()),
            ("r", t.key_refresh()),
            ("0 1 2 3", t.key_status()),
            ("j k ↑ ↓", t.key_rows()),
            ("Enter", t.key_open()),
            ("p n", t.key_pages()),
            ("?", t.key_help()),
        ];
        let mut built = Vec::with_capacity(2 * lines.len());
        for (keys, text) in lines {
            let keys = keys.split(' ').map(|key| tag("kbd").text(key));
            built.push(tag("dt").children(keys));
            built.push(tag("dd").text(text));
        }
        built
    };
    let single_keys = preferences.single_keys();
    let switch = tag("input")
        .attr("type", "checkbox")
        .prop_live("checked", move || single_keys.get().into())
        .on("change", move |event| {
            preferences.switch_single_keys(events::target_checked(&event));
        });
    let switch = tag("label")
        .class("op-check")
        .child(switch)
        .child(tag("span").say(locale, |t| t.single_keys()));
    dialog(
        open,
        locale,
        |t| t.keyboard_help(),
        vec![tag("dl").class("op-keys").live(keys), switch],
    )
}
