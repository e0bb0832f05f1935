//! How fast `annotate` and `summary` pass logs, how much memory they need, and what `jq` needs for the same.
//!
//! `cargo run --release -p waba-errors-tests --bin streaming -- 10 100 1000` generates logs of these sizes (in MB) in
//! `target/streaming`, measures and deletes them. `jq` and GNU time are used where they are installed.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The best of this many runs counts.
const RUNS: usize = 3;
const ERRORS: &str = "[.. | objects | .errors? // empty | .[]? | .code] | select(length > 0)";

fn main() -> Result<()> {
    let mut sizes = Vec::new();
    for argument in std::env::args().skip(1) {
        sizes.push(argument.parse::<u64>()?);
    }
    if sizes.is_empty() {
        sizes = vec![10, 100];
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let program = build(&root)?;
    let folder = root.join("target/streaming");
    fs::create_dir_all(&folder)?;
    println!(
        "{:22} {:>8} {:>9} {:>9} {:>11}",
        "program", "log", "seconds", "MB/s", "peak memory"
    );
    for size in sizes {
        let log = folder.join(format!("{size}.ndjson"));
        generate(&log, size * 1_000_000)?;
        report("waba-errors annotate", &program, &["annotate"], &log)?;
        report("waba-errors summary", &program, &["summary"], &log)?;
        report("jq, unchanged", Path::new("jq"), &["-c", "."], &log)?;
        report(
            "jq, codes of errors",
            Path::new("jq"),
            &["-c", ERRORS],
            &log,
        )?;
        fs::remove_file(log)?;
    }
    Ok(())
}

fn build(root: &Path) -> Result<PathBuf> {
    let status = Command::new(env!("CARGO"))
        .args([
            "build",
            "--release",
            "--quiet",
            "--package",
            "waba-errors-cli",
        ])
        .env("CARGO_TARGET_DIR", root.join("target"))
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err("the command does not build".into());
    }
    Ok(root.join("target/release/waba-errors"))
}

/// Webhooks one per line; in every fiftieth a message failed.
fn generate(path: &Path, bytes: u64) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut written = 0;
    let mut line = 0_u64;
    while written < bytes {
        let text = webhook(line);
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
        line += 1;
    }
    out.flush()?;
    Ok(())
}

fn webhook(line: u64) -> String {
    let random = line.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let recipient = 15_550_000_000 + random % 1_000_000;
    let time = 1_760_000_000 + line;
    let id = format!("wamid.{random:016X}{:016X}", !random);
    let value = match (line % 50, line % 5) {
        (7, _) => {
            let codes = [131026, 131047, 131049, 130429, 131000];
            let code = codes[usize::try_from(random % 5).unwrap_or(0)];
            format!(
                r#""statuses":[{{"id":"{id}","status":"failed","timestamp":"{time}","recipient_id":"{recipient}","errors":[{{"code":{code},"title":"Failed","message":"Failed","error_data":{{"details":"What went wrong."}}}}]}}]"#
            )
        }
        (_, 0..=2) => format!(
            r#""statuses":[{{"id":"{id}","status":"delivered","timestamp":"{time}","recipient_id":"{recipient}","conversation":{{"id":"{random:032x}","origin":{{"type":"utility"}}}},"pricing":{{"billable":true,"pricing_model":"PMP","category":"utility"}}}}]"#
        ),
        _ => format!(
            r#""contacts":[{{"profile":{{"name":"Kerry"}},"wa_id":"{recipient}"}}],"messages":[{{"from":"{recipient}","id":"{id}","timestamp":"{time}","type":"text","text":{{"body":"Hello, is my order {random} on its way?"}}}}]"#
        ),
    };
    format!(
        r#"{{"ts":{time}000,"level":"info","body":{{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550783881","phone_number_id":"106540352242922"}},{value}}},"field":"messages"}}]}}]}}}}"#
    ) + "\n"
}

fn report(name: &str, program: &Path, arguments: &[&str], log: &Path) -> Result<()> {
    let size = fs::metadata(log)?.len();
    let mut best = f64::INFINITY;
    let mut memory = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        let Ok(peak) = run(program, arguments, log) else {
            println!("{name:22} not installed");
            return Ok(());
        };
        best = best.min(start.elapsed().as_secs_f64());
        memory = peak;
    }
    #[allow(clippy::cast_precision_loss)]
    let megabytes = size as f64 / 1e6;
    let memory = memory.map_or_else(
        || "-".to_owned(),
        |kib| format!("{:.1} MiB", f64::from(kib) / 1024.0),
    );
    println!(
        "{name:22} {megabytes:>5.0} MB {best:>9.3} {:>9.0} {memory:>11}",
        megabytes / best
    );
    Ok(())
}

/// Runs a program on a log; returns its peak memory in KiB, if GNU time is there to tell.
fn run(program: &Path, arguments: &[&str], log: &Path) -> Result<Option<u32>> {
    let timed = Command::new("/usr/bin/time")
        .args(["--quiet", "--format=%M"])
        .arg(program)
        .args(arguments)
        .stdin(File::open(log)?)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output();
    if let Ok(output) = timed {
        let told = String::from_utf8_lossy(&output.stderr);
        let peak = told
            .lines()
            .last()
            .and_then(|line| line.trim().parse().ok());
        return if output.status.success() {
            Ok(peak)
        } else {
            Err(told.into())
        };
    }
    let status = Command::new(program)
        .args(arguments)
        .stdin(File::open(log)?)
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(None)
    } else {
        Err("it failed".into())
    }
}
