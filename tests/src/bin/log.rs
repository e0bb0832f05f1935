//! Reads generated logs with errors in 2 % of the lines: bytes per second and peak memory.
//!
//! `cargo run --release -p waba-errors-tests --bin log -- 10 100 1000` takes sizes in megabytes and prints a table. The
//! logs are temporary files.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::time::Instant;
use std::{env, io};

use waba_errors_payload::read;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const DELIVERED: &str =
    include_str!("../../../crates/waba-errors-payload/corpus/webhook-delivered.json");
const FAILED: &str =
    include_str!("../../../crates/waba-errors-payload/corpus/webhook-status-failed.json");
/// What is read at once, up to its last line end.
const CHUNK: usize = 1 << 20;

fn main() -> Result<()> {
    println!("| MB | errors | seconds | MB/s | peak memory, MB |");
    println!("| ---: | ---: | ---: | ---: | ---: |");
    for size in env::args().skip(1) {
        let size: usize = size.parse()?;
        let mut log = tempfile::tempfile()?;
        let lines = write_log(&mut log, size * 1_000_000)?;
        let start = Instant::now();
        let errors = count(&mut log)?;
        let seconds = start.elapsed().as_secs_f64();
        if errors != lines / 50 {
            return Err(format!("{errors} errors found in {lines} lines").into());
        }
        #[allow(clippy::cast_precision_loss)]
        let speed = size as f64 / seconds;
        println!(
            "| {size} | {errors} | {seconds:.2} | {speed:.0} | {} |",
            peak_memory()?
        );
    }
    Ok(())
}

fn write_log(log: &mut File, size: usize) -> io::Result<usize> {
    let mut writer = BufWriter::new(&mut *log);
    let (mut written, mut lines) = (0, 0);
    while written < size {
        lines += 1;
        let line = if lines % 50 == 0 { FAILED } else { DELIVERED };
        writer.write_all(line.as_bytes())?;
        written += line.len();
    }
    writer.flush()?;
    drop(writer);
    io::Seek::rewind(log)?;
    Ok(lines)
}

fn count(log: &mut File) -> io::Result<usize> {
    let mut buffer = Vec::with_capacity(2 * CHUNK);
    let mut errors = 0;
    loop {
        let more = Read::take(&mut *log, CHUNK as u64).read_to_end(&mut buffer)?;
        let end = buffer
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(buffer.len(), |at| at + 1);
        errors += read(buffer.get(..end).unwrap_or_default()).len();
        buffer.drain(..end);
        if more == 0 {
            return Ok(errors);
        }
    }
}

/// The most memory that the process ever used, in megabytes; 0 where the system does not say.
fn peak_memory() -> Result<usize> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.split_whitespace().next());
    Ok(kilobytes
        .map(str::parse::<usize>)
        .transpose()?
        .unwrap_or_default()
        / 1000)
}
