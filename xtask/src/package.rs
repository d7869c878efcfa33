//! `cargo xtask package`: what is handed out, below `target/package`: an archive of the page, the
//! gateway and how to run them, and the element as an npm package. Equal builds give equal archives.

use crate::build;
use crate::failure::{Explain, Result};
use crate::tools::PageTools;
use crate::workspace::Workspace;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::env::consts::{ARCH, OS};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use tar::{Builder, Header};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What both hold, below the root.
const DOCUMENTS: [&str; 3] = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// The npm package's own files, below the root.
const NPM: &str = "embed/npm";

/// Files of `dist/` that only a page of its own loads, by how their names begin.
const OF_THE_PAGE: [&str; 4] = ["index.html", "boot-", "rows-", "frame.js"];

/// Builds the page and the gateway for release and packs both.
pub fn package(workspace: &Workspace) -> Result<()> {
    let _lock = workspace.lock_dist()?;
    build::release(workspace, &PageTools::set_up(workspace)?)?;
    workspace
        .cargo()
        .args(["build", "-p", "gateway", "--profile", "server"])
        .run()?;
    let archives = [whole(workspace)?, npm(workspace)?];
    let mut sums = String::new();
    for archive in &archives {
        let hash = Sha256::digest(read(archive)?);
        let name = archive.file_name().unwrap_or_default().display();
        sums += &format!("{hash:x}  {name}\n");
        println!("{}", archive.display());
    }
    let path = folder(workspace)?.join("SHA256SUMS");
    fs::write(&path, sums).explain(|| format!("cannot write {}", path.display()))
}

/// The archive of page, gateway and deployment.
fn whole(workspace: &Workspace) -> Result<PathBuf> {
    let name = format!("hpc-operations-{VERSION}");
    let path = folder(workspace)?.join(format!("{name}-{ARCH}-{OS}.tar.gz"));
    let mut archive = Archive::new(&path, &name)?;
    let root = workspace.root();
    for document in DOCUMENTS.iter().chain(&["README.md", "SECURITY.md"]) {
        archive.add(document, &root.join(document), Mode::Data)?;
    }
    archive.add("gateway", &workspace.gateway(), Mode::Program)?;
    for (below, at) in [
        ("dist", workspace.dist()),
        ("deploy", root.join("deploy")),
        ("docs", root.join("docs")),
        ("docs/examples", root.join("docs/examples")),
    ] {
        for file in files(&at)? {
            archive.add(&format!("{below}/{}", name_of(&file)), &file, Mode::Data)?;
        }
    }
    archive.finish()?;
    Ok(path)
}

/// The element as an npm package, out of `dist/`.
pub fn npm(workspace: &Workspace) -> Result<PathBuf> {
    let path = folder(workspace)?.join(format!("hpc-operations-{VERSION}.tgz"));
    // npm's name for the folder.
    let mut archive = Archive::new(&path, "package")?;
    let root = workspace.root();
    for document in DOCUMENTS {
        archive.add(document, &root.join(document), Mode::Data)?;
    }
    for file in files(&root.join(NPM))? {
        let bytes = read(&file)?;
        let text = String::from_utf8_lossy(&bytes).replace("{{version}}", VERSION);
        archive.add_bytes(&name_of(&file), text.as_bytes(), Mode::Data)?;
    }
    for file in files(&workspace.dist())? {
        let name = name_of(&file);
        let is_compressed = name.ends_with(".br") || name.ends_with(".gz");
        if !is_compressed && !OF_THE_PAGE.iter().any(|start| name.starts_with(start)) {
            archive.add(&format!("dist/{name}"), &file, Mode::Data)?;
        }
    }
    archive.finish()?;
    Ok(path)
}

fn folder(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target("package");
    fs::create_dir_all(&folder).explain(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// The files of a folder, without those in folders below, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let reading = || format!("cannot read {}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).explain(reading)? {
        let path = entry.explain(reading)?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).explain(|| format!("cannot read {}", path.display()))
}

/// Whether a packed file can be run.
#[derive(Clone, Copy)]
enum Mode {
    Data,
    Program,
}

/// A compressed archive with everything in one folder, without times and owners.
struct Archive {
    path: PathBuf,
    folder: String,
    builder: Builder<GzEncoder<File>>,
}

impl Archive {
    fn new(path: &Path, folder: &str) -> Result<Self> {
        let file = File::create(path).explain(|| format!("cannot write {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            folder: folder.to_owned(),
            builder: Builder::new(GzEncoder::new(file, Compression::best())),
        })
    }

    fn add(&mut self, name: &str, file: &Path, mode: Mode) -> Result<()> {
        self.add_bytes(name, &read(file)?, mode)
    }

    fn add_bytes(&mut self, name: &str, bytes: &[u8], mode: Mode) -> Result<()> {
        let mut header = Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mtime(0);
        header.set_mode(match mode {
            Mode::Data => 0o644,
            Mode::Program => 0o755,
        });
        let name = format!("{}/{name}", self.folder);
        self.builder
            .append_data(&mut header, name, bytes)
            .explain(|| format!("cannot write {}", self.path.display()))
    }

    fn finish(self) -> Result<()> {
        let Self { path, builder, .. } = self;
        let writing = || format!("cannot write {}", path.display());
        let encoder = builder.into_inner().explain(writing)?;
        let mut file = encoder.finish().explain(writing)?;
        file.flush().explain(writing)
    }
}

#[cfg(test)]
mod tests {
    use super::{Archive, Mode};
    use flate2::read::GzDecoder;
    use std::fs;
    use std::io::Read;

    #[test]
    fn archives_of_equal_files_are_equal_and_hold_them() {
        let folder = std::env::temp_dir().join(format!("xtask-package-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let pack = |name: &str| {
            let path = folder.join(name);
            let mut archive = Archive::new(&path, "package").unwrap();
            archive.add_bytes("a.txt", b"text", Mode::Data).unwrap();
            archive.add_bytes("b/run", b"#!", Mode::Program).unwrap();
            archive.finish().unwrap();
            fs::read(path).unwrap()
        };
        let bytes = pack("one.tgz");
        assert_eq!(bytes, pack("two.tgz"));
        let mut archive = tar::Archive::new(GzDecoder::new(&bytes[..]));
        let found: Vec<_> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let mut entry = entry.unwrap();
                let path = entry.path().unwrap().display().to_string();
                let mode = entry.header().mode().unwrap();
                let mut text = String::new();
                entry.read_to_string(&mut text).unwrap();
                (path, mode, text)
            })
            .collect();
        let expected = [
            ("package/a.txt", 0o644, "text"),
            ("package/b/run", 0o755, "#!"),
        ];
        assert_eq!(
            found,
            expected.map(|(path, mode, text)| (path.to_owned(), mode, text.to_owned()))
        );
        fs::remove_dir_all(folder).unwrap();
    }
}
