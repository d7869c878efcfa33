//! A console that starts in steps.

use std::cell::Cell;
use std::rc::Rc;

use hpc_operations::platform::slice::next_task;
use leptos::task::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{open_in_steps, part, settle, until};

#[wasm_bindgen_test]
async fn nothing_is_said_before_the_console_is_in_the_page() {
    let (console, steps) = open_in_steps("/operations");
    settle().await;
    assert!(console.all("form").is_empty(), "built before its step");
    steps.take_all().await;
    console.until_calls(1).await;
    console.answer(0, Ok(part(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    for _ in 0..10 {
        settle().await;
    }
    assert_eq!(console.said(), "");
    steps.end();
    console.until_said("1 operation, page 1 of 1").await;
}

#[wasm_bindgen_test]
async fn rows_that_come_during_the_start_are_all_built() {
    let (console, steps) = open_in_steps("/operations?limit=50");
    spawn_local(steps.take_all());
    console.until_calls(1).await;
    let ids: Vec<String> = (0..45).map(|number| format!("j-{number}")).collect();
    let rows: Vec<_> = ids.iter().map(|id| (id.as_str(), "successful")).collect();
    console.answer(0, Ok(part(45, &rows)));
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    console.until_rows(&ids).await;
}

#[wasm_bindgen_test]
async fn rows_that_are_gone_before_all_are_built_end_no_start() {
    let (console, steps) = open_in_steps("/operations?limit=50");
    let is_over = Rc::new(Cell::new(false));
    let over = Rc::clone(&is_over);
    spawn_local(async move {
        steps.take_all().await;
        over.set(true);
    });
    while console.calls() == 0 {
        next_task().await;
    }
    let ids: Vec<String> = (0..45).map(|number| format!("j-{number}")).collect();
    let rows: Vec<_> = ids.iter().map(|id| (id.as_str(), "successful")).collect();
    console.answer(0, Ok(part(45, &rows)));
    while console.rows().is_empty() {
        next_task().await;
    }
    assert!(console.rows().len() < ids.len(), "built in one task");
    console.nav.open("/operations?start_time=soon");
    console.until_state("unusable").await;
    until("the end of the start", || is_over.get()).await;
}
