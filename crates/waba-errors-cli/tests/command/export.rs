//! `waba-errors export`.

use std::collections::HashMap;

use expect_test::expect;
use serde_json::Value;
use waba_errors::{Code, Entry, Fact, Key, Lang, OnPremises, Place, Retry, codes};

use crate::texts::without_texts;
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
    let languages: Vec<_> = Lang::ALL.iter().map(|lang| lang.tag()).collect();
    assert_eq!(document["languages"], serde_json::json!(languages));
    assert_eq!(
        document["on_premises"].as_array().map(Vec::len),
        Some(OnPremises::all().len())
    );
    let rows = document["entries"].as_array().unwrap();
    assert_eq!(rows.len(), codes().count());
    for (row, entry) in rows.iter().zip(codes()) {
        let related: Vec<_> = entry.related().map(u32::from).collect();
        let facts = [
            ("key", entry.key().to_string().into()),
            ("name", entry.name().into()),
            ("api_title", entry.api_title().into()),
            ("code", u32::from(entry.code()).into()),
            ("subcode", entry.error_subcode().into()),
            ("category", entry.category().id().into()),
            ("http_status", entry.http_status().into()),
            ("channel", entry.channel().id().into()),
            ("retry", entry.retry().to_string().into()),
            ("fixer", entry.fixer().id().into()),
            ("retired", entry.is_retired().into()),
            ("replaced_by", entry.replaced_by().map(u32::from).into()),
            ("parent", entry.parent().map(u32::from).into()),
            ("related", related.into()),
            ("since", entry.since().into()),
            ("docs_url", entry.docs_url().into()),
        ];
        for (member, value) in facts {
            let value: Value = value;
            assert_eq!(row[member], value, "{member} of {}", entry.key());
        }
        for lang in Lang::ALL.iter().copied() {
            let list = |lines: std::str::Lines<'static>| lines.collect::<Vec<_>>();
            let expected = serde_json::json!({
                "lang": entry.lang(lang).tag(),
                "title": entry.title(lang),
                "description": entry.description(lang),
                "causes": list(entry.causes(lang)),
                "fixes": list(entry.fixes(lang)),
                "prevention": list(entry.prevention(lang)),
                "retry_advice": entry.retry().advice(lang),
            });
            assert_eq!(row["texts"][lang.tag()], expected, "{}", entry.key());
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
    let code = |code: Option<Code>| number(code.map(u32::from));
    let kind = match entry.key() {
        Key::Code(_) => "code",
        Key::Range(..) => "range",
        Key::Pair(..) => "pair",
        _ => "case",
    };
    let (last_code, wait) = match (entry.key(), entry.retry()) {
        (Key::Range(_, last), _) => (last, None),
        (_, Retry::After(wait)) => (entry.code().into(), Some(wait.as_secs())),
        _ => (entry.code().into(), None),
    };
    let lines = |lines: std::str::Lines<'static>| lines.collect::<Vec<_>>().join("\n");
    let columns = [
        ("key", entry.key().to_string()),
        ("kind", kind.to_owned()),
        ("code", entry.code().to_string()),
        ("last_code", last_code.to_string()),
        ("subcode", number(entry.error_subcode())),
        ("lang", lang.to_string()),
        ("text_lang", entry.lang(lang).to_string()),
        ("name", entry.name().to_owned()),
        (
            "api_title",
            entry.api_title().unwrap_or_default().to_owned(),
        ),
        ("category", entry.category().to_string()),
        ("category_title", entry.category().title(lang).to_owned()),
        ("http_status", number(entry.http_status().map(u32::from))),
        (
            "retry_seconds",
            wait.map(|wait| wait.to_string()).unwrap_or_default(),
        ),
        ("retired", entry.is_retired().to_string()),
        ("replaced_by", code(entry.replaced_by())),
        ("parent", code(entry.parent())),
        ("since", entry.since().to_string()),
        ("docs_url", entry.docs_url().to_owned()),
        ("title", entry.title(lang).to_owned()),
        ("description", entry.description(lang).to_owned()),
        ("causes", lines(entry.causes(lang))),
        ("fixes", lines(entry.fixes(lang))),
        ("prevention", lines(entry.prevention(lang))),
    ];
    let facts: Vec<_> = entry.facts().collect();
    let facts = facts.chunk_by(|one, next| one.id() == next.id());
    let facts = facts.flat_map(|facts| {
        let id = facts[0].id();
        let lines = |words: Vec<String>| words.join("\n");
        let words = if id == "retry" { "advice" } else { "title" };
        let titles = facts.iter().map(|fact| fact.title(lang).to_owned());
        [
            (
                id.to_owned(),
                lines(facts.iter().map(Fact::to_string).collect()),
            ),
            (format!("{id}_{words}"), lines(titles.collect())),
        ]
    });
    let columns = columns.map(|(column, value)| (column.to_owned(), value));
    let places = |tell: fn(Place) -> &'static str| {
        let places: Vec<_> = entry.places().map(tell).collect();
        places.join("\n")
    };
    let limits: Vec<_> = entry.limits().map(|limit| limit.title(lang)).collect();
    let hints = [
        ("places", places(Place::id)),
        ("places_address", places(Place::address)),
        ("limits_title", limits.join("\n")),
    ];
    let hints = hints.map(|(column, value)| (column.to_owned(), value));
    let columns: Vec<_> = columns.into_iter().chain(facts).chain(hints).collect();
    // `places_title` and `limits` are looked at below.
    assert_eq!(row.len(), columns.len() + 2);
    for (column, value) in columns {
        assert_eq!(row[&column], value, "{column} of {}", entry.key());
    }
}

