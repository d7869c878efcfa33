//! The home folder and the environment of MiniBrowser.

use crate::engine::Preferences;
use crate::program::Launch;
use crate::scratch::Scratch;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::{fs, io};

/// A locale that every system has. Only the name of the link to it matters,
/// because the browser has language data of its own.
const ANY_LOCALE: &str = "/usr/lib/locale/C.utf8";

/// Shrinks the toolbar, which would limit how narrow a window can be.
const STYLE: &str =
    "* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0 }";

/// Creates a home folder in `scratch` and points the program to it.
pub(super) fn set_up(
    launch: Launch,
    preferences: &Preferences,
    scratch: &Scratch,
) -> io::Result<Launch> {
    let home = scratch.path();
    let name = preferences.language().replace('-', "_");
    let locale = format!("{name}.UTF-8");
    let locales = home.join("locale");
    fs::create_dir(&locales)?;
    symlink(ANY_LOCALE, locales.join(&locale))?;
    let style = home.join("config/gtk-3.0");
    fs::create_dir_all(&style)?;
    fs::write(style.join("gtk.css"), STYLE)?;
    let runtime = home.join("runtime");
    fs::create_dir(&runtime)?;
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700))?;
    Ok(launch
        .env("LOCPATH", locales)
        .env("LC_ALL", locale)
        .env("LANGUAGE", name)
        .env("HOME", home)
        .env("TMPDIR", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", runtime)
        // Separate from the user's desktop.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("GSETTINGS_BACKEND", "memory")
        .env("GIO_USE_VFS", "local")
        .env("NO_AT_BRIDGE", "1")
        // Its software rendering is slow and crashes at times.
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1"))
}
