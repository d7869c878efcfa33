//! Rows keep their identity.

use operation_log::wire::{Answer, decode_answer};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, open, page, press, settle, until};

#[wasm_bindgen_test]
async fn a_refresh_patches_cells_and_keeps_rows_and_focus() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "pending"), ("j-2", "pending")])));
    console.until_rows(&["j-1", "j-2"]).await;
    let row = console.find("tr[data-job-id=j-2]");
    console
        .find("tr[data-job-id=j-2] a.op-row-link")
        .focus()
        .unwrap();
    console.find("[aria-keyshortcuts=r]").click();
    console.until_calls(2).await;
    let fresh = [("j-0", "pending"), ("j-1", "successful"), ("j-2", "failed")];
    console.answer(1, Ok(page(3, &fresh)));
    console.until_rows(&["j-0", "j-1", "j-2"]).await;
    settle().await;
    assert!(row.is_same_node(Some(&console.find("tr[data-job-id=j-2]"))));
    assert_eq!(
        console.find("tr[data-job-id=j-2] .op-status").inner_text(),
        "Failed"
    );
    let document = web_sys::window().unwrap().document().unwrap();
    assert!(row.contains(document.active_element().as_deref()));
}

/// Operations whose cells are made of different parts.
const SHAPES: [&str; 5] = [
    r#""status":"failed","error_codes":"1400,5100,2100","owner":"usr-a","resource_ids":"cln-1,ehpc-2","create_time":"2022-04-06T00:00:00Z","status_time":"2022-04-06T00:00:09Z","submitter":"node1""#,
    r#""status":"successful""#,
    r#""status":"failed","error_codes":"1400","resource_ids":"cln-3","create_time":"2022-04-07 08:00:00""#,
    r#""status":"odd","error_codes":"no code","job_action":"CreateHpcCluster","create_time":"yesterday""#,
    r#""status":"failed","error_codes":"5000,1300","owner":"usr-b","resource_ids":"a-1,b-2,c-3","create_time":"2022-04-08T00:00:00Z""#,
];

fn of_shape(index: usize) -> operation_log::wire::OperationPage {
    let shape = SHAPES[index];
    let body =
        format!(r#"{{"ret_code":0,"total_count":1,"job_set":[{{"job_id":"j-{index}",{shape}}}]}}"#);
    match decode_answer(&body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// Every element of the only row: its name, its attributes in their order, its text.
fn parts(console: &Harness) -> Vec<String> {
    let elements = console.all("tbody tr, tbody tr *");
    let parts = elements.iter().map(|element| {
        let mut names: Vec<String> = element
            .get_attribute_names()
            .iter()
            .filter_map(|name| name.as_string())
            .collect();
        names.sort();
        let attributes = names.iter().map(|name| {
            let value = element.get_attribute(name).unwrap_or_default();
            format!(" {name}={value:?}")
        });
        let attributes: String = attributes.collect();
        let text = element.text_content().unwrap_or_default();
        format!("{}{attributes} {text:?}", element.tag_name())
    });
    parts.collect()
}

#[wasm_bindgen_test]
async fn a_row_that_another_operation_takes_is_as_if_it_were_built_for_it() {
    for first in 0..SHAPES.len() {
        for second in (0..SHAPES.len()).filter(|second| *second != first) {
            let fresh = open("/operations");
            fresh.until_calls(1).await;
            fresh.answer(0, Ok(of_shape(second)));
            fresh.until_rows(&[&format!("j-{second}")]).await;
            let expected = parts(&fresh);
            drop(fresh);

            let console = open("/operations?status=failed");
            console.until_calls(1).await;
            console.answer(0, Ok(of_shape(first)));
            console.until_rows(&[&format!("j-{first}")]).await;
            let row = console.find("tbody tr");
            console.find("[data-param=status] button").click();
            console.until_calls(2).await;
            console.answer(1, Ok(of_shape(second)));
            console.until_rows(&[&format!("j-{second}")]).await;
            settle().await;
            assert!(row.is_same_node(Some(&console.find("tbody tr"))));
            assert_eq!(parts(&console), expected, "{first} to {second}");
        }
    }
}

#[wasm_bindgen_test]
async fn another_column_sorts_the_loaded_rows_without_a_call_and_says_so() {
    let console = open("/operations");
    console.until_calls(1).await;
    let rows = [
        ("j-1", "successful"),
        ("j-2", "failed"),
        ("j-3", "successful"),
    ];
    console.answer(0, Ok(page(3, &rows)));
    console.until_rows(&["j-1", "j-2", "j-3"]).await;
    console.find("thead [data-column=duration] button").click();
    console.find("thead [data-column=duration] button").click();
    console.until_rows(&["j-3", "j-2", "j-1"]).await;
    assert_eq!(console.nav.href(), "/operations?sort=-duration");
    assert!(console.text().contains("3 loaded rows only"));
    assert_eq!(console.all("thead [aria-sort]").len(), 1);
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_rows_which_are_one_stop_of_tab() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "failed"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    let stops = "a.op-row-link[tabindex='0']";
    let first = console.find(stops);
    first.focus().unwrap();
    press(&first, "ArrowDown");
    settle().await;
    let row = console.find(stops).closest("tr").unwrap().unwrap();
    assert_eq!(row.get_attribute("data-job-id").as_deref(), Some("j-2"));
}

#[wasm_bindgen_test]
async fn a_row_tells_how_many_errors_it_has_and_its_menu_opens_it() {
    let body = r#"{"ret_code":0,"total_count":1,"job_set":[
        {"job_id":"j-1","status":"failed","error_codes":"1400,5100,2100"}]}"#;
    let Ok(Answer::Page(failed)) = decode_answer(body) else {
        panic!("no page");
    };
    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.answer(0, Ok(failed));
    console.until_rows(&["j-1"]).await;
    let cell = console.find("tbody [data-column=error_codes]").inner_text();
    assert!(cell.starts_with("1400 ") && cell.contains("+2"), "{cell}");
    assert!(cell.ends_with("2 more error codes: 5100, 2100"), "{cell}");
    // The code leads to what else has it, with a word on what the server makes of that.
    let code = console.find("tbody [data-column=error_codes] a");
    assert_eq!(
        code.get_attribute("href").as_deref(),
        Some("/operations?status=failed&search_word=1400")
    );
    assert!(code.title().contains("as a keyword"), "{}", code.title());
    console.find("tbody [data-column=menu] button").click();
    until("the menu", || !console.all("[role=menuitem]").is_empty()).await;
    console.all("[role=menuitem]")[0].click();
    console.until_href("/operations/j-1?status=failed").await;
}
