//! `cargo codegen drift`: saved pages of three shapes, what they say otherwise than the data, and pages that are none.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{copy_folder, project};

const SHAPES: [&str; 4] = ["titles.html", "numbers.html", "mirror.md", "german.md"];

/// The data of the tests and one page, in a folder of their own.
struct Case {
    folder: tempfile::TempDir,
}

struct Answer {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn here() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drift"))
}

fn shape(name: &str) -> String {
    fs::read_to_string(here().join("pages").join(name)).unwrap()
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&here().join("data"), &folder.path().join("data"));
        Self { folder }
    }

    fn read_settings(&self) -> String {
        fs::read_to_string(self.folder.path().join("data/drift.toml")).unwrap()
    }

    fn write_settings(&self, text: &str) {
        fs::write(self.folder.path().join("data/drift.toml"), text).unwrap();
    }

    fn drift(&self, page: impl AsRef<[u8]>, options: &[&str]) -> Answer {
        fs::write(self.folder.path().join("page"), page).unwrap();
        self.run(&[&["page"], options].concat())
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codegen"));
        let output = command
            .args(["--data", "data", "drift"])
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Answer::of(&output)
    }
}

impl Answer {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    #[track_caller]
    fn ends_with_status(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Asserts the differences: what, entry, page, data.
    #[track_caller]
    fn differs(self, expected: &[[&str; 4]]) {
        let columns = |line: &str| -> Vec<String> {
            let cells = line.split("  ").map(str::trim);
            cells
                .filter(|cell| !cell.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let lines: Vec<&str> = self.stdout.lines().collect();
        let (_, lines) = lines.split_last().unwrap();
        let found: Vec<_> = lines.iter().skip(1).map(|line| columns(line)).collect();
        assert_eq!(found, expected, "{}{}", self.stdout, self.stderr);
        self.ends_with_status(i32::from(!expected.is_empty()));
    }

    /// Asserts that the page was refused, in one sentence.
    #[track_caller]
    fn refuses(self, reason: &str) {
        let answer = self.ends_with_status(2);
        assert!(answer.stderr.contains(reason), "{}", answer.stderr);
        assert_eq!(answer.stderr.lines().count(), 1, "{}", answer.stderr);
        assert_eq!(answer.stdout, "");
    }
}

#[track_caller]
fn changed(shape: &str, old: &str, new: &str) -> String {
    let page = self::shape(shape);
    assert!(page.contains(old), "{shape} has no {old}");
    page.replacen(old, new, 1)
}

#[test]
fn a_page_that_says_what_the_data_says_has_no_differences() {
    for name in SHAPES {
        let answer = Case::new().drift(shape(name), &[]);
        println!("{name}");
        answer.differs(&[]);
    }
}

#[test]
fn a_new_number_is_reported_with_its_title() {
    let case = Case::new();
    let new = ["new", "91050", "Parcel wet", "–"];
    let row = "<tr><td><code>91050</code><p>Parcel wet</p></td><td>Rain.</td><td>Dry it.</td><td>400</td></tr>\n</tbody></table></div>";
    case.drift(changed("titles.html", "</tbody></table></div>", row), &[])
        .differs(&[new]);
    let row = "<tr><td>91050</td><td>Rain.</td><td>Dry it.</td></tr>\n</table>";
    case.drift(changed("numbers.html", "</table>", row), &[])
        .differs(&[["new", "91050", "–", "–"]]);
    let page =
        shape("mirror.md") + "| `91050`<br>Parcel wet | Rain. | Dry it. | `400` Bad Request |\n";
    case.drift(page, &[]).differs(&[new]);
    let page = shape("numbers.html").replace("91000<", "91000, 91050-91059<");
    case.drift(page, &[])
        .differs(&[["new", "91050-91059", "–", "–"]]);
}

#[test]
fn another_title_is_reported_beside_that_of_the_data() {
    let case = Case::new();
    let title = ["title", "91000", "Parcel mislaid", "Parcel lost"];
    case.drift(changed("titles.html", "Parcel lost", "Parcel mislaid"), &[])
        .differs(&[title]);
    case.drift(changed("mirror.md", "Parcel lost", "Parcel mislaid"), &[])
        .differs(&[title]);
}

#[test]
fn another_spelling_or_a_title_that_was_seen_before_is_no_other_title() {
    let case = Case::new();
    case.drift(
        changed("titles.html", "Parcel lost", "PARCEL  <b>lo</b>st."),
        &[],
    )
    .differs(&[]);
    case.drift(
        changed("mirror.md", "Address unknown", "No such address"),
        &[],
    )
    .differs(&[]);
    case.drift(
        changed("mirror.md", "Address unknown", "Anschrift unbekannt"),
        &[],
    )
    .differs(&[]);
}

#[test]
fn another_status_is_reported_beside_that_of_the_data() {
    let case = Case::new();
    let status = ["status", "91001", "410", "404"];
    case.drift(
        changed("titles.html", "<code>404</code><br>Not Found", "410"),
        &[],
    )
    .differs(&[status]);
    case.drift(changed("mirror.md", "`404` Not Found", "`410`"), &[])
        .differs(&[status]);
    let page = changed("german.md", "Nicht gefunden", "Fehlerhafte Anfrage");
    case.drift(page, &[])
        .differs(&[["status", "91001", "400", "404"]]);
}

#[test]
fn a_row_that_vanished_is_reported() {
    let case = Case::new();
    let gone = [["gone", "91001", "–", "Address unknown"]];
    for name in ["numbers.html", "mirror.md", "titles.html"] {
        let page = shape(name);
        let kept = page.lines().filter(|line| !line.contains("91001"));
        case.drift(kept.collect::<Vec<_>>().join("\n") + "\n", &[])
            .differs(&gone);
    }
    let page = changed(
        "german.md",
        "| Too early | Alle haben noch geschlafen. |\n",
        "",
    );
    case.drift(page, &[])
        .differs(&[["gone", "91002-early", "–", "Too early"]]);
}

#[test]
fn a_case_that_vanished_from_among_others_of_its_number_is_reported() {
    let page = changed(
        "mirror.md",
        "| 91002 Too late | Everybody slept again. | Come earlier. | 400 |\n",
        "",
    );
    Case::new()
        .drift(page, &[])
        .differs(&[["gone", "91002-late", "–", "Too late"]]);
}

#[test]
fn a_row_without_number_that_could_be_about_anything_is_reported() {
    let page = changed("german.md", "Am falschen Tag", "Am falschen Tag im Regen");
    Case::new().drift(page, &[]).differs(&[
        ["gone", "91002", "–", "Wrong day"],
        ["unmatched", "–", "Am falschen Tag im Regen", "–"],
    ]);
}

#[test]
fn the_longest_recorded_beginning_of_a_row_decides() {
    let page = changed(
        "german.md",
        "Das Depot hat heute geschlossen.",
        "Das Depot hat heute Ruhetag, aber das Paket nicht.",
    );
    Case::new()
        .drift(page, &[])
        .differs(&[["gone", "91010-91019", "–", "Depot closed"]]);
}

#[test]
fn several_pages_are_one() {
    let case = Case::new();
    let (first, second) = shape("numbers.html")
        .split_once("<tr><td>91002")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    fs::write(case.folder.path().join("first"), first + "</table>").unwrap();
    let heading = "<table><tr><th>Code</th><th>Description</th></tr><tr><td>91002";
    fs::write(
        case.folder.path().join("second"),
        heading.to_owned() + &second,
    )
    .unwrap();
    case.run(&["first", "second"]).differs(&[]);
    case.run(&["first"]).ends_with_status(1);
}

#[test]
fn programs_get_json_with_what_each_row_was_taken_for() {
    let page = changed("mirror.md", "`404` Not Found", "`410`");
    let answer = Case::new()
        .drift(page, &["--format", "json"])
        .ends_with_status(1);
    let json: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 6);
    assert_eq!(
        json["rows"][1],
        serde_json::json!({"page": "91001 Address unknown", "entries": ["91001"]})
    );
    assert_eq!(json["expected"], 6);
    assert_eq!(json["accepted"], 0);
    assert_eq!(
        json["differences"],
        serde_json::json!([{"what": "status", "entry": "91001", "page": "410", "data": "404"}])
    );
}

#[test]
fn an_accepted_difference_is_recorded_once_and_reported_no_more() {
    let case = Case::new();
    let page = changed("mirror.md", "`404` Not Found", "`410`")
        .replace("91000`<br/>Parcel lost", "91000`<br/>“Lost”\u{202e}");
    let before = case.read_settings();
    case.drift(&page, &["--accept"]).ends_with_status(0);
    let recorded = case.read_settings();
    let added = recorded
        .strip_prefix(before.as_str())
        .expect("what stood there stays");
    let date = added
        .split("date = ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    assert_eq!(
        added,
        format!(
            "\n[[accepted]]\nwhat = \"title\"\nentry = \"91000\"\npage = \"“Lost”\"\ndate = {date}\nreason = \"\"\n\
             \n[[accepted]]\nwhat = \"status\"\nentry = \"91001\"\npage = \"410\"\ndate = {date}\nreason = \"\"\n"
        )
    );
    let answer = case.drift(&page, &[]).ends_with_status(0);
    assert!(
        answer.stdout.contains("0 differences, 2 accepted before"),
        "{}",
        answer.stdout
    );
    case.drift(&page, &["--accept"]).ends_with_status(0);
    assert_eq!(case.read_settings(), recorded);
    let other = page.replace("`410`", "`418`");
    case.drift(other, &[])
        .differs(&[["status", "91001", "418", "404"]]);
}

#[test]
fn what_steers_a_terminal_is_not_passed_on() {
    let page = changed(
        "numbers.html",
        "91000<",
        "91050 \u{1b}[31mred&#x202E;\u{7}<",
    );
    let answer = Case::new().drift(page, &[]).ends_with_status(1);
    assert!(answer.stdout.contains("[31mred"), "{}", answer.stdout);
    assert!(
        !answer.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{:?}",
        answer.stdout
    );
}

#[test]
fn a_page_that_is_none_is_refused_with_the_reason() {
    let case = Case::new();
    let titles = shape("titles.html");
    let german = shape("german.md");
    case.drift("", &[]).refuses("no table of error codes");
    case.drift("Nothing here but words.", &[])
        .refuses("no table of error codes");
    case.drift(
        "<table><tr><th>Name</th></tr><tr><td>91000</td></tr></table>",
        &[],
    )
    .refuses("a column `Code`, `Fehler`");
    case.drift("| Code | Details |\n|---|---|\n\nNo rows.", &[])
        .refuses("no table of error codes");
    case.drift(&titles[..titles.len() / 2], &[])
        .refuses("ends in the middle");
    case.drift(titles.replace("</html>", ""), &[])
        .refuses("ends in the middle");
    case.drift(&german[..german.find("gegenüber").unwrap()], &[])
        .refuses("ends in the middle");
    case.drift(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[])
        .refuses("is not UTF-8 text");
    case.drift(b"<table>\0</table>", &[])
        .refuses("is not UTF-8 text");
    case.drift("<table>".repeat(40), &[])
        .refuses("tables in tables");
    case.run(&["nowhere"]).refuses("`nowhere` cannot be read");
    case.run(&["data"]).refuses("`data` is not a file");
}

/// No clock: what grows with the square of these would not end.
#[test]
fn a_hostile_page_takes_neither_long_nor_much() {
    let case = Case::new();
    let rows = "<table><tr><th>Code</th></tr>".to_owned()
        + &"<tr><td>91050</td></tr>".repeat(11_000)
        + "</table>";
    case.drift(rows, &[]).refuses("more than 10,000 rows");
    let long = "| Code | Details |\n|---|---|\n".to_owned() + &"| 91050 | x |\n".repeat(11_000);
    case.drift(long, &[]).refuses("more than 10,000 rows");
    case.drift(vec![b'x'; (2 << 20) + 1], &[])
        .refuses("longer than 2 MiB");
    case.drift(vec![b'x'; (16 << 20) + 1], &[])
        .refuses("longer than 16 MiB");
    case.drift("<td>".repeat(200_000), &[])
        .refuses("no table of error codes");
    case.drift(
        "<table><tr><th>Code".to_owned() + &"<td rowspan=9999>x".repeat(100_000) + "</table>",
        &[],
    )
    .refuses("no table");
    case.drift("|-|\n".repeat(100_000), &[])
        .refuses("more than 10,000 rows");
    case.drift(
        "| Code | a |\n|---|---|\n|".to_owned() + &"x\n".repeat(100_000),
        &[],
    )
    .refuses("ends in the middle");
    case.drift("[[[[[[![".repeat(60_000), &[])
        .refuses("no table of error codes");
}

#[test]
fn settings_that_name_what_is_not_there_are_refused() {
    let case = Case::new();
    let settings = case.read_settings();
    for (old, new, reason) in [
        ("\"page\"", "\"pages\"", "there is no source `pages`"),
        ("[\"91000\"]", "[\"91099\"]", "there is no entry `91099`"),
        ("403 =", "\"4o3\" =", "`4o3` is no HTTP status"),
    ] {
        assert!(settings.contains(old));
        case.write_settings(&settings.replacen(old, new, 1));
        case.drift(shape("mirror.md"), &[]).refuses(reason);
    }
    case.write_settings(&settings.replacen("[statuses]", "[status]", 1));
    let answer = case.drift(shape("mirror.md"), &[]).ends_with_status(2);
    assert!(
        answer.stderr.contains("unknown field `status`"),
        "{}",
        answer.stderr
    );
}

#[test]
fn number_title_and_status_are_found_by_their_headings() {
    let page = "| HTTP status | Fehler | Code | Title |\n|---|---|---|---|\n\
        | 500 | it | #91000 | (#91000) Parcel lost |\n| 410 Gone | it | (91001) | Address unknown |\n\
        | 400 | it | 91002 | Wrong day |\n| 400 | it | 91002 | Too early |\n| 400 | it | 91002 | Too late |\n\
        | | it | 91010–91019 | Depot closed |\n";
    Case::new()
        .drift(page, &[])
        .differs(&[["status", "91001", "410", "404"]]);
}

#[test]
fn cells_over_several_rows_count_for_each_of_them() {
    let page = "<table><tr><th>Code<th>Title<th>HTTP status\n\
        <tr><td>91000<td>Parcel lost<td>500\n<tr><td>91001<td>Address unknown<td>404\n\
        <tr><td rowspan=3>91002<td>Wrong day<td rowspan=3>400\n<tr><td>Too early\n<tr><td>Too late\n\
        <tr><td>91010-91019<td>Depot closed<td>403</table>";
    let case = Case::new();
    case.drift(page, &[]).differs(&[]);
    let page = page.replace(">400", ">409");
    case.drift(page, &[]).differs(&[
        ["status", "91002", "409", "400"],
        ["status", "91002-early", "409", "400"],
        ["status", "91002-late", "409", "400"],
    ]);
}

/// A page with everything that the project's own data expects.
fn page_of_the_project() -> String {
    let mut page = String::from("| Code | Details |\n|---|---|\n");
    for file in fs::read_dir(project().join("data/codes")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let codes: toml_edit::DocumentMut = text.parse().unwrap();
        for (key, entry) in codes.iter() {
            let title = entry
                .get("title")
                .and_then(toml_edit::Item::as_str)
                .unwrap_or_default();
            let is_range = key.split('-').all(|part| part.parse::<u32>().is_ok());
            let end = key.find(['-', '_']).filter(|_| !is_range);
            let code = &key[..end.unwrap_or(key.len())];
            let _ = writeln!(page, "| {code} {title} | Details. |");
        }
    }
    page
}

#[test]
fn the_settings_of_the_project_are_in_canonical_form_and_each_accepted_difference_has_its_reason() {
    let case = Case::new();
    fs::remove_dir_all(case.folder.path().join("data")).unwrap();
    copy_folder(&project().join("data"), &case.folder.path().join("data"));
    let before = case.read_settings();
    case.drift(page_of_the_project(), &[]).differs(&[]);
    case.drift(page_of_the_project(), &["--accept"])
        .ends_with_status(0);
    assert_eq!(case.read_settings(), before);
    assert!(!before.contains("reason = \"\""));
    let rows = before.split_once("[rows]\n").unwrap().1;
    let rows: Vec<&str> = rows.lines().take_while(|line| !line.is_empty()).collect();
    assert!(
        rows.is_sorted(),
        "the rows stand in the order of their titles"
    );
}
