//! `waba-errors annotate`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use expect_test::expect;
use serde_json::Value;
use waba_errors::Lang;

use crate::texts::without_texts;
use crate::{CLEAN, EXPIRED, WEBHOOK, command, nothing_found, pipe, stderr, stdout, truncated};

fn annotate(input: impl AsRef<[u8]>) -> Vec<u8> {
    let output = pipe(&["annotate", "--lang", "en"], input);
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{}",
        stderr(&output)
    );
    output.stdout
}

#[test]
fn an_explanation_is_added_before_the_closing_brace() {
    let output = pipe(&["annotate", "--lang", "en"], format!("{EXPIRED}\n"));
    expect![[r#"
        {"error":{"message":"Error validating access token: Session has expired","type":"OAuthException","code":190,"error_subcode":463,"fbtrace_id":"AbC1"},"waba_errors":[{"code":190,"subcode":463,"subcode_known":true,"where":"error","certainty":"certain","why":["error-place","known","graph-mark"],"retry":"after-fix","retry_source":"entry","flags":[],"known":true,"key":"190/463","name":"TokenExpired","category":"graph","channel":"response","fixer":"developer","scope":["token"],"effect":"none","evidence":"documented","lang":"en","title":"{190/463 title}","description":"{190/463 description}","fix":"{190/463 fix}","places":[{"id":"system-users","kind":"tool","name":"{place system-users}","address":"https://business.facebook.com/settings/","endpoint":null,"field":null},{"id":"token-debugger","kind":"tool","name":"{place token-debugger}","address":"https://developers.facebook.com/tools/debug/accesstoken/","endpoint":null,"field":null},{"id":"api-setup","kind":"tool","name":"{place api-setup}","address":"https://developers.facebook.com/apps","endpoint":null,"field":null},{"id":"debug-token","kind":"endpoint","name":null,"address":"https://developers.facebook.com/documentation/business-messaging/whatsapp/permissions","endpoint":"GET /debug_token?input_token={access-token}","field":null}],"limits":[]}]}
    "#]]
    .assert_eq(&without_texts(&stdout(&output), &["190/463"], Lang::En));
}

#[test]
fn annotated_lines_begin_and_end_as_they_were() {
    let lines = [
        format!("{WEBHOOK}\n"),
        format!("  {EXPIRED} \t\r\n"),
        format!(r#"{{"level":"warn","body":{EXPIRED}, "n" : 1.50e3 , "s":"\u00fc\/" }}"#) + "\n",
        format!("{EXPIRED}\r\n"),
        EXPIRED.to_owned(),
    ];
    for line in &lines {
        let annotated = String::from_utf8(annotate(line)).unwrap();
        let brace = line.rfind('}').unwrap();
        let (before, after) = line.split_at(brace);
        let member = annotated
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after));
        let member = member.expect(&annotated);
        let member: Value = serde_json::from_str(&format!("{{{}}}", &member[1..])).unwrap();
        assert!(member["waba_errors"][0]["known"].as_bool().unwrap());
        assert!(serde_json::from_str::<Value>(&annotated).is_ok());
    }
}

#[test]
fn lines_without_errors_pass_unchanged_byte_for_byte() {
    let mut input = Vec::new();
    for line in [
        CLEAN.as_bytes(),
        b"",
        b"{}",
        b"{ }  ",
        b"plain (#131047) text",
        b"[{\"error\":{\"code\":190,\"message\":\"x\"}}]",
        b"{\"error\":{\"code\":190,\"message\":\"cut",
        b"{'error': {'code': 190, 'message': 'python'}}",
        b"{\"a\":\"\xff\xfe\x00\"}",
        b"\x00\x01\x02\r",
        b"\xef\xbb\xbf{\"a\":1}",
    ] {
        input.extend(line);
        input.push(b'\n');
    }
    input.extend(b"no line end");
    assert_eq!(annotate(&input), input);
    assert_eq!(annotate(""), b"");
}

#[test]
fn only_the_lines_with_errors_change() {
    let mut input = String::new();
    for n in 0..3000 {
        input.push_str(if n % 50 == 7 { WEBHOOK } else { CLEAN });
        input.push('\n');
    }
    let output = String::from_utf8(annotate(&input)).unwrap();
    assert_eq!(output.lines().count(), 3000);
    for (n, (before, after)) in input.lines().zip(output.lines()).enumerate() {
        assert_eq!(before != after, n % 50 == 7, "line {n}");
        if before != after {
            let value: Value = serde_json::from_str(after).unwrap();
            assert_eq!(value["waba_errors"].as_array().map(Vec::len), Some(2));
            assert_eq!(
                value["waba_errors"][0]["where"],
                "entry[0].changes[0].value.statuses[0].errors[0]"
            );
        }
    }
}

#[test]
fn annotating_twice_changes_nothing_more() {
    let once = annotate(format!("{WEBHOOK}\n{CLEAN}\n"));
    assert_eq!(annotate(&once), once);
}

#[test]
fn only_what_is_sure_enough_is_added() {
    let line = r#"{"log":"error code 131047"}"#;
    for (least, is_annotated) in [("certain", false), ("likely", true), ("possible", true)] {
        let output = pipe(&["annotate", "--least", least], line);
        assert_eq!(stdout(&output) != line, is_annotated, "{least}");
    }
    let annotated: Value = serde_json::from_slice(&annotate(line)).unwrap();
    assert_eq!(annotated["waba_errors"][0]["certainty"], "likely");
    assert_eq!(
        annotated["waba_errors"][0]["why"],
        serde_json::json!(["known", "announced-code"])
    );
}

#[test]
fn explanations_are_in_the_language_that_is_asked_for() {
    for lang in ["de", "ar"] {
        let output = pipe(&["annotate", "--lang", lang], EXPIRED);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(value["waba_errors"][0]["lang"], lang);
    }
}

#[test]
fn a_line_above_the_limit_passes_unchanged() {
    let long = format!(
        r#"{{"pad":"{}","error":{{"code":190,"message":"x"}}}}"#,
        "x".repeat(17 << 20)
    );
    let input = format!("{long}\n{CLEAN}\n");
    assert!(annotate(&input) == input.as_bytes(), "the bytes differ");
}

#[test]
fn a_line_with_more_errors_than_are_kept_says_so() {
    let error = |n: usize| format!(r#"{{"message":"x","code":131047,"n":{n}}}"#);
    for (count, is_truncated) in [(10_000, false), (10_001, true), (60_000, true)] {
        let list: Vec<_> = (0..count).map(error).collect();
        let line = format!(r#"{{"errors":[{}]}}"#, list.join(","));
        let output = pipe(&["annotate", "--lang", "en"], line);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        let explained = value["waba_errors"].as_array().unwrap();
        assert_eq!(explained.len(), 10_000);
        assert_eq!(explained[9_999]["where"], "errors[9999]");
        let told = value.get("waba_errors_truncated");
        assert_eq!(told.is_some_and(|told| *told == true), is_truncated);
        assert_eq!(
            stderr(&output) == truncated(),
            is_truncated,
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn each_line_comes_out_before_the_next_goes_in() {
    let mut child = command(&["annotate"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in [CLEAN, EXPIRED, CLEAN] {
        writeln!(stdin, "{line}").unwrap();
        let out = lines.next().unwrap().unwrap();
        assert!(out.starts_with(&line[..line.len() - 1]));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn status_1_says_that_no_line_carried_an_error() {
    let output = pipe(&["annotate", "--lang", "en"], format!("{CLEAN}\n"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), nothing_found());
}

#[cfg(unix)]
#[test]
fn a_folder_as_standard_input_is_a_clear_fault() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(&["annotate"])
        .stdin(fs::File::open(folder.path()).unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: cannot read standard input: it is a folder; name the files in it
    "#]]
    .assert_eq(&stderr(&output));
}
