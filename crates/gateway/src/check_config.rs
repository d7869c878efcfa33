//! Tries out options without listening.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::app::App;
use crate::clock::Clock;
use crate::options::Options;
use crate::start_error::StartError;

/// What a gateway with these options would do.
#[derive(Debug)]
pub struct Checked {
    url: String,
    metrics: Option<SocketAddr>,
    notes: Vec<String>,
}

/// Reads all that a gateway with these options would read.
///
/// # Errors
/// If it could not start, as far as that shows without listening.
pub fn check(options: &Options, clock: Arc<dyn Clock>) -> Result<Checked, StartError> {
    let address = options.address()?;
    let app = App::new(options, clock)?;
    let mut notes: Vec<String> = app.note().map(str::to_owned).into_iter().collect();
    if !app.is_ready() {
        notes.push(format!(
            "warning: {} has no built page",
            options.dist.display()
        ));
    }
    Ok(Checked {
        url: format!("http://{address}{}", options.base_path.as_str()),
        metrics: options.metrics,
        notes,
    })
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ok: would listen on {}", self.url)?;
        if let Some(address) = self.metrics {
            write!(f, ", with metrics on http://{address}/metrics")?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\n{note}"))
    }
}
