//! The script that asks for the first rows and for the panel, and the model of a row, inside the page.

use crate::failure::{Failure, Result};
use operation_log::query::first_call_filters;

use super::shorten::without_comments;

/// In the script, for the filters of `operation-log`.
const FILTERS: &str = "{{filters}}";

/// The id of the page's settings, which the script reads and so stands behind.
const SETTINGS: &str = "hpc-operations-settings";

/// Where the script leaves the call; in a page that has the script already.
const PLACE: &str = "hpcOperationsFirstCall";

const END: &str = "</script>";

/// What trunk preloads.
const WASM: &str = "_bg.wasm";

/// The script with the filters that it knows.
pub fn with_filters(script: &str) -> String {
    let filters = first_call_filters()
        .into_iter()
        .map(|(key, values)| format!("{key}: \"{values}\""))
        .collect::<Vec<_>>();
    script.replace(FILTERS, &format!("{{ {} }}", filters.join(", ")))
}

/// The page with the script and the model in it, and without trunk's preload of what the script asks
/// for. They are put there after trunk's minifier has run, which numbers variables in a random order,
/// and builds are to be alike.
pub fn inserted(page: &str, script: &str, model: &str) -> Result<String> {
    if page.contains(PLACE) {
        return Ok(page.to_owned());
    }
    let page = without_preload(page)?;
    let at = page.find(SETTINGS).and_then(|settings| {
        let end = page[settings..].find(END)?;
        Some(settings + end + END.len())
    });
    let at = at.ok_or_else(|| Failure::because(format!("index.html has no {SETTINGS}")))?;
    let (before, after) = page.split_at(at);
    let model: String = model.lines().map(str::trim).collect();
    let script = without_comments(script);
    Ok([before, &model, "<script>", &script, END, after].concat())
}

fn without_preload(page: &str) -> Result<String> {
    let mut links = page.match_indices("<link");
    let preload = links.find_map(|(start, _)| {
        let end = start + page[start..].find('>')? + 1;
        page[start..end].contains(WASM).then_some(start..end)
    });
    let preload = preload.ok_or_else(|| Failure::because("index.html preloads no WebAssembly"))?;
    Ok([&page[..preload.start], &page[preload.end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::{inserted, with_filters};

    #[test]
    fn the_script_stands_behind_the_settings_it_reads() {
        let page = "<script id=hpc-operations-settings>{}</script><link rel=stylesheet>\
            <link as=fetch href=./x_bg.wasm rel=preload>";
        let script = "// Why.\nvar FILTERS = {{filters}};\nwindow.hpcOperationsFirstCall = 1;\n";
        let script = &with_filters(script);
        let model = "<template>\n  <tr></tr>\n</template>\n";
        let filled = inserted(page, script, model).unwrap();
        assert!(
            filled.starts_with(
                "<script id=hpc-operations-settings>{}</script><template><tr></tr></template><script>var FILTERS = { status: \"status\", "
            ),
            "{filled}"
        );
        assert!(
            filled.ends_with("window.hpcOperationsFirstCall = 1;\n</script><link rel=stylesheet>"),
            "{filled}"
        );
        assert_eq!(inserted(&filled, script, model).unwrap(), filled);
        assert!(inserted("<p>", script, model).is_err());
    }
}
