//! The driver layer itself, against small pages of known content.

mod checking;
mod cleaning_up;
mod finding;
mod fixed_site;
mod gateway;
mod limits;
mod pretending;
mod reading;
mod typing;
mod using_again;
mod waiting;

use e2e::{Setup, World};
use fixed_site::{Answer, FixedSite, page};
use std::panic::{AssertUnwindSafe, catch_unwind};

const SITE: &[Answer] = &[
    page("/form", include_str!("pages/form.html")),
    page("/list", include_str!("pages/list.html")),
    page("/long", include_str!("pages/long.html")),
    page("/shadow", include_str!("pages/shadow.html")),
    Answer {
        path: "/strict",
        header: "Content-Security-Policy: default-src 'none'; connect-src 'self'",
        body: include_str!("pages/form.html"),
    },
    Answer {
        path: "/kept",
        header: "Cache-Control: max-age=31536000, immutable",
        body: "kept",
    },
    page("/inaccessible", include_str!("pages/inaccessible.html")),
    page("/shifting", include_str!("pages/shifting.html")),
    page("/favicon.ico", ""),
    page(
        "/api/operation",
        r#"{"ret_code":0,"total_count":0,"job_set":[]}"#,
    ),
];

/// Runs a test against [`SITE`].
fn on_site(test: impl AsyncFnMut(&World)) {
    let site = FixedSite::serve(SITE);
    Setup::new().site(&site.origin()).run(test);
}

/// The message of the panic that `test` must end with.
fn failure_of(test: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(test)).expect_err("the test was to fail");
    match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => panic
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}
