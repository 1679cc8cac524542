//! Firefox: started with a fresh profile and no talk with its maker, and told things by script with the browser's own
//! rights (the driver's "chrome" context), where Chromium has a protocol of its own for them.
//!
//! Needs geckodriver started with `--allow-system-access`, as [`crate::Driver::firefox`] does.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;

use crate::input::Plain;

/// Preferences that are numbers.
const NUMBERS: [(&str, i32); 3] = [
    // Downloads go to the folder that is named beside this, unasked.
    ("browser.download.folderList", 2),
    ("datareporting.policy.dataSubmissionPolicyBypassNotification", 1),
    ("browser.startup.page", 0),
];

/// What is switched on or off: no traffic of the browser's own, no questions.
const SWITCHES: [(&str, bool); 15] = [
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
    // What listens for WebRTC is on this machine.
    ("media.peerconnection.ice.loopback", true),
];

/// Runs in each page before its own scripts, in the process that holds it: the policy's refusals go to a list of the
/// page, as in Chromium, calls of `console.warn` and `console.error` to the browser. What a test has for the tab is run too.
const WATCHER: &str = r#"
    addEventListener("DOMWindowCreated", (event) => {
        const page = event.target.defaultView;
        if (!page) return;
        page.wrappedJSObject.__violations = Cu.cloneInto([], page);
        page.addEventListener("securitypolicyviolation", (refused) => {
            page.wrappedJSObject.__violations.push(`${refused.effectiveDirective} ${refused.blockedURI || refused.sample}`);
        });
        const [ahead] = sendSyncMessage("postil:ahead", docShell.browsingContext.browserId);
        if (ahead) Cu.evalInSandbox(ahead, new Cu.Sandbox(page, { sandboxPrototype: page, wantXrays: false }));
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
    const seen = window_.postil = { requests: [], console: [], blocked: [], ahead: new Map() };
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
    window_.messageManager.addMessageListener("postil:ahead", ({ data }) => seen.ahead.get(data));
    const script = "data:application/javascript;charset=utf-8," + encodeURIComponent(arguments[0]);
    window_.messageManager.loadFrameScript(script, true);
"#;

/// Takes what was kept under a name.
const TAKE: &str = r#"
    const seen = Services.wm.getMostRecentWindow("navigator:browser").postil[arguments[0]];
    return seen.splice(0, seen.length);
"#;

/// Lets nothing be blocked, and asks hosts themselves.
const RESET: &str = r#"
    Services.prefs.clearUserPref("network.proxy.type");
    Services.wm.getMostRecentWindow("navigator:browser").postil.blocked = [];
"#;

/// Forgets all that pages have stored.
const FORGET: &str = r#"
    const { clearData } = Services;
    clearData.deleteData(Ci.nsIClearDataService.CLEAR_DOM_STORAGES, { onDataDeleted: (failed) => arguments[0](failed) });
"#;

/// Forgets the databases of an origin; pages that have them open lose them.
const FORGET_DATABASES: &str = r#"
    const [origin, done] = arguments;
    const principal = Services.scriptSecurityManager.createContentPrincipalFromOrigin(origin);
    Services.qms.clearStoragesForClient(principal, "idb").callback = (request) => done(request.resultCode);
"#;

/// The size of the view unless a test wants another.
const VIEW: (u32, u32) = (1440, 813);

/// Starts Firefox through the geckodriver at `driver_url`, with the profile in that folder or a fresh one.
pub(crate) async fn start(driver_url: &str, downloads: &Path, profile: Option<&Path>) -> Result<WebDriver> {
    let mut wanted = DesiredCapabilities::firefox();
    wanted.set_headless()?;
    if let Some(profile) = profile {
        std::fs::create_dir_all(profile)?;
        wanted.add_arg("-profile")?;
        wanted.add_arg(&profile.display().to_string())?;
    }
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
    privileged(driver, RESET, &[]).await?;
    set_view(driver, VIEW.0, VIEW.1).await?;
    forget_all(driver).await
}

/// Deletes all that pages have stored.
pub(crate) async fn forget_all(driver: &WebDriver) -> Result<()> {
    deleted(driver, FORGET, Vec::new()).await
}

/// Deletes the databases of an origin.
pub(crate) async fn forget_databases(driver: &WebDriver, origin: &str) -> Result<()> {
    deleted(driver, FORGET_DATABASES, vec![json!(origin)]).await
}

/// Runs a script that hands 0 to its last argument when all went well.
async fn deleted(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<()> {
    touch(driver, "chrome").await?;
    let done = driver.execute_async(script, arguments).await;
    touch(driver, "content").await?;
    anyhow::ensure!(done?.json() == &json!(0), "Firefox could not delete what pages have stored");
    Ok(())
}

/// Runs a script in each page of the current tab from now on, before the page's own.
pub(crate) async fn run_ahead(driver: &WebDriver, source: &str) -> Result<()> {
    let script = r#"
        const { ahead } = Services.wm.getMostRecentWindow("navigator:browser").postil;
        ahead.set(gBrowser.selectedBrowser.browserId, arguments[0]);"#;
    privileged(driver, script, &[json!(source)]).await?;
    // A new tab is as wide as the window.
    set_view(driver, VIEW.0, VIEW.1).await
}

/// Lets the browser keep nothing of what hosts sent, or as usual again.
pub(crate) async fn without_cache(driver: &WebDriver, without: bool) -> Result<()> {
    let script = r#"
        for (const name of ["browser.cache.disk.enable", "browser.cache.memory.enable"]) {
            Services.prefs.setBoolPref(name, !arguments[0]);
        }
        if (arguments[0]) Services.cache2.clear();"#;
    privileged(driver, script, &[json!(without)]).await.map(|_| ())
}

/// Sends all HTTP through the proxy at that port of this machine, or none.
pub(crate) async fn through_proxy(driver: &WebDriver, port: Option<u16>) -> Result<()> {
    let script = r#"
        const { prefs } = Services;
        prefs.setBoolPref("network.proxy.allow_hijacking_localhost", true);
        prefs.setStringPref("network.proxy.http", "127.0.0.1");
        prefs.setIntPref("network.proxy.http_port", arguments[0] ?? 0);
        if (arguments[0]) prefs.setIntPref("network.proxy.type", 1);
        else prefs.clearUserPref("network.proxy.type");"#;
    privileged(driver, script, &[json!(port)]).await.map(|_| ())
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
        Object.assign(gBrowser.selectedBrowser.style,
            { flex: "none", minWidth: "0", width: width + "px", height: height + "px" });"#;
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

/// Says what scripts may touch from now on: `content` (pages) or `chrome` (the browser).
async fn touch(driver: &WebDriver, place: &'static str) -> Result<()> {
    let wanted = Plain { path: "moz/context", body: json!({ "context": place }) };
    driver.handle().cmd(wanted).await.with_context(|| format!("the driver has no {place} context"))?;
    Ok(())
}
