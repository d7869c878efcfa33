//! What the page says to the panel: attributes and properties, before and after
//! the panel is there.

use crate::portals::{TOKEN, in_portal, signed_in_only};
use e2e::{Find, Page, Setup, Upstream};
use serde_json::{Value, json};

/// Sets attributes of the panel; `null` takes one away.
async fn set(page: &Page, attributes: Value) {
    page.script(
        "const panel = document.querySelector('hpc-operations');
         for (const [name, value] of Object.entries(args[0])) {
             if (value === null) panel.removeAttribute(name);
             else panel.setAttribute(name, value);
         }",
        &[attributes],
    )
    .await;
}

/// What a method of the panel answers.
async fn save(page: &Page) -> Value {
    page.script(
        "return document.querySelector('hpc-operations').save()",
        &[],
    )
    .await
}

#[test]
fn language_and_theme_change_at_once_and_follow_the_page_without_attributes() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.button("Refresh").until_visible().await;
        let calls = page.requests().await.len();
        set(&page, json!({ "lang": "zh-CN" })).await;
        page.button("刷新").until_visible().await;
        set(&page, json!({ "lang": null })).await;
        page.button("Refresh").until_visible().await;
        // The nearest one around it.
        for (element, language, button) in [
            ("documentElement", "zh", "刷新"),
            ("querySelector('main')", "en", "Refresh"),
            ("querySelector('main')", "zh-TW", "刷新"),
        ] {
            let script = format!("document.{element}.lang = args[0]");
            page.script(&script, &[json!(language)]).await;
            page.button(button).until_visible().await;
        }

        // Around a shadow root that it stands in.
        page.script(
            "const host = document.createElement('section');
             host.lang = 'en';
             document.querySelector('main').append(host);
             const inner = host.attachShadow({ mode: 'open' });
             inner.innerHTML = '<div></div>';
             inner.firstChild.append(document.querySelector('hpc-operations'))",
            &[],
        )
        .await;
        page.button("Refresh").until_visible().await;
        page.script(
            "document.querySelector('section').shadowRoot.firstChild.lang = 'zh'",
            &[],
        )
        .await;
        page.button("刷新").until_visible().await;
        page.script(
            "const inner = document.querySelector('section').shadowRoot;
             document.querySelector('main').append(inner.firstChild.firstChild)",
            &[],
        )
        .await;
        page.button("刷新").until_visible().await;

        let ink = async |page: &Page| {
            let script = "const root = document.querySelector('hpc-operations').shadowRoot;
                return getComputedStyle(root.querySelector('.op-list')).color";
            page.script(script, &[]).await
        };
        let paint = async |theme: &str| {
            set(&page, json!({ "theme": theme })).await;
            ink(&page).await
        };
        let (light, dark) = (paint("light").await, paint("dark").await);
        assert_ne!(light, dark);
        assert_eq!(paint("light").await, light);
        for (scheme, expected) in [("dark", &dark), ("light", &light)] {
            // Of the page, which the theme `host` follows and another does not.
            page.script(
                "document.body.style.colorScheme = args[0]",
                &[json!(scheme)],
            )
            .await;
            assert_eq!(paint("host").await, *expected);
            assert_eq!(paint("dark").await, dark);
        }
        set(&page, json!({ "theme": null })).await;
        assert_eq!(ink(&page).await, light);
        assert_eq!(
            page.requests().await.len(),
            calls,
            "none of it is worth a call"
        );
    });
}

#[test]
fn the_clock_is_the_one_that_the_page_names() {
    Setup::new()
        .portal()
        .time_zone("Asia/Tokyo")
        .run(async |world| {
            let log = world.listing(&[]).await;
            let page = world
                .embed("<hpc-operations tz='utc'></hpc-operations>")
                .await;
            page.until_listed(&log).await;
            for (zone, hours) in [("utc8", 8), ("local", 9), ("utc", 0)] {
                set(&page, json!({ "tz": zone })).await;
                let expected = e2e::shown_time(log.text(0, "create_time"), hours);
                page.row(log.text(0, "job_id"))
                    .css("[data-column=create_time]")
                    .until_text(&expected)
                    .await;
            }
        });
}

