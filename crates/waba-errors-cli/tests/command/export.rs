//! `waba-errors export`.

use std::collections::HashMap;

use expect_test::expect;
use waba_errors::{Entry, Lang, OnPremises, codes};

use crate::{assert_harmless, fails, json, run, stdout};

#[test]
fn the_json_export_fits_its_schema() {
    let schema = json(&run(&["export", "--schema"]));
    let document = json(&run(&["export", "--format", "json"]));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<_> = validator
        .iter_errors(&document)
        .map(|fault| fault.to_string())
        .collect();
    assert_eq!(faults, [""; 0]);

    let mut broken = document;
    broken["entries"][0]["retry"] = "sometimes".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn the_json_export_has_everything_of_every_entry() {
    let document = json(&run(&["export", "--format", "json"]));
    assert_eq!(document["languages"], serde_json::json!(["en", "de", "ar"]));
    assert_eq!(
        document["on_premises"].as_array().map(Vec::len),
        Some(OnPremises::all().len())
    );
    let rows = document["entries"].as_array().unwrap();
    assert_eq!(rows.len(), codes().count());
    for (row, entry) in rows.iter().zip(codes()) {
        assert_eq!(row["key"], entry.key().to_string());
        assert_eq!(row["retry"], entry.retry().to_string());
        for lang in Lang::ALL {
            let text = &row["texts"][lang.tag()];
            assert_eq!(text["title"], entry.title(*lang));
            assert_eq!(text["description"], entry.description(*lang));
            let steps: Vec<_> = text["fixes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|step| step.as_str().unwrap())
                .collect();
            assert_eq!(steps, entry.fixes(*lang).collect::<Vec<_>>());
        }
    }
}

#[test]
fn the_csv_export_says_the_same_in_a_row_for_each_language() {
    let csv = stdout(&run(&["export", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let mut expected = codes().flat_map(|entry| Lang::ALL.iter().map(move |lang| (entry, *lang)));
    for row in &rows {
        let (entry, lang) = expected.next().expect("no more rows than entries");
        assert_row(row, &entry, lang);
    }
    assert!(expected.next().is_none());
}

fn assert_row(row: &HashMap<String, String>, entry: &Entry, lang: Lang) {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for (column, value) in [
        ("key", entry.key().to_string()),
        ("code", entry.code().to_string()),
        ("subcode", number(entry.error_subcode())),
        ("lang", lang.to_string()),
        ("name", entry.name().to_owned()),
        (
            "api_title",
            entry.api_title().unwrap_or_default().to_owned(),
        ),
        ("category", entry.category().to_string()),
        ("http_status", number(entry.http_status().map(u32::from))),
        ("retry", entry.retry().to_string()),
        ("fixer", entry.fixer().to_string()),
        ("retired", entry.is_retired().to_string()),
        (
            "replaced_by",
            number(entry.replaced_by().map(|code| code.0)),
        ),
        ("title", entry.title(lang).to_owned()),
        ("description", entry.description(lang).to_owned()),
        ("fixes", entry.fix(lang).to_owned()),
        ("causes", entry.causes(lang).collect::<Vec<_>>().join("\n")),
    ] {
        assert_eq!(row[column], value, "{column} of {}", entry.key());
    }
}

/// Other people's queries name them: new columns come last, none goes.
#[test]
fn the_columns_are_promised() {
    let csv = stdout(&run(&["export", "--format", "csv"]));
    expect!["key,kind,code,last_code,subcode,lang,text_lang,name,api_title,category,category_title,http_status,channel,channel_title,retry,retry_seconds,retry_advice,fixer,fixer_title,retired,replaced_by,parent,since,docs_url,title,description,causes,fixes,prevention"].assert_eq(csv.lines().next().unwrap());
    assert!(csv.ends_with("\r\n"));
}

#[test]
fn the_documentation_lists_every_column_and_member() {
    let page = include_str!("../../../../docs/export.md");
    let csv = stdout(&run(&["export", "--format", "csv"]));
    for column in csv.lines().next().unwrap().split(',') {
        assert!(page.contains(&format!("| `{column}` |")), "{column}");
    }
}

#[test]
fn exports_are_harmless_on_a_terminal() {
    assert_harmless(&stdout(&run(&["export", "--format", "json"])));
    assert_harmless(&stdout(&run(&["export", "--format", "csv"])).replace("\r\n", "\n"));
}

#[test]
fn an_export_needs_a_format() {
    fails(
        &["export"],
        2,
        &expect![[r#"
        error: the following required arguments were not provided:
          --format <FORMAT>

        Usage: waba-errors export --format <FORMAT>

        For more information, try '--help'.
    "#]],
    );
    fails(
        &["export", "--format", "xml"],
        2,
        &expect![[r#"
        error: invalid value 'xml' for '--format <FORMAT>'
          [possible values: json, csv]

        For more information, try '--help'.
    "#]],
    );
}
