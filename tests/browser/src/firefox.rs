//! Firefox: started with a fresh profile and no talk with its maker, and told things by script with the browser's own
//! rights (the driver's "chrome" context), where Chromium has a protocol of its own for them.
//!
//! Needs geckodriver started with `--allow-system-access`, as [`crate::Driver::firefox`] does.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};

/// Preferences that are numbers.
const NUMBERS: [(&str, i32); 3] = [
    // Downloads go to the folder that is named beside this, unasked.
    ("browser.download.folderList", 2),
    ("datareporting.policy.dataSubmissionPolicyBypassNotification", 1),
    ("browser.startup.page", 0),
];

/// What is switched on or off: no traffic of the browser's own, no questions.
const SWITCHES: [(&str, bool); 14] = [
    ("browser.download.useDownloadDir", true),
    ("browser.download.start_downloads_in_tmp_dir", false),
    ("browser.download.alwaysOpenPanel", false),
    ("browser.safebrowsing.malware.enabled", false),
    ("browser.safebrowsing.phishing.enabled", false),
    ("browser.safebrowsing.downloads.enabled", false),
    ("app.update.disabledForTesting", true),
    ("app.normandy.enabled", false),
    ("extensions.update.enabled", false),
    ("network.captive-portal-service.enabled", false),
    ("network.connectivity-service.enabled", false),
    ("datareporting.healthreport.uploadEnabled", false),
    ("browser.newtabpage.enabled", false),
    ("dom.disable_beforeunload", true),
];

/// Runs in each page before its own scripts, in the process that holds it: the policy's refusals go to a list of the
/// page, as in Chromium, and calls of `console.warn` and `console.error` to the browser.
const WATCHER: &str = r#"
    addEventListener("DOMWindowCreated", (event) => {
        const page = event.target.defaultView;
        if (!page) return;
        page.wrappedJSObject.__violations = Cu.cloneInto([], page);
        page.addEventListener("securitypolicyviolation", (refused) => {
            page.wrappedJSObject.__violations.push(`${refused.effectiveDirective} ${refused.blockedURI || refused.sample}`);
        });
    }, true);
    const console_ = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
    console_.addLogEventListener((said) => {
        said = said.wrappedJSObject ?? said;
        if (!["warn", "error", "assert"].includes(said.level) || /^(resource|chrome):/.test(said.filename)) return;
        sendAsyncMessage("postil:console", `${said.level}: ${said.arguments.map(String).join(" ")}`);
    }, Cc["@mozilla.org/systemprincipal;1"].createInstance(Ci.nsIPrincipal));
"#;

/// Keeps, in the browser's window, what pages ask for and what goes wrong in them.
///
/// A request counts when a page caused it, or when it is for a page: the browser's own are left out.
const RECORDER: &str = r#"
    const window_ = Services.wm.getMostRecentWindow("navigator:browser");
    const seen = window_.postil = { requests: [], console: [], blocked: [] };
    seen.asked = { observe(subject) {
        const channel = subject.QueryInterface(Ci.nsIHttpChannel);
        const load = channel.loadInfo;
        if (load.triggeringPrincipal.isSystemPrincipal && load.externalContentPolicyType !== 6) return;
        seen.requests.push([channel.requestMethod, channel.URI.spec]);
        if (seen.blocked.some((pattern) => pattern.test(channel.URI.spec))) channel.cancel(Cr.NS_ERROR_FAILURE);
    } };
    Services.obs.addObserver(seen.asked, "http-on-opening-request");
    seen.said = { observe(message) {
        if (!(message instanceof Ci.nsIScriptError) || message.flags & 9) return;
        if (!message.innerWindowID && message.category !== "content javascript") return;
        seen.console.push(`${message.category}: ${message.errorMessage}`);
    } };
    Services.console.registerListener(seen.said);
    window_.messageManager.addMessageListener("postil:console", ({ data }) => { seen.console.push(data); });
    const script = "data:application/javascript;charset=utf-8," + encodeURIComponent(arguments[0]);
    window_.messageManager.loadFrameScript(script, true);
"#;

/// Takes what was kept under a name.
const TAKE: &str = r#"
    const seen = Services.wm.getMostRecentWindow("navigator:browser").postil[arguments[0]];
    return seen.splice(0, seen.length);
"#;

/// Forgets what pages have stored and what was blocked, and gives the view its size.
const CLEAR: &str = r#"
    const [width, height, done] = arguments;
    Services.wm.getMostRecentWindow("navigator:browser").postil.blocked = [];
    Object.assign(gBrowser.selectedBrowser.style, { flex: "none", minWidth: "0", width: width + "px", height: height + "px" });
    Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_DOM_STORAGES, { onDataDeleted: (failed) => done(failed) });
