//! What people paste when they ask: each report gives what stands in it.

use std::collections::BTreeSet;

use serde::Deserialize;
use waba_errors::lookup;
use waba_errors_payload::{Certainty, Found, Options, read};

const FEWEST_REPORTS: usize = 120;
const FEWEST_LANGUAGES: usize = 20;

#[derive(Deserialize)]
struct Reports {
    report: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    language: Option<String>,
    text: String,
    codes: Vec<String>,
    least: Option<String>,
    most: Option<String>,
}

fn reports() -> Vec<Report> {
    let mut unknown = (131_000..132_000).rev();
    let unknown = unknown.find(|code: &u32| !lookup(*code).is_known());
    let text = include_str!("../data/reports.toml");
    let text = text.replace("UNKNOWN", &unknown.unwrap().to_string());
    toml::from_str::<Reports>(&text).unwrap().report
}

fn certainty(id: Option<&str>, otherwise: Certainty) -> Certainty {
    id.map_or(otherwise, |id| {
        *Certainty::ALL.iter().find(|it| it.id() == id).unwrap()
    })
}

/// A code, a pair or a subcode alone.
fn key(found: Found<'_>) -> String {
    let number = found.number();
    match found.subcode_number() {
        Some(subcode) if found.code().is_none() && number == subcode => format!("/{subcode}"),
        Some(subcode) => format!("{number}/{subcode}"),
        None => number.to_string(),
    }
}

fn place(found: Found<'_>) -> (usize, String) {
    (found.offset(), key(found))
}

/// What is wrong with what is found in a report.
fn wrong(report: &Report) -> Option<String> {
    let least = certainty(report.least.as_deref(), Certainty::Likely);
    let most = certainty(report.most.as_deref(), Certainty::Certain);
    let found = Options::new().least(least).read(report.text.as_bytes());
    let keys: Vec<_> = found.iter().map(key).collect();
    let fits = |found: Found<'_>| (least..=most).contains(&found.certainty());
    (keys != report.codes || !found.iter().all(fits)).then(|| {
        let found = found
            .iter()
            .map(|found| format!("{} {:?}", key(found), found.certainty()));
        let found: Vec<_> = found.collect();
        format!(
            "{:?}: found {found:?}, expected {:?}, {least:?} to {most:?}",
            report.text, report.codes
        )
    })
}

#[test]
fn every_report_gives_what_stands_in_it() {
    let wrong: Vec<_> = reports().iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is only possible is shown to those who ask for it.
#[test]
fn what_is_possible_is_left_out_unless_it_is_asked_for() {
    for report in reports() {
        if report.most.as_deref() == Some("possible") {
            assert!(read(report.text.as_bytes()).is_empty(), "{}", report.text);
        }
    }
}

/// Also where texts are cut and joined, so that nothing in them closes as it should.
#[test]
fn what_is_likely_is_the_same_when_more_is_asked_for() {
    let texts: Vec<_> = reports().into_iter().map(|report| report.text).collect();
    for (first, second) in texts.iter().zip(texts.iter().rev()) {
        for part in 1..5 {
            let (head, tail) = (first.len() * part / 5, second.len() / part);
            let mut text = first.as_bytes().get(..head).unwrap().to_vec();
            text.extend_from_slice(second.as_bytes().get(tail..).unwrap());
            let all = Options::new().least(Certainty::Possible).read(&text);
            let sure = all
                .iter()
                .filter(|found| found.certainty() >= Certainty::Likely);
            let (usual, likeliest) = (read(&text), Options::new().likeliest().read(&text));
            let usual: Vec<_> = usual.iter().map(place).collect();
            let text = String::from_utf8_lossy(&text);
            assert!(sure.map(place).eq(usual.iter().cloned()), "{text}");
            let expected = if usual.is_empty() {
                all.iter().map(place).collect()
            } else {
                usual
            };
            assert!(likeliest.iter().map(place).eq(expected), "{text}");
        }
    }
}

#[test]
fn what_is_possible_takes_no_room_from_what_is_likely() {
    let numbers = "[131049]\n131047 again\n".repeat(20);
    let text = format!("{numbers}(#131030) Recipient phone number not in allowed list\n");
    let report = Options::new().errors(3).read(text.as_bytes());
    assert_eq!(report.iter().map(key).collect::<Vec<_>>(), ["131030"]);
    assert!(!report.truncated());
    let all = Options::new().least(Certainty::Possible).errors(3);
    assert!(all.read(text.as_bytes()).truncated());
}

#[test]
fn the_line_of_a_log_is_no_head_of_an_answer() {
    let log =
        b"\"POST /x HTTP/1.1\" 404 12\nsome text\n{\"errors\":[{\"code\":131047,\"title\":\"x\"}]}";
    assert_eq!(read(log).first().unwrap().http_status(), None);
    let answer = b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n{\"errors\":[{\"code\":131047,\"title\":\"x\"}]}";
    assert_eq!(read(answer).first().unwrap().http_status(), Some(404));
}

#[test]
fn there_are_enough_reports_and_languages() {
    let reports = reports();
    let languages: BTreeSet<_> = reports
        .iter()
        .filter_map(|report| report.language.as_deref())
        .collect();
    assert!(reports.len() >= FEWEST_REPORTS, "{}", reports.len());
    assert!(languages.len() >= FEWEST_LANGUAGES, "{languages:?}");
}
