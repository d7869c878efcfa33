//! What the panel tells the page, and asks of it.

use crate::portals::{TOKEN, in_portal, signed_in_only};
use e2e::{Find, Page, Setup, World};
use serde_json::{Value, json};

/// Writes down every event of the panel, where the page around it hears it.
async fn listen(page: &Page) {
    page.script(
        "window.heard = [];
         for (const type of ['hpc-ready', 'hpc-query-change', 'hpc-operation-open',
                             'hpc-operation-finished', 'hpc-load', 'hpc-export', 'hpc-need-auth',
                             'hpc-error']) {
             document.addEventListener(type, ({ target, detail }) => {
                 window.heard.push([type, target.localName, JSON.parse(JSON.stringify(detail))]);
             });
         }",
        &[],
    )
    .await;
}

/// The details of the events of one type so far.
async fn heard(page: &Page, event: &str) -> Vec<Value> {
    let details = page
        .script(
            "return window.heard.filter(([type, target]) =>
                 type === args[0] && target === 'hpc-operations').map((event) => event[2]).map(
                     // The address of the documentation is another in each run.
                     ({ help, ...detail }) => help ? { ...detail, help: /#.*/.exec(help)[0] } : detail)",
            &[json!(event)],
        )
        .await;
    details.as_array().cloned().unwrap_or_default()
}

/// Waits until the page has heard exactly these events of one type.
async fn until_heard(page: &Page, event: &str, expected: Value) {
    page.until_equal(event, expected, async |page| {
        Value::from(heard(page, event).await)
    })
    .await;
}

/// A listening page whose panel has an answer.
async fn listening(world: &World, attributes: &str) -> Page {
    let page = world.open_host("/blank/").await;
    listen(&page).await;
    page.script(
        "document.getElementById('place').innerHTML = `<hpc-operations ${args[0]}></hpc-operations>`",
        &[json!(attributes)],
    )
    .await;
    assert!(world.load_panel(&page).await);
    page.until_idle().await;
    page
}

#[test]
fn readiness_is_told_once_and_every_step_of_the_reader_with_its_place() {
    in_portal(async |world| {
        let page = listening(world, "").await;
        until_heard(&page, "hpc-ready", json!([{}])).await;
        assert_eq!(heard(&page, "hpc-query-change").await, [json!(null); 0]);
        page.choice("status", "failed").click().await;
        page.until_asked(&[("status", Some("failed"))]).await;
        page.until_idle().await;
        page.css("[rel=next]").click().await;
        let failed = json!({
            "version": 1, "query": "status=failed", "location": "operations?status=failed",
        });
        let second = json!({
            "version": 1,
            "query": "status=failed&page=2",
            "location": "operations?status=failed&page=2",
        });
        until_heard(&page, "hpc-query-change", json!([failed, second])).await;
        page.until_idle().await;

        let id = page.table().await.ids().first().map(ToString::to_string);
        let id = id.unwrap_or_default();
        page.row(&id).css("a.op-row-link").click().await;
        let location = format!("operations/{id}?status=failed&page=2");
        let opened = json!([{ "job_id": id, "location": location }]);
        until_heard(&page, "hpc-operation-open", opened).await;
        page.css("[data-field=job_id]").until_text(&id).await;
        let changes = heard(&page, "hpc-query-change").await;
        assert_eq!(
            changes.last().map(|last| &last["location"]),
            Some(&json!(location))
        );

        // What the page does itself it is not told.
        let told = changes.len();
        page.script(
            "return document.querySelector('hpc-operations')
                 .restore({ version: 1, location: 'operations?status=pending' })",
            &[],
        )
        .await;
        page.until_asked(&[("status", Some("pending"))]).await;
        page.until_idle().await;
        assert_eq!(heard(&page, "hpc-query-change").await.len(), told);
        until_heard(&page, "hpc-ready", json!([{}])).await;
        until_heard(&page, "hpc-error", json!([])).await;
    });
}

#[test]
fn no_event_tells_locked_filters() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let owner = log.text(0, "owner");
        let page = listening(world, &format!("locked-filters='owner={owner}'")).await;
        page.choice("status", "successful").click().await;
        page.until_asked(&[("status", Some("successful")), ("owner", Some(owner))])
            .await;
        page.until_idle().await;
        page.css("a.op-row-link").nth(0).click().await;
        page.css("[data-field=job_id]").until_visible().await;
        let all = page.script("return window.heard", &[]).await;
        assert_eq!(all.as_array().map(Vec::len), Some(4), "{all}");
        assert!(!all.to_string().contains(owner), "{all}");
    });
}

