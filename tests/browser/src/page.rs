//! The page object: what a person does and sees, as verbs. Input by keys, mouse and clipboard is in `input`, what the
//! browser recorded is in `record`, what is around the page in `around`.
//!
//! Elements are named by their `data-testid`. A verb that needs an element waits until it is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::Kind;

/// How long a condition may take. Long, because machines that test are busy; a test that passes does not wait for it.
const LIMIT: Duration = Duration::from_secs(20);

/// Time between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(15);

/// A file that the page handed to the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The file's name as the page gave it.
    pub name: String,
    /// The file's content.
    pub content: Vec<u8>,
}

/// The page in a browser. Cheap to clone; clones are the same page.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) driver: WebDriver,
    pub(crate) kind: Kind,
    url: String,
    downloads: PathBuf,
}

impl Page {
    pub(crate) fn new(driver: WebDriver, kind: Kind, url: &str, downloads: &Path) -> Self {
        Self { driver, kind, url: url.to_owned(), downloads: downloads.to_path_buf() }
    }

    /// The address under test; it ends with a slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same browser for another address.
    #[must_use]
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// Which browser it is in.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The driver, for what has no verb yet.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Opens the page and waits until the app has replaced the loading message.
    ///
    /// # Errors
    /// The app does not start; the message then shown is part of the error.
    pub async fn open(&self) -> Result<()> {
        self.driver.goto(self.url.as_str()).await?;
        self.wait_until_started().await
    }

    /// Loads the page again, as the reload key does, and waits as [`Page::open`] does.
    ///
    /// # Errors
    /// As for [`Page::open`].
    pub async fn reload(&self) -> Result<()> {
        if self.kind == Kind::Firefox {
            // Its driver reloads past what the page keeps for use without network, as only Shift with that key does.
            self.call("window.__before = true; setTimeout(() => location.reload());", &[]).await?;
            self.wait_for("the page to be loaded again", "!window.__before").await?;
        } else {
            self.driver.refresh().await?;
        }
        self.wait_until_started().await
    }

