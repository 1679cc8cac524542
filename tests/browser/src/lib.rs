//! Drives the built page in a real browser, as a person would: with keys, mouse, clipboard and downloads.
//!
//! [`Page`] is the page object: verbs for tests, `cargo xtask screenshot` and `cargo xtask bench`. Its verbs wait for
//! conditions, with a limit, and never for a fixed time. [`Driver`] starts and ends the browser's driver, [`Browser`] is
//! one running browser, [`run`] runs a list of tests in it. Chromium and Firefox, each through its driver.

mod around;
mod browser;
mod crash;
mod driver;
mod firefox;
mod input;
mod listener;
mod page;
mod record;
mod runner;

pub use around::Stored;
pub use browser::{Browser, Kind, Recording};
pub use crash::{Crash, During, End, Tried, crash};
pub use driver::Driver;
pub use input::{Chord, Clipboard};
pub use listener::{Listener, Proxy};
pub use page::{Download, Page};
pub use record::Request;
pub use runner::{Test, run};
pub use thirtyfour::Key;

/// The environment variable with the address of the page under test.
pub const URL_VARIABLE: &str = "POSTIL_URL";

/// The environment variable with the folder of the built page.
pub const DIST_VARIABLE: &str = "POSTIL_DIST";

/// The environment variable with the address of the browser's driver.
pub const DRIVER_VARIABLE: &str = "POSTIL_WEBDRIVER";

/// The environment variable that names the browser when it is not Chromium: `firefox`.
pub const BROWSER_VARIABLE: &str = "POSTIL_BROWSER";

/// The environment variable with a folder for the browser's profile and downloads, removed by who made it.
pub const FOLDER_VARIABLE: &str = "POSTIL_BROWSER_DIR";

/// The environment variable that is set in a network of its own, where every address leads back to this machine.
pub const NETWORK_VARIABLE: &str = "POSTIL_NETWORK";

/// The environment variable with how many actions the test by chance does, when it is not the usual number.
pub const ACTIONS_VARIABLE: &str = "POSTIL_ACTIONS";

/// The environment variable with the number that its chance starts from.
pub const SEED_VARIABLE: &str = "POSTIL_SEED";
