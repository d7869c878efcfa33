//! Probe.
use e2e::{Find};
#[test]
fn probe() {
    e2e::run(async |world| {
        let page = world.open("/operations?page=2&owner=usr-1").await;
        page.until_idle().await;
        let page = world.open("/operations?page=2").await;
        page.until_state("ready").await;
        page.field("page").focus().await;
        eprintln!("{:?} {:?}", page.focused().await, page.caret().await);
        page.script("document.activeElement.select()", &[]).await;
        eprintln!("{:?} {:?}", page.focused().await, page.caret().await);
        page.type_text("abc").await;
        eprintln!("{:?} {:?}", page.field("page").value().await, page.caret().await);
        page.field("page").fill("7").await;
        eprintln!("{:?} {:?}", page.field("page").value().await, page.caret().await);
    });
}
