//! The browsers that the end-to-end tests run in.

use crate::failure::Result;
use crate::process::Call;
use crate::tools::apt::{self, Consent};
use crate::tools::cache::Cache;
use crate::tools::chromium::Chromium;
use crate::tools::firefox::Firefox;
use crate::tools::webkit::WebKit;
use clap::ValueEnum;

/// A browser that the end-to-end tests can drive.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Browser {
    /// Chromium with chromedriver
    Chromium,
    /// Firefox with geckodriver
    Firefox,
    /// WebKitGTK's MiniBrowser with WebKitWebDriver, on a virtual screen
    #[value(name = "webkit")]
    WebKit,
}

impl Browser {
    /// What `HPC_BROWSER` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }
}

/// The browsers that are there. Chromium always is, as the component tests need it.
pub struct Browsers {
    /// Chromium and its driver.
    pub chromium: Chromium,
    firefox: Option<Firefox>,
    webkit: Option<WebKit>,
}

impl Browsers {
    /// Finds these browsers or installs what is missing, all packages at once.
    pub fn set_up(wanted: &[Browser], consent: Consent) -> Result<Self> {
        let wants = |browser| wanted.contains(&browser);
        let mut missing = Chromium::missing();
        if wants(Browser::Firefox) {
            missing.extend(Firefox::missing());
        }
        if wants(Browser::WebKit) {
            missing.extend(WebKit::missing());
        }
        if !missing.is_empty() {
            apt::install(&missing, consent)?;
        }
        Ok(Self {
            chromium: Chromium::set_up()?,
            firefox: wants(Browser::Firefox)
                .then(|| Firefox::set_up(&Cache::open()?))
                .transpose()?,
            webkit: wants(Browser::WebKit).then(WebKit::set_up).transpose()?,
        })
    }

    /// Tells a call where a browser is.
    pub fn describe_to(&self, call: Call, browser: Browser) -> Call {
        match browser {
            Browser::Chromium => self.chromium.describe_to(call),
            Browser::Firefox => match &self.firefox {
                Some(firefox) => firefox.describe_to(call),
                None => call,
            },
            Browser::WebKit => match &self.webkit {
                Some(webkit) => webkit.describe_to(call),
                None => call,
            },
        }
    }
}
