//! `postil serve`: the page on this machine, out of the command itself or out of a folder.

use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use clap::Args;
use postil_serve::{Files, Headers, Server};

/// The page's files, when they were put in.
const PAGE: Option<&[(&str, &[u8])]> = include!(concat!(env!("OUT_DIR"), "/page.rs"));

const NO_PAGE: &str = "this command was built without the page. `cargo xtask dist --command` in Postil's folder builds one \
                       that has it; or name the folder that `cargo xtask dist` writes: postil serve --dir dist";

/// Serve the page on this machine
///
/// Your work stays in the browser; the address with its port is part of where the browser keeps it, so use the same one
/// each time.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8017)]
    port: u16,
    /// Address to listen on; 0.0.0.0 makes the page visible to the network
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Open the page in the default browser
    #[arg(long)]
    open: bool,
    /// Serve the page in this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Serves until the process is stopped; false when it cannot.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    let complain = |words: &str| writeln!(io::stderr(), "postil: {words}").map(|()| false);
    let files = match (&arguments.dir, PAGE) {
        (Some(dir), _) if !dir.join("index.html").is_file() => {
            return complain(&format!("there is no page in {}: it has no index.html", dir.display()));
        }
        (Some(dir), _) => Files::Folder(dir.clone()),
        (None, Some(page)) => Files::Inside(page),
        (None, None) => return complain(NO_PAGE),
    };
    let address = SocketAddr::new(arguments.host, arguments.port);
    let server = match Server::start(files, address, "/", Headers::All) {
        Ok(server) => server,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let next = arguments.port.wrapping_add(1);
            return complain(&format!("port {} is taken; try postil serve --port {next}", arguments.port));
        }
        Err(error) => return complain(&format!("cannot listen on {address}: {error}")),
    };
    writeln!(io::stdout(), "Postil is at {}  (Ctrl+C stops it)", server.url)?;
    if !arguments.host.is_loopback() {
        writeln!(io::stdout(), "Others on the network can open it too; each has their own work in their own browser.")?;
    }
    if arguments.open && !open(&server.url) {
        writeln!(io::stdout(), "Found no program that opens a browser; open the address yourself.")?;
    }
    loop {
        thread::park();
    }
}

/// Opens an address in the default browser; whether some program took it.
fn open(url: &str) -> bool {
    ["xdg-open", "open", "explorer"].iter().any(|program| {
        Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    })
}
