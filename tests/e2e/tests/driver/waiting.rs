//! What a failing wait tells.

use crate::{failure_of, on_site};
use e2e::{Find, Page};
use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs, thread};

/// A page on which a failing wait does not take long.
fn impatient(page: &Page) -> Page {
    page.within(Duration::from_millis(200))
}

#[test]
fn a_wait_that_runs_out_says_what_was_last_seen() {
    let message = failure_of(|| {
        on_site(async |world| {
            let page = impatient(&world.open("/form").await);
            page.button("Refresh").click().await;
        });
    });
    assert!(
        message.contains("waited 200ms for click button \"Refresh\""),
        "{message}"
    );
    assert!(
        message.contains("every visible button: \"Copy link\""),
        "{message}"
    );

    let message = failure_of(|| {
        on_site(async |world| {
            let page = impatient(&world.open("/list?status=failed").await);
            page.until_address("/list").await;
        });
    });
    assert!(
        message.contains("last seen: \"/list?status=failed\""),
        "{message}"
    );
}

#[test]
fn one_of_several_is_not_chosen_silently() {
    let message = failure_of(|| {
        on_site(async |world| {
            let page = impatient(&world.open("/form").await);
            page.css("nav a").click().await;
        });
    });
    assert!(
        message.contains("2 of them: link \"First page\", link \"Second page\""),
        "{message}"
    );
}

#[test]
fn a_failure_leaves_a_screenshot_named_after_the_test() {
    let Some(folder) = env::var_os("HPC_SCREENSHOTS").map(PathBuf::from) else {
        eprintln!("note: HPC_SCREENSHOTS is not set, so there is nothing to see");
        return;
    };
    let name = thread::current()
        .name()
        .unwrap_or("failure")
        .replace("::", "__");
    let file = RefCell::new(PathBuf::new());
    failure_of(|| {
        on_site(async |world| {
            let engine = world.engine().to_string().to_lowercase();
            file.replace(folder.join(format!("{engine}-{name}.png")));
            let _ = fs::remove_file(&*file.borrow());
            world.open("/form").await;
            panic!("planted");
        });
    });
    let file = file.into_inner();
    assert!(fs::read(&file).is_ok_and(|image| image.starts_with(b"\x89PNG")));
    // This failure was wanted, so nobody needs to see it.
    fs::remove_file(file).expect("the screenshot was just read");
}
