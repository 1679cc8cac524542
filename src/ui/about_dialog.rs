//! What the page can do and what it cannot, each with what proves it: what it has asked for, the policy in force, where the
//! work is. The list of requests is looked at again while it is shown.

use gloo::timers::callback::Interval;
use yew::prelude::*;

use super::modal::Modal;
use crate::effects::report;

/// Milliseconds between two looks.
const PAUSE: u32 = 1_000;

#[component]
pub(crate) fn AboutDialog() -> Html {
    let asked = use_state_eq(report::asked);
    let kept = use_state_eq(|| None::<f64>);
    {
        let (asked, kept) = (asked.clone(), kept.clone());
        use_effect_with((), move |()| {
            report::kept(move |bytes| kept.set(Some(bytes)));
            let look = Interval::new(PAUSE, move || asked.set(report::asked()));
            move || drop(look)
        });
    }
    let list = |items: &[String]| {
        items.iter().map(|item| html! { <li key={item.clone()}><code>{ item.clone() }</code></li> }).collect::<Html>()
    };
    let is_clean = asked.foreign.is_empty();
    html! {
        <Modal title="What this page can do" testid="about-dialog">
            <div class="about">
                <p>
                    { "It reads what you paste, drop or open, works on it in this browser, and keeps it there. It has no server, " }
                    { "no accounts, no statistics. It hands files to you only." }
                </p>
                <h3>{ "What it has asked for" }</h3>
                <p data-testid="about-asked" data-clean={is_clean.to_string()} class={(!is_clean).then_some("problem")}>
                    if is_clean {
                        { format!("{} files since you opened it, all of them its own, from {}.", asked.own.len(), asked.host) }
                    } else {
                        { format!("{} addresses that are not its own. Do not trust this copy of the page.", asked.foreign.len()) }
                    }
                </p>
                <details>
                    <summary>{ "The list, as the browser keeps it" }</summary>
                    <ul data-testid="about-files">{ list(&asked.foreign) }{ list(&asked.own) }</ul>
                </details>
                <p class="hint">
                    { "Files of other tools are read and written by a part that comes from the same place when first needed." }
                </p>
                <h3>{ "What holds it" }</h3>
                <p>
                    { "A policy, which the browser enforces: the page can send nothing to any other place, run no script but " }
                    { "its own, take no text for one, and show nothing from elsewhere. A link that you click still opens its site, as anywhere." }
                </p>
                <details>
                    <summary>{ "The policy in force" }</summary>
                    <ul data-testid="about-policy">{ list(&report::policy()) }</ul>
                </details>
                <h3>{ "Where your work is" }</h3>
                <p>
                    { format!("In this browser’s storage for {}", asked.host) }
                    <span data-testid="about-kept">
                        if let Some(bytes) = *kept { { format!(": about {}", size(bytes)) } }
                    </span>
                    { ". Who uses this browser with your account can see it; deleting the browser’s data for this site deletes it. " }
                    { "Download what must last." }
                </p>
                <h3>{ "See for yourself" }</h3>
                <p>
                    { "Turn the network off and go on: finding, correcting, saving and Postil’s own file need none. Or open the " }
                    { "browser’s developer tools (F12), look at Network, and paste an article: nothing appears." }
                </p>
            </div>
        </Modal>
    }
}

/// Bytes in a unit that one can grasp.
fn size(bytes: f64) -> String {
    match bytes {
        0.0..1_000.0 => format!("{bytes:.0} bytes"),
        1_000.0..1_000_000.0 => format!("{:.0} kB", bytes / 1e3),
        _ => format!("{:.1} MB", bytes / 1e6),
    }
}