    async fn wait_until_started(&self) -> Result<()> {
        let started = "document.querySelector('#app') && !document.querySelector('#loading')";
        match self.wait_for("the app to start", started).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let shown = self.eval("document.body.innerText").await.unwrap_or_default();
                Err(error.context(format!("the page shows: {shown}")))
            }
        }
    }

    /// The value of a JavaScript expression. The driver's scripts are not held by the page's policy.
    ///
    /// # Errors
    /// The expression throws, or its value is not JSON.
    pub async fn eval(&self, expression: &str) -> Result<Value> {
        self.call(&format!("return ({expression});"), &[]).await
    }

    /// Runs a script with `arguments`; its `return` is the result.
    ///
    /// # Errors
    /// The script throws, or the result is not JSON.
    pub async fn call(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Runs a script that calls its last argument with the result when it is done.
    ///
    /// # Errors
    /// The script throws, or it is not done within the driver's limit (30 s).
    pub async fn call_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        Ok(self.driver.execute_async(script, arguments).await?.json().clone())
    }

    /// Waits until a JavaScript expression is true (as JavaScript sees it) and returns its value. `what` completes the
    /// sentence "waited for ...".
    ///
    /// # Errors
    /// It is not true within 20 s.
    pub async fn wait_for(&self, what: &str, condition: &str) -> Result<Value> {
        self.wait_for_within(LIMIT, what, condition).await
    }

    /// As [`Page::wait_for`], with another limit.
    ///
    /// # Errors
    /// It is not true within `limit`.
    pub async fn wait_for_within(&self, limit: Duration, what: &str, condition: &str) -> Result<Value> {
        let deadline = Instant::now() + limit;
        let script = format!("const value = ({condition}); return [Boolean(value), value ?? null];");
        loop {
            let found = self.driver.execute(script.as_str(), Vec::new()).await;
            // While the page loads, a script may find no document; that counts as "not yet".
            if let Ok([Value::Bool(true), value]) = found.as_ref().map(|found| pair(found.json())) {
                return Ok(value);
            }
            if Instant::now() > deadline {
                let last = found.map_or_else(|error| error.to_string(), |found| found.json().to_string());
                bail!("waited {} s for {what}; last seen: {last}", limit.as_secs());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The first element with this `data-testid`, waited for until it is shown.
    ///
    /// # Errors
    /// There is none within 20 s.
    pub async fn testid(&self, id: &str) -> Result<WebElement> {
        self.shown(&format!("[data-testid='{id}']")).await
    }

    /// The first element that a CSS selector finds, waited for until it is shown.
    ///
    /// # Errors
    /// There is none within 20 s.
    pub async fn shown(&self, selector: &str) -> Result<WebElement> {
        let condition = format!("document.querySelector({})?.checkVisibility()", json!(selector));
        self.wait_for(&format!("{selector} to be shown"), &condition).await?;
        Ok(self.driver.find(By::Css(selector)).await?)
    }

    /// Clicks the element with this `data-testid`, once it can be used.
    ///
    /// # Errors
    /// It is not there, cannot be used within 20 s, or something lies over it.
    pub async fn click_testid(&self, id: &str) -> Result<()> {
        let element = self.testid(id).await?;
        let usable = format!("!document.querySelector({}).disabled", json!(format!("[data-testid='{id}']")));
        self.wait_for(&format!("{id} to be usable"), &usable).await?;
        element.click().await.with_context(|| format!("cannot click {id}"))
    }

    /// Clicks the button with this `data-testid` in the menu of the bar.
    ///
    /// # Errors
    /// As [`Page::click_testid`].
    pub async fn click_in_menu(&self, id: &str) -> Result<()> {
        self.click_testid("more").await?;
        self.wait_for("the menu", "document.querySelector('#more:popover-open')").await?;
        self.click_testid(id).await
    }

    /// The text of the element with this `data-testid`, as it is in the document (not as it is laid out).
    ///
    /// # Errors
    /// It is not there.
    pub async fn text_testid(&self, id: &str) -> Result<String> {
        let element = self.testid(id).await?;
        Ok(element.prop("textContent").await?.unwrap_or_default())
    }

    /// An attribute of the element with this `data-testid`.
    ///
    /// # Errors
    /// The element is not there.
    pub async fn attribute(&self, id: &str, name: &str) -> Result<Option<String>> {
        let found = format!("document.querySelector({})", json!(format!("[data-testid='{id}']")));
        self.wait_for(id, &found).await?;
        let value = self.eval(&format!("{found}.getAttribute({})", json!(name))).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Waits until an attribute of the element with this `data-testid` has this value.
    ///
    /// # Errors
    /// It has not within 20 s.
    pub async fn wait_for_attribute(&self, id: &str, name: &str, value: &str) -> Result<()> {
        let selector = format!("[data-testid='{id}'][{name}='{value}']");
        self.wait_for(&selector, &format!("document.querySelector({})", json!(selector))).await.map(|_| ())
    }

    /// How many elements a CSS selector finds now.
    ///
    /// # Errors
    /// The selector is not valid.
    pub async fn count(&self, selector: &str) -> Result<u64> {
        let count = self.call("return document.querySelectorAll(arguments[0]).length;", &[json!(selector)]).await?;
        count.as_u64().context("not a number")
    }

    /// Waits for a download, and takes it: the next call waits for the next one. An empty file is not seen.
    ///
    /// # Errors
    /// None is complete within 20 s.
    pub async fn download(&self) -> Result<Download> {
        let deadline = Instant::now() + LIMIT;
        loop {
            if let Some(path) = complete_file(&self.downloads)? {
                let content = fs::read(&path)?;
                fs::remove_file(&path)?;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                return Ok(Download { name, content });
            }
            ensure!(Instant::now() < deadline, "waited {} s for a download", LIMIT.as_secs());
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Writes what is in view as a PNG file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let image = self.driver.screenshot_as_png().await?;
        fs::write(path, image).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Sends a command of Chromium's own protocol.
    ///
    /// # Errors
    /// The browser refuses, or is another.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<()> {
        ensure!(self.kind == Kind::Chromium, "{method} is of Chromium's protocol");
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| format!("the browser refused {method}"))?;
        Ok(())
    }
}

/// The oldest file in a folder of downloads that has all of its content.
///
/// The browser holds the name with an empty file, gathers the content in a `.crdownload` file beside it, and renames
/// that at the end. Firefox does the same with a `.part` file. So a file counts when it is not empty and nothing is being gathered.
fn complete_file(folder: &Path) -> Result<Option<PathBuf>> {
    let mut oldest: Option<(SystemTime, PathBuf)> = None;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "crdownload" || extension == "part") {
            return Ok(None);
        }
        // It may have been renamed since the folder was read; then it is seen the next time.
        let Ok(data) = fs::metadata(&path) else { continue };
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if data.len() > 0 && !hidden {
            let file = (data.modified()?, path);
            oldest = Some(oldest.map_or(file.clone(), |other| other.min(file)));
        }
    }
    Ok(oldest.map(|(_, path)| path))
}

/// The two items of a JSON array of two, else two nulls.
fn pair(value: &Value) -> [Value; 2] {
    match value.as_array().map(Vec::as_slice) {
        Some([first, second]) => [first.clone(), second.clone()],
        _ => [Value::Null, Value::Null],
    }
}
