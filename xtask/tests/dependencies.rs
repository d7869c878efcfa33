//! What the project depends on: known licences, one source, and nothing twice in the page.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";

/// Licences that ask for no more than a notice.
const LICENCES: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// The source of every crate that is not part of this workspace.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Crates that must not come in, and why.
const BANNED: [(&str, &str); 2] = [
    (
        "openssl-sys",
        "the gateway uses rustls, which needs no system library",
    ),
    (
        "leptos_router",
        "bound to the address bar and large; see ARCHITECTURE.md",
    ),
];

/// Crates that the page may hold in two versions, and why.
const TWICE: [(&str, &str); 1] = [(
    "thiserror",
    "derives at compile time; next to nothing is left in the page",
)];

/// What cargo knows about the dependencies on a platform.
struct Metadata(Value);

impl Metadata {
    fn of(platform: Option<&str>) -> Self {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .args(["metadata", "--locked", "--format-version", "1"]);
        match platform {
            Some(platform) => cargo.args(["--filter-platform", platform]),
            None => cargo.arg("--filter-platform").arg(host()),
        };
        let output = cargo.output().expect("cargo runs");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo metadata: {complaint}");
        Self(serde_json::from_slice(&output.stdout).expect("cargo writes JSON"))
    }

    /// Both platforms: the machine that builds, and the page.
    fn all() -> [Self; 2] {
        [Self::of(None), Self::of(Some(WASM))]
    }

    fn packages(&self) -> &[Value] {
        self.0["packages"].as_array().expect("packages")
    }

    fn package(&self, id: &str) -> &Value {
        let mut packages = self.packages().iter();
        packages
            .find(|package| package["id"] == id)
            .expect("a package")
    }

    /// The versions, by name, of all crates that are linked into a package.
    fn linked_into(&self, name: &str) -> BTreeMap<String, BTreeSet<String>> {
        let nodes = self.0["resolve"]["nodes"].as_array().expect("nodes");
        let mut packages = self.packages().iter();
        let root = packages
            .find(|package| package["name"] == name)
            .expect("the root");
        let mut open = vec![text(&root["id"])];
        let mut seen = BTreeSet::new();
        let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        while let Some(id) = open.pop() {
            let package = self.package(id);
            if !seen.insert(id) || is_macro(package) {
                continue;
            }
            let version = text(&package["version"]).to_owned();
            versions
                .entry(text(&package["name"]).to_owned())
                .or_default()
                .insert(version);
            let node = nodes.iter().find(|node| node["id"] == id).expect("a node");
            for dependency in node["deps"].as_array().expect("deps") {
                let kinds = dependency["dep_kinds"].as_array().expect("kinds");
                if kinds.iter().any(|kind| kind["kind"].is_null()) {
                    open.push(text(&dependency["pkg"]));
                }
            }
        }
        versions
    }
}

/// The platform that this test was compiled for, as `rustc` names it.
fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let about = String::from_utf8(output.stdout).expect("text");
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("a host").to_owned()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn is_macro(package: &Value) -> bool {
    let targets = package["targets"].as_array().expect("targets");
    let mut kinds = targets
        .iter()
        .flat_map(|target| target["kind"].as_array().expect("kinds"));
    kinds.any(|kind| kind == "proc-macro")
}

/// Whether every part of a licence expression has an alternative that is allowed. Parentheses do
/// not count, which refuses some expressions that would do and accepts none that would not.
fn is_allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    plain.split(" AND ").all(|part| {
        let mut alternatives = part.split(" OR ").map(str::trim);
        alternatives.any(|licence| LICENCES.contains(&licence))
    })
}

#[test]
fn every_licence_asks_for_no_more_than_a_notice() {
    for metadata in Metadata::all() {
        for package in metadata.packages() {
            let licence = package["license"].as_str().unwrap_or("none");
            assert!(is_allowed(licence), "{}: {licence}", package["id"]);
        }
    }
}

#[test]
fn a_licence_is_allowed_by_one_alternative_of_each_part() {
    assert!(is_allowed("GPL-3.0 OR MIT"));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(is_allowed("Unlicense/MIT"));
    assert!(!is_allowed("MIT AND GPL-3.0"));
    assert!(!is_allowed("MPL-2.0"));
    assert!(!is_allowed("none"));
}

#[test]
fn every_crate_comes_from_this_workspace_or_from_crates_io() {
    for metadata in Metadata::all() {
        let members = metadata.0["workspace_members"].as_array().expect("members");
        for package in metadata.packages() {
            let is_own = members.contains(&package["id"]);
            assert!(is_own || package["source"] == SOURCE, "{}", package["id"]);
        }
    }
}

#[test]
fn no_banned_crate_comes_in() {
    for metadata in Metadata::all() {
        for package in metadata.packages() {
            let ban = BANNED.iter().find(|(name, _)| package["name"] == *name);
            assert!(ban.is_none(), "{}: {ban:?}", package["id"]);
        }
    }
}

#[test]
fn the_page_holds_no_crate_in_two_versions() {
    let linked = Metadata::of(Some(WASM)).linked_into("hpc-operations");
    assert!(linked.contains_key("leptos"), "{linked:?}");
    for (name, versions) in linked {
        let is_known = TWICE.iter().any(|(known, _)| *known == name);
        assert!(versions.len() == 1 || is_known, "{name}: {versions:?}");
    }
}
