//! Notifications of the system, where the reader allows them.

use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether there are notifications at all; pages that are not secure may have none.
fn exists() -> bool {
    web_sys::window().is_some_and(|window| {
        js_sys::Reflect::has(&window, &"Notification".into()).unwrap_or_default()
    })
}

/// Asks the reader for leave to notify, unless that was decided before. Browsers ask only while a
/// click is handled.
pub fn ask() {
    if exists() && Notification::permission() == NotificationPermission::Default {
        // What the reader decides is found when something is to be shown.
        let _ = Notification::request_permission();
    }
}

/// Shows a notification if the reader allows it; another one with the same tag is replaced.
pub fn show(title: &str, body: &str, tag: &str) {
    if exists() && Notification::permission() == NotificationPermission::Granted {
        let options = NotificationOptions::new();
        options.set_body(body);
        options.set_tag(tag);
        // Refused where only a service worker may notify.
        let _ = Notification::new_with_options(title, &options);
    }
}
