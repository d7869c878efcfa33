//! Rows are handed on as text.

use e2e::Find;

#[test]
fn a_copied_table_says_which_operation_failed_and_why() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed").await;
        let log = world.listing(&[("status", "failed")]).await;
        page.until_listed(&log).await;
        page.button("Copy or save rows").click().await;
        page.button("Copy as a table for spreadsheets")
            .click()
            .await;
        page.css(".op-live").until_text("Copied").await;
        page.press("Escape").await;
        // The clipboard is read by pasting it.
        page.script(
            "const box = document.createElement('textarea');
             box.id = 'pasted';
             document.querySelector('main').append(box);
             box.focus()",
            &[],
        )
        .await;
        page.press("Control+v").await;
        let table = page.css("#pasted").value().await;
        for row in 0..log.rows.len() {
            let id = log.text(row, "job_id");
            let line = table.lines().find(|line| line.contains(id));
            let line = line.unwrap_or_else(|| panic!("{id} is not in\n{table}"));
            let code = log.text(row, "error_codes");
            if code.parse::<u32>().is_ok() {
                let reason = line.split('\t').find_map(|cell| cell.strip_prefix(code));
                assert!(reason.is_some_and(|words| words.len() > 3), "{line}");
            }
        }
    });
}
