//! Keys by their names in DOM events.

use thirtyfour::Key;

/// The modifiers and the key of a chord such as `Control+Shift+ArrowDown`.
/// Panics if there is no key of that name.
pub(crate) fn parse(chord: &str) -> (Vec<char>, char) {
    let (modifiers, key) = match chord.rsplit_once('+') {
        // A plus sign at the end is the key itself.
        Some((front, "")) if chord.len() > 1 => (front.strip_suffix('+').unwrap_or(front), "+"),
        Some((front, key)) if !key.is_empty() => (front, key),
        _ => ("", chord),
    };
    let modifiers = modifiers
        .split('+')
        .filter(|name| !name.is_empty())
        .map(code)
        .collect();
    (modifiers, code(key))
}

fn code(name: &str) -> char {
    let key = match name {
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Space" => return ' ',
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "F5" => Key::F5,
        "F10" => Key::F10,
        _ => {
            let mut characters = name.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => return character,
                _ => panic!("no key is called {name:?}"),
            }
        }
    };
    key.value()
}
