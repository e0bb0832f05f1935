//! `waba-errors summary --format html`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use expect_test::expect;
use html5gum::{Token, Tokenizer};
use serde_json::Value;
use waba_errors::Lang;
use waba_errors_explain::{harmless, labels};

use crate::compressed::gzip;
use crate::texts::without_texts;
use crate::trend::days;
use crate::{
    CLEAN, EXPIRED, WEBHOOK, assert_harmless, json, nothing_found, pipe, run, stderr, stdout,
};

const ENGLISH: &str = include_str!("../../../../data/text/en.toml");
const PAGE_STYLE: &str = include_str!("../../../waba-errors-web/page/page.css");

/// The elements that have no end.
const VOID: [&str; 2] = ["link", "meta"];
/// What an outline shows.
const SHOWN: [&str; 12] = [
    "a",
    "desc",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "p",
    "summary",
    "title",
    "footer",
];

/// An element with what it holds.
#[derive(Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Self>,
}

impl Element {
    /// Parses a page, in which everything that begins must end.
    fn parse(html: &str) -> Self {
        let mut open = vec![Self::default()];
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        for token in Tokenizer::new(html) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter();
                    let element = Self {
                        name: text(&tag.name),
                        attributes: attributes
                            .map(|(name, value)| (text(name), text(value)))
                            .collect(),
                        ..Self::default()
                    };
                    if VOID.contains(&element.name.as_str()) {
                        open.last_mut().unwrap().children.push(element);
                    } else {
                        open.push(element);
                    }
                }
                Token::EndTag(tag) => {
                    let element = open.pop().unwrap();
                    assert_eq!(element.name, text(&tag.name), "what ends was not the last");
                    let parent = open.last_mut().expect("something open");
                    let mark = if element.name == "code" { "`" } else { "" };
                    if !["title", "desc"].contains(&element.name.as_str()) {
                        let _ = write!(parent.text, "{mark}{}{mark}", element.text);
                    }
                    parent.children.push(element);
                }
                Token::String(string) => open.last_mut().unwrap().text += &text(&string),
                Token::Error(error) => panic!("{error:?}"),
                Token::Doctype(_) => {}
                Token::Comment(comment) => panic!("{comment:?}"),
            }
        }
        assert_eq!(open.len(), 1, "{} has no end", open.last().unwrap().name);
        open.pop().unwrap()
    }

    fn walk(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        let children = self.children.iter();
        Box::new([self].into_iter().chain(children.flat_map(Self::walk)))
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.walk().filter(move |element| element.name == name)
    }

    fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    fn with_id(&self, id: &str) -> &Self {
        let mut found = self.walk().filter(|element| element.get("id") == Some(id));
        found.next().unwrap_or_else(|| panic!("no {id}"))
    }

    /// The table that a heading names, as texts of its cells; the head first.
    fn table(&self, label: &str) -> Vec<Vec<&str>> {
        let mut tables = self.all("table");
        let table = tables.find(|table| table.get("aria-labelledby") == Some(label));
        let rows = table.unwrap_or_else(|| panic!("no {label}")).all("tr");
        rows.map(|row| row.children.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    /// What a person reads, an element a line.
    fn outline(&self, out: &mut String) {
        let first = self.children.first().map(|child| child.name.as_str());
        if self.name == "tr" || first == Some("dt") {
            let cells: Vec<_> = self.children.iter().map(|cell| cell.text.trim()).collect();
            let _ = writeln!(out, "{}: {}", self.name, cells.join(" | "));
            return;
        }
        let text = self.text.trim();
        let holds_shown = self
            .walk()
            .skip(1)
            .any(|element| SHOWN.contains(&element.name.as_str()) && element.name != "a");
        if SHOWN.contains(&self.name.as_str()) && !holds_shown && !text.is_empty() {
            let _ = writeln!(out, "{}: {text}", self.name);
            return;
        }
        for child in &self.children {
            child.outline(out);
        }
    }
}

/// The words of the report, by their keys.
fn words() -> BTreeMap<String, String> {
    let (_, table) = ENGLISH.split_once("[ui-report]\n").unwrap();
    let lines = table.lines().map_while(|line| line.split_once(" = "));
    let words = lines.map(|(key, text)| (key.to_owned(), text.trim_matches('"').to_owned()));
    words.collect()
}

/// The outline of an English page with names for texts, labels and words.
fn outline(html: &str, keys: &[&str]) -> String {
    let mut out = String::new();
    let page = Element::parse(html);
    page.all("main").next().unwrap().outline(&mut out);
    let all = without_texts(&out, keys, Lang::En);
    let labels = serde_json::to_value(labels(Lang::En)).unwrap();
    let labels = labels.as_object().unwrap().iter();
    let labels = labels.map(|(key, text)| (key.clone(), text.as_str().unwrap().to_owned()));
    // Longer texts may hold shorter ones.
    let mut names: Vec<_> = words().into_iter().chain(labels).collect();
    names.sort_by_key(|(_, text)| std::cmp::Reverse(text.len()));
    let name = |text: &str| {
        if let Some((key, _)) = names.iter().find(|(_, own)| own == text) {
            return format!("{{{key}}}");
        }
        let counted = names.iter().find_map(|(key, own)| {
            let (before, behind) = own.split_once("{count}")?;
            let start = text.find(before).filter(|_| !before.is_empty())?;
            let rest = text.get(start + before.len()..)?.strip_suffix(behind)?;
            Some(format!("{}{{{key} {rest}}}", &text[..start]))
        });
        counted.unwrap_or_else(|| {
            let parts = names.iter().filter(|(_, own)| own.len() > 4);
            parts.fold(text.to_owned(), |text, (key, own)| {
                text.replace(own, &format!("{{{key}}}"))
            })
        })
    };
    let lines = all.lines().map(|line| {
        let (tag, text) = line.split_once(": ").unwrap_or(("", line));
        let cells: Vec<_> = text.split(" | ").map(name).collect();
        format!("{tag}: {}\n", cells.join(" | "))
    });
    lines.collect()
}

/// What must be true of every report.
fn check(html: &str) -> Element {
    assert_harmless(&html.replace(['\u{202f}', '\u{a0}'], " "));
    let page = Element::parse(html);
    let mut ids = BTreeSet::new();
    for element in page.walk() {
        let name = element.name.as_str();
        assert!(!["script", "img", "iframe", "object", "form"].contains(&name));
        for (attribute, value) in &element.attributes {
            assert!(!attribute.starts_with("on"), "{attribute}");
            let is_link = match (name, attribute.as_str()) {
                ("a", "href") => value.starts_with("https://"),
                ("link", "href") => value == "data:,",
                (_, "src" | "srcset" | "href" | "xlink:href" | "action" | "data") => false,
                _ => !value.contains("//"),
            };
            assert!(is_link, "{name} {attribute}={value}");
        }
        if let Some(id) = element.get("id") {
            assert!(ids.insert(id), "{id} stands twice");
        }
        if name == "style" {
            assert!(
                !["url(", "@import", "//"]
                    .iter()
                    .any(|load| element.text.contains(load))
            );
        }
        if name == "svg" && element.get("aria-hidden") != Some("true") {
            assert_eq!(element.get("role"), Some("img"));
            let first = element.children.first().unwrap();
            assert_eq!(first.name, "title");
            assert!(!first.text.is_empty());
        }
    }
    for element in page.walk() {
        let named = element.get("aria-labelledby").unwrap_or_default();
        for id in named.split_whitespace() {
            assert!(ids.contains(id), "nothing is called {id}");
        }
    }
    assert!(
        page.all("table")
            .all(|table| table.get("aria-labelledby").is_some())
    );
    let policy = page.all("meta").find_map(|meta| {
        meta.get("http-equiv")?;
        meta.get("content")
    });
    assert!(policy.unwrap().starts_with("default-src 'none';"));
    drop(ids);
    page
}

/// A log over four days: lines with their own time, and one without.
fn log() -> String {
    let mut log = days();
    log.push_str("2026-10-03T12:00:00Z {\"error\":{\"code\":130429}}\n{\"error\":{\"code\":4000000000,\"type\":\"OAuthException\"}}\n");
    log
}

const KEYS: [&str; 3] = ["131026", "130429", "4000000000"];

#[test]
fn a_report_shows_what_happened_when_and_what_to_do() {
    let arguments = ["summary", "--by", "day", "--lang", "en", "--format", "html"];
    let output = pipe(&arguments, log());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    check(&stdout(&output));
    expect![[r#"
        h1: {title}
        div: {errors} | 10
        div: {codes} | 3
        div: {top} | `131026`80 % | {131026 title}
        div: {covered} | 2026-10-01 – 2026-10-04 | UTC
        h2: {over_time}
        figcaption: {by_day} {time_zone}
        title: {over_time}
        desc: 2026-10-01 – 2026-10-04. {highest 5}
        title: 2026-10-01: 2
        title: 2026-10-02: 1
        title: 2026-10-03: 1
        title: 2026-10-04: 5
        summary: {numbers}
        p: {only_with_errors}
        tr: {time} | {number}
        tr: 2026-10-01 | 2
        tr: 2026-10-02 | 1
        tr: 2026-10-03 | 1
        tr: 2026-10-04 | 5
        div: {without_time} | 1
        h2: {rose}
        figcaption: 2026-10-04 {rose_columns}
        tr: {code} | {before} | {latest} | {increase}
        tr: `131026` {131026 title} | 0 | 5 | +5
        h2: {most_frequent}
        figcaption: {trend}
        tr: {code} | {number} | {share} | {course} | {first_seen} | {last_seen}
        tr: `131026` {131026 title} | 8 | 80 % |  | {first_seen}2026-10-01 00:30 | {last_seen}2026-10-04 04:30
        tr: `130429` {130429 title} | 1 | 10 % |  | {first_seen}2026-10-03 12:00 | {last_seen}2026-10-03 12:00
        tr: `4000000000` {4000000000 title} | 1 | 10 % |  |  | 
        h2: {act}
        h3: `131026` {131026 title}
        p: 8 · 80 %
        div: {fixer} | {fixer}
        div: {retry} | {retry}
        h4: {fix}
        li: {131026 fix}
        h4: {places}
        li: {place recipient-accept-terms}
        li: {place recipient-blocked-list}
        li: {webhook} `messages`
        li: `GET /{waba-id}?fields=analytics.start({time}).end({time}).granularity(DAY)`
        h3: `130429` {130429 title}
        p: 1 · 10 %
        div: {fixer} | {fixer}
        div: {retry} | {retry}
        h4: {fix}
        li: {130429 fix}
        h4: {places}
        li: `GET /{phone-number-id}?fields=throughput`
        li: {place doc-throughput}
        li: {webhook} `phone_number_quality_update`
        li: {place whatsapp-manager-phone-numbers}
        li: `GET /{phone-number-id}?fields=is_on_biz_app,platform_type`
        h3: `4000000000` {4000000000 title}
        p: 1 · 10 %
        div: {fixer} | {fixer}
        div: {retry} | {retry}
        h4: {fix}
        li: {4000000000 fix}
        h2: {distribution}
        h3: {by_category}
        tr: {by_category} | {number} | {share}
        tr: {category} | 8 | 80 %
        tr: {category} | 1 | 10 %
        tr: {category} | 1 | 10 %
        h3: {by_retry}
        tr: {by_retry} | {number} | {share}
        tr: {retry} | 9 | 90 %
        tr: {retry} | 1 | 10 %
        h3: {by_fixer}
        tr: {by_fixer} | {number} | {share}
        tr: {fixer} | 8 | 80 %
        tr: {fixer} | 2 | 20 %
        h3: {by_scope}
        tr: {by_scope} | {number} | {share}
        tr: {scope} | 8 | 80 %
        tr: {scope} | 1 | 10 %
        tr: {channel} | 1 | 10 %
        h3: {by_effect}
        tr: {by_effect} | {number} | {share}
        tr: {effect} | 9 | 90 %
        tr: {channel} | 1 | 10 %
        h2: {inputs}
        li: {standard_input}
    "#]]
    .assert_eq(&outline(&stdout(&output), &KEYS));
}

#[test]
fn without_periods_a_report_has_no_course() {
    let output = pipe(&["summary", "--lang", "en", "--format", "html"], log());
    let page = check(&stdout(&output));
    assert!(page.table("codes").iter().all(|row| row.len() == 3));
    assert!(
        page.walk()
            .all(|element| element.get("id") != Some("over-time"))
    );
}

#[test]
fn a_report_of_nothing_says_so() {
    for lang in Lang::ALL {
        let arguments = [
            "summary",
            "--by",
            "week",
            "--format",
            "html",
            "--lang",
            lang.tag(),
        ];
        let output = pipe(&arguments, CLEAN);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            stderr(&output),
            format!("{}\n", labels(*lang).nothing_found)
        );
        let page = check(&stdout(&output));
        let mut notices = page.all("p").map(|notice| notice.text.as_str());
        assert!(notices.any(|text| text == labels(*lang).nothing_found));
        assert_eq!(page.all("table").count(), 0);
    }
    assert!(!nothing_found().is_empty());
}

#[test]
fn every_language_has_the_same_numbers_in_its_own_direction() {
    let log = [WEBHOOK, EXPIRED, &log()].join("\n");
    let mut all = BTreeSet::new();
    for lang in Lang::ALL {
        for by in [
            &[][..],
            &["--by", "hour"],
            &["--by", "day"],
            &["--by", "week"],
        ] {
            let arguments = ["summary", "--format", "html", "--lang", lang.tag()];
            let html = stdout(&pipe(&[&arguments[..], by].concat(), &log));
            let page = check(&html);
            let root = page.all("html").next().unwrap();
            let direction = if *lang == Lang::Ar { "rtl" } else { "ltr" };
            assert_eq!(
                (root.get("lang"), root.get("dir")),
                (Some(lang.tag()), Some(direction))
            );
            // What reads from left to right is kept apart from the words around it.
            for element in page.all("bdi").filter(|bdi| bdi.all("code").count() > 0) {
                let own = element.get("class") == Some("title");
                assert!(own || element.get("dir") == Some("ltr"), "{}", element.text);
            }
            assert!(page.all("time").all(|time| time.all("bdi").count() == 1));
            let numbers: Vec<_> = page
                .all("td")
                .filter(|cell| cell.get("class") == Some("n"))
                .map(|cell| cell.text.replace('.', ","))
                .collect();
            all.insert((by, numbers));
        }
    }
    assert_eq!(all.len(), 4);
}

/// The number that a cell shows.
fn number(text: &str) -> u64 {
    text.replace(',', "").parse().unwrap()
}

#[test]
fn a_report_has_the_numbers_that_programs_get() {
    let log = [
        WEBHOOK,
        EXPIRED,
        &log(),
        &"error code 131030\n".repeat(1_234),
    ]
    .join("\n");
    let arguments = ["summary", "--by", "day", "--lang", "en", "--format"];
    let summary = json(&pipe(&[&arguments[..], &["json"]].concat(), &log));
    let page = check(&stdout(&pipe(&[&arguments[..], &["html"]].concat(), &log)));
    let same = |label: &str, rows: &Value, has_key: bool| {
        let table = page.table(label);
        let rows = rows.as_array().unwrap();
        assert_eq!(table.len() - 1, rows.len(), "{label}");
        for (shown, row) in table.iter().skip(1).zip(rows) {
            assert_eq!(number(shown[1]), row["count"].as_u64().unwrap(), "{label}");
            let key = row["key"].as_str().unwrap();
            assert!(
                !has_key || shown[0].starts_with(&format!("`{key}`")),
                "{label}"
            );
        }
    };
    same("codes", &summary["codes"], true);
    for (label, name) in [
        ("by-category", "categories"),
        ("by-retry", "retries"),
        ("by-fixer", "fixers"),
        ("by-scope", "scopes"),
        ("by-effect", "effects"),
    ] {
        same(label, &summary[name], false);
    }
    let trend = &summary["trend"];
    let periods: Vec<_> = page
        .table("over-time-caption")
        .iter()
        .skip(1)
        .map(|row| (format!("{}T00:00:00Z", row[0]), number(row[1])))
        .collect();
    let expected: Vec<_> = trend["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["start"].as_str().unwrap().to_owned(),
                row["count"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(periods, expected);
    let risen = page.table("rose");
    for row in risen.iter().skip(1) {
        let codes = trend["codes"].as_array().unwrap();
        let is_it =
            |code: &&Value| row[0].starts_with(&format!("`{}`", code["key"].as_str().unwrap()));
        let code = codes.iter().find(is_it).unwrap();
        assert_eq!(number(row[1]), code["before"].as_u64().unwrap());
        assert_eq!(number(row[2]), code["latest"].as_u64().unwrap());
    }
}

#[test]
#[cfg(unix)]
fn names_and_inputs_are_only_text() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "<img src=x onerror=alert(1)>.log",
        "\"><script>alert(1)<\\script>&amp;'.log",
        "\u{202e}gol.exe\u{1b}[31m\n.log",
        &"x".repeat(250),
    ];
    let mut arguments = vec!["summary".to_owned(), "--format".into(), "html".into()];
    for name in names {
        let path = folder.path().join(name);
        fs::write(&path, "<script>alert(1)</script> {\"error\":{\"code\":190,\"message\":\"</style><img src=x>\"}}\n").unwrap();
        arguments.push(path.to_str().unwrap().to_owned());
    }
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let html = stdout(&output);
    let page = check(&html);
    assert!(!html.contains("<img") && !html.contains("<script"));
    let shown: Vec<_> = page.all("li").map(|item| item.text.as_str()).collect();
    for name in &names[..3] {
        let name = harmless(name).into_owned();
        assert!(
            shown.iter().any(|text| text.ends_with(&name)),
            "{name} {shown:?}"
        );
    }
    assert!(shown.iter().any(|text| text.ends_with("x…")));
}

#[test]
fn what_could_not_be_read_is_said_at_the_top() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("damaged.gz");
    let mut bytes = gzip(format!("{EXPIRED}\n").repeat(100).as_bytes());
    bytes.truncate(bytes.len() - 4);
    fs::write(&damaged, bytes).unwrap();
    let missing: Vec<_> = (0..60).map(|n| format!("missing-{n}")).collect();
    let mut arguments = vec!["summary", "--lang", "en", "--format", "html"];
    arguments.push(damaged.to_str().unwrap());
    arguments.extend(missing.iter().map(String::as_str));
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(2));
    let page = check(&stdout(&output));
    let unreadable = &words()["unreadable"];
    let said = page
        .all("li")
        .filter(|item| item.text.ends_with(unreadable));
    assert_eq!(said.count(), 50);
    let more = words()["more_inputs"].replace("{count}", "11");
    assert!(page.all("li").any(|item| item.text == more));
    let first = &page.all("li").next().unwrap().text;
    assert!(
        first.contains("damaged.gz") && first.ends_with(unreadable),
        "{first}"
    );
}