#[test]
fn only_the_columns_that_the_page_names_are_shown() {
    in_portal(async |world| {
        let page = world
            .embed("<hpc-operations columns='status duration'></hpc-operations>")
            .await;
        page.until_state("ready").await;
        let shown = async |page: &Page| {
            let columns = page
                .script(
                    "return find([{ by: 'css', css: 'thead th[data-column]' }])
                         .map((heading) => heading.dataset.column)",
                    &[],
                )
                .await;
            columns.as_array().cloned().unwrap_or_default()
        };
        let expected = |columns: &[&str]| columns.iter().map(|it| json!(it)).collect::<Vec<_>>();
        let some = expected(&["operation", "status", "duration", "menu"]);
        page.until_equal("the columns", some, shown).await;
        assert_eq!(page.cell("owner").count().await, 0);
        page.resize(1600, 800).await;
        set(&page, json!({ "columns": "create_time owner nonsense" })).await;
        let others = expected(&["create_time", "operation", "owner", "menu"]);
        page.until_equal("the columns", others, shown).await;
        set(&page, json!({ "columns": null })).await;
        page.until("all columns", async |page| shown(page).await.len() > 6)
            .await;
    });
}

#[test]
fn columns_that_the_page_names_are_shown_in_less_room_than_all_need() {
    in_portal(async |world| {
        let markup = "<div style='width: 800px'>
            <hpc-operations columns='create_time status owner duration'></hpc-operations></div>";
        let page = world.embed(markup).await;
        page.until_state("ready").await;
        for column in ["create_time", "status", "owner", "duration"] {
            let heading = page.css(&format!("th[data-column={column}]"));
            assert_eq!(heading.count().await, 1, "{column}");
        }
    });
}

#[test]
fn only_the_controls_that_the_page_names_are_shown_and_have_keys() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_state("ready").await;
        // Everything but the bar, which is for pages of its own.
        assert_eq!(page.css("[data-control=bar]").count().await, 0);
        let parts = [
            ("title", "h1"),
            ("refresh", "[aria-keyshortcuts=r]"),
            ("search_word", "[name=search_word]"),
            ("status", "[name=status][value=failed]"),
            ("time", ".op-time-button"),
            ("owner", "[name=owner]"),
            ("pager", "[rel=next]"),
            ("calls", ".op-calls button"),
            ("statistics", "button[data-control=statistics]"),
        ];
        for (_, part) in parts {
            assert_ne!(page.css(part).count().await, 0, "{part}");
        }
        for (control, part) in parts {
            set(&page, json!({ "controls": control })).await;
            for (other, hidden) in parts {
                let shown = page.css(hidden).count().await > 0;
                assert_eq!(shown, other == control, "{hidden} with controls={control}");
                if other == control {
                    assert_eq!(hidden, part);
                }
            }
        }
        set(&page, json!({ "controls": "bar filters" })).await;
        page.css(".op-bar").until_visible().await;
        page.field("owner").until_visible().await;
        assert_eq!(page.css("[rel=next]").count().await, 0);

        // What is not there is not pressed by its key either.
        set(&page, json!({ "controls": "status" })).await;
        let calls = page.requests().await.len();
        page.css("a.op-row-link").nth(0).focus().await;
        page.press("n").await;
        page.press("r").await;
        page.press("3").await;
        page.until_asked(&[("status", Some("failed"))]).await;
        page.until_idle().await;
        assert_eq!(page.requests().await.len(), calls + 1);
        let state = save(&page).await;
        assert_eq!(state["location"], "operations?status=failed");
    });
}