#[test]
fn a_page_that_opens_operations_itself_keeps_the_panel_from_it() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open_host("/event-log/").await;
        page.until_listed(&log).await;
        page.labelled("Operations open in the portal").click().await;
        let id = log.text(3, "job_id");
        page.row(id).css("a.op-row-link").click().await;
        page.css("#opened").until_text(id).await;
        page.until_listed(&log).await;
        // The menu and the keys ask, too.
        page.row(log.text(4, "job_id"))
            .css("a.op-row-link")
            .press("Enter")
            .await;
        page.css("#opened").until_text(log.text(4, "job_id")).await;
        page.until_listed(&log).await;
        page.labelled("Operations open in the portal").click().await;
        page.row(id).css("a.op-row-link").click().await;
        page.css("[data-field=job_id]").until_text(id).await;
    });
}

#[test]
fn a_failure_is_told_with_the_word_of_its_screen() {
    in_portal(async |world| {
        let page = listening(world, "").await;
        for (words, kind, message) in [
            ("!ret:1400", "denied", "Access denied"),
            ("!ret:2500", "over-quota", "Over quota"),
            ("!html", "broken", "The response cannot be read"),
        ] {
            page.script("window.heard = []", &[]).await;
            page.field("search_word").paste(words).await;
            page.press("Enter").await;
            let help = format!("#{kind}");
            let expected =
                json!([{ "kind": kind, "code": kind, "message": message, "help": help }]);
            until_heard(&page, "hpc-error", expected).await;
        }
    });
}

#[test]
fn a_failure_is_told_once_however_the_page_changes_meanwhile() {
    in_portal(async |world| {
        let page = listening(world, "filters='search_word=!ret:1400'").await;
        until_heard(&page, "hpc-error", Value::from(denied(&["Access denied"]))).await;
        for change in [
            "theme = 'dark'",
            "lang = 'zh-CN'",
            "lang = 'en'",
            "columns = 'status'",
        ] {
            let script = format!("document.querySelector('hpc-operations').{change}");
            page.script(&script, &[]).await;
        }
        page.css(".op-screen h2").until_text("Access denied").await;
        // Whatever follows from that has happened by the next answer.
        page.script(
            "return document.querySelector('hpc-operations').refresh()",
            &[],
        )
        .await;
        let told = heard(&page, "hpc-error").await;
        let refreshed = denied(&["Access denied", "Access denied"]);
        assert!(told.len() <= refreshed.len(), "{told:?}");
        assert_eq!(told, refreshed[..told.len()]);
    });
}

/// Details of events about access that is denied.
fn denied(messages: &[&str]) -> Vec<Value> {
    let detail = |message: &&str| json!({ "kind": "denied", "code": "denied", "message": message, "help": "#denied" });
    messages.iter().map(detail).collect()
}

#[test]
fn the_end_of_an_operation_that_was_seen_running_is_told() {
    let busy = ["--demo", "300", "--arrivals-per-hour", "36000"];
    Setup::new().gateway(&busy).portal().run(async |world| {
        let page = listening(world, "filters='status=pending'").await;
        let page = page.within(std::time::Duration::from_secs(30));
        let running: Vec<String> = page
            .table()
            .await
            .ids()
            .into_iter()
            .map(str::to_owned)
            .collect();
        page.script(
            "const panel = document.querySelector('hpc-operations');
             const read = () => panel.refresh().then(() => { setTimeout(read, 500) });
             panel.filters = '';
             read()",
            &[],
        )
        .await;
        let ended = page
            .until("an operation to end", async |page| {
                heard(page, "hpc-operation-finished")
                    .await
                    .into_iter()
                    .next()
            })
            .await;
        let id = ended["job_id"].as_str().unwrap_or_default();
        let listing = world.listing(&[("job_ids", id)]).await;
        assert_eq!(ended["job_action"], listing.text(0, "job_action"));
        assert_eq!(ended["status"], listing.text(0, "status"));
        assert_ne!(ended["status"], "pending");
        eprintln!("{id}, of {} that ran first", running.len());
    });
}

#[test]
fn who_is_signed_out_sees_the_rows_once_the_page_has_answered() {
    signed_in_only(async |world| {
        let page = world.open_host("/event-log/").await;
        // Nobody answers: the panel says so by itself.
        page.until_state("signed-out").await;
        page.css("#events")
            .text_containing("hpc-need-auth {\"code\":1200}")
            .until_visible()
            .await;
        page.css("#events")
            .text_containing("hpc-error")
            .nth(0)
            .until_visible()
            .await;
        page.css("#answer").select("gives a token").await;
        page.button("Try again").click().await;
        let listing = world.listing(&[("access_token", TOKEN)]).await;
        page.until_listed(&listing).await;
        // The token holds for what comes after.
        let asked = page
            .css("#events li[data-event=hpc-need-auth]")
            .count()
            .await;
        page.choice("status", "failed").click().await;
        let failed = [("access_token", TOKEN), ("status", "failed")];
        page.until_listed(&world.listing(&failed).await).await;
        let questions = page.css("#events li[data-event=hpc-need-auth]");
        assert_eq!(questions.count().await, asked);

        // Signed out, it asks again, and rows that are there stay.
        page.button("Sign out").click().await;
        page.css("#answer").select("refuses").await;
        page.button("Read again").click().await;
        page.css(".op-banner[data-failure=signed-out]")
            .until_visible()
            .await;
        page.until_state("stale").await;
        assert_eq!(questions.count().await, asked + 1);
        page.button("Sign in").click().await;
        page.css(".op-banner").until_gone().await;
        page.until_state("ready").await;
    });
}

