//! The plot: milliseconds by number of rows, both logarithmic, so that what grows as the rows do rises
//! as the dotted line does.

use std::fmt::Write;

/// A line of the plot.
pub struct Line {
    pub name: &'static str,
    /// Milliseconds for each number of rows.
    pub values: Vec<f64>,
}

const LEFT: f64 = 64.0;
const RIGHT: f64 = 530.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 392.0;

/// How far apart the names beside the lines are at least.
const NAMES_APART: f64 = 14.0;

const HEAD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 0 772 440" width="772" height="440" role="img" aria-labelledby="t" font-family="sans-serif" font-size="12">
<title id="t">Milliseconds in the browser by number of rows, both logarithmic; the dotted line is linear</title>
<style>svg{color:#1f2328;background:#fff}@media(prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117}}line,path{stroke:currentColor;fill:none}text{fill:currentColor}.grid{opacity:.2}.linear{stroke-dasharray:2 4}</style>
"#;

/// Draws the lines.
pub fn svg(rows: &[f64], lines: &[Line]) -> String {
    let all = lines.iter().flat_map(|line| line.values.iter());
    let most = all.copied().fold(1.0, f64::max);
    let decades = most.log10().ceil();
    let [first, last] = [rows.first(), rows.last()].map(|rows| rows.copied().unwrap_or(1.0));
    let x = |rows: f64| LEFT + (RIGHT - LEFT) * (rows / first).log10() / (last / first).log10();
    // From 10 ms on: a frame takes longer.
    let y = |value: f64| {
        let part = (value.max(10.0).log10() - 1.0) / (decades - 1.0);
        BOTTOM - (BOTTOM - TOP) * part
    };
    let mut text = String::from(HEAD);
    let mut at = 10.0;
    while at <= 10_f64.powf(decades) {
        let line = y(at);
        let _ = writeln!(
            text,
            r#"<line class="grid" x1="{LEFT}" x2="{RIGHT}" y1="{line:.1}" y2="{line:.1}"/><text x="56" y="{:.1}" text-anchor="end">{at} ms</text>"#,
            line + 4.0
        );
        at *= 10.0;
    }
    for rows in rows {
        let column = x(*rows);
        let _ = writeln!(
            text,
            r#"<line class="grid" x1="{column:.1}" x2="{column:.1}" y1="{TOP}" y2="{BOTTOM}"/><text x="{column:.1}" y="412" text-anchor="middle">{rows}</text>"#
        );
    }
    text.push_str("<text x=\"297\" y=\"432\" text-anchor=\"middle\">rows</text>\n");
    let linear = rows.iter().map(|rows| 10.0 * rows / first).collect();
    let path = |values: &Vec<f64>| {
        let points = rows.iter().zip(values);
        let points = points.map(|(rows, value)| format!("{:.1} {:.1}", x(*rows), y(*value)));
        points.collect::<Vec<_>>().join(" L")
    };
    let mut names: Vec<(f64, &str)> = Vec::new();
    let ends = lines.iter().map(|line| (line.name, &line.values, ""));
    for (name, values, class) in ends.chain([("linear", &linear, " class=\"linear\"")]) {
        let _ = writeln!(text, "<path{class} d=\"M{}\"/>", path(values));
        names.push((values.last().copied().map_or(BOTTOM, y), name));
    }
    names.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut free = TOP;
    for (end, name) in names {
        let place = end.max(free);
        free = place + NAMES_APART;
        let _ = writeln!(
            text,
            r#"<text x="538" y="{:.1}">{name}</text>"#,
            place + 4.0
        );
    }
    text.push_str("</svg>\n");
    text
}