#[test]
fn the_page_size_is_the_readers_choice_until_the_page_names_another() {
    in_portal(async |world| {
        let page = world
            .embed("<hpc-operations limit='10'></hpc-operations>")
            .await;
        page.until_listed(&world.listing(&[("limit", "10")]).await)
            .await;
        page.field("limit").select("20").await;
        page.until_listed(&world.listing(&[]).await).await;
        set(&page, json!({ "lang": "zh-CN", "theme": "dark" })).await;
        page.button("刷新").until_visible().await;
        page.until_listed(&world.listing(&[]).await).await;
        page.css("[rel=next]").click().await;
        page.until_listed(&world.listing(&[("offset", "20")]).await)
            .await;
        let script = "document.querySelector('hpc-operations').limit = 50";
        page.script(script, &[]).await;
        page.until_listed(&world.listing(&[("limit", "50")]).await)
            .await;
    });
}

#[test]
fn the_reader_begins_at_the_filters_of_the_page_and_may_leave_them() {
    in_portal(async |world| {
        let page = world
            .embed("<hpc-operations filters='status=failed&limit=10'></hpc-operations>")
            .await;
        let failed = [("status", "failed"), ("limit", "10")];
        page.until_listed(&world.listing(&failed).await).await;
        page.css(".op-chip[data-param=status] button").click().await;
        page.until_listed(&world.listing(&[("limit", "10")]).await)
            .await;
        // Said anew, they lead there again.
        page.script(
            "document.querySelector('hpc-operations').filters = { status: 'successful' }",
            &[],
        )
        .await;
        page.until_listed(&world.listing(&[("status", "successful")]).await)
            .await;
    });
}

#[test]
fn filters_of_the_page_that_cannot_be_used_show_nothing_until_they_are_removed() {
    in_portal(async |world| {
        let markup = "<hpc-operations filters='status=nope&page=x&owner=' columns=', ,' controls='status pager zzz' limit='7' tz='mars' live='soon' theme='pink'
            lang='xx'></hpc-operations>";
        let page = world.embed(markup).await;
        page.until_state("unusable").await;
        assert_eq!(page.css("tbody tr").count().await, 0);
        page.css(".op-unusable-filters button:last-of-type")
            .click()
            .await;
        page.until_state("ready").await;
        assert!(page.table().await.len() >= 7);
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn a_lock_that_is_empty_or_misspelt_shows_no_operation_until_it_is_mended() {
    in_portal(async |world| {
        let page = world.open_host("/blank/").await;
        page.script(
            "window.heard = [];
             for (const type of ['hpc-ready', 'hpc-error']) {
                 document.addEventListener(type, ({ detail }) => {
                     window.heard.push([type, detail.kind ?? null]);
                 });
             }
             const panel = document.createElement('hpc-operations');
             panel.setAttribute('locked-filters', 'resource_id=ehpc-x45v21ha');
             document.getElementById('place').append(panel)",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        let says = async |page: &Page| {
            page.text_containing("Can’t determine which operations to show")
                .until_visible()
                .await;
            assert_eq!(page.css("tbody tr").count().await, 0);
            assert_eq!(page.css("button").count().await, 0);
        };
        says(&page).await;
        let heard = json!([["hpc-error", "unlocked"], ["hpc-ready", null]]);
        page.until_equal("what the page was told", heard, async |page| {
            page.script("return window.heard", &[]).await
        })
        .await;
        assert_eq!(page.requests().await.len(), 0);
        let owner = world.listing(&[]).await.text(0, "owner").to_owned();
        let listing = world.listing(&[("owner", &owner)]).await;
        set(&page, json!({ "locked-filters": format!("owner={owner}") })).await;
        page.until_listed(&listing).await;
        for lock in ["owner=", "owner", "=", "status=nope", "owner=a&limit=10"] {
            set(&page, json!({ "locked-filters": lock })).await;
            says(&page).await;
        }
        set(&page, json!({ "locked-filters": null })).await;
        page.until_listed(&world.listing(&[]).await).await;
    });
}

#[test]
fn locked_filters_are_shown_with_a_lock_and_are_in_no_link_and_no_state() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let owner = log.text(0, "owner");
        let markup = format!(
            "<hpc-operations locked-filters='owner={owner}&amp;status=successful'></hpc-operations>"
        );
        let page = world.embed(&markup).await;
        let locked = [("owner", owner), ("status", "successful")];
        let listing = world.listing(&locked).await;
        page.until_listed(&listing).await;
        for parameter in ["owner", "status"] {
            let chip = page.css(&format!(".op-chip[data-param={parameter}]"));
            chip.css("svg").until_visible().await;
            assert_eq!(chip.any("button").count().await, 0, "{parameter}");
            // Said, too, not only drawn.
            let text = page
                .script(
                    "return all(document, args[0])[0].textContent",
                    &[json!(format!(".op-chip[data-param={parameter}]"))],
                )
                .await;
            assert!(
                text.as_str().unwrap_or_default().contains("portal"),
                "{text}"
            );
            assert_eq!(page.field(parameter).count().await, 0, "{parameter}");
        }
        // No way of the panel leads out of them.
        page.field("search_word").fill("a").await;
        page.press("Enter").await;
        page.until_asked(&[
            ("search_word", Some("a")),
            ("owner", Some(owner)),
            ("status", Some("successful")),
        ])
        .await;
        page.until_idle().await;
        page.button("Clear all filters").click().await;
        page.until_listed(&listing).await;
        page.script(
            "document.querySelector('hpc-operations')
                 .restore({ version: 1, location: 'operations?status=failed&owner=other&page=2' })",
            &[],
        )
        .await;
        let second = [&locked[..], &[("offset", "20")]].concat();
        page.until_listed(&world.listing(&second).await).await;

        let links = page
            .script(
                "return all(document, 'a[href]').map((link) => link.href)
                     .filter((href) => /status=|owner=/.test(href))",
                &[],
            )
            .await;
        assert_eq!(links, json!([]));
        let location = save(&page).await["location"].to_string();
        assert!(location.contains("page=2"), "{location}");
        for (key, _) in locked {
            assert!(!location.contains(key), "{location}");
        }
    });
}

