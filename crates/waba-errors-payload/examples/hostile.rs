//! How fast hostile inputs are read, and how much memory that takes at most: `cargo run --release --example hostile`.

#[path = "../src/families.rs"]
mod families;

use std::fs;
use std::time::Instant;

use waba_errors_payload::read;

const SIZE: usize = 1 << 20;

/// A figure that Linux has of this process, in MiB.
fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kib.unwrap_or(0.0) / 1024.0
}

fn main() {
    println!("{:>9}  {:>9}  {:>7}  input", "MB/s", "peak MiB", "errors");
    for (family, input) in families::families(SIZE) {
        // From here on the peak is counted anew, where the system does that.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let before = memory("VmRSS:");
        let start = Instant::now();
        let report = read(&input);
        let seconds = start.elapsed().as_secs_f64();
        let peak = memory("VmHWM:") - before;
        let speed = f64::from(u32::try_from(input.len()).unwrap_or(u32::MAX)) / 1e6 / seconds;
        println!("{speed:9.1}  {peak:9.1}  {:7}  {family}", report.len());
    }
}
