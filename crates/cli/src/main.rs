//! The `postil` command.
fn main() {}
