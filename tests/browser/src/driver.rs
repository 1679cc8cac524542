//! The browser's driver as a process: started on a free port, ended with all its browsers, by process id.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use anyhow::{Context, Result, bail};

use crate::browser::Kind;

/// How long the driver may take to end its browsers before they are killed.
const GRACE: Duration = Duration::from_secs(5);

/// A running chromedriver or geckodriver with a folder of its own. Dropping it ends its browsers and removes the folder.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    kind: Kind,
    port: u16,
    folder: PathBuf,
}

impl Driver {
    /// Starts the chromedriver `program` on a free port of the loopback address.
    ///
    /// # Errors
    /// The program cannot be started, or it does not say on which port it listens.
    pub fn start(program: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(["--port=0", "--log-level=SEVERE"]);
        Self::launch(command, Kind::Chromium)
    }

    /// Starts the geckodriver `program` for the Firefox `browser`, likewise.
    ///
    /// # Errors
    /// As for [`Driver::start`].
    pub fn firefox(program: &Path, browser: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(["--port=0", "--allow-system-access", "--binary"]).arg(browser);
        // Larger than any view that a test wants.
        command.env("MOZ_HEADLESS_WIDTH", "1700").env("MOZ_HEADLESS_HEIGHT", "1300");
        Self::launch(command, Kind::Firefox)
    }

    fn launch(mut command: Command, kind: Kind) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("postil-browser-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        if kind == Kind::Firefox {
            // Its command line then names the folder, by which it is found when it outlives its driver.
            command.arg("--profile-root").arg(&folder);
        }
        let program = command.get_program().to_string_lossy().into_owned();
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        match process.stdout.take().map_or_else(|| bail!("no output"), port_from) {
            Ok(port) => Ok(Self { process, kind, port, folder }),
            Err(error) => {
                end(&mut process);
                Err(error.context(format!("{program} did not say where it listens")))
            }
        }
    }

    /// Where the driver listens.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A folder for profiles and downloads; it goes with the driver.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Asks the driver to close its browsers and itself.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(GRACE))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.kind == Kind::Chromium && self.shut_down().is_ok() {
            let deadline = Instant::now() + GRACE;
            while Instant::now() < deadline && matches!(self.process.try_wait(), Ok(None)) {
                thread::sleep(Duration::from_millis(20));
            }
        }
        end(&mut self.process);
        kill_users_of(&self.folder);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Reads the driver's greeting up to the port, then keeps reading, so that the driver never waits for a reader.
fn port_from(output: ChildStdout) -> Result<u16> {
    let mut lines = BufReader::new(output).lines();
    let port = lines.by_ref().find_map(|line| {
        let line = line.ok()?;
        let known = ["started successfully on port ", "Listening on 127.0.0.1:"];
        let port = known.iter().find_map(|words| line.rsplit_once(words))?.1;
        port.trim_end_matches('.').parse().ok()
    });
    thread::spawn(move || lines.for_each(drop));
    port.context("it ended without a word")
}

fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

/// Kills what still runs with this folder on its command line: browsers that outlived their driver.
fn kill_users_of(folder: &Path) {
    for id in users_of(folder) {
        let _ = Command::new("kill").args(["-9", &id.to_string()]).stderr(Stdio::null()).status();
    }
}

/// The processes with this folder on their command line, but for this one.
/// Only where `/proc` lists processes; elsewhere there are none, and the driver's own clean-up has to do.
pub(crate) fn users_of(folder: &Path) -> Vec<u32> {
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    let folder = folder.to_string_lossy().into_owned();
    let uses = |entry: fs::DirEntry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        let command_line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        (id != process::id() && String::from_utf8_lossy(&command_line).contains(&folder)).then_some(id)
    };
    processes.flatten().filter_map(uses).collect()
}
