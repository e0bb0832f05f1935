//! A year of the data on a copy: codes come, are translated in parts, released, changed and retired, and after each step
//! the project's own check accepts it, and what it records can be read again.

use std::fs;
use std::path::PathBuf;

use waba_errors_codegen::model::Model;
use waba_errors_codegen::{
    Checked, LOCK, REVISIONS, Scope, State, check, emit, has_errors, load, lock, report, revisions,
    write,
};

use crate::copy::copy_folder;
use crate::root;
use crate::upgrades::{put_house, run_pinned};

const KEY: &str = "4100000001";
const CODES: &str = "codes/messaging.toml";
const TRANSLATIONS: [&str; 2] = ["de", "ar"];

/// The facts of an entry, without its name and its revision.
const FACTS: &str = "channel = \"response\"\nretry = \"after-fix\"\nfixer = \"developer\"\nscope = [\"request\"]\n\
    effect = \"none\"\nevidence = \"documented\"\nsource = \"meta25\"\n";

struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("data"), &folder.path().join("data"));
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("data").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn append(&self, name: &str, text: &str) {
        let old = fs::read_to_string(self.path(name)).unwrap_or_default();
        fs::write(self.path(name), old + text).unwrap();
    }

    /// Changes a table of a file.
    fn edit(&self, name: &str, key: &str, change: impl Fn(&str) -> String) {
        let text = self.read(name);
        let start = text.find(&format!("[{key}]\n")).unwrap();
        let end = text[start..]
            .find("\n\n")
            .map_or(text.len(), |end| start + end + 1);
        let changed = change(&text[start..end]);
        assert_ne!(changed, text[start..end], "{name} [{key}]");
        fs::write(
            self.path(name),
            format!("{}{changed}{}", &text[..start], &text[end..]),
        )
        .unwrap();
    }

    fn check(&self) -> Result<Checked, String> {
        let source = load(&self.folder.path().join("data"));
        let checked = check(&source, Scope::Project);
        if has_errors(&checked.diagnostics) {
            return Err(report(&source, &checked.diagnostics));
        }
        Ok(checked)
    }

    /// What `cargo codegen` checks and records.
    #[track_caller]
    fn record(&self) -> Checked {
        let checked = self.check().unwrap_or_else(|report| panic!("{report}"));
        let recorded = revisions(&self.read(REVISIONS), &checked.model);
        fs::write(self.path(REVISIONS), recorded).unwrap();
        fs::write(self.path(LOCK), lock(&checked.translations, |_, _| false)).unwrap();
        checked
    }

    /// Asserts what the data says about the texts of the entry: complete, stale, missing and without English.
    #[track_caller]
    fn has(&self, states: [usize; 4]) -> Checked {
        let checked = self.record();
        for translation in &checked.translations {
            let mut count = [0; 4];
            for words in translation.words.iter().filter(|words| words.table == KEY) {
                count[match words.state {
                    State::Complete => 0,
                    State::Stale { .. } => 1,
                    State::Missing => 2,
                    State::Orphaned { .. } => 3,
                }] += 1;
            }
            if TRANSLATIONS.contains(&translation.tag.as_str()) {
                assert_eq!(count, states, "{}", translation.tag);
            }
        }
        checked
    }

    fn delete_step(&self, tag: &str, gone: usize) {
        self.edit(&format!("text/{tag}.toml"), KEY, |table| {
            let kept = table
                .lines()
                .filter(|line| !line.starts_with(&format!("fix_{gone} ")));
            let mut table = kept.collect::<Vec<_>>().join("\n") + "\n";
            for number in gone + 1..=9 {
                table = table.replace(&format!("fix_{number} "), &format!("fix_{} ", number - 1));
            }
            table
        });
    }
}

/// The lines of an entry that stand ready in a language.
fn lines(tag: &str) -> Vec<String> {
    let path = root().join(format!("codegen/command/tests/entry/{tag}.toml"));
    let text = fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

fn is_translated(model: &Model) -> bool {
    let entry = model
        .entries
        .iter()
        .position(|entry| entry.key.to_string() == KEY);
    model.texts[1..=2]
        .iter()
        .all(|texts| texts.entries[entry.unwrap()].is_some())
}

/// The English words of what comes last.
fn add_words(copy: &Copy) {
    copy.append("categories.toml", "\n[yearly]\nname = \"Yearly\"\n");
    let words = "title = \"Yearly matters\"\ndescription = \"What comes once a year.\"\n";
    copy.append("text/en.toml", &format!("\n[category-yearly]\n{words}"));
    for key in [&format!("{KEY}_33"), &format!("{KEY}-year"), "4100000002"] {
        let words = words.replace("year.", &format!("year, as {} says.", key.len()));
        let steps = "cause_1 = \"A year is over.\"\nfix_1 = \"Look at it once a year.\"\n";
        copy.append("text/en.toml", &format!("\n[{key}]\n{words}{steps}"));
    }
}

/// A pair, a case, a category and its code; returns the facts without them.
fn add(copy: &Copy, since: u16) -> String {
    let facts = copy.read(CODES);
    let entry = |key: &str, name: &str| {
        format!("\n[{key}]\nname = \"{name}\"\ntitle = \"{name}\"\nsince = {since}\n{FACTS}")
    };
    let (pair, case) = (format!("{KEY}_33"), format!("{KEY}-year"));
    let both = entry(&pair, "YearPair") + &entry(&case, "YearCase");
    copy.append(CODES, &both);
    let code = entry("4100000002", "YearlyCode");
    fs::write(copy.path("codes/yearly.toml"), code).unwrap();
    facts
}

/// A crate that has decided on what the release had.
const PINNED: &str = r#"
#![deny(warnings)]
use waba_errors::{Code, match_code};

fn class(code: Code) -> &'static str {
    match_code!(as_of = REVISION, match code {
        YearCode => "known",
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => "other",
        Unknown(_) => "unknown",
    })
}

