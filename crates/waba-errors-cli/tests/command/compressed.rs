//! Compressed files and standard input, as they are.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use expect_test::expect;
use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::{EXPIRED, WEBHOOK, command, json, nothing_found, pipe, run, stderr, stdout};

pub(crate) fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, CompressionLevel::Fastest)
}

/// A frame that says nothing.
fn skipped(length: u32) -> Vec<u8> {
    let rest = vec![7; length as usize];
    [b"\x5f\x2a\x4d\x18", &length.to_le_bytes()[..], &rest].concat()
}

type Compress = fn(&[u8]) -> Vec<u8>;
const FORMATS: [Compress; 2] = [gzip, zstd];

/// Ten thousand lines, each with an error, which are more than one block.
fn long() -> Vec<u8> {
    let line = |n: u32| format!("{{\"n\":{},\"error\":{{\"code\":131026}}}}\n", n * 7919);
    (0..10_000).flat_map(|n| line(n).into_bytes()).collect()
}

fn errors(input: impl AsRef<[u8]>) -> serde_json::Value {
    json(&pipe(&["summary", "--format", "json"], input))["errors"].clone()
}

#[test]
fn every_command_reads_what_is_compressed_as_it_reads_the_plain_text() {
    let text = format!("{WEBHOOK}\n{EXPIRED}\nnothing\n");
    for compress in FORMATS {
        let packed = compress(text.as_bytes());
        for arguments in [&["read"][..], &[], &["annotate"], &["summary"]] {
            let (plain, packed) = (pipe(arguments, &text), pipe(arguments, &packed));
            assert_eq!(packed.status.code(), Some(0), "{}", stderr(&packed));
            assert_eq!(stdout(&packed), stdout(&plain), "{arguments:?}");
        }
    }
}

#[test]
fn the_name_of_a_file_says_nothing_about_its_format() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("plain.gz", EXPIRED.as_bytes().to_vec()),
        ("packed.log", gzip(EXPIRED.as_bytes())),
        ("packed.gz", zstd(EXPIRED.as_bytes())),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        for command in ["read", "summary"] {
            let output = run(&[command, path, "--format", "json"]);
            assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
            assert!(stdout(&output).contains("190/463"), "{name}");
        }
    }
}

#[test]
fn members_and_frames_follow_one_another() {
    let one = format!("{EXPIRED}\n");
    for compress in FORMATS {
        let packed = compress(one.as_bytes());
        let empty = compress(b"");
        let input = [&packed[..], &empty, &packed, &packed].concat();
        assert_eq!(errors(input), 3);
    }
    let packed = zstd(one.as_bytes());
    let input = [&skipped(0)[..], &packed, &skipped(100_000), &packed].concat();
    assert_eq!(errors(input), 2);
}

#[test]
fn what_looks_like_a_compressed_input_and_is_none_is_read_as_it_is() {
    for text in [
        "(#131026) failed",
        "P",
        "(",
        "\u{1f}",
        "PHP 131026 (#131026)",
    ] {
        let output = pipe(&["annotate"], text);
        assert_eq!(stdout(&output), text);
        assert_eq!(stderr(&output), nothing_found());
    }
    assert_eq!(errors("(#131026) Message undeliverable"), 1);
    for compress in FORMATS {
        assert_eq!(stdout(&pipe(&["annotate"], compress(b""))), "");
    }
}

#[test]
fn of_a_damaged_file_counts_what_stands_before_the_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let text = long();
    for compress in FORMATS {
        let packed = compress(&text);
        let cut = &packed[..packed.len() / 2];
        let mut turned = packed.clone();
        turned[packed.len() / 2] ^= 0x55;
        let mut wrong_sum = packed.clone();
        let last = packed.len() - if packed.starts_with(b"(") { 1 } else { 5 };
        wrong_sum[last] ^= 1;
        let followed = [&packed[..], b"and so on"].concat();
        for (name, bytes, least) in [
            ("cut", cut, 3_000),
            ("turned", &turned, 100),
            ("wrong-sum", &wrong_sum, 10_000),
            ("followed", &followed, 10_000),
        ] {
            fs::write(path(name), bytes).unwrap();
            let output = command(&["summary", name, "--format", "json"])
                .current_dir(folder.path())
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2), "{name}");
            let told = "it is damaged or not complete; what stands before the damage was read";
            assert_eq!(
                stderr(&output),
                format!("error: cannot read `{name}`: {told}\n")
            );
            let errors = json(&output)["errors"].as_u64().unwrap();
            assert!(errors >= least, "{name}: {errors}");
        }
        fs::write(path("cut"), cut).unwrap();
        let output = run(&["read", path("cut").to_str().unwrap(), "--format", "json"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stdout(&output).contains("131026"));
        let output = pipe(&["annotate"], cut);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stdout(&output).starts_with("{\"n\":0,\"error\":{\"code\":131026},\"waba_errors\"")
        );
        expect![[r#"
            error: cannot read standard input: it is damaged or not complete; what stands before the damage was read
        "#]]
        .assert_eq(&stderr(&output));
    }
}

/// A frame of Zstandard may ask for a window of exabytes.
#[test]
fn a_window_that_is_too_large_is_refused() {
    let output = pipe(&["summary"], b"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("error: cannot read standard input: "));
}

/// A few kilobytes become a hundred megabytes.
#[cfg(target_os = "linux")]
#[test]
fn what_grows_when_it_is_unpacked_needs_no_more_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("packed");
    for compress in FORMATS {
        let megabyte = compress(&b"nothing\n".repeat(1 << 17));
        fs::write(&path, megabyte.repeat(100)).unwrap();
        for command in ["summary", "annotate"] {
            let line = format!("exec \"$program\" {command}");
            assert_eq!(crate::bounded::run(&line, Path::new(&path)), Some(1));
        }
    }
    let output = pipe(&["read"], gzip(&b" ".repeat(1 << 20)).repeat(257));
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("it is larger than 256 MiB"));
}
