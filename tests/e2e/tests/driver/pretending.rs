//! Users and circumstances that are made up.

use crate::fixed_site::FixedSite;
use crate::{SITE, on_site};
use e2e::{Emulation, Setup};

#[test]
fn language_and_time_zone_are_the_users() {
    let users = [
        ("zh-CN", "Asia/Shanghai", "2022/4/6"),
        ("en-US", "America/New_York", "4/5/2022"),
    ];
    for (language, zone, date) in users {
        let site = FixedSite::serve(SITE);
        let setup = Setup::new()
            .site(&site.origin())
            .language(language)
            .time_zone(zone);
        setup.run(async |world| {
            let page = world.open("/form").await;
            let seen = page
                .script(
                    "return [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,
                             new Date('2022-04-05T20:26:33Z').toLocaleDateString()]",
                    &[],
                )
                .await;
            assert_eq!(seen, serde_json::json!([language, zone, date]));
        });
    }
}

#[test]
fn media_features_are_emulated() {
    on_site(async |world| {
        let page = world.open("/form").await;
        let dark = async || {
            page.script(
                "return matchMedia('(prefers-color-scheme: dark)').matches",
                &[],
            )
            .await
        };
        for (theme, is_dark) in [(Emulation::DARK, true), (Emulation::LIGHT, false)] {
            page.emulate(theme).await.expect("every engine can");
            assert_eq!(dark().await, is_dark);
        }
        let still = [("prefers-reduced-motion", "reduce")];
        page.emulate(Emulation::Media(&still))
            .await
            .expect("every engine can");
        let both = [
            ("prefers-color-scheme", "dark"),
            ("forced-colors", "active"),
        ];
        if let Err(unsupported) = page.emulate(Emulation::Media(&both)).await {
            return eprintln!("note: {unsupported}");
        }
        let forced = page.script("return matchMedia('(forced-colors: active)').matches", &[]);
        assert_eq!((dark().await, forced.await), (true.into(), true.into()));
    });
}

#[test]
fn the_network_can_be_gone_and_come_back() {
    on_site(async |world| {
        let page = world.open("/form").await;
        let reach = async || {
            page.script(
                "return fetch('/api/operation').then(() => true, () => false)
                     .then((reached) => [navigator.onLine, reached])",
                &[],
            )
            .await
        };
        page.emulate(Emulation::Offline)
            .await
            .expect("every engine can");
        assert_eq!(reach().await, serde_json::json!([false, false]));
        page.emulate(Emulation::Online)
            .await
            .expect("every engine can");
        assert_eq!(reach().await, serde_json::json!([true, true]));
    });
}

#[test]
fn the_viewport_has_the_wanted_size() {
    on_site(async |world| {
        let page = world.open("/long").await;
        assert_eq!(page.viewport().await, [1280, 800]);
        for size in [[320, 640], [2560, 1200], [768, 1024]] {
            page.resize(size[0], size[1]).await;
            assert_eq!(page.viewport().await, size);
        }
        page.scroll_to(0, 700).await;
        assert_eq!(page.scroll_position().await, [0, 700]);
    });
}
