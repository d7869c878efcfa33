//! What the console holds on to: nothing of the rows that are gone.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, open, page, settle};

const ROWS: usize = 20;

/// WebAssembly's memory, in pages of 64 kB. It only ever grows.
fn memory() -> usize {
    core::arch::wasm32::memory_size::<0>()
}

async fn back_and_forth(console: &Harness, times: usize) {
    for _ in 0..times {
        console.nav.back();
        settle().await;
        console.nav.forward();
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn pages_that_were_left_are_let_go() {
    let ids: Vec<String> = (0..2 * ROWS).map(|id| format!("j-{id}")).collect();
    let rows: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "failed")).collect();
    let (first, second) = rows.split_at(ROWS);
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(40, first)));
    console
        .until_rows(
            &ids.iter()
                .take(ROWS)
                .map(String::as_str)
                .collect::<Vec<_>>(),
        )
        .await;
    console.find("a[rel=next]").click();
    console.until_calls(2).await;
    let with_the_row_before: Vec<(&str, &str)> = rows.iter().skip(ROWS - 1).copied().collect();
    console.answer(1, Ok(page(40, &with_the_row_before)));
    let second: Vec<&str> = second.iter().map(|(id, _)| *id).collect();
    console.until_rows(&second).await;
    back_and_forth(&console, 10).await;
    let before = memory();
    back_and_forth(&console, 30).await;
    console.until_rows(&second).await;
    let grown = memory() - before;
    assert!(grown <= 4, "{grown} pages of 64 kB for 60 pages of rows");
}
