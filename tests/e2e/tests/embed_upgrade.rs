//! Builds are replaced in a row while pages of a portal open, load and are read.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use e2e::{Page, Scratch, Setup};
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::path::Path;
use std::time::Duration;
use std::{env, fs};

/// Files that keep their names and name those with hashes.
const NAMING: [&str; 4] = ["index.html", "panel.js", "panel.json", "frame.js"];
/// The kinds of files with hashes, in `panel.json`.
const KINDS: [&str; 3] = ["script", "wasm", "style"];
/// How long a page may take to start on a busy machine.
const START: Duration = Duration::from_secs(60);

/// A folder that a gateway serves.
struct Served(Scratch);

impl Served {
    /// With the build under test.
    fn new() -> Self {
        let folder = Scratch::new().expect("a folder for the page");
        let dist = env::var_os("HPC_DIST").expect("HPC_DIST");
        for entry in fs::read_dir(dist).expect("dist").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_file() && !name.ends_with(".br") && !name.ends_with(".gz") {
                fs::copy(entry.path(), folder.path().join(&name)).expect("a copy");
            }
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).expect(name)
    }

    fn manifest(&self) -> Value {
        serde_json::from_slice(&self.read("panel.json")).expect("a manifest")
    }

    /// The names of the files with hashes.
    fn hashed(&self) -> [String; 3] {
        let manifest = self.manifest();
        KINDS.map(|kind| {
            let name = manifest["files"][kind]["name"].as_str();
            name.expect(kind).to_owned()
        })
    }

    /// Puts another build in place as the documentation says: hashed files first and beside those of
    /// the build before, then what names them, each at once. It differs from the build before as two
    /// builds do: in the content, names and hashes of its files, and in its version.
    fn replace(&self, version: &str) {
        let manifest = self.manifest();
        let before = manifest["version"].as_str().expect("a version").to_owned();
        let mut changes = vec![(format!("\"{before}\""), format!("\"{version}\""))];
        for (kind, name) in KINDS.into_iter().zip(self.hashed()) {
            let content = marked(kind, self.read(&name), version);
            let hash = format!("{:x}", Sha256::digest(&content));
            // All but the script are named after the hash of the page's own build.
            let old_hash = name
                .split(['-', '_', '.'])
                .find(|part| is_hash(part))
                .expect("a hash");
            let new_name = name.replace(old_hash, &hash[..16]);
            fs::write(self.path().join(&new_name), &content).expect("a file");
            let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)));
            let old_integrity = manifest["files"][kind]["integrity"].as_str();
            changes.push((name, new_name));
            changes.push((old_integrity.expect("an integrity").to_owned(), integrity));
        }
        for name in NAMING {
            let mut text = String::from_utf8(self.read(name)).expect("a text");
            for (from, to) in &changes {
                text = text.replace(from, to);
            }
            let new = self.path().join(format!("{name}.new"));
            fs::write(&new, text).expect("a file");
            fs::rename(new, self.path().join(name)).expect("a file that is replaced at once");
        }
    }

    fn remove(&self, names: &[String]) {
        for name in names {
            fs::remove_file(self.path().join(name)).expect(name);
        }
    }
}

