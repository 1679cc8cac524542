//! `cargo xtask leaks`: the proof that nothing leaves, at three gates. Two of them are in the browser tests; the third is a
//! network of its own, in which every address leads back to this machine and nobody answers.

use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use postil_browser::{Kind, NETWORK_VARIABLE};

use crate::cargo::find_program;
use crate::test::{self, Chance, Which};

/// How long the third gate may take: its test by itself a quarter of a minute, and what there is to start. Its test has a limit
/// of its own, and says what it waited for.
const LIMIT: Duration = Duration::from_secs(360);

/// The network, and processes that all end when the first of them does.
const NETWORK: [&str; 6] = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

/// What is run in it: this program again, with the page of before, as there is nothing left to build.
const INSIDE: &str = "ip link set lo up && ip route add local default dev lo && mount --bind \"$2\" /etc/resolv.conf && exec \"$1\" leaks";

/// Runs the tests of all gates. The third says so, and counts as passed, where the machine does not allow it.
pub(crate) fn leaks() -> Result<()> {
    let run = |which, filter: &str| {
        test::test(which, Kind::Chromium, &[filter.to_owned()], Chance { actions: None, seed: None })
    };
    if std::env::var_os(NETWORK_VARIABLE).is_some() {
        return run(Which::Built, "leaks::no_name");
    }
    run(Which::Browser, "leaks::")?;
    if !allowed() {
        println!(
            "This machine does not let one make a network of one's own (`unshare --net`, as root): gates A and B count"
        );
        return Ok(());
    }
    println!("The third gate, in a network of its own ...");
    let names = std::env::temp_dir().join(format!("postil-resolv-{}", std::process::id()));
    std::fs::write(&names, "nameserver 127.0.0.1\n").context("cannot write a file of name servers")?;
    let here = std::env::current_exe().context("cannot find this program")?;
    let mut command = Command::new("unshare");
    command.args(NETWORK).args(["sh", "-c", INSIDE, "sh"]).arg(here).arg(&names);
    command.env(NETWORK_VARIABLE, "closed").env("CARGO_NET_OFFLINE", "true");
    let done = command.spawn().context("could not start unshare").and_then(|mut inside| ended(&mut inside));
    std::fs::remove_file(&names).context("cannot remove the file of name servers")?;
    let status = done?;
    ensure!(status.success(), "the third gate failed ({status})");
    Ok(())
}

/// Waits for the end of what runs in the network, and ends it when it takes too long.
fn ended(inside: &mut Child) -> Result<ExitStatus> {
    let deadline = Instant::now() + LIMIT;
    while Instant::now() < deadline {
        if let Some(status) = inside.try_wait()? {
            return Ok(status);
        }
        thread::sleep(Duration::from_millis(100));
    }
    inside.kill()?;
    inside.wait()?;
    bail!("the third gate was not through after {} s, and was ended; above is how far it came", LIMIT.as_secs())
}

/// Whether such a network can be made, tried with one.
fn allowed() -> bool {
    let mut command = Command::new("unshare");
    command.args(NETWORK).args(["sh", "-c", "ip link set lo up && ip route add local default dev lo"]);
    find_program(&["unshare"]).is_some()
        && find_program(&["ip"]).is_some()
        && command.output().is_ok_and(|output| output.status.success())
}
