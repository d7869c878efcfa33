//! Generates the methods of `Texts` from the files in `locales/`.

mod generate;
mod locale;
mod template;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

const FOLDER: &str = "locales";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build");
    match write_texts() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn write_texts() -> Result<(), String> {
    let mut locales = Vec::new();
    let entries = fs::read_dir(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    for entry in entries {
        let path = entry.map_err(|error| format!("{FOLDER}: {error}"))?.path();
        let Some(tag) = path
            .file_name()
            .and_then(|name| name.to_str()?.strip_suffix(".json"))
        else {
            continue;
        };
        let name = path.display();
        let json = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        let locale =
            locale::Locale::read(tag, &json).map_err(|error| format!("{name}: {error}"))?;
        locales.push(locale);
    }
    let code = generate::texts(&locales).map_err(|error| format!("{FOLDER}/{error}"))?;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let file = Path::new(&folder).join("texts.rs");
    fs::write(&file, code).map_err(|error| format!("{}: {error}", file.display()))
}