#[test]
fn a_value_of_a_locked_filter_leads_nowhere() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let resource = log.text(0, "resource_ids").split(',').next();
        let resource = resource.unwrap_or_default();
        let markup = format!("<hpc-operations locked-filters='resource_ids={resource}'>");
        let page = world.embed(&markup).await;
        let listing = world.listing(&[("resource_ids", resource)]).await;
        page.until_listed(&listing).await;
        let links = async |column: &str| {
            let links = format!("[data-column={column}] a[href]");
            page.css(&links).count().await
        };
        assert_ne!(links("owner").await, 0);
        assert_eq!(links("resource_ids").await, 0);
        let opener = page.row_menu(listing.text(0, "job_id"));
        opener.click().await;
        let menu = page.any("menu");
        menu.until_visible().await;
        let items = menu.any("menuitem").texts().await;
        let any = |start: &str| items.iter().any(|item| item.starts_with(start));
        assert!(any("Only this owner"), "{items:?}");
        assert!(!any("Only this resource"), "{items:?}");
        page.press("Escape").await;
        page.row(listing.text(0, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        let field = page.css("[data-field=resource_ids]");
        field.until_visible().await;
        assert_eq!(field.css("a[href]").count().await, 0);
    });
}

#[test]
fn the_link_that_is_copied_leads_to_the_page_of_its_own_without_locked_filters() {
    in_portal(async |world| {
        let log = world.listing(&[]).await;
        let markup = format!(
            "<textarea></textarea><hpc-operations locked-filters='owner={}'></hpc-operations>",
            log.text(0, "owner")
        );
        let page = world.embed(&markup).await;
        page.until_state("ready").await;
        page.choice("status", "failed").click().await;
        page.until_asked(&[("status", Some("failed"))]).await;
        page.until_idle().await;
        page.button("Copy link").click().await;
        page.css("textarea").focus().await;
        page.press("Control+v").await;
        page.until_equal(
            "what was copied",
            format!("{}/operations?status=failed", world.origin()),
            async |page| page.css("textarea").value().await,
        )
        .await;
        // So does a link of a row, for a new tab; `base` says where else.
        set(&page, json!({ "base": "https://ops.example/log/" })).await;
        page.until_listed(
            &world
                .listing(&[("status", "failed"), ("owner", log.text(0, "owner"))])
                .await,
        )
        .await;
        let href = page.css("a.op-row-link").nth(0).attribute("href").await;
        let href = href.unwrap_or_default();
        let expected = "https://ops.example/log/operations/j-";
        assert!(href.starts_with(expected), "{href}");
        assert!(href.ends_with("?status=failed"), "{href}");
    });
}

