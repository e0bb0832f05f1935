//! `waba-errors summary --by`.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use expect_test::expect;
use waba_errors::Lang;
use waba_errors_explain::labels;

use crate::texts::without_texts;
use crate::{assert_harmless, json, pipe, run, stderr, stdout};

/// Lines of three of four days, with their own time.
pub(crate) fn days() -> String {
    let mut log = String::new();
    for (day, count) in [(1, 2), (2, 1), (4, 5)] {
        for n in 0..count {
            let _ = writeln!(
                log,
                "2026-10-0{day}T0{n}:30:00+00:00 WARN error code 131026"
            );
        }
    }
    log
}

/// A log over four days: a webhook, lines with their own time, and one without.
fn log() -> String {
    let mut log = days();
    // The status says 2026-10-03, the line around it another day.
    log.push_str(r#"{"time":"2026-10-09T00:00:00Z","body":{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"statuses":[{"id":"wamid.A1","status":"failed","timestamp":"1791028800","errors":[{"code":131047}]}]}}]}]}}"#);
    log.push_str("\nerror code 131030\n");
    log
}

#[test]
fn each_error_belongs_to_the_period_of_its_time() {
    let output = pipe(&["summary", "--by", "day", "--lang", "en"], log());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let (_, over_time) = text.split_once(labels(Lang::En).by_day).unwrap();
    expect![[r#"

          1
            {without_time}
          2026-10-01 00:00 … 2026-10-04 00:00
          {time_zone}
          {trend}
          131026  ▃▂·█  2026-10-01 00:30 … 2026-10-04 04:30
            {131026 title}
          131047  ··█·  2026-10-03 12:00 … 2026-10-03 12:00
            {131047 title}

        {rose}
          2026-10-04 00:00
          {rose_columns}
          131026  0 → 5  +5
            {131026 title}
    "#]]
    .assert_eq(&without_texts(
        over_time,
        &["131026", "131047", "131030"],
        Lang::En,
    ));
}

#[test]
fn a_program_gets_the_same_numbers() {
    let summary = json(&pipe(
        &["summary", "--by", "day", "--format", "json", "--lang", "en"],
        log(),
    ));
    let trend = &summary["trend"];
    assert_eq!(
        (&trend["by"], &trend["time_zone"]),
        (&"day".into(), &"UTC".into())
    );
    assert_eq!(
        (&trend["without_time"], &trend["earlier"]),
        (&1.into(), &0.into())
    );
    let counts: Vec<_> = trend["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|period| period["count"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [2, 1, 1, 5]);
    assert_eq!(trend["periods"][3]["start"], "2026-10-04T00:00:00Z");
    let code = &trend["codes"][0];
    assert_eq!(code["key"], "131026");
    assert_eq!(code["counts"], serde_json::json!([2, 1, 0, 5]));
    assert_eq!(
        (&code["first_seen"], &code["last_seen"]),
        (
            &"2026-10-01T00:30:00Z".into(),
            &"2026-10-04T04:30:00Z".into()
        )
    );
    assert_eq!((&code["before"], &code["latest"]), (&0.into(), &5.into()));
    let without = json(&pipe(&["summary", "--format", "json"], log()));
    assert!(without.get("trend").is_none());
}

#[test]
fn a_spreadsheet_gets_the_same_numbers() {
    let csv = stdout(&pipe(
        &["summary", "--by", "week", "--format", "csv", "--lang", "en"],
        log(),
    ));
    let csv = without_texts(
        &csv.replace("\r\n", "\n").replace('"', ""),
        &["131026", "131047", "131030"],
        Lang::En,
    );
    let rows: Vec<_> = csv
        .lines()
        .filter(|row| {
            ["by", "code", "week", "rise"]
                .iter()
                .any(|by| row.starts_with(&format!("{by},")))
        })
        .collect();
    expect![[r#"
        by,key,title,count,period,before,first_seen,last_seen
        code,131026,{131026 title},8,,,2026-10-01T00:30:00Z,2026-10-04T04:30:00Z
        code,131030,{131030 title},1,,,,
        code,131047,{131047 title},1,,,2026-10-03T12:00:00Z,2026-10-03T12:00:00Z
        week,without-time,,1,,,,
        week,all,,9,2026-09-28T00:00:00Z,,,
        week,131026,{131026 title},8,2026-09-28T00:00:00Z,,,
        week,131047,{131047 title},1,2026-09-28T00:00:00Z,,,
    "#]]
    .assert_eq(&(rows.join("\n") + "\n"));
}

#[test]
fn words_and_numbers_stand_on_lines_of_their_own_in_every_language() {
    for lang in ["de", "ar"] {
        let text = stdout(&pipe(&["summary", "--by", "hour", "--lang", lang], log()));
        assert_harmless(&text);
        for line in text.lines().filter(|line| line.contains(['▁', '█', '→'])) {
            assert!(
                !line.contains(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
                "{line}"
            );
        }
    }
}

#[test]
fn what_a_user_wrote_is_no_time_where_there_is_a_better_one() {
    for line in [
        r#"{"text":"2020-01-01T00:00:00Z","time":"2026-10-01T08:00:00Z","error":{"code":131026}}"#,
        r#"{"name":"2020-01-01 00:00:00","error":{"code":131026},"ts":1790841600.5}"#,
        r#"2026-10-01 08:00:00,123 user wrote "2020-01-01 00:00:00", error code 131026"#,
        r#"2026-10-01T10:00:00+02:00 {"text":"2020-01-01 00:00:00","error":{"code":131026}}"#,
        r#"10.0.0.1 - - [01/Oct/2026:10:00:00 +0200] "POST /?at=2020-01-01T00:00:00Z" error code 131026"#,
        r#"{"timestamp":"250 ms","log":{"error":{"code":131026}},"date":"soon"}"#,
    ] {
        let summary = json(&pipe(
            &["summary", "--by", "hour", "--format", "json"],
            line,
        ));
        let trend = &summary["trend"];
        let expected = if line.contains("250 ms") {
            ""
        } else {
            "2026-10-01T08:00:00Z"
        };
        let start = trend["periods"][0]["start"].as_str().unwrap_or_default();
        assert_eq!(start, expected, "{line}");
    }
}

#[test]
fn a_time_without_a_year_is_the_last_one_before_the_file_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("syslog");
    fs::write(&path, "<34>Oct 11 22:14:15 host app: error code 131026\n").unwrap();
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(changed)
        .unwrap();
    let output = run(&[
        "summary",
        "--by",
        "hour",
        "--format",
        "json",
        path.to_str().unwrap(),
    ]);
    let trend = &json(&output)["trend"];
    assert_eq!(trend["codes"][0]["first_seen"], "2023-10-11T22:14:15Z");
}

#[test]
fn invented_times_fill_neither_the_memory_nor_the_output() {
    let mut log = String::new();
    for n in 0..6_000_i64 {
        let time = 1_700_000_000 + n * 3_600;
        let _ = writeln!(
            log,
            "{{\"timestamp\":{time},\"error\":{{\"code\":131026}}}}"
        );
    }
    for time in [
        "0",
        "-1",
        "99999999999999999999",
        "\"0000-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59Z\"",
        "1e400",
    ] {
        let _ = writeln!(
            log,
            "{{\"timestamp\":{time},\"error\":{{\"code\":131026}}}}"
        );
    }
    let summary = json(&pipe(
        &["summary", "--by", "hour", "--format", "json"],
        &log,
    ));
    let trend = &summary["trend"];
    assert_eq!(trend["periods"].as_array().unwrap().len(), 2_000);
    assert_eq!(
        (&trend["earlier"], &trend["without_time"]),
        (&4_000.into(), &6.into())
    );
    assert_eq!(summary["errors"], 6_006);
    let text = stdout(&pipe(&["summary", "--by", "hour", "--lang", "en"], &log));
    assert!(text.contains(labels(Lang::En).earlier), "{text}");
}

#[test]
fn many_files_give_the_same_course_whatever_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for file in 0..8_i64 {
        let mut log = log();
        for n in 0..1_000 {
            let time = 1_700_000_000 + (n * 7 + file * 900) * 3_600;
            let _ = writeln!(
                log,
                "{{\"timestamp\":{time},\"error\":{{\"code\":{},\"type\":\"OAuthException\"}}}}",
                5_000_000 + n % 700
            );
        }
        let name = folder.path().join(format!("{file}.log"));
        fs::write(&name, log).unwrap();
        names.push(name.to_str().unwrap().to_owned());
    }
    let mut outputs = Vec::new();
    for _ in 0..4 {
        names.rotate_left(3);
        let arguments: Vec<_> = names.iter().map(String::as_str).collect();
        let output = run(&[
            &["summary", "--by", "hour", "--format", "csv"],
            &arguments[..],
        ]
        .concat());
        outputs.push(stdout(&output));
    }
    outputs.dedup();
    assert_eq!(outputs.len(), 1);
    let whole: Vec<_> = names.iter().map(|name| fs::read(name).unwrap()).collect();
    let one = pipe(
        &["summary", "--by", "hour", "--format", "csv"],
        whole.concat(),
    );
    assert_eq!(outputs.first(), Some(&stdout(&one)));
}
