//! The environment of a test: a site, usually the gateway's, and a browser.

use crate::browser::loopback_client;
use crate::engine::{Engine, Preferences};
use crate::gateway_process;
use crate::host_pages::HostPages;
use crate::nginx::{Nginx, NoAnswer};
use crate::page::Page;
use crate::program::Program;
use crate::relay::new_host;
use crate::session::Session;
use crate::settings::Settings;
use crate::wait::brief;
use chrono::{SecondsFormat, Utc};
use reqwest::Url;
use serde_json::Value;
use std::any::Any;
use std::cell::RefCell;
use std::env;
use std::fmt::{self, Display, Formatter};
use std::io::{Write, stderr};
use std::net::Ipv4Addr;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;

/// The zone of [`World::api`].
const ZONE: &str = "jinan1a";

/// How long reporting a failed test may take.
const REPORT_TIMEOUT: Duration = Duration::from_secs(10);

/// How many tests of this program may run again because their browser ended.
const MAX_RERUNS: u32 = 2;

static RERUNS: AtomicU32 = AtomicU32::new(0);

/// Runs a test in the default world: the gateway with a frozen demo log of
/// 2000 operations, and a browser of an English-speaking user in UTC.
pub fn run(test: impl AsyncFnMut(&World)) {
    Setup::new().run(test);
}

/// The settings of a world.
#[derive(Clone, Debug)]
pub struct Setup {
    site: Site,
    preferences: Preferences,
    size: (u32, u32),
    portal: bool,
    /// The folder of the page; the panel's by default.
    dist: Option<PathBuf>,
}

#[derive(Clone, Debug)]
enum Site {
    Gateway(Vec<String>),
    Running(String),
}

impl Default for Setup {
    fn default() -> Self {
        Self::new()
    }
}

impl Setup {
    /// The default world.
    pub fn new() -> Self {
        let arguments = gateway_process::DEFAULT_ARGUMENTS;
        Self {
            site: Site::Gateway(arguments.map(str::to_owned).to_vec()),
            preferences: Preferences {
                languages: vec!["en-US".to_owned(), "en".to_owned()],
                time_zone: "UTC".to_owned(),
            },
            size: (1280, 800),
            portal: false,
            dist: None,
        }
    }

    /// Also serves pages that embed the panel, from another origin:
    /// [`World::open_host`] and [`World::embed`] open them.
    pub fn portal(mut self) -> Self {
        self.portal = true;
        self
    }

    /// Starts the gateway with these arguments instead of
    /// `--demo 2000 --arrivals-per-hour 0`. `--dist`, `--host` and `--port` are
    /// added.
    pub fn gateway(mut self, arguments: &[&str]) -> Self {
        self.site = Site::Gateway(arguments.iter().map(ToString::to_string).collect());
        self
    }

    /// Starts no gateway and uses the site at `origin` (`http://127.0.0.1:PORT`).
    pub fn site(mut self, origin: &str) -> Self {
        self.site = Site::Running(origin.to_owned());
        self
    }

    /// Serves the page in this folder instead of the panel's.
    pub fn dist(mut self, folder: PathBuf) -> Self {
        self.dist = Some(folder);
        self
    }

    /// The user's language, as a BCP 47 tag; `zh-CN` also means `zh`.
    pub fn language(mut self, tag: &str) -> Self {
        self.preferences.languages = vec![tag.to_owned()];
        if let Some((primary, _)) = tag.split_once('-') {
            self.preferences.languages.push(primary.to_owned());
        }
        self
    }

    /// The user's time zone, as an IANA name.
    pub fn time_zone(mut self, name: &str) -> Self {
        self.preferences.time_zone = name.to_owned();
        self
    }

    /// The initial size of the viewport, in CSS pixels.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// Runs a test in this world and ends the world, however the test ends.
    /// A failure is reported with the last steps, the address and a screenshot.
    ///
    /// If the browser itself ends during the test, the test runs once more in a new
    /// one: MiniBrowser does so about once in a thousand tests, and a page that crashes
    /// does not end its browser. In CI (`CI` is set) any failing test does, because two
    /// shared cores now and then stall a browser for seconds; at most `MAX_RERUNS`
    /// tests of a run, each named in the output. A developer's machine hides no failure.
    pub fn run(self, mut test: impl AsyncFnMut(&World)) {
        let failure = match self.attempt(&mut test) {
            Err(first) if first.may_run_again() && RERUNS.fetch_add(1, Relaxed) < MAX_RERUNS => {
                print_uncaptured(&format!("{} runs once more: {first}", test_name()));
                self.attempt(&mut test)
            }
            result => result,
        };
        if let Err(failure) = failure {
            resume_unwind(failure.panic);
        }
    }