#[test]
fn a_call_is_made_once_more_and_not_again_whatever_the_answer_is() {
    signed_in_only(async |world| {
        for (answer, calls) in [
            ("says nothing", 1),
            ("refuses", 1),
            ("fails", 1),
            ("gives a wrong token", 2),
            ("says that all is well", 2),
        ] {
            let page = world.open_host("/event-log/").await;
            page.until_state("signed-out").await;
            page.css("#answer").select(answer).await;
            let before = page.requests().await.len();
            let questions = page.css("#events li[data-event=hpc-need-auth]");
            let asked = questions.count().await;
            page.button("Read again").click().await;
            page.css("#said").until_text("\"read again\"").await;
            page.until_state("signed-out").await;
            assert_eq!(page.requests().await.len(), before + calls, "{answer}");
            assert_eq!(questions.count().await, asked + 1, "{answer}");
        }
    });
}

#[test]
fn calls_that_wait_for_credentials_ask_the_page_once() {
    signed_in_only(async |world| {
        let page = world.open_host("/blank/").await;
        page.script(
            "window.questions = 0;
             document.addEventListener('hpc-need-auth', ({ detail }) => {
                 window.questions += 1;
                 detail.respondWith(new Promise((resolve) => { window.answer = resolve }));
             });
             document.getElementById('place').append(document.createElement('hpc-operations'))",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.until_equal("the questions", json!(1), async |page| {
            page.script("return window.questions", &[]).await
        })
        .await;
        page.script("document.querySelector('hpc-operations').refresh()", &[])
            .await;
        page.until_equal("the calls that were refused", 2, async |page| {
            page.requests().await.len()
        })
        .await;
        page.script(
            "window.answer({ headers: { Authorization: args[0] } })",
            &[json!(format!("Bearer {TOKEN}"))],
        )
        .await;
        let listing = world.listing(&[("access_token", TOKEN)]).await;
        page.until_listed(&listing).await;
        assert_eq!(page.script("return window.questions", &[]).await, 1);
    });
}

#[test]
fn a_redirect_is_a_question_for_credentials_with_the_pages_own_fetch_too() {
    in_portal(async |world| {
        let attributes = "sign-in='https://sso.example/login' filters='search_word=!redirect'";
        let page = listening(world, attributes).await;
        page.until_state("signed-out").await;
        let sign_in = page.link("Sign in");
        let href = sign_in.attribute("href").await;
        assert_eq!(href.as_deref(), Some("https://sso.example/login"));
        until_heard(&page, "hpc-need-auth", json!([{ "code": 302 }])).await;
        page.script(
            "const panel = document.querySelector('hpc-operations');
             panel.fetch = (url, options) => window.fetch(url, options);
             return panel.refresh()",
            &[],
        )
        .await;
        page.until_state("signed-out").await;
        until_heard(
            &page,
            "hpc-need-auth",
            json!([{ "code": 302 }, { "code": 302 }]),
        )
        .await;
    });
}

#[test]
fn a_load_of_the_whole_result_and_a_saved_file_are_told() {
    in_portal(async |world| {
        let log = world
            .listing(&[("status", "failed"), ("limit", "100")])
            .await;
        let end = log.text(20, "create_time");
        let total = world
            .listing(&[("status", "failed"), ("end_time", end)])
            .await
            .total;
        let page = listening(world, "").await;
        page.script(
            "HTMLAnchorElement.prototype.click = () => {};
             const location = `operations?status=failed&end_time=${args[0]}&whole=1`;
             document.querySelector('hpc-operations').restore({ version: 1, location })",
            &[json!(end)],
        )
        .await;
        page.css(".op-whole .op-button-primary").click().await;
        page.until("a complete load", async |page| {
            let told = heard(page, "hpc-load").await;
            let [begun, ended] = &told[..] else {
                return Err(format!("{told:?}"));
            };
            let is_told = begun["state"] == "loading"
                && ended["state"] == "complete"
                && ended["rows"] == total
                && ended["calls"] == total.div_ceil(99);
            is_told.then_some(()).ok_or_else(|| format!("{told:?}"))
        })
        .await;
        page.button("Copy or save rows").click().await;
        page.button("CSV").click().await;
        page.until("a saved file", async |page| {
            let told = heard(page, "hpc-export").await;
            let [saved] = &told[..] else {
                return Err(format!("{told:?}"));
            };
            let file = saved["file"].as_str().unwrap_or_default();
            let is_told = saved["part"] == "whole"
                && saved["rows"] == total
                && file.ends_with(&format!("-{total}-of-{total}.csv"));
            is_told.then_some(()).ok_or_else(|| format!("{told:?}"))
        })
        .await;
    });
}
