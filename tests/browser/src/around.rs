//! What is around a page and not of it: the size of its view, what the system prefers, scripts ahead of its own, storage that
//! goes, a network that fails, a process that ends. Each browser has its own way.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::WindowHandle;

use crate::browser::{Kind, WATCHER};
use crate::firefox;
use crate::page::Page;

/// How long to wait for the answer of a page that is made to end. There is nobody left to give it.
const END: Duration = Duration::from_secs(3);

/// What of the stored goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// The databases, from under the page.
    Databases,
    /// All that there is.
    All,
}

impl Page {
    /// Sets the size of the page's view in CSS pixels.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn set_view(&self, width: u32, height: u32) -> Result<()> {
        if self.kind == Kind::Firefox {
            firefox::set_view(&self.driver, width, height).await?;
            let size = format!("innerWidth === {width} && innerHeight === {height}");
            return self.wait_for("the view's size", &size).await.map(|_| ());
        }
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await
    }

    /// Tells the page what the person's system prefers, for instance `("prefers-color-scheme", "dark")`.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn prefer(&self, features: &[(&str, &str)]) -> Result<()> {
        if self.kind == Kind::Firefox {
            return firefox::prefer(&self.driver, features).await;
        }
        let features: Vec<_> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await
    }

    /// Lets requests fail whose addresses fit one of these patterns (`*` stands for anything), until the next call.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn block(&self, patterns: &[&str]) -> Result<()> {
        if self.kind == Kind::Firefox {
            return firefox::block(&self.driver, patterns).await;
        }
        self.cdp("Network.enable", json!({})).await?;
        self.cdp("Network.setBlockedURLs", json!({ "urls": patterns })).await
    }

    /// Deletes what the page has stored, as the browser does it itself.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn forget_stored(&self, what: Stored) -> Result<()> {
        let origin = match self.url().split_once("://") {
            // All files are one.
            Some(("file", _)) => "file://".to_owned(),
            _ => self.url().splitn(4, '/').take(3).collect::<Vec<_>>().join("/"),
        };
        match (self.kind, what) {
            (Kind::Firefox, Stored::Databases) => firefox::forget_databases(&self.driver, &origin).await,
            (Kind::Firefox, Stored::All) => firefox::forget_all(&self.driver).await,
            (Kind::Chromium, _) => {
                let types = if what == Stored::All { "all" } else { "indexeddb" };
                self.cdp("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": types })).await
            }
        }
    }

    /// Goes to a new tab in which a script runs before the page's own, and returns the one of before. The tab is to be closed
    /// by who is done with it.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn tab_with_script(&self, source: &str) -> Result<WindowHandle> {
        let here = self.driver.window().await?;
        let there = self.driver.new_tab().await?;
        self.driver.switch_to_window(there).await?;
        if self.kind == Kind::Firefox {
            firefox::run_ahead(&self.driver, source).await?;
        } else {
            self.cdp("Page.enable", json!({})).await?;
            let source = format!("{WATCHER}{source}");
            self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        }
        Ok(here)
    }

    /// Lets the browser keep nothing of what hosts sent, or as usual again.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn without_cache(&self, without: bool) -> Result<()> {
        if self.kind == Kind::Firefox {
            return firefox::without_cache(&self.driver, without).await;
        }
        self.cdp("Network.enable", json!({})).await?;
        self.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": without })).await
    }

    /// Sends all of Firefox's HTTP through the proxy at that port of this machine, or none again. Chromium takes its proxy when it
    /// is started ([`crate::Browser::start_with`]).
    ///
    /// # Errors
    /// The browser refuses, or is Chromium.
    pub async fn through_proxy(&self, port: Option<u16>) -> Result<()> {
        ensure!(self.kind == Kind::Firefox, "only Firefox takes another proxy while it runs");
        firefox::through_proxy(&self.driver, port).await
    }

    /// Ends the process of the page's tab, as a crash does. The tab is of no use then. Only in Chromium: with it Firefox ends
    /// what the driver has of it.
    ///
    /// # Errors
    /// The browser is another.
    pub async fn end_process(&self) -> Result<()> {
        ensure!(self.kind == Kind::Chromium, "Firefox would end its driver's session");
        let _ = tokio::time::timeout(END, self.cdp("Page.crash", json!({}))).await;
        Ok(())
    }
}
