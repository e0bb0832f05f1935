//! `waba-errors summary`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use expect_test::expect;
use waba_errors::Lang;

use crate::texts::without_texts;
use crate::{
    CLEAN, EXPIRED, WEBHOOK, assert_harmless, command, json, nothing_found, pipe, stderr, stdout,
    truncated,
};

/// The errors in [`log`].
const KEYS: [&str; 5] = ["131026", "131047", "190/463", "130429", "4000000000"];

/// A log with lines of several kinds, and a body over several lines.
fn log() -> String {
    let mut log = String::new();
    for n in 0..100 {
        log.push_str(match n % 10 {
            3 => WEBHOOK,
            7 => EXPIRED,
            _ => CLEAN,
        });
        log.push('\n');
    }
    log.push_str("{\n  \"error\": {\n    \"message\": \"(#130429) Rate limit hit\",\n    \"code\": 130429\n  }\n}\n");
    log.push_str(
        "2026-10-01 WARN send failed: {\"error\":{\"message\":\"Oops\",\"type\":\"OAuthException\",\"code\":4000000000}}\n",
    );
    log
}

#[test]
fn a_summary_has_bars_on_a_terminal() {
    let output = pipe(&["summary", "--lang", "en"], log());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    expect![[r#"
        {errors}
          32

        {by_code}
          131026      10   31 %  ██████████████████████████████
            {131026 title}
          131047      10   31 %  ██████████████████████████████
            {131047 title}
          190/463     10   31 %  ██████████████████████████████
            {190/463 title}
          130429       1    3 %  ███
            {130429 title}
          4000000000   1    3 %  ███
            {4000000000 title}

        {by_category}
          messaging   20   63 %  ██████████████████████████████
            {category}
          graph       10   31 %  ███████████████
            {category}
          throttling   1    3 %  █▌
            {category}
          unknown      1    3 %  █▌
            {category}

        {by_retry}
          after-fix  21   66 %  ██████████████████████████████
            {retry}
          never      10   31 %  ██████████████▎
            {retry}
          backoff     1    3 %  █▍
            {retry}

        {by_fixer}
          developer  22   69 %  ██████████████████████████████
            {fixer}
          recipient  10   31 %  █████████████▋
            {fixer}

        {by_scope}
          recipient  10   31 %  ██████████████████████████████
            {scope}
          pair       10   31 %  ██████████████████████████████
            {scope}
          token      10   31 %  ██████████████████████████████
            {scope}
          number      1    3 %  ███
            {scope}
          unknown     1    3 %  ███
            {channel}

        {by_effect}
          none     31   97 %  ██████████████████████████████
            {effect}
          unknown   1    3 %  █
            {channel}
    "#]]
    .assert_eq(&without_texts(&stdout(&output), &KEYS, Lang::En));
}

#[test]
fn a_summary_is_csv_for_a_spreadsheet() {
    let output = pipe(&["summary", "--lang", "en", "--format", "csv"], log());
    let rows = stdout(&output).replace("\r\n", "\n").replace('"', "");
    expect![[r#"
        by,key,title,count
        code,131026,{131026 title},10
        code,131047,{131047 title},10
        code,190/463,{190/463 title},10
        code,130429,{130429 title},1
        code,4000000000,{4000000000 title},1
        category,messaging,{category},20
        category,graph,{category},10
        category,throttling,{category},1
        category,unknown,{category},1
        retry,after-fix,{retry},21
        retry,never,{retry},10
        retry,backoff,{retry},1
        fixer,developer,{fixer},22
        fixer,recipient,{fixer},10
        scope,recipient,{scope},10
        scope,pair,{scope},10
        scope,token,{scope},10
        scope,number,{scope},1
        scope,unknown,{channel},1
        effect,none,{effect},31
        effect,unknown,{channel},1
    "#]]
    .assert_eq(&without_texts(&rows, &KEYS, Lang::En));
}

#[test]
fn a_summary_is_json_for_a_program() {
    let summary = json(&pipe(&["summary", "--format", "json"], log()));
    assert_eq!(summary["errors"], 32);
    for section in ["codes", "categories", "retries", "fixers", "effects"] {
        let counts = summary[section]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["count"].as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), 32, "{section}");
    }
}

#[test]
fn words_are_in_the_language_that_is_asked_for_and_numbers_stand_alone() {
    for lang in ["de", "ar"] {
        let text = stdout(&pipe(&["summary", "--lang", lang], log()));
        assert!(!text.contains("By code"));
        assert!(
            text.lines()
                .any(|line| line.starts_with("  131047") && line.ends_with('█')),
            "{text}"
        );
        assert_harmless(&text);
        for line in text.lines().filter(|line| line.contains('█')) {
            assert!(
                !line.contains(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
                "{line}"
            );
        }
    }
}

#[test]
fn a_share_below_one_per_cent_is_not_none() {
    let once = "{\"error\":{\"code\":131047}}\n";
    let log = "{\"error\":{\"code\":131026}}\n".repeat(500) + once;
    let text = stdout(&pipe(&["summary"], log));
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("131047"));
    assert!(line.is_some_and(|line| line.contains(" <1 %")), "{text}");
}

#[test]
fn files_are_counted_together_and_unreadable_ones_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    fs::write(folder.path().join("a.log"), EXPIRED).unwrap();
    fs::write(folder.path().join("b.log"), format!("{WEBHOOK}\n")).unwrap();
    let output = command(&[
        "summary",
        "a.log",
        "folder",
        "b.log",
        "missing.log",
        "--format",
        "json",
        "--lang",
        "en",
    ])
    .current_dir(folder.path())
    .output()
    .unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: cannot read `folder`: it is a folder; name the files in it
        error: cannot read `missing.log`: there is no such file; check the path
    "#]]
    .assert_eq(&stderr(&output));
    assert_eq!(json(&output)["errors"], 3);
}

#[test]
fn nothing_is_counted_where_nothing_is() {
    for input in ["", CLEAN, "\u{0}\u{0}"] {
        let output = pipe(&["summary", "--lang", "en"], input);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stdout(&output), "");
        assert_eq!(stderr(&output), nothing_found());
    }
    let output = pipe(&["summary", "--format", "csv"], "");
    assert_eq!(stdout(&output), "by,key,title,count\r\n");
}

