//! What the browser recorded: console messages, requests, what the page's policy refused.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::Kind;
use crate::firefox;
use crate::page::Page;

/// A request that the page made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The whole address.
    pub url: String,
    /// `GET`, `POST` ...
    pub method: String,
}

impl Page {
    /// Messages of level warning and above on the console since the last call: errors that nobody caught, files that
    /// did not load, refusals of the page's policy, calls of `console.warn` and `console.error`.
    ///
    /// # Errors
    /// The driver does not hand them out.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        if self.kind() == Kind::Firefox {
            let said = firefox::take(&self.driver, "console").await?;
            return Ok(said.iter().map(|entry| entry.as_str().unwrap_or_default().to_owned()).collect());
        }
        let entries = self.driver.browser_log().await?;
        let bad = entries.into_iter().filter(|entry| entry.level == "SEVERE" || entry.level == "WARNING");
        Ok(bad.map(|entry| format!("{}: {}", entry.level, entry.message)).collect())
    }

    /// Requests since the last call, in order. Needs [`crate::Recording::On`]. In Chromium addresses without a
    /// host (`data:`, `blob:`) are in the list too. Blind to WebRTC, preconnect and other targets.
    ///
    /// # Errors
    /// The driver does not hand them out.
    pub async fn requests(&self) -> Result<Vec<Request>> {
        if self.kind() == Kind::Firefox {
            let asked = firefox::take(&self.driver, "requests").await?;
            let word = |request: &Value, at: usize| request[at].as_str().unwrap_or_default().to_owned();
            return Ok(asked.iter().map(|entry| Request { url: word(entry, 1), method: word(entry, 0) }).collect());
        }
        let mut requests = Vec::new();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message).context("a record is not JSON")?;
            let event = &event["message"];
            let request = &event["params"]["request"];
            if let ("Network.webSocketCreated", Some(url)) =
                (event["method"].as_str().unwrap_or_default(), event["params"]["url"].as_str())
            {
                requests.push(Request { url: url.to_owned(), method: "GET".to_owned() });
            }
            if event["method"] == "Network.requestWillBeSent"
                && let (Some(url), Some(method)) = (request["url"].as_str(), request["method"].as_str())
            {
                requests.push(Request { url: url.to_owned(), method: method.to_owned() });
            }
        }
        Ok(requests)
    }

    /// What the page's policy refused since the page was opened: directive and address.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn policy_violations(&self) -> Result<Vec<String>> {
        let seen = self.eval("window.__violations").await?;
        let list = seen.as_array().context("the watcher did not run")?;
        Ok(list.iter().map(|entry| entry.as_str().unwrap_or_default().to_owned()).collect())
    }

    /// Forgets what was recorded so far.
    pub(crate) async fn forget_records(&self) -> Result<()> {
        if self.kind() == Kind::Firefox {
            firefox::take(&self.driver, "console").await?;
            firefox::take(&self.driver, "requests").await?;
            return Ok(());
        }
        self.driver.browser_log().await?;
        // Without recording there is no such log, and nothing to forget.
        let _ = self.driver.get_log("performance").await;
        Ok(())
    }
}