/// Trunk writes hashes without leading zeros.
fn is_hash(part: &str) -> bool {
    (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The content of a file with the version in it, which changes nothing that it does.
fn marked(kind: &str, mut content: Vec<u8>, version: &str) -> Vec<u8> {
    let size = u8::try_from(version.len()).expect("a short version");
    match kind {
        // A section of WebAssembly that nobody reads, with a name as long as it is.
        "wasm" => content.extend([&[0, size + 1, size][..], version.as_bytes()].concat()),
        _ => content.extend(format!("/* {version} */\n").into_bytes()),
    }
    content
}

/// Pages are documents in frames, each with a script and a WebAssembly of its own.
const PAGES: &str = "
    const [script] = args;
    window.failures = [];
    window.started = [];
    window.open_page = async () => {
        const frame = document.createElement('iframe');
        frame.src = location.href;
        document.body.append(frame);
        await new Promise((done) => { frame.onload = done; });
        const { contentDocument: page, contentWindow: own } = frame;
        frame.warnings = [];
        own.console.warn = (text) => frame.warnings.push(text);
        page.addEventListener('hpc-error', ({ detail }) => window.failures.push(detail));
        const tag = page.createElement('script');
        tag.type = 'module';
        tag.src = script;
        page.head.append(tag);
        await new Promise((done, fail) => { tag.onload = done; tag.onerror = fail; });
        return frame;
    };
    window.insert = async (frame) => {
        const panel = frame.contentDocument.createElement('hpc-operations');
        frame.contentDocument.body.append(panel);
        await panel.whenReady();
        if (panel.state !== 'running') throw new Error(panel.state);
        return panel;
    };
    window.visit = async () => {
        const frame = await window.open_page();
        const { version } = await window.insert(frame);
        window.started.push(version);
        frame.remove();
    };
    // Whoever opens pages all the time.
    window.visitor = async () => {
        while (!window.isOver) await window.visit().catch((error) => window.failures.push(String(error)));
    };
    window.run = (work) => work().then(
        () => { window.done += 1; },
        (error) => window.failures.push(String(error)),
    );
    window.done = 0;
";

async fn failures(page: &Page) -> Value {
    page.script("return window.failures", &[]).await
}

/// Waits until a number of works has ended.
async fn until_done(page: &Page, expected: usize) {
    page.until("what the pages do", async |page| {
        let state = page
            .script("return [window.done, window.failures]", &[])
            .await;
        match state[0] == expected || state[1] != json!([]) {
            true => Ok(()),
            false => Err(state.to_string()),
        }
    })
    .await;
    assert_eq!(failures(page).await, json!([]));
}

/// Waits until visitors have started this many pages of a version.
async fn until_visited(page: &Page, version: &str, times: usize) {
    page.until(&format!("visitors of {version}"), async |page| {
        let started = page
            .script(
                "return window.started.filter((it) => it === args[0]).length",
                &[json!(version)],
            )
            .await;
        match started.as_u64() >= u64::try_from(times).ok() {
            true => Ok(()),
            false => Err(started.to_string()),
        }
    })
    .await;
}

#[test]
fn two_upgrades_in_a_row_break_no_page_that_is_open_or_loads() {
    const OPEN: usize = 4;
    const WAITING: usize = 4;
    let served = Served::new();
    let setup = Setup::new().portal().dist(served.path().to_owned());
    setup.run(async |world| {
        // A world may run once more.
        let first = served.manifest()["version"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let page = world.open_host("/blank/").await.within(START);
        let script = format!("{}/panel.js", world.origin());
        page.script(PAGES, &[json!(script)]).await;
        // Some pages show a panel, some have only its script, and others come all the time.
        page.script(
            "const [open, waiting] = args;
             window.open = [];
             window.waiting = [];
             const at = async (list) => list.push(await window.open_page());
             for (let n = 0; n < waiting; n += 1) window.run(() => at(window.waiting));
             for (let n = 0; n < open; n += 1) {
                 window.run(async () => {
                     const frame = await window.open_page();
                     await window.insert(frame);
                     window.open.push(frame);
                 });
             }",
            &[json!(OPEN), json!(WAITING)],
        )
        .await;
        until_done(&page, OPEN + WAITING).await;
        page.script(
            "window.run(window.visitor); window.run(window.visitor)",
            &[],
        )
        .await;
        until_visited(&page, &first, 2).await;

        for version in [format!("{first}-second"), format!("{first}-third")] {
            let old = served.hashed();
            served.replace(&version);
            until_visited(&page, &version, 2).await;
            served.remove(&old);
            // New pages go on to come, with what is new.
            until_visited(&page, &version, 5).await;
        }
        page.script("window.isOver = true; return null", &[]).await;
        until_done(&page, OPEN + WAITING + 2).await;

        // Open pages are read on, and show another panel.
        page.script(
            "const failed = { version: 1, location: 'operations?status=failed' };
             for (const frame of window.open) {
                 window.run(async () => {
                     const panel = frame.contentDocument.querySelector('hpc-operations');
                     await panel.refresh();
                     await panel.restore(failed);
                     const { version } = await window.insert(frame);
                     if (version !== args[0]) throw new Error(version);
                     if (!panel.shadowRoot.querySelector('tbody tr')) throw new Error('no rows');
                 });
             }",
            &[json!(first)],
        )
        .await;
        until_done(&page, 2 * OPEN + WAITING + 2).await;

        // Pages whose files are gone ask once what there is by now, for both of their panels, and say so.
        page.script(
            "for (const frame of window.waiting) {
                 const { contentWindow: own } = frame;
                 const ask = own.fetch.bind(own);
                 frame.asked = 0;
                 // After a night there may be nothing in the cache.
                 own.fetch = (file, options) => {
                     if (String(file).endsWith('/panel.json')) frame.asked += 1;
                     return ask(file, { ...options, cache: 'reload' });
                 };
                 window.run(() => Promise.all([window.insert(frame), window.insert(frame)]));
             }",
            &[],
        )
        .await;
        until_done(&page, 2 * OPEN + 2 * WAITING + 2).await;
        let seen = page
            .script(
                "return window.waiting.map(({ asked, warnings }) => [asked, warnings])",
                &[],
            )
            .await;
        let told = format!("<hpc-operations>: this page has {first}, the server {first}-third");
        assert_eq!(seen, json!(vec![json!([1, [told]]); WAITING]));
        let visits = page.script("return window.started.length", &[]).await;
        println!(
            "open pages: {}, pages that came meanwhile: {visits}, broken: 0",
            OPEN + WAITING
        );
    });
}
