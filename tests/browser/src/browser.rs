//! One running browser, Chromium or Firefox, with the profile that is in its folder or a fresh one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

use crate::firefox;
use crate::page::Page;

/// Switches for a quiet browser that is the same everywhere: no talk with its maker, no first-run pages.
const SWITCHES: [&str; 12] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--lang=en-US",
];

/// Runs in every page before its own scripts: notes what the page's policy refuses.
pub(crate) const WATCHER: &str = "
    window.__violations = [];
    addEventListener('securitypolicyviolation', (event) => {
        window.__violations.push(`${event.effectiveDirective} ${event.blockedURI || event.sample}`);
    });
";

/// Whether the browser records its requests, which costs it some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recording {
    /// Requests can be listed.
    On,
    /// For measurements.
    Off,
}

/// Which browser it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, through chromedriver.
    Chromium,
    /// Firefox, through geckodriver. It records always, and takes one browser at a time.
    Firefox,
}

/// A running browser. It has one page at a time; call [`Browser::quit`] at the end.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    kind: Kind,
    downloads: PathBuf,
}

impl Browser {
    /// Starts Chromium through the driver at `driver_url`, with its profile and downloads in `folder`.
    ///
    /// # Errors
    /// The driver or the browser does not answer as expected.
    pub async fn start(driver_url: &str, folder: &Path, recording: Recording) -> Result<Self> {
        Self::start_with(driver_url, folder, recording, &[]).await
    }

    /// The same with more switches of Chromium.
    ///
    /// # Errors
    /// As for [`Browser::start`].
    pub async fn start_with(driver_url: &str, folder: &Path, recording: Recording, more: &[String]) -> Result<Self> {
        let downloads = downloads_in(folder)?;
        let mut wanted = DesiredCapabilities::chrome();
        for switch in SWITCHES.into_iter().chain(more.iter().map(String::as_str)) {
            wanted.add_arg(switch)?;
        }
        wanted.add_arg("--window-size=1440,900")?;
        wanted.add_arg(&format!("--user-data-dir={}", profile_in(folder).display()))?;
        if is_root() {
            // Chromium's sandbox refuses to work for root, which is who one is in most containers.
            wanted.add_arg("--no-sandbox")?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        if recording == Recording::On {
            wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        }
        let driver = WebDriver::new(driver_url, wanted).await.context("cannot start the browser")?;
        let browser = Self { driver, kind: Kind::Chromium, downloads };
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCHER })).await?;
        let folder = browser.downloads.display().to_string();
        browser.cdp("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": folder })).await?;
        Ok(browser)
    }

    /// Starts Firefox through the driver at `driver_url`, with its downloads in `folder`.
    ///
    /// # Errors
    /// As for [`Browser::start`].
    pub async fn start_firefox(driver_url: &str, folder: &Path) -> Result<Self> {
        let downloads = downloads_in(folder)?;
        let driver = firefox::start(driver_url, &downloads, None).await?;
        Ok(Self { driver, kind: Kind::Firefox, downloads })
    }

    /// Starts the one or the other with the profile that is in `folder`, which stays there.
    ///
    /// # Errors
    /// As for [`Browser::start`].
    pub async fn start_kept(kind: Kind, driver_url: &str, folder: &Path) -> Result<Self> {
        if kind == Kind::Chromium {
            return Self::start(driver_url, folder, Recording::Off).await;
        }
        let downloads = downloads_in(folder)?;
        let driver = firefox::start(driver_url, &downloads, Some(&profile_in(folder))).await?;
        Ok(Self { driver, kind, downloads })
    }

    /// A page for the address `url`, not opened yet, with nothing stored, nothing recorded and no download waiting.
    ///
    /// # Errors
    /// The browser does not answer as expected.
    pub async fn page(&self, url: &str) -> Result<Page> {
        self.close_tabs().await?;
        self.driver.goto("about:blank").await?;
        if self.kind == Kind::Firefox {
            firefox::clear(&self.driver).await?;
        } else {
            self.clear_chromium(url).await?;
        }
        let page = self.kept_page(url)?;
        page.forget_records().await?;
        Ok(page)
    }

    /// Closes the tabs that a test before has left, all but one.
    async fn close_tabs(&self) -> Result<()> {
        let mut tabs = self.driver.windows().await?;
        let first = if tabs.is_empty() { None } else { Some(tabs.remove(0)) };
        for tab in tabs {
            self.driver.switch_to_window(tab).await?;
            self.driver.close_window().await?;
        }
        if let Some(first) = first {
            self.driver.switch_to_window(first).await?;
        }
        Ok(())
    }

    async fn clear_chromium(&self, url: &str) -> Result<()> {
        let origin = url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        self.cdp("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" })).await?;
        self.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await?;
        self.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await?;
        self.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": false })).await?;
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": "", "features": [] })).await
    }

    /// A page for the address `url`, not opened yet, with what its profile has stored.
    ///
    /// # Errors
    /// The folder of downloads cannot be emptied.
    pub fn kept_page(&self, url: &str) -> Result<Page> {
        for entry in fs::read_dir(&self.downloads)? {
            fs::remove_file(entry?.path())?;
        }
        Ok(Page::new(self.driver.clone(), self.kind, url, &self.downloads))
    }

    /// Ends the browser.
    ///
    /// # Errors
    /// The driver does not answer; dropping [`crate::Driver`] then ends the browser.
    pub async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }

    async fn cdp(&self, method: &str, parameters: serde_json::Value) -> Result<()> {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| format!("the browser refused {method}"))?;
        Ok(())
    }
}

/// Where a browser with that folder has its profile.
pub(crate) fn profile_in(folder: &Path) -> PathBuf {
    folder.join("profile")
}

/// The folder of downloads in `folder`, made where it is not there.
fn downloads_in(folder: &Path) -> Result<PathBuf> {
    let downloads = folder.join("downloads");
    fs::create_dir_all(&downloads).with_context(|| format!("cannot make the folder {}", downloads.display()))?;
    Ok(downloads)
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