#[test]
fn the_worst_log_gives_a_small_report_that_says_what_it_leaves_out() {
    let mut log = String::new();
    for n in 0..12_000_i64 {
        let time = 1_300_000_000 + n * 3_600 * 50;
        let _ = writeln!(
            log,
            "{{\"timestamp\":{time},\"error\":{{\"code\":{},\"type\":\"OAuthException\"}}}}",
            5_000_000 + n
        );
    }
    let many = vec![r#"{"code":131047}"#; 10_001].join(",");
    let _ = writeln!(log, "{{\"errors\":[{many}]}}");
    for by in [&[][..], &["--by", "hour"]] {
        let arguments = ["summary", "--lang", "en", "--format", "html"];
        let html = stdout(&pipe(&[&arguments[..], by].concat(), &log));
        let page = check(&html);
        assert!(html.len() < 256 << 10, "{}", html.len());
        let rows = page.table("codes");
        assert!(rows.len() < 60);
        let sum: u64 = rows.iter().skip(1).map(|row| number(row[1])).sum();
        assert_eq!(sum, 22_000);
        let word = |key: &str| words()[key].split("{count}").next().unwrap().to_owned();
        assert!(page.with_id("codes").text.len() < 200);
        assert!(html.contains(&word("more_codes")));
        assert!(html.contains(labels(Lang::En).further_codes));
        assert!(html.contains(labels(Lang::En).truncated));
        if !by.is_empty() {
            assert!(html.contains(&word("bar_hours")));
            assert!(html.contains(labels(Lang::En).earlier));
            let times = page.table("over-time-caption");
            assert!(times.len() <= 201);
            let drawn: u64 = times.iter().skip(1).map(|row| number(row[1])).sum();
            assert_eq!(drawn, 2_000);
        }
    }
}

#[test]
fn the_report_has_the_colors_of_the_page() {
    let html = stdout(&pipe(&["summary", "--format", "html"], EXPIRED));
    let page = Element::parse(&html);
    let style = &page.all("style").next().unwrap().text;
    let colors = |style: &str| {
        let lines = style.lines().map(|line| line.trim().to_owned());
        let until_print = lines.take_while(|line| !line.starts_with("@media print"));
        let colors = until_print.filter(|line| line.starts_with("--") && line.contains(": #"));
        colors.collect::<Vec<_>>()
    };
    assert_eq!(colors(style), colors(PAGE_STYLE));
}