"#;

/// The size of the view unless a test wants another.
const VIEW: (u32, u32) = (1440, 813);

/// What scripts may touch from now on: `content` (pages) or `chrome` (the browser).
#[derive(Debug)]
struct Touch(&'static str);

impl FormatRequestData for Touch {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let uri = format!("/session/{session}/moz/context").into();
        RequestData { method: "POST".parse().unwrap_or_default(), uri, body: Some(json!({ "context": self.0 })) }
    }
}

/// Starts Firefox through the geckodriver at `driver_url`.
pub(crate) async fn start(driver_url: &str, downloads: &Path) -> Result<WebDriver> {
    let mut wanted = DesiredCapabilities::firefox();
    wanted.set_headless()?;
    let mut preferences = FirefoxPreferences::new();
    preferences.set("browser.download.dir", downloads.display().to_string())?;
    for (name, number) in NUMBERS {
        preferences.set(name, number)?;
    }
    for (name, switch) in SWITCHES {
        preferences.set(name, switch)?;
    }
    wanted.set_preferences(preferences)?;
    let driver = WebDriver::new(driver_url, wanted).await.context("cannot start Firefox")?;
    privileged(&driver, RECORDER, &[json!(WATCHER)]).await?;
    Ok(driver)
}

/// Makes the browser as it was at first, for the next test.
pub(crate) async fn clear(driver: &WebDriver) -> Result<()> {
    prefer(driver, &[]).await?;
    touch(driver, "chrome").await?;
    let done = driver.execute_async(CLEAR, vec![json!(VIEW.0), json!(VIEW.1)]).await;
    touch(driver, "content").await?;
    anyhow::ensure!(done?.json() == &json!(0), "Firefox could not delete what pages have stored");
    Ok(())
}

/// Takes what was recorded since the last call: `requests` or `console`.
pub(crate) async fn take(driver: &WebDriver, name: &str) -> Result<Vec<Value>> {
    let taken = privileged(driver, TAKE, &[json!(name)]).await?;
    Ok(taken.as_array().cloned().unwrap_or_default())
}

/// Lets requests fail whose addresses fit one of the patterns, in which `*` stands for anything.
pub(crate) async fn block(driver: &WebDriver, patterns: &[&str]) -> Result<()> {
    let script = r#"
        const plain = (part) => part.replace(/[.?+^$()|[\]{}\\]/g, "\\$&");
        const patterns = arguments[0].map((pattern) => new RegExp("^" + pattern.split("*").map(plain).join(".*") + "$"));
        Services.wm.getMostRecentWindow("navigator:browser").postil.blocked = patterns;"#;
    privileged(driver, script, &[json!(patterns)]).await.map(|_| ())
}

/// Sets the size of the page's view.
pub(crate) async fn set_view(driver: &WebDriver, width: u32, height: u32) -> Result<()> {
    let script = r#"
        const [width, height] = arguments;
        Object.assign(gBrowser.selectedBrowser.style, { width: width + "px", height: height + "px" });"#;
    privileged(driver, script, &[json!(width), json!(height)]).await.map(|_| ())
}

/// Tells pages what the person's system prefers.
pub(crate) async fn prefer(driver: &WebDriver, features: &[(&str, &str)]) -> Result<()> {
    let script = r#"
        const known = {
            "prefers-color-scheme": ["layout.css.prefers-color-scheme.content-override", { dark: 0, light: 1 }],
            "prefers-reduced-motion": ["ui.prefersReducedMotion", { reduce: 1 }],
            "forced-colors": ["browser.display.document_color_use", { active: 2 }],
        };
        const wanted = new Map(arguments[0]);
        for (const [name, [preference, values]] of Object.entries(known)) {
            const value = values[wanted.get(name)];
            if (value === undefined) Services.prefs.clearUserPref(preference);
            else Services.prefs.setIntPref(preference, value);
        }"#;
    privileged(driver, script, &[json!(features)]).await.map(|_| ())
}

/// Runs a script with the rights of the browser; its `return` is the result.
async fn privileged(driver: &WebDriver, script: &str, arguments: &[Value]) -> Result<Value> {
    touch(driver, "chrome").await?;
    let result = driver.execute(script, arguments).await;
    touch(driver, "content").await?;
    Ok(result?.json().clone())
}

async fn touch(driver: &WebDriver, place: &'static str) -> Result<()> {
    driver.handle().cmd(Touch(place)).await.with_context(|| format!("the driver has no {place} context"))?;
    Ok(())
}
