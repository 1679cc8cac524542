//! The built page on a free port, with a browser's driver beside it: what tests, pictures and measurements need.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, Result};
use postil_browser::{Driver, Kind};
use postil_serve::{Files, Headers, Server};

use crate::tools;

/// Not the host's root, to prove that the page works under any path.
const PATH: &str = "/some/path/";

/// A driver of that browser, started.
pub(crate) fn driver_of(kind: Kind) -> Result<Driver> {
    match tools::driver_of(kind)? {
        tools::Tool::Chromium { driver } => Driver::start(&driver),
        tools::Tool::Firefox { driver, browser } => Driver::firefox(&driver, &browser),
    }
}

/// A served page and a driver. Both end when this is dropped.
pub(crate) struct Site {
    server: Server,
    pub(crate) driver: Driver,
}

impl Site {
    /// Serves the page in the folder `dir`, with a driver of Chromium.
    pub(crate) fn start(dir: &Path) -> Result<Self> {
        Self::start_with(dir, Kind::Chromium)
    }

    /// The same with a driver of that browser.
    pub(crate) fn start_with(dir: &Path, kind: Kind) -> Result<Self> {
        tools::driver_of(kind)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let server = Server::start(Files::Folder(dir.to_path_buf()), address, PATH, Headers::Few)
            .context("cannot serve the page")?;
        println!("Serving the page at {}", server.url);
        Ok(Self { server, driver: driver_of(kind)? })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> &str {
        &self.server.url
    }
}