    /// Runs the test in a world of its own.
    fn attempt(&self, test: &mut impl AsyncFnMut(&World)) -> Result<(), Failure> {
        let settings = Settings::get();
        let runtime = runtime();
        // A port that was free for the portal can be in use by the time it starts.
        let world = runtime
            .block_on(World::start(settings, self))
            .or_else(|_| runtime.block_on(World::start(settings, self)))
            .unwrap_or_else(|why| panic!("{why}"));
        let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&world))));
        let Err(panic) = result else {
            runtime.block_on(world.finish());
            return Ok(());
        };
        // A browser that hangs has nothing to report.
        let reported = runtime.block_on(async {
            tokio::time::timeout(REPORT_TIMEOUT, async {
                world.report_failure().await;
                world.session.has_ended().await
            })
            .await
        });
        Err(Failure {
            panic,
            browser_ended: matches!(reported, Ok(true)),
        })
    }
}

/// Why a test did not pass.
struct Failure {
    panic: Box<dyn Any + Send>,
    /// The browser was gone afterwards.
    browser_ended: bool,
}

impl Failure {
    fn may_run_again(&self) -> bool {
        self.browser_ended || env::var_os("CI").is_some()
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.browser_ended {
            f.write_str("the browser ended, ")?;
        }
        f.write_str(match self.panic.downcast_ref::<String>() {
            Some(message) => message,
            None => self.panic.downcast_ref::<&str>().unwrap_or(&"it panicked"),
        })
    }
}

/// The runtime of all tests, because connections to a browser outlive the test that
/// opened them.
fn runtime() -> &'static Runtime {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap_or_else(|error| panic!("cannot start a runtime: {error}"))
    });
    &RUNTIME
}

/// A site and a browser for one test.
#[derive(Debug)]
pub struct World {
    session: Rc<Session>,
    gateway: RefCell<Option<Program>>,
    /// What stands before the gateway, if anything does.
    nginx: Option<Nginx>,
    base: Url,
    hosts: Option<HostPages>,
}

impl World {
    async fn start(settings: &Settings, setup: &Setup) -> Result<Self, String> {
        // The gateway needs the origin of the portal, and the portal that of the panel.
        let reserved = setup.portal.then(HostPages::reserve).transpose()?;
        // A portal and its panel are two origins of the same site.
        let host = match setup.portal {
            true => Ipv4Addr::LOCALHOST,
            false => new_host(),
        };
        let (gateway, base) = match &setup.site {
            Site::Gateway(arguments) => {
                // It only answers requests to its own address.
                let mut arguments = arguments.clone();
                arguments.extend(["--host".to_owned(), host.to_string()]);
                arguments.extend(reserved.iter().flat_map(HostPages::gateway_arguments));
                let dist = setup.dist.as_deref().unwrap_or(&settings.dist);
                let (program, base) = gateway_process::start(settings, dist, &arguments)?;
                (Some(program), base)
            }
            Site::Running(origin) => {
                let base = Url::parse(origin).map_err(|error| format!("{origin}: {error}"))?;
                (None, base)
            }
        };
        let addresses = base.socket_addrs(|| None);
        let site = addresses
            .ok()
            .and_then(|addresses| addresses.first().copied());
        let site = site.ok_or_else(|| format!("{base} is no address of a site"))?;
        let nginx = match (&settings.nginx, &gateway) {
            (Some(program), Some(_)) => Some(Nginx::start(program, host, site)?),
            _ => None,
        };
        let site = nginx.as_ref().map_or(site, |nginx| nginx.address);
        let session = Rc::new(Session::start(settings, &setup.preferences, host, site).await?);
        let panel = format!("{}{}", session.origin, base.path());
        let world = Self {
            hosts: reserved
                .map(|hosts| hosts.start(settings, &panel))
                .transpose()?,
            session,
            gateway: RefCell::new(gateway),
            nginx,
            base,
        };
        let (width, height) = setup.size;
        world.page().resize(width, height).await;
        Ok(world)
    }