#[test]
fn a_row_says_where_to_look_and_how_much_is_allowed() {
    let csv = stdout(&run(&["export", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut rows = reader
        .deserialize::<HashMap<String, String>>()
        .map(Result::unwrap);
    let row = rows
        .find(|row| row["key"] == "130429" && row["lang"] == "de")
        .unwrap();
    expect![[r#"
        `GET /{phone-number-id}?fields=throughput`
        `{place doc-throughput}`
        Webhook `phone_number_quality_update`
        `{place whatsapp-manager-phone-numbers}`
        `GET /{phone-number-id}?fields=is_on_biz_app,platform_type`"#]]
    .assert_eq(&without_texts(&row["places_title"], &["130429"], Lang::De));
    expect![[r#"
        80/1s number
        1000/1s number
        20/1s number"#]]
    .assert_eq(&row["limits"]);
}

/// Other people's queries name them: new columns come last, none goes.
#[test]
fn the_columns_are_promised() {
    let csv = stdout(&run(&["export", "--format", "csv"]));
    expect!["key,kind,code,last_code,subcode,lang,text_lang,name,api_title,category,category_title,http_status,retired,replaced_by,parent,since,docs_url,title,description,causes,fixes,prevention,retry_seconds,channel,channel_title,retry,retry_advice,fixer,fixer_title,scope,scope_title,effect,effect_title,evidence,evidence_title,places,places_title,places_address,limits,limits_title"].assert_eq(csv.lines().next().unwrap());
    assert!(csv.ends_with("\r\n"));
}

#[test]
fn the_documentation_lists_every_column_and_member() {
    let page = include_str!("../../../../docs/export.md");
    let facts = include_str!("../../../../docs/facts.md");
    let csv = stdout(&run(&["export", "--format", "csv"]));
    for column in csv.lines().next().unwrap().split(',') {
        let fact = column.strip_suffix("_title").unwrap_or(column);
        let is_fact = facts.contains(&format!("| `{fact}` |"));
        let is_column = page.contains(&format!("| `{column}` |"));
        assert!(is_fact || is_column || column == "retry_advice", "{column}");
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