#[test]
fn another_api_and_another_zone_are_asked_as_soon_as_they_are_named() {
    in_portal(async |world| {
        let portal = world.portal_origin();
        let other = Upstream::start(&[
            "--demo",
            "7",
            "--arrivals-per-hour",
            "0",
            "--portal",
            &portal,
        ]);
        let page = world
            .embed("<hpc-operations zone='jinan1'></hpc-operations>")
            .await;
        page.until_asked(&[("zone", Some("jinan1"))]).await;
        page.until_idle().await;
        set(&page, json!({ "zone": "jinan1a" })).await;
        page.until_listed(&world.listing(&[]).await).await;
        let api = format!("{}/api", other.origin());
        set(&page, json!({ "api-base": api })).await;
        page.until("the rows of the other log", async |page| {
            (1..=7).contains(&page.table().await.len())
        })
        .await;
        set(&page, json!({ "api-base": null })).await;
        page.until_listed(&world.listing(&[]).await).await;
    });
}

#[test]
fn what_the_reader_chose_for_the_pace_outlives_changes_of_the_page() {
    in_portal(async |world| {
        let page = world
            .embed("<hpc-operations live='15'></hpc-operations>")
            .await;
        page.until_state("ready").await;
        assert_eq!(page.field("refresh").value().await, "15");
        set(&page, json!({ "live": "60" })).await;
        page.until_equal("the pace", "60".to_owned(), async |page| {
            page.field("refresh").value().await
        })
        .await;
        page.field("refresh").select("Off").await;
        assert_eq!(page.field("refresh").value().await, "off");
        set(
            &page,
            json!({ "theme": "dark", "lang": "zh-CN", "columns": "status" }),
        )
        .await;
        page.button("刷新").until_visible().await;
        assert_eq!(page.field("refresh").value().await, "off");
    });
}

#[test]
fn properties_that_are_set_before_the_script_has_come_are_kept() {
    signed_in_only(async |world| {
        let token = ("access_token", TOKEN);
        let log = world.listing(&[token]).await;
        let owner = log.text(0, "owner");
        let page = world.open_host("/blank/").await;
        page.script(
            "const panel = document.createElement('hpc-operations');
             panel.headers = { Authorization: 'Bearer demo-token' };
             panel.lockedFilters = { owner: [args[0]] };
             panel.limit = 10;
             panel.theme = 'dark';
             document.getElementById('place').append(panel)",
            &[json!(owner)],
        )
        .await;
        assert!(world.load_panel(&page).await);
        let expected = [token, ("owner", owner), ("limit", "10")];
        page.until_listed(&world.listing(&expected).await).await;
        let panel = page.css("hpc-operations");
        assert_eq!(panel.attribute("theme").await.as_deref(), Some("dark"));
        // Credentials are nobody's business but the panel's.
        let markup = page
            .script(
                "return document.querySelector('hpc-operations').outerHTML",
                &[],
            )
            .await;
        assert!(!markup.to_string().contains(TOKEN), "{markup}");
    });
}

