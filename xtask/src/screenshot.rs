//! `cargo xtask screenshot`: pictures of the page with its sample article.

use std::path::Path;

use anyhow::{Context, Result};
use postil_browser::{Browser, Page, Recording};

use crate::build::{self, Profile};
use crate::cargo;
use crate::site::Site;

/// The picture in the README.
const README_PICTURE: &str = "docs/screenshot.png";

/// Views that the page is designed for: a phone, a tablet on its side, a laptop.
const VIEWS: [(u32, u32); 3] = [(360, 780), (1024, 768), (1440, 900)];

/// Takes the README's picture; with `all`, each view in light and dark into that folder as well.
pub(crate) fn screenshot(all: Option<&Path>) -> Result<()> {
    let root = cargo::root();
    build::page(Profile::Release, false, &root.join("dist"))?;
    let site = Site::start(&root.join("dist"))?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
        let mut wanted = vec![("light", (1440, 900), root.join(README_PICTURE))];
        if let Some(dir) = all {
            for theme in ["light", "dark"] {
                wanted.extend(VIEWS.map(|view| (theme, view, root.join(dir).join(format!("{theme}-{}.png", view.0)))));
            }
        }
        for (theme, view, path) in wanted {
            let page = browser.page(site.url()).await?;
            show_sample(&page, theme, view).await.with_context(|| format!("no picture of {theme}, {} wide", view.0))?;
            page.screenshot(&path).await?;
            println!("Wrote {}", path.display());
        }
        browser.quit().await
    })
}

async fn show_sample(page: &Page, theme: &str, (width, height): (u32, u32)) -> Result<()> {
    page.set_view(width, height).await?;
    // Nothing may be half-way through an animation in a picture.
    page.prefer(&[("prefers-color-scheme", theme), ("prefers-reduced-motion", "reduce")]).await?;
    page.open().await?;
    page.click_testid("sample").await?;
    page.wait_for_attribute("article", "data-state", "done").await?;
    // Two frames: what was drawn last is on the screen.
    let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
    page.call_async(frames, &[]).await.map(|_| ())
}
