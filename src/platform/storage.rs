//! What is remembered between visits. Storage may be switched off or throw, in frames above all;
//! then a preference lives as long as the page.

use std::cell::RefCell;

thread_local! {
    static MEMORY: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What a tab remembers, also while it is elsewhere.
fn tab_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// A value of this tab.
pub fn read_of_tab(key: &str) -> Option<String> {
    tab_storage()?.get_item(key).ok().flatten()
}

/// Keeps a value for this tab, where storage allows it.
pub fn write_of_tab(key: &str, value: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// The value of a key.
pub fn read(key: &'static str) -> Option<String> {
    MEMORY
        .with_borrow(|memory| memory.iter().find(|(kept, _)| *kept == key).cloned())
        .map(|(_, value)| value)
        .or_else(|| storage()?.get_item(key).ok().flatten())
}

/// Keeps a value, for this page at least.
pub fn write(key: &'static str, value: &str) {
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(kept, _)| *kept != key);
        memory.push((key, value.to_owned()));
    });
    if let Some(storage) = storage() {
        // A full or forbidden storage costs only the memory of the next visit.
        let _ = storage.set_item(key, value);
    }
}

/// The keys with a beginning, and their values, of all tabs of this browser; none where storage
/// is switched off.
pub fn read_shared(beginning: &str) -> Vec<(String, String)> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let length = storage.length().unwrap_or_default();
    // Taken before any is removed, as that moves the others.
    let keys = (0..length).filter_map(|index| storage.key(index).ok().flatten());
    keys.filter(|key| key.starts_with(beginning))
        .filter_map(|key| {
            let value = storage.get_item(&key).ok().flatten()?;
            Some((key, value))
        })
        .collect()
}

/// A value of all tabs.
pub fn shared(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a value for all tabs, where storage allows it.
pub fn write_shared(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a value of all tabs.
pub fn remove_shared(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