#[test]
fn the_page_may_make_the_calls_itself_and_add_to_them() {
    in_portal(async |world| {
        let page = world.open_host("/blank/").await;
        page.script(
            "const panel = document.createElement('hpc-operations');
             window.made = [];
             panel.fetch = (url, options) => {
                 window.made.push([String(url), [...new Headers(options.headers)]]);
                 return window.fetch(url, options);
             };
             panel.params = { portal: 'north shore', limit: '1', zone: 'elsewhere' };
             panel.headers = { Authorization: 'Bearer mine' };
             document.getElementById('place').append(panel)",
            &[],
        )
        .await;
        assert!(world.load_panel(&page).await);
        page.until_listed(&world.listing(&[]).await).await;
        // Names that the panel sends itself are its own.
        page.until_asked(&[
            ("portal", Some("north shore")),
            ("limit", Some("20")),
            ("zone", Some("jinan1a")),
        ])
        .await;
        let made = page.script("return window.made", &[]).await;
        let calls = page.requests().await.len();
        assert_eq!(made.as_array().map(Vec::len), Some(calls), "{made}");
        assert!(made[0][1].to_string().contains("Bearer mine"), "{made}");

        // Taken back, the browser makes them again.
        page.script(
            "const panel = document.querySelector('hpc-operations');
             panel.fetch = null;
             panel.params = null;
             return panel.refresh()",
            &[],
        )
        .await;
        page.until_asked(&[("portal", None)]).await;
        assert_eq!(page.script("return window.made", &[]).await, made);
    });
}

#[test]
fn a_fetch_that_fails_or_answers_nonsense_is_a_failure_like_any_other() {
    in_portal(async |world| {
        let page = world.embed("<hpc-operations></hpc-operations>").await;
        page.until_state("ready").await;
        for fetch in [
            "() => { throw new Error('no') }",
            "() => Promise.reject('no')",
            "() => 42",
            "async () => new Response('not json')",
        ] {
            let script = format!(
                "const panel = document.querySelector('hpc-operations');
                 panel.fetch = {fetch};
                 panel.refresh()"
            );
            page.script(&script, &[]).await;
            page.css(".op-banner").until_visible().await;
            page.until_state("stale").await;
            page.script(
                "const panel = document.querySelector('hpc-operations');
                 panel.fetch = null;
                 panel.refresh()",
                &[],
            )
            .await;
            page.css(".op-banner").until_gone().await;
            page.until_state("ready").await;
        }
    });
}

#[test]
fn views_of_the_page_are_offered_under_its_locks_and_cannot_be_removed() {
    in_portal(async |world| {
        let page = world
            .embed("<hpc-operations locked-filters='status=failed'></hpc-operations>")
            .await;
        page.button("Refresh").until_visible().await;
        page.button("Views").until_gone().await;
        page.script(
            "document.querySelector('hpc-operations').views =
                 { 'Ten, <b>slow</b> ones': 'status=successful&limit=10&sort=-duration', ' ': 'limit=50' }",
            &[],
        )
        .await;
        page.button("Views").click().await;
        let view = page.css(".op-views a");
        view.until_text("Ten, <b>slow</b> ones").await;
        assert_eq!(page.css(".op-views :is(button, input)").count().await, 0);
        page.assert_no_axe_violations("views of the page").await;
        view.press("Enter").await;
        page.until_equal(
            "the view",
            json!("operations?limit=10&sort=-duration"),
            async |page| {
                let saved = save(page).await;
                json!(
                    saved["location"]
                        .as_str()
                        .unwrap_or_default()
                        .trim_start_matches('/')
                )
            },
        )
        .await;
        let failed = world
            .listing(&[("status", "failed"), ("limit", "10")])
            .await;
        page.until("rows under the lock", async |page| {
            let table = page.table().await;
            let shown = table.ids();
            if shown.len() == 10 && shown.iter().all(|id| failed.ids().contains(id)) {
                Ok(())
            } else {
                Err(format!("{shown:?}"))
            }
        })
        .await;
        set(&page, json!({ "views": null })).await;
        page.button("Views").until_gone().await;
    });
}
