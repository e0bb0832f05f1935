//! What the pages and the help tell people to type works.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::compressed::gzip;
use crate::usage::subcommands;
use crate::{EXPIRED, WEBHOOK, run, stderr, stdout};

const README: &str = include_str!("../../../../README.md");
const PAGES: [&str; 3] = [
    README,
    include_str!("../../../../docs/export.md"),
    include_str!("../../../../docs/read.md"),
];

/// Other programs that the examples use, as far as they matter.
const OTHERS: &str = "
    curl() { cat response.json; }
    tail() { cat webhooks.ndjson; }
    jq() { cat; }
";

/// The lines in blocks for a shell that call the command, without their comments.
fn lines(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("```sh\n").skip(1);
    let blocks = blocks.filter_map(|block| block.split("```").next());
    let lines = blocks.flat_map(str::lines);
    let lines = lines.filter(|line| line.contains("waba-errors ") && !line.starts_with("cargo"));
    lines.map(|line| line.split(" # ").next().unwrap_or(line).trim())
}

/// A home with everything that the examples name.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for folder in [
        "logs",
        ".local/share/bash-completion/completions",
        ".config/fish/completions",
    ] {
        fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    for (file, text) in [
        ("response.json", EXPIRED),
        ("webhook.json", WEBHOOK),
        ("webhooks.ndjson", WEBHOOK),
        ("in.ndjson", WEBHOOK),
        ("log.ndjson", WEBHOOK),
        ("app.log", EXPIRED),
    ] {
        fs::write(home.path().join(file), text).unwrap();
    }
    fs::write(home.path().join("logs/1.gz"), gzip(WEBHOOK.as_bytes())).unwrap();
    home
}

#[test]
fn every_command_line_of_the_pages_and_the_help_works() {
    let mut examples: Vec<String> = PAGES
        .into_iter()
        .flat_map(lines)
        .map(str::to_owned)
        .collect();
    assert!(examples.len() > 12, "{examples:?}");
    let help = run(&["--help"]);
    let subcommands = subcommands();
    let helps = subcommands.iter().map(|name| run(&[name, "--help"]));
    for help in [help].into_iter().chain(helps) {
        let help = stdout(&help);
        let (_, list) = help.split_once("Examples:\n").unwrap();
        let (list, _) = list.split_once("\n\n").unwrap_or((list, ""));
        examples.extend(list.lines().map(|line| line.trim().to_owned()));
    }
    let program = Path::new(env!("CARGO_BIN_EXE_waba-errors"));
    let home = home();
    for example in examples {
        let output = Command::new("bash")
            .args(["-c", &format!("{OTHERS}\nset -o pipefail\n{example}")])
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", program.parent().unwrap().display()),
            )
            .env("HOME", home.path())
            .current_dir(home.path())
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{example}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn the_example_that_the_readme_begins_with_prints_what_it_shows() {
    let (_, example) = README.split_once("```console\n").unwrap();
    let (example, _) = example.split_once("\n…\n```").unwrap();
    let (line, shown) = example.split_once('\n').unwrap();
    let arguments = line.strip_prefix("$ cargo run -q -p waba-errors-cli -- ");
    let arguments: Vec<_> = arguments.unwrap().split(' ').collect();
    let printed = stdout(&run(&arguments));
    assert!(printed.starts_with(shown), "{printed}");
}
