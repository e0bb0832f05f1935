//! Data of somebody's own: what does not fit a table is refused where it comes in, and what is lacking is told.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod copy;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use copy::copy_folder;
use waba_errors_codegen::{Build, Scope, check, load};

const FACTS: &str = "channel = \"response\"\nretry = \"never\"\nfixer = \"business\"\nsince = 1\nsource = \"handbook\"\n";

/// A copy of the data of a small house.
struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/house");
        copy_folder(&house, folder.path());
        Self { folder }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn edit(self, below: &str, change: impl Fn(&str) -> String) -> Self {
        let text = fs::read_to_string(self.path(below)).unwrap();
        let changed = change(&text);
        assert_ne!(text, changed);
        fs::write(self.path(below), changed).unwrap();
        self
    }

    /// Adds an entry with its English text.
    fn with(self, key: &str, facts: &str) -> Self {
        let entry = format!("\n[{key}]\n{facts}\n{FACTS}");
        let words = key.replace(['_', '-'], " ");
        let text = format!(
            "\n[{key}]\ntitle = \"Case of {words}\"\ndescription = \"Something with {words} failed.\"\n\
             cause_1 = \"The cause of {words}.\"\nfix_1 = \"Repair {words}.\"\n"
        );
        self.edit("codes/payment.toml", |old| format!("{old}{entry}"))
            .edit("text/en.toml", |old| format!("{old}{text}"))
    }

    #[track_caller]
    fn is_accepted(&self) {
        if let Err(error) = Build::new(self.folder.path()).generate() {
            panic!("{error}");
        }
    }

    /// Asserts that the data is refused, and where and why.
    #[track_caller]
    fn is_refused(&self, place: &str, reason: &str) {
        let error = Build::new(self.folder.path()).generate();
        let report = error.expect_err("a fault").to_string();
        assert!(report.contains(reason), "{report}");
        assert!(report.contains(place), "{report}");
    }

    fn warnings(&self) -> Vec<String> {
        let checked = check(&load(self.folder.path()), Scope::Own);
        checked
            .diagnostics
            .into_iter()
            .map(|fault| format!("{}: {}", fault.rule.id, fault.message))
            .collect()
    }
}

#[test]
fn a_title_is_as_long_as_a_span_can_say_wherever_it_stands() {
    for (length, fits) in [(255, true), (256, false), (360, false), (70_000, false)] {
        for field in ["title = \"…\"", "also_titled = [\"Short\", \"…\"]"] {
            let title = field.replace('…', &"x".repeat(length));
            let house = House::new().with("90002", &format!("name = \"LongTitle\"\n{title}"));
            if fits {
                house.is_accepted();
            } else {
                house.is_refused("codes/payment.toml:", "longer than 255 bytes");
            }
        }
    }
}

#[test]
fn a_subcode_of_zero_is_refused_because_it_would_replace_the_code() {
    let house = House::new().with("90001_0", "name = \"NoSubcode\"");
    house.is_refused("codes/payment.toml:", "[90001_0] is no canonical key");
    house.is_refused("codes/payment.toml:", "write `[90001]`");
    House::new()
        .with("90001_1", "name = \"OneSubcode\"")
        .is_accepted();
}

#[test]
fn the_number_of_the_empty_places_is_refused_as_code_and_as_subcode() {
    for key in [
        "4294967295",
        "4294967295_7",
        "90001_4294967295",
        "4294967295_4294967295",
        "4294967295-some-case",
    ] {
        let house = House::new().with(key, "name = \"LastNumber\"");
        house.is_refused("codes/payment.toml:", "marks an empty place");
    }
    House::new()
        .with("4294967294", "name = \"LastButOne\"")
        .is_accepted();
}

#[test]
fn a_category_that_the_library_does_not_have_is_refused_with_those_that_it_has() {
    let rename = |from: &'static str, to: &'static str| {
        House::new().edit("categories.toml", |text| text.replace(from, to))
    };
    rename("Payment", "Billing").is_refused("categories.toml:", "`Billing` is no category");
    rename("Payment", "Billing").is_refused("categories.toml:", "Messaging");
    rename("Payment", "Paymemt").is_refused("categories.toml:", "did you mean `Payment`?");
}

#[test]
fn a_name_that_the_table_itself_uses_is_refused() {
    for name in ["Table", "TABLe", "All"] {
        let house = House::new().with("90002", &format!("name = \"{name}\""));
        house.is_refused("codes/payment.toml:", "taken by the table itself");
    }
    for name in ["TableFull", "Numbers", "TextFr", "Slots", "Code"] {
        let house = House::new().with("90002", &format!("name = \"{name}\""));
        house.is_accepted();
    }
}

#[test]
fn a_language_whose_tag_is_none_is_refused_and_never_a_panic() {
    for tag in ["fr ca", "f", "français", "FR", "fr_CA", "..", "fr-"] {
        let house = House::new().edit("languages.toml", |text| {
            text.replace("[fr]", &format!("[\"{tag}\"]"))
        });
        house.is_refused("languages.toml:", "is no tag of a language");
    }
}

#[test]
fn lists_that_a_table_cannot_count_are_refused() {
    let mut facts = String::new();
    let mut texts = String::new();
    for code in 1_000..1_300 {
        let _ = write!(
            facts,
            "\n[{code}]\nname = \"Code{code}\"\ntitle = \"Same{}\"\n{FACTS}",
            ".".repeat(code % 7)
        );
        let _ = write!(
            texts,
            "\n[{code}]\ntitle = \"Case of {code}\"\ndescription = \"Something {code}.\"\n\
             cause_1 = \"The cause of {code}.\"\nfix_1 = \"Repair {code}.\"\n"
        );
    }
    let house = House::new()
        .edit("codes/payment.toml", |old| format!("{old}{facts}"))
        .edit("text/en.toml", |old| format!("{old}{texts}"));
    house.is_refused(
        "codes/payment.toml:",
        "more than 255 entries have the title `Same",
    );
}

