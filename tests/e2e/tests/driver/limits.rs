//! What cannot be tested in this engine.

use crate::on_site;
use e2e::Ability;
use std::io::{Write, stderr};

#[test]
fn what_the_engine_cannot_do_is_told_with_its_reason() {
    on_site(async |world| {
        let engine = world.engine();
        for lack in engine.lacks() {
            // Not eprintln!, which the test harness would keep to itself.
            let _ = writeln!(stderr(), "note: {lack}");
        }
        let page = world.open("/form").await;
        let measures = page
            .script(
                "return PerformanceObserver.supportedEntryTypes.includes('layout-shift')",
                &[],
            )
            .await;
        let forces = page
            .script("return CSS.supports('forced-color-adjust: none')", &[])
            .await;
        page.script("return fetch('/kept').then((answer) => answer.text())", &[])
            .await;
        page.go("/form").await;
        let caches = page
            .script(
                "return fetch('/kept').then((answer) => answer.text()).then(() => {
                     const [kept] = performance.getEntriesByName(location.origin + '/kept');
                     return kept.transferSize === 0;
                 })",
                &[],
            )
            .await;
        // The list is no excuse: an engine that learns something is held to it.
        for (ability, has) in [
            (Ability::MeasureLayoutShift, measures),
            (Ability::ForceColors, forces),
            (Ability::CacheOnDisk, caches),
        ] {
            assert_eq!(has, engine.require(ability).is_ok(), "{engine}: {ability}");
        }
    });
}