#[test]
fn a_log_full_of_invented_codes_stays_short() {
    let mut log = String::new();
    for code in 0..20_000 {
        let _ = writeln!(
            log,
            "{{\"error\":{{\"type\":\"OAuthException\",\"code\":{}}}}}",
            5_000_000 + code
        );
    }
    let summary = json(&pipe(&["summary", "--format", "json"], log));
    assert_eq!(summary["errors"], 20_000);
    let codes = summary["codes"].as_array().unwrap();
    assert_eq!(codes.len(), 10_001);
    assert_eq!(codes[10_000]["key"], "other");
    assert_eq!(codes[10_000]["count"], 10_000);
}

/// Files are read at the same time, and the smallest ones end first.
#[test]
fn many_files_give_the_same_whatever_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for file in 0..20_u32 {
        let mut log = log().repeat(20 - file as usize);
        for code in 0..1_000 {
            let code = 5_000_000 + (file * 7 + code * 13) % 15_000;
            let _ = writeln!(
                log,
                "{{\"error\":{{\"type\":\"OAuthException\",\"code\":{code}}}}}"
            );
        }
        let name = folder.path().join(format!("{file}.log"));
        fs::write(&name, log).unwrap();
        names.push(name.to_str().unwrap().to_owned());
    }
    let whole: Vec<_> = names.iter().map(|name| fs::read(name).unwrap()).collect();
    let expected = stdout(&pipe(&["summary", "--format", "csv"], whole.concat()));
    assert!(expected.contains("code,131026,"));
    for _ in 0..3 {
        names.rotate_left(7);
        let arguments: Vec<_> = names.iter().map(String::as_str).collect();
        let output = crate::run(&[&["summary", "--format", "csv"], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stdout(&output), expected);
    }
}

