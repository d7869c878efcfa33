//! The script that shows the first rows before the panel is there, with the panel's own words.

use crate::embed::without_comments;
use crate::failure::{Explain, Failure, Result};
use crate::workspace::Workspace;
use operation_log::{Column, Language, Param};
use serde_json::{Map, Value, json};
use std::fs;

/// The script, below the root.
const SOURCE: &str = "first_load/rows.js";

/// What the page loads, below the root; not under version control.
const BUNDLE: &str = "first_load/.bundle/rows.js";

/// The error codes that operations end with. A row with one that comes of signing in, signing up and
/// licences is left to the panel, which has the texts of all.
const OF_OPERATIONS: [&str; 16] = [
    "1400", "2100", "2110", "2400", "2500", "5000", "5100", "5200", "5300", "5400", "5600", "8000",
    "8001", "8002", "8003", "8004",
];

/// The filters that may stand in the address, and their labels, by group and key in `locales/`.
const CHIPS: [(Param, &str, &str); 4] = [
    (Param::Status, "list", "status"),
    (Param::Owner, "list", "owner"),
    (Param::StartTime, "list", "start_time"),
    (Param::EndTime, "list", "end_time"),
];

/// The texts of the headings, by group and key in `locales/`.
const fn heading(column: Column) -> (&'static str, &'static str) {
    match column {
        Column::Time => ("table", "time"),
        Column::Operation => ("table", "operation"),
        Column::JobId => ("table", "job_id"),
        Column::Status => ("list", "status"),
        Column::Resources => ("list", "resources"),
        Column::Owner => ("list", "owner"),
        Column::Submitter => ("table", "submitter"),
        Column::Duration => ("table", "duration"),
        Column::Error => ("table", "error"),
    }
}

/// Writes `first_load/.bundle/rows.js`.
pub fn bundle(workspace: &Workspace) -> Result<()> {
    let script = filled_in(|below| {
        let path = workspace.root().join(below);
        fs::read_to_string(&path).explain(|| format!("cannot read {}", path.display()))
    })?;
    workspace.write(BUNDLE, &without_comments(&script))
}

/// The script with the texts of each language and with the parameters of a URL in their order, from
/// files below the root.
fn filled_in(read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut texts = Map::new();
    for language in Language::ALL {
        let file = format!("locales/{}.json", language.tag());
        let locale: Value = serde_json::from_str(&read(&file)?).explain(|| file)?;
        texts.insert(language.tag().to_owned(), texts_of(language, &locale)?);
    }
    let params = Param::ALL.map(Param::key).join(" ");
    let script = read(SOURCE)?.replace("{{params}}", &params);
    Ok(script.replace("{{texts}}", &Value::Object(texts).to_string()))
}

/// The columns of a table that nobody has changed.
fn shown() -> impl Iterator<Item = Column> {
    let columns = Column::ALL.into_iter();
    columns.filter(|column| column.spec().is_shown_by_default)
}

/// The texts that a row can have; `#` stands for what is put into one.
fn texts_of(language: Language, locale: &Value) -> Result<Value> {
    let text = |group: &str, key: &str| -> Result<String> {
        let text = locale[group][key].as_str();
        let text =
            text.ok_or_else(|| Failure::because(format!("{}: no {group}.{key}", language.tag())))?;
        Ok(text.replace("{count}", "#").replace("{operation}", "#"))
    };
    let mut columns = Vec::new();
    for column in shown() {
        let (group, key) = heading(column);
        columns.push(text(group, key)?);
    }
    columns.push(text("table", "row_menu")?);
    let mut filters = Map::new();
    for (param, group, key) in CHIPS {
        filters.insert(param.key().to_owned(), text(group, key)?.into());
    }
    let units = ["span_days", "span_hours", "span_minutes", "span_seconds"];
    let units = units.map(|unit| text("durations", unit));
    let others = &locale["table"]["other_resources"];
    let others = match others {
        Value::String(all) => [all, all].map(|text| text.replace("{count}", "#")),
        forms => ["one", "other"].map(|form| {
            let form = forms[form].as_str().unwrap_or_default();
            form.replace("{count}", "#")
        }),
    };
    let codes: Map<String, Value> = locale["error_codes"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(code, _)| OF_OPERATIONS.contains(&code.as_str()))
        .map(|(code, texts)| (code.clone(), texts["meaning"].clone()))
        .collect();
    // In Chinese an action is called what the server calls it.
    let actions = match language {
        Language::En => locale["action_names"].clone(),
        Language::ZhCn => json!({}),
    };
    Ok(json!({
        "columns": columns,
        "filters": filters,
        "isEnglish": u8::from(language == Language::En),
        "pending": text("list", "pending")?,
        "successful": text("list", "successful")?,
        "failed": text("list", "failed")?,
        "none": text("table", "none")?,
        "units": units.into_iter().collect::<Result<Vec<_>>>()?,
        "others": others,
        "menu": text("table", "open_menu")?,
        "running": text("table", "running")?.replace("{duration}", "#"),
        "zone": text("list", "zone_name")?.replace("{zone}", "#"),
        "range": text("pages", "rows_of_total")?,
        "order": text("table", "newest_first")?,
        "clear": text("list", "clear_all")?,
        "copy": text("list", "copy_link")?,
        "actions": actions,
        "codes": codes,
    }))
}

#[cfg(test)]
mod tests {
    use super::{filled_in, shown};
    use operation_log::Column;
    use std::fs;
    use std::path::Path;

    fn read(below: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::read_to_string(root.join(below)).unwrap()
    }

    #[test]
    fn the_script_has_the_texts_of_each_language_and_no_placeholder() {
        let script = filled_in(|below| Ok(read(below))).unwrap();
        for text in [
            "\"Create cluster\"",
            "\"5100\":\"Server busy\"",
            "\"5100\":\"服务器繁忙\"",
            "# 的更多操作",
            "\"# more resource\"",
            "\"status job_action resource_ids ",
        ] {
            assert!(script.contains(text), "{text}");
        }
        assert!(!script.contains("{{"), "a placeholder is left");
    }

    #[test]
    fn the_model_has_the_columns_of_the_table_in_their_order() {
        let model = read("first_load/rows.html");
        let parts = model.split("data-column=\"").skip(1);
        let columns: Vec<&str> = parts
            .filter_map(|part| Some(part.split_once('"')?.0))
            .collect();
        let table = || shown().map(Column::name).chain(["menu"]);
        assert_eq!(columns, table().chain(table()).collect::<Vec<_>>());
    }
}
