//! What is shown while an operation is not known, and what is said above one that may be out of
//! date.

use leptos::prelude::*;
use operation_log::JobId;

use crate::i18n::Locale;
use crate::platform::clock;
use crate::remote::Remote;
use crate::state::detail::{Finding, Listed};
use crate::ui::icon::{Icon, IconView};
use crate::ui::placeholder::skeleton_row;
use crate::view::context::Clock;
use crate::view::failure::{FailureBanner, FailureScreen};
use crate::view::scope::Scope;
use crate::view::screen::Screen;

/// A banner above an operation that is known: the last call failed, or the server does not list it.
#[component]
pub fn Notice(
    /// What is known.
    finding: Signal<Remote<Finding>>,
    /// The seconds until it is asked for again; `None` if it is not.
    seconds_left: Signal<Option<u64>>,
    /// Asks again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let held = Signal::derive(move || {
        finding.with(|finding| match finding.held() {
            Some(Finding::Known { received, .. }) => {
                let time = clock::wall_clock(time_zone.get(), *received);
                locale.t().stale(&time)
            }
            Some(Finding::Unknown) | None => String::new(),
        })
    });
    let banner = move || {
        finding.with(|finding| match (finding.error(), finding.held()) {
            (Some(error), Some(Finding::Known { .. })) => {
                let error = error.clone();
                let banner = view! {
                    <Scope>
                        <FailureBanner
                            error=error
                            held=held
                            seconds_left=seconds_left
                            on_retry=on_retry
                        />
                    </Scope>
                };
                Some(banner.into_any())
            }
            (
                _,
                Some(Finding::Known {
                    listed: listed @ (Listed::No | Listed::Others),
                    ..
                }),
            ) => {
                let text = match listed {
                    Listed::Others => locale.t().not_contained(),
                    Listed::No | Listed::Yes => locale.t().not_listed(),
                };
                Some(
                    view! {
                        <div class="op-banner">
                            <IconView icon=Icon::Warning />
                            <p class="op-banner-text">{text}</p>
                        </div>
                    }
                    .into_any(),
                )
            }
            _ => None,
        })
    };
    view! { {move || banner()} }
}

/// The placeholder of an operation that is not known.
#[component]
pub fn Placeholder(
    /// The operation.
    id: JobId,
    /// What is known.
    finding: Signal<Remote<Finding>>,
    /// The seconds until it is asked for again; `None` if it is not.
    seconds_left: Signal<Option<u64>>,
    /// Asks again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let text = Signal::derive(move || locale.t().unknown_text(id.as_str()));
    let screen = move || {
        finding.with(|finding| match (finding.error(), finding.held()) {
            (Some(error), None) => {
                let error = error.clone();
                view! {
                    <Scope>
                        <FailureScreen error=error seconds_left=seconds_left on_retry=on_retry />
                    </Scope>
                }
                .into_any()
            }
            (_, Some(Finding::Unknown)) => view! {
                <Screen
                    icon=Icon::Search
                    title=Signal::derive(move || locale.t().unknown_title().to_owned())
                    text=text
                />
            }
            .into_any(),
            _ => view! {
                <div class="op-skeleton">
                    <span class="visually-hidden">{locale.say(|t| t.loading())}</span>
                    {[(); 3].map(|()| skeleton_row())}
                </div>
            }
            .into_any(),
        })
    };
    view! { {move || screen()} }
}
