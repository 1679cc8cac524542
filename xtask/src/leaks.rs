//! `cargo xtask leaks`: the proof that nothing leaves, at three gates. Two of them are in the browser tests; the third is a
//! network of its own, in which every address leads back to this machine and nobody answers.

use std::process::Command;

use anyhow::{Context, Result};
use postil_browser::{Kind, NETWORK_VARIABLE};

use crate::cargo::{find_program, run};
use crate::test::{self, Chance, Which};

/// What is run in the network: this program again, when there is nothing left to build.
const INSIDE: &str = "ip link set lo up && ip route add local default dev lo && mount --bind \"$2\" /etc/resolv.conf && exec \"$1\" leaks";

/// Runs the tests of all gates. The third says so, and counts as passed, where the machine does not allow it.
pub(crate) fn leaks() -> Result<()> {
    let all = |filter: &str| {
        test::test(Which::Browser, Kind::Chromium, &[filter.to_owned()], Chance { actions: None, seed: None })
    };
    if std::env::var_os(NETWORK_VARIABLE).is_some() {
        return all("leaks::no_name");
    }
    all("leaks::")?;
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
    command.args(["--net", "--mount", "sh", "-c", INSIDE, "sh"]).arg(here).arg(&names);
    let done = run(command.env(NETWORK_VARIABLE, "closed").env("CARGO_NET_OFFLINE", "true"), "the third gate");
    std::fs::remove_file(&names).context("cannot remove the file of name servers")?;
    done
}

/// Whether such a network can be made, tried with one.
fn allowed() -> bool {
    let mut command = Command::new("unshare");
    command.args(["--net", "--mount", "sh", "-c", "ip link set lo up && ip route add local default dev lo"]);
    find_program(&["unshare"]).is_some()
        && find_program(&["ip"]).is_some()
        && command.output().is_ok_and(|output| output.status.success())
}