fn main() {
    println!("{} {}", class(Code::new(4100000001)), class(Code::new(4100000002)));
}
"#;

#[test]
fn a_year_of_changes_passes_the_check_at_every_step() {
    let copy = Copy::new();
    let first = copy.record().model.next_revision();

    // A code comes, and is translated in two halves, as the store of a platform writes them: at the end of the file.
    copy.append(
        CODES,
        &format!("\n[{KEY}]\nname = \"YearCode\"\nsince = {first}\n{FACTS}"),
    );
    let english = lines("en");
    copy.append(
        "text/en.toml",
        &format!("\n[{KEY}]\n{}\n", english.join("\n")),
    );
    let all = english.len();
    copy.has([0, 0, all, 0]);
    let halves = |tag: &str| -> (Vec<String>, Vec<String>) {
        let is_early = |line: &String| line.starts_with("fix_2") || line.starts_with("cause_1");
        lines(tag).into_iter().partition(is_early)
    };
    for tag in TRANSLATIONS {
        let early = halves(tag).0.join("\n");
        copy.append(
            &format!("text/{tag}.toml"),
            &format!("\n[{KEY}]\n{early}\n"),
        );
    }
    let half = copy.has([2, 0, all - 2, 0]);
    assert!(!is_translated(&half.model));
    for tag in TRANSLATIONS {
        let late = halves(tag).1.join("\n");
        copy.append(&format!("text/{tag}.toml"), &format!("{late}\n"));
    }
    let whole = copy.has([all, 0, 0, 0]);
    assert!(is_translated(&whole.model));

    // It is released.
    copy.append(REVISIONS, "released\t9.9.0\t2026-12-01\n");
    let released = copy.record().model;
    assert_eq!(released.released, Some(first));
    assert_eq!(released.next_revision(), first + 1);

    // English changes, and the translations follow.
    copy.edit("text/en.toml", KEY, |table| {
        table.replace("Check when", "Check first when")
    });
    copy.has([all - 1, 1, 0, 0]);
    copy.edit("text/de.toml", KEY, |table| {
        table.replace("Prüfen, wann", "Zuerst prüfen, wann")
    });
    copy.edit("text/ar.toml", KEY, |table| {
        let mut lines = table.lines();
        let step = lines.find(|line| line.starts_with("fix_1 ")).unwrap();
        table.replace(step, &step.replace(".\"", " أولًا.\""))
    });
    copy.has([all, 0, 0, 0]);

    // A first, a middle and a last step go.
    for (index, gone) in [1, 2, 2].into_iter().enumerate() {
        let left = all - index - 1;
        copy.delete_step("en", gone);
        copy.has([left, 0, 0, 1]);
        for tag in TRANSLATIONS {
            copy.delete_step(tag, gone);
        }
        let checked = copy.has([left, 0, 0, 0]);
        assert!(is_translated(&checked.model));
    }

    // A name and an entry are for good; a code that is no longer sent stays.
    let facts = copy.read(CODES);
    for (from, to) in [("YearCode", "OtherCode"), (KEY, "4100000009")] {
        fs::write(copy.path(CODES), facts.replace(from, to)).unwrap();
        assert!(copy.check().unwrap_err().contains("error[D10]"));
    }
    fs::write(copy.path(CODES), &facts).unwrap();
    copy.edit(CODES, KEY, |table| {
        table.replace("since", "status = \"retired\"\nsince")
    });
    copy.record();

    // A pair, a case and a category come with the next revision, and with no released one.
    add_words(&copy);
    let facts = add(&copy, first);
    assert!(copy.check().unwrap_err().contains("it comes with revision"));
    fs::write(copy.path(CODES), facts).unwrap();
    add(&copy, first + 1);
    let model = copy.record().model;
    assert_eq!(model.revision(), first + 1);

    // Who is pinned to the release before still builds.
    let house = copy.folder.path();
    put_house(house, &PINNED.replace("REVISION", &first.to_string()));
    write(house, &emit(&copy.record().model)).unwrap();
    assert_eq!(run_pinned(house), "known unknown\n");
}