#[test]
fn a_translation_that_is_missing_is_told() {
    let house = House::new().with("90002", "name = \"NotTranslated\"");
    house.is_accepted();
    let warnings = house.warnings();
    let is_told = |warning: &String| warning.contains("[90002] has no text in this language");
    assert!(warnings.iter().any(is_told), "{warnings:?}");
}

#[test]
fn an_entry_that_is_translated_from_its_second_step_on_is_not_translated_yet() {
    for list in ["cause", "fix", "prevent"] {
        let house = House::new()
            .with("90002", "name = \"TwoSteps\"")
            .edit("text/en.toml", |text| {
                let steps =
                    format!("{list}_1 = \"First step.\"\n{list}_2 = \"Then another one.\"\n");
                let old = format!("{list}_1 = \"");
                let entry = text.find("[90002]").unwrap();
                let (before, entry) = text.split_at(entry);
                let lines = entry.lines().filter(|line| !line.starts_with(&old));
                let entry: Vec<_> = lines.collect();
                format!("{before}{}\n{steps}", entry.join("\n"))
            })
            .edit("text/fr.toml", |text| {
                format!(
                    "{text}\n[90002]\n{list}_1 = \"\"\n{list}_2 = \"Faire encore autre chose.\"\n"
                )
            });
        house.is_accepted();
        let warnings = house.warnings();
        let is_told = |warning: &String| warning.starts_with("T01: [90002] has no");
        assert!(warnings.iter().any(is_told), "{warnings:?}");
    }
}

#[test]
fn texts_of_one_s_own_have_no_style_of_another_house() {
    House::new()
        .edit("text/en.toml", |text| {
            text.replace(
                "Buy credit in",
                "Please ask our SUPPORT at support.example.com (https://wiki.example.com/a) about order 131998! Buy credit in",
            )
        })
        .edit("text/fr.toml", |text| {
            text.replacen(
                "fix_1 = \"",
                "fix_1 = \"Voir https://wiki.example.com/a, support.example.com et 131998\u{a0}! ",
                1,
            )
        })
        .edit("languages.toml", |text| format!("{text}spaced_marks = \"!\"\n"))
        .is_accepted();
    let house = House::new().edit("text/en.toml", |text| {
        text.replace(
            "Buy credit in",
            "See http://wiki.example.com/a and <b>buy</b> credit in",
        )
    });
    house.is_refused("text/en.toml:", "not with `https://`");
    house.is_refused("text/en.toml:", "this is mark-up");
}

#[test]
fn a_language_is_added_to_the_shipped_codes() {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).unwrap();
    let language = |tag: &str, name: &str| {
        format!(
            "[{tag}]\nname = \"{name}\"\nnative_name = \"Français\"\nscript = \"Latn\"\ndirection = \"ltr\"\n"
        )
    };
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/text");
    let is_new = |tag: &&str| !shipped.join(format!("{tag}.toml")).exists();
    let new = ["eu", "ga", "mt"].into_iter().find(is_new).unwrap();
    fs::create_dir(folder.path().join("text")).unwrap();
    write("languages.toml", &language(new, "New"));
    // As long as the English text, and with all of its numbers.
    let english = fs::read_to_string(shipped.join("en.toml")).unwrap();
    let start = english.find("[4]\n").unwrap();
    let entry = english[start..].split("\n\n").next().unwrap();
    write(
        &format!("text/{new}.toml"),
        &format!("{}\n", entry.replace(" = \"", " = \"Texte traduit ")),
    );
    let code = Build::shipped_with(folder.path()).generate();
    let code = code.unwrap_or_else(|error| panic!("{error}"));
    for part in ["Texte traduit ", "MESSAGE_UNDELIVERABLE", "TEXT_AR"] {
        assert!(code.contains(part), "{part}");
    }
    write("languages.toml", &language("de", "Allemand"));
    let error = Build::shipped_with(folder.path()).generate().unwrap_err();
    let report = error.to_string();
    assert!(
        report.contains("the language `de` is there already"),
        "{report}"
    );
}

#[test]
fn the_example_of_the_documentation_has_no_fault_but_what_is_not_translated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("example");
    let checked = check(&load(&folder), Scope::Own);
    let others = checked.diagnostics.iter();
    let others: Vec<_> = others.filter(|fault| fault.rule.id != "T01").collect();
    assert!(others.is_empty(), "{others:?}");
    let model = checked.model;
    assert_eq!((model.entries.len(), model.languages.len()), (3, 4));
    let code = Build::new(folder).generate().unwrap();
    for constant in ["CREDIT_LIMIT", "INVOICE_OVERDUE", "QUEUE_FULL", "TABLE"] {
        assert!(code.contains(constant), "{constant}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_in_the_data_is_refused_and_not_waited_for() {
    for name in [
        "text/de.toml",
        "codes/payment.toml",
        "categories.toml",
        "glossary.toml",
        "translations.lock",
    ] {
        let (pipe, device) = (House::new(), House::new());
        for house in [&pipe, &device] {
            let _ = fs::remove_file(house.path(name));
        }
        let made = std::process::Command::new("mkfifo")
            .arg(pipe.path(name))
            .status();
        assert!(made.unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", device.path(name)).unwrap();
        for house in [pipe, device] {
            house.is_refused(name, "it is no ordinary file");
        }
    }
}
