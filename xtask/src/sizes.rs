//! What a first visit costs: the compressed copies of the page's files and a
//! table of their sizes.

use crate::failure::{Explain, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Endings of files that are text or wasm; everything else is compressed already.
const COMPRESSIBLE: [&str; 10] = [
    "css", "html", "js", "json", "map", "mjs", "svg", "txt", "wasm", "xml",
];

/// The sizes of one file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Writes a `.br` and a `.gz` copy beside every compressible file in `dist` and
/// answers a table of all sizes.
pub fn compress(dist: &Path) -> Result<String> {
    let mut files = Vec::new();
    compress_folder(dist, "", &mut files)?;
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(table(&files))
}

fn compress_folder(folder: &Path, prefix: &str, files: &mut Vec<(String, Sizes)>) -> Result<()> {
    let reading = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).explain(reading)? {
        let path = entry.explain(reading)?.path();
        let name = format!(
            "{prefix}{}",
            path.file_name().unwrap_or_default().to_string_lossy()
        );
        if path.is_dir() {
            compress_folder(&path, &format!("{name}/"), files)?;
        } else if is_compressible(&path) {
            let raw = fs::read(&path).explain(|| format!("cannot read {}", path.display()))?;
            let gzip = gzip(&raw).explain(|| format!("cannot compress {}", path.display()))?;
            let brotli = brotli(&raw).explain(|| format!("cannot compress {}", path.display()))?;
            write_beside(&path, ".gz", &gzip)?;
            write_beside(&path, ".br", &brotli)?;
            files.push((
                name,
                Sizes {
                    raw: raw.len(),
                    gzip: gzip.len(),
                    brotli: brotli.len(),
                },
            ));
        }
    }
    Ok(())
}

fn is_compressible(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| COMPRESSIBLE.contains(&ending))
}

fn write_beside(path: &Path, ending: &str, content: &[u8]) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    fs::write(&name, content).explain(|| format!("cannot write {}", name.to_string_lossy()))
}

fn gzip(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(raw)?;
    encoder.finish()
}

fn brotli(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &raw[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

/// The kinds of files whose sums have a budget, by ending.
const KINDS: [(&str, &[&str]); 3] = [
    ("wasm + JS", &["wasm", "js", "mjs"]),
    ("CSS", &["css"]),
    ("HTML", &["html"]),
];

fn table(files: &[(String, Sizes)]) -> String {
    let sums = KINDS.map(|(kind, endings)| {
        let sum = files
            .iter()
            .filter(|(name, _)| {
                Path::new(name)
                    .extension()
                    .and_then(OsStr::to_str)
                    .is_some_and(|ending| endings.contains(&ending))
            })
            .fold(Sizes::default(), |sum, (_, sizes)| sum.add(*sizes));
        (kind.to_owned(), sum)
    });
    let width = files
        .iter()
        .chain(&sums)
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or_default();
    let row = |name: &str, [raw, gzip, brotli]: [String; 3]| {
        format!("{name:<width$}  {raw:>11}  {gzip:>11}  {brotli:>11}\n")
    };
    let numbers = |sizes: &Sizes| [sizes.raw, sizes.gzip, sizes.brotli].map(grouped);
    let line = format!("{}\n", "-".repeat(width + 39));

    let mut text = row("bytes", ["raw", "gzip", "brotli"].map(str::to_owned));
    text.push_str(&line);
    for (name, sizes) in files {
        text.push_str(&row(name, numbers(sizes)));
    }
    text.push_str(&line);
    for (kind, sum) in &sums {
        text.push_str(&row(kind, numbers(sum)));
    }
    text
}

/// `1234567` as `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Sizes, brotli, grouped, gzip, is_compressible, table};
    use std::io::Read;
    use std::path::Path;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }

    #[test]
    fn sums_are_taken_by_kind() {
        let sizes = |raw| Sizes {
            raw,
            gzip: raw / 2,
            brotli: raw / 4,
        };
        let text = table(&[
            ("a.js".to_owned(), sizes(1000)),
            ("deep/a_bg.wasm".to_owned(), sizes(4000)),
            ("index.html".to_owned(), sizes(400)),
            ("data.json".to_owned(), sizes(80)),
        ]);
        let sum = |kind: &str| {
            text.lines()
                .find(|line| line.starts_with(kind))
                .map(|line| line[kind.len()..].split_whitespace().collect::<Vec<_>>())
        };
        assert_eq!(sum("wasm + JS"), Some(vec!["5,000", "2,500", "1,250"]));
        assert_eq!(sum("CSS"), Some(vec!["0", "0", "0"]));
        assert_eq!(sum("HTML"), Some(vec!["400", "200", "100"]));
        assert!(text.contains("data.json"));
    }

    #[test]
    fn compressed_copies_hold_the_same_content() {
        let raw = "operation ".repeat(500).into_bytes();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&raw).unwrap()[..])
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, raw);
        back.clear();
        brotli::BrotliDecompress(&mut &brotli(&raw).unwrap()[..], &mut back).unwrap();
        assert_eq!(back, raw);
    }

    #[test]
    fn compressed_copies_are_not_compressed_again() {
        assert!(is_compressible(Path::new("x/a.wasm")));
        assert!(!is_compressible(Path::new("x/a.wasm.br")));
        assert!(!is_compressible(Path::new("x/a.png")));
    }
}