/// More than a thread takes at once, with bodies over several lines and a table.
#[test]
fn of_a_long_log_each_record_counts_once() {
    let log = format!("{}error_code;recipient\n131049;1\n131030;2\n\n", log());
    let counts = |log: String| {
        let rows = json(&pipe(&["summary", "--format", "json"], log))["codes"].take();
        let rows = rows.as_array().unwrap().clone();
        let count =
            |row: &serde_json::Value| (row["key"].to_string(), row["count"].as_u64().unwrap());
        rows.iter().map(count).collect::<BTreeMap<_, _>>()
    };
    let once = counts(log.clone());
    assert_eq!(once.len(), KEYS.len() + 2);
    let often = once.iter().map(|(key, count)| (key.clone(), count * 50));
    assert_eq!(counts(log.repeat(50)), often.collect());
}

#[test]
fn files_that_cannot_be_read_are_named_in_their_order() {
    let names: Vec<_> = (0..50).map(|n| format!("missing-{n}")).collect();
    let arguments: Vec<_> = names.iter().map(String::as_str).collect();
    let output = crate::run(&[&["summary"], &arguments[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    let told: Vec<_> = told
        .lines()
        .map(|line| line.split('`').nth(1).unwrap())
        .collect();
    assert_eq!(told, arguments);
}

#[test]
fn standard_input_is_read_once_however_often_it_is_named() {
    let output = pipe(&["summary", "-", "-", "-", "--format", "json"], log());
    assert_eq!(json(&output)["errors"], 32);
}

#[test]
fn only_what_is_sure_enough_is_counted() {
    let log = format!("{EXPIRED}\nerror code 131026\ngetting 131047 again\n");
    for (least, count) in [("certain", 1), ("likely", 2), ("possible", 3)] {
        let arguments = ["summary", "--format", "json", "--least", least];
        assert_eq!(json(&pipe(&arguments, &log))["errors"], count, "{least}");
    }
    assert_eq!(
        json(&pipe(&["summary", "--format", "json"], &log))["errors"],
        2
    );
}

#[test]
fn a_record_with_more_errors_than_are_kept_is_told() {
    let errors = vec![r#"{"code":131047}"#; 10_001].join(",");
    let log = format!(r#"{{"errors":[{errors}]}}"#);
    for format in ["text", "csv", "json"] {
        let arguments = ["summary", "--lang", "en", "--format", format];
        let output = pipe(&arguments, &log);
        assert_eq!(stderr(&output), truncated());
        match format {
            "text" => assert!(stdout(&output).ends_with(&format!("\n\n{}", truncated()))),
            "json" => assert_eq!(json(&output)["truncated"], true),
            _ => {}
        }
    }
    let output = pipe(&["summary", "--format", "json"], EXPIRED);
    assert_eq!(json(&output)["truncated"], false);
}

/// `script` of util-linux gives the command a terminal; where it is missing, nobody watches.
#[cfg(target_os = "linux")]
#[test]
fn long_work_shows_how_far_it_is_on_a_terminal_and_wipes_that_at_the_end() {
    let program = env!("CARGO_BIN_EXE_waba-errors");
    let line =
        format!("(echo x; sleep 0.7; echo x; echo x) | '{program}' summary --lang en; exit 0");
    let Ok(output) = std::process::Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .stdin(std::process::Stdio::null())
        .output()
    else {
        return;
    };
    let shown = stdout(&output);
    let (bar, rest) = shown.rsplit_once("\r\u{1b}[2K").expect(&shown);
    assert!(bar.contains(" B/s"), "{shown:?}");
    assert_eq!(rest.replace('\r', ""), nothing_found());
}