    /// Ends the world of a test that passed; others may use its browser.
    async fn finish(self) {
        // A page that is still in use keeps it.
        if let Some(session) = Rc::into_inner(self.session) {
            session.finish().await;
        }
    }

    /// The engine that runs this test.
    pub fn engine(&self) -> Engine {
        self.session.engine
    }

    /// What the panel shows for a call that the gateway does not begin to answer.
    pub fn no_answer(&self) -> NoAnswer {
        match self.nginx {
            None => NoAnswer::OF_GATEWAY,
            Some(_) => NoAnswer::OF_NGINX,
        }
    }

    /// The origin of the site in the browser, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.session.origin
    }

    /// The pages of portals. Panics without [`Setup::portal`].
    pub(crate) fn hosts(&self) -> &HostPages {
        match &self.hosts {
            Some(hosts) => hosts,
            None => panic!("this world has no portal"),
        }
    }

    /// The page in the browser.
    pub fn page(&self) -> Page {
        Page::new(Rc::clone(&self.session))
    }

    /// Loads a path with its query, such as `/operations?status=failed`, and
    /// waits for the document's load event. The base path is part of it.
    pub async fn open(&self, path_and_query: &str) -> Page {
        let page = self.page();
        page.go(path_and_query).await;
        page
    }

    /// Calls the API without the browser and returns its JSON. A timestamp and a zone
    /// are added unless they are among the parameters.
    pub async fn api(&self, parameters: &[(&str, &str)]) -> Value {
        let now = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
        let own = [("timestamp", now.as_str()), ("zone", ZONE)]
            .into_iter()
            .filter(|(name, _)| parameters.iter().all(|(given, _)| given != name));
        let mut url = self.base.clone();
        url.set_path(&format!(
            "{}/api/operation",
            self.base.path().trim_end_matches('/')
        ));
        url.query_pairs_mut()
            .extend_pairs(own.chain(parameters.iter().copied()));
        let answer = async {
            let answer = loopback_client()?
                .get(url.clone())
                .header("x-hpc-operations", "1")
                .send()
                .await?;
            answer.json().await
        };
        answer
            .await
            .unwrap_or_else(|error: reqwest::Error| panic!("GET {url}: {error}"))
    }

    /// Ends the gateway; connections to the site fail from then on.
    pub fn stop_gateway(&self) {
        self.session.note("stop the gateway");
        self.gateway.replace(None);
    }

    /// Prints what helps to understand a failed test. Never fails itself.
    async fn report_failure(&self) {
        let page = self.page();
        report("the last steps", &self.session.steps());
        let url = self.session.driver.current_url().await;
        let url = url.map_or_else(|error| brief(&error), |url| url.to_string());
        report("the page", &[url]);
        if let Ok(console) = self.session.console().await {
            let errors = console.iter().filter(|entry| entry.is_error);
            let errors: Vec<_> = errors.map(ToString::to_string).collect();
            report("errors in the console", &errors);
        }
        if let Some(gateway) = &*self.gateway.borrow() {
            report("the last output of the gateway", &gateway.last_lines());
        }
        let image = page.screenshot(&test_name()).await;
        report("a screenshot", image.as_slice());
    }

    /// The process groups of the gateway and the browser.
    pub fn process_groups(&self) -> Vec<u32> {
        let gateway = self.gateway.borrow().as_ref().map(Program::group);
        let hosts = self.hosts.as_ref().and_then(HostPages::group);
        gateway
            .into_iter()
            .chain(hosts)
            .chain(self.session.groups())
            .collect()
    }

    /// The folder of the browser's profile, which is removed with the browser.
    pub fn browser_folder(&self) -> PathBuf {
        self.session.folder().to_owned()
    }
}

/// The test that runs, after which the test harness names its thread.
fn test_name() -> String {
    thread::current().name().unwrap_or("a test").to_owned()
}

/// Prints a line that the test harness does not hold back if the test passes.
fn print_uncaptured(line: &str) {
    // Without a terminal nobody misses it.
    let _ = writeln!(stderr(), "{line}");
}

fn report(title: &str, lines: &[String]) {
    if !lines.is_empty() {
        eprintln!("{title}:\n  {}", lines.join("\n  "));
    }
}
