//! What translators and maintainers do with the data, in a copy of the project.

use std::fs;

use crate::support::{Answer, Copy};

const ENTRY: &str = "131047";

#[test]
fn what_is_formatted_is_in_canonical_form() {
    let copy = Copy::of_data();
    let check = copy.codegen(&["fmt", "--check", "--release"]);
    check.succeeds().keeps_silent_about("canonical");
}

#[test]
fn formatting_puts_shuffled_tables_and_fields_back_into_order() {
    let copy = Copy::of_data();
    // Cases of one code stand in the order of the file; these codes have one at most.
    for name in ["text/ar", "text/en", "codes/groups", "on-premises"] {
        let path = format!("data/{name}.toml");
        let canonical = copy.read(&path);
        let (head, body) = match canonical
            .find("\n\n")
            .filter(|_| canonical.starts_with('#'))
        {
            Some(end) => canonical.split_at(end + 2),
            None => ("", canonical.as_str()),
        };
        let mut tables: Vec<String> = body.trim_end().split("\n\n").map(reversed).collect();
        // English decides the order of the tables and fields that are not numbered.
        if name == "text/en" {
            tables = body.trim_end().split("\n\n").map(str::to_owned).collect();
            let words = tables
                .iter()
                .position(|table| table.starts_with("[ui-"))
                .unwrap();
            tables[..words].reverse();
        } else {
            tables.reverse();
        }
        copy.write(&path, &format!("{head}{}\n", tables.join("\n\n\n")));
        copy.codegen(&["fmt"]).succeeds().says(&path);
        assert_eq!(copy.read(&path), canonical, "{path}");
    }
    copy.codegen(&["fmt"])
        .succeeds()
        .keeps_silent_about("formatted");
}

/// A table with its fields in reverse order.
fn reversed(table: &str) -> String {
    let mut lines: Vec<_> = table.lines().collect();
    lines[1..].reverse();
    lines.join("\n")
}

#[test]
fn formatting_keeps_comments_where_they_belong() {
    let copy = Copy::of_data();
    let path = "data/text/de.toml";
    let (title, entry) = (copy.text("de", ENTRY, "title"), copy.table("de", ENTRY));
    let commented = entry
        .replace(
            &format!("[{ENTRY}]"),
            &format!("# über dem Eintrag\n[{ENTRY}] # am Kopf"),
        )
        .replace(
            &format!("title = \"{title}\""),
            &format!("# am Feld\ntitle = '{title}'   # am Ende"),
        );
    let rest = copy.read(path).replace(&format!("{entry}\n\n"), "");
    copy.write(
        path,
        &format!("# über der Datei\n\n{commented}\n\n{rest}\n# am Schluss\n"),
    );
    copy.codegen(&["fmt"]).succeeds();
    let formatted = copy.read(path);
    assert!(formatted.starts_with("# über der Datei\n\n[0]\n"));
    assert!(formatted.ends_with("\n\n# am Schluss\n"));
    let expected = format!(
        "\n\n# über dem Eintrag\n[{ENTRY}]  # am Kopf\n# am Feld\ntitle = \"{title}\"  # am Ende\n"
    );
    assert!(formatted.contains(&expected));
    copy.codegen(&["fmt"])
        .succeeds()
        .keeps_silent_about("formatted");
}

#[test]
fn formatting_mends_what_translators_type() {
    let copy = Copy::of_data();
    let before = copy.read("data/text/ar.toml");
    copy.say("ar", ENTRY, "title", "  انتهت  المهلة ,بعد ٢٤ ساعـــة ");
    copy.write(
        "data/text/ar.toml",
        &copy.read("data/text/ar.toml").replace('\n', "\r\n"),
    );
    copy.codegen(&["fmt"]).succeeds();
    assert_eq!(copy.text("ar", ENTRY, "title"), "انتهت المهلة، بعد 24 ساعة");
    assert_eq!(
        copy.read("data/text/ar.toml").lines().count(),
        before.lines().count()
    );
    assert!(!copy.read("data/text/ar.toml").contains('\r'));
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_left_alone() {
    let copy = Copy::of_data();
    copy.edit("data/text/de.toml", "title = \"", "title = ");
    let broken = copy.read("data/text/de.toml");
    copy.codegen(&["fmt"]).fails().says("data/text/de.toml:2:");
    assert_eq!(copy.read("data/text/de.toml"), broken);
    fs::write(copy.path("data/text/ar.toml"), b"[0]\ntitle = \"\xff\"\n").unwrap();
    copy.codegen(&["fmt"]).fails().says("UTF-8");
    assert_eq!(
        fs::read(copy.path("data/text/ar.toml")).unwrap(),
        b"[0]\ntitle = \"\xff\"\n"
    );
}

#[test]
fn a_changed_english_text_makes_its_translations_stale_until_somebody_looks() {
    let copy = Copy::of_data();
    let old = copy.text("en", ENTRY, "fix_1");
    let new = "Check the log first.";
    copy.say("en", ENTRY, "fix_1", new);
    let stale = |lang: &str| {
        let status = copy
            .codegen(&["status", "--json", "--lang", lang])
            .succeeds()
            .json();
        status[0]["stale_texts"].as_array().unwrap().clone()
    };
    for _ in 0..2 {
        for lang in ["de", "ar"] {
            let stale = stale(lang);
            assert_eq!(stale.len(), 1);
            assert_eq!(stale[0]["entry"], ENTRY);
            assert_eq!(stale[0]["field"], "fix_1");
            assert_eq!(stale[0]["old_english"], old);
            assert_eq!(stale[0]["new_english"], new);
        }
        // Running the generator changes nothing about it, and does not fail.
        copy.codegen(&[])
            .succeeds()
            .says("warning[T02]")
            .says(&old)
            .says(new);
    }
    copy.codegen(&["--check"]).succeeds();
    let release = copy.codegen(&["--check", "--release"]).fails();
    let status = copy.codegen(&["status", "--json", "--lang", "de"]).json();
    let open = 1 + status[0]["missing"].as_u64().unwrap();
    release.says(&format!("texts of `de` that are missing or stale: {open}"));
    copy.codegen(&["status"])
        .succeeds()
        .says(&format!("old English: {old}"))
        .says(new);
    copy.codegen(&["bless", "de", "190/463"])
        .fails()
        .says("no text of 190/463 is stale");
    copy.codegen(&["bless", "xx", ENTRY])
        .fails()
        .says("use one of de, ar");
    copy.codegen(&["bless", "de", "ReEngagementMessage"])
        .succeeds();
    assert_eq!(stale("de").len(), 0);
    assert_eq!(stale("ar").len(), 1);
    let translation = copy.text("ar", ENTRY, "fix_1");
    copy.say("ar", ENTRY, "fix_1", &translation.replace('.', " أولًا."));
    assert_eq!(stale("ar").len(), 0);
    copy.codegen(&[]).succeeds().keeps_silent_about("T02");
    copy.codegen(&["--check"])
        .succeeds()
        .keeps_silent_about("warning: data");
}

#[test]
fn an_english_text_that_returns_to_what_it_was_makes_nothing_stale() {
    let copy = Copy::of_data();
    let old = copy.text("en", ENTRY, "fix_1");
    copy.say("en", ENTRY, "fix_1", "Check the log first.");
    copy.codegen(&[]).succeeds().says("T02");
    copy.say("en", ENTRY, "fix_1", &old);
    copy.codegen(&[]).succeeds().keeps_silent_about("T02");
}

#[test]
fn steps_that_move_with_their_translations_are_not_stale() {
    let copy = Copy::of_data();
    for lang in ["en", "de", "ar"] {
        let (first, second) = (
            copy.text(lang, ENTRY, "fix_1"),
            copy.text(lang, ENTRY, "fix_2"),
        );
        copy.say(lang, ENTRY, "fix_1", &second);
        copy.say(lang, ENTRY, "fix_2", &first);
    }
    copy.codegen(&[])
        .succeeds()
        .keeps_silent_about("warning: data");
}

#[test]
fn a_new_english_step_is_missing_and_the_renumbered_ones_are_not_stale() {
    let copy = Copy::of_data();
    let entry = copy.table("en", ENTRY);
    let mut longer = entry.clone();
    for number in (1..=4).rev() {
        longer = longer.replace(
            &format!("fix_{number} = "),
            &format!("fix_{} = ", number + 1),
        );
    }
    longer = longer.replace("fix_2 = ", "fix_1 = \"Check the log first.\"\nfix_2 = ");
    copy.edit("data/text/en.toml", &entry, &longer);
    // An English change never fails because of a translation.
    copy.codegen(&[])
        .succeeds()
        .says("T01")
        .keeps_silent_about("T02");
    let status = copy.codegen(&["status", "--json"]).succeeds().json();
    let languages = status.as_array().unwrap().iter();
    // The first two translations; a later one may be a draft.
    for language in languages.take(2) {
        let missing = language["missing_texts"].as_array().unwrap();
        let missing: Vec<_> = missing
            .iter()
            .filter(|text| text["entry"] == ENTRY)
            .collect();
        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0]["field"], "fix_1");
    }
    // A translator who drops a step is told so.
    let entry = copy.table("de", "130429");
    let last = entry
        .lines()
        .rfind(|line| line.starts_with("fix_"))
        .unwrap();
    copy.edit("data/text/de.toml", &format!("\n{last}"), "");
    copy.codegen(&["--check"]).fails().says("error[S03]");
}

#[test]
fn missing_and_orphaned_texts_are_found() {
    let copy = Copy::of_data();
    copy.say("de", ENTRY, "title", "");
    copy.edit(
        "data/text/en.toml",
        &format!("\n{}\n", last_prevention(&copy)),
        "\n",
    );
    let german = copy.codegen(&["status", "--json", "--lang", "de"]);
    let missing = &german.succeeds().json()[0]["missing_texts"];
    let is_title = |text: &serde_json::Value| text["entry"] == ENTRY && text["field"] == "title";
    assert!(missing.as_array().unwrap().iter().any(is_title));
    let status = copy.codegen(&["status", "--json", "--lang", "ar"]);
    let orphans = &status.succeeds().json()[0]["orphaned_texts"];
    assert_eq!(orphans[0]["entry"], ENTRY);
    copy.codegen(&["status", "--lang", "ar"])
        .succeeds()
        .says("1 without English");
}

fn last_prevention(copy: &Copy) -> String {
    let entry = copy.table("en", ENTRY);
    entry
        .lines()
        .rfind(|line| line.starts_with("prevent_"))
        .unwrap()
        .to_owned()
}

#[test]
fn a_damaged_lock_is_mended_by_what_the_message_says() {
    let copy = Copy::of_data();
    let path = "data/translations.lock";
    let lock = copy.read(path);
    let first = lock
        .lines()
        .find(|line| line.starts_with("title = "))
        .unwrap();
    let (key, _) = lock
        .split_once("[english]\n")
        .unwrap()
        .1
        .split_once(" = ")
        .unwrap();
    for damaged in [
        lock.replacen("title = \"", "title = \"<<<<<<< ", 1),
        lock.replacen(first, &format!("{first}\n{first}"), 1),
        lock.replacen(first, &format!("<<<<<<< ours\n{first}"), 1),
        lock.replacen(&format!("\n{key} = "), "\n0000000000000000 = ", 1),
    ] {
        assert_ne!(damaged, lock);
        copy.write(path, &damaged);
        // An English text may have been the source of one translation in each language.
        for _ in 0..2 {
            let check = copy.codegen(&["lint"]);
            if check.success {
                break;
            }
            let place = check.stderr.split("translations.lock:").nth(1).unwrap();
            let line: usize = place.split(':').next().unwrap().parse().unwrap();
            check
                .says("the lock of the translations is damaged")
                .says("delete this line");
            let damaged = copy.read(path);
            let mut lines: Vec<_> = damaged.lines().collect();
            lines.remove(line - 1);
            copy.write(path, &lines.join("\n"));
        }
        copy.codegen(&[]).succeeds();
        let check = copy.codegen(&["--check"]).succeeds();
        check.keeps_silent_about("translations.lock");
    }
}

#[test]
fn a_step_that_english_loses_leaves_a_lock_that_can_be_read() {
    for (list, gone) in [("fix", 1), ("fix", 2), ("fix", 3), ("cause", 1)] {
        let copy = Copy::of_data();
        delete_step(&copy, "en", list, gone);
        for _ in 0..2 {
            let lock = copy.codegen(&[]).succeeds();
            lock.says(&format!("warning[T01]: [{ENTRY}]"))
                .keeps_silent_about("T02");
        }
        for lang in ["de", "ar"] {
            delete_step(&copy, lang, list, gone);
        }
        copy.codegen(&[])
            .succeeds()
            .keeps_silent_about(&format!("[T01]: [{ENTRY}]"))
            .keeps_silent_about("T02");
    }
}

/// Deletes a step of the entry and numbers the later ones anew.
fn delete_step(copy: &Copy, lang: &str, list: &str, gone: usize) {
    let old = copy.table(lang, ENTRY);
    let start = |number: usize| format!("{list}_{number} = ");
    let kept = old.lines().filter(|line| !line.starts_with(&start(gone)));
    let mut new = kept.collect::<Vec<_>>().join("\n");
    for number in gone + 1..=9 {
        new = new.replace(&start(number), &start(number - 1));
    }
    copy.edit(&format!("data/text/{lang}.toml"), &old, &new);
}

#[test]
fn steps_that_a_translator_mixes_up_are_not_blamed_on_english() {
    let copy = Copy::of_data();
    let [first, second] = ["fix_1", "fix_2"].map(|field| copy.text("de", ENTRY, field));
    copy.say("de", ENTRY, "fix_1", &second);
    copy.say("de", ENTRY, "fix_2", &first);
    copy.codegen(&["lint"]).keeps_silent_about("T02");
}

#[test]
fn a_wrong_translation_is_not_blessed() {
    let copy = Copy::of_data();
    let english = "Wait 10 minutes, then read `error_data`.";
    copy.say("en", ENTRY, "fix_1", english);
    copy.codegen(&[]).succeeds().says("T02");
    let lock = copy.read("data/translations.lock");
    copy.codegen(&["bless", "de", ENTRY])
        .fails()
        .says("error[M01]")
        .says("error[M04]")
        .says("nothing is recorded");
    copy.codegen(&["bless", "de", "--all"]).fails();
    assert_eq!(copy.read("data/translations.lock"), lock);
    copy.codegen(&["--check"]).succeeds();
}

#[test]
fn an_entry_is_shown_in_all_languages_with_its_state() {
    let copy = Copy::of_data();
    let fix = copy.text("ar", "190_463", "fix_1");
    for name in ["190/463", "190_463", "TokenExpired"] {
        copy.codegen(&["show", name])
            .succeeds()
            .says("[190_463]")
            .says(&fix);
    }
    copy.say("en", ENTRY, "fix_1", "Check the log first.");
    copy.say("de", ENTRY, "title", "");
    let shown = copy.codegen(&["show", ENTRY]).succeeds();
    shown
        .says("stale; English said: ")
        .says("missing")
        .says("T01")
        .says("T02");
    copy.codegen(&["show", "4000000000"])
        .fails()
        .says("there is no entry `4000000000`");
}

#[test]
fn a_new_entry_has_gaps_that_the_check_names() {
    let copy = Copy::of_data();
    let before = copy.read("data/codes/messaging.toml");
    copy.codegen(&["new", ENTRY, "--category", "messaging"])
        .fails()
        .says("exists already");
    copy.codegen(&["new", "4100000001", "--category", "masaging"])
        .fails()
        .says("messaging");
    copy.codegen(&["new", "04100000001", "--category", "messaging"])
        .fails();
    assert_eq!(copy.read("data/codes/messaging.toml"), before);
    let made = copy
        .codegen(&["new", "4100000001", "--category", "messaging"])
        .succeeds();
    made.says("`TODO` is no value of `retry`")
        .says("[4100000001] has no `fix_1`");
    copy.codegen(&["fmt", "--check"]).succeeds();
    copy.codegen(&["--check"]).fails();
    for (gap, value) in [
        ("name = \"TODO\"", "name = \"SomethingNew\""),
        ("channel = \"TODO\"", "channel = \"both\""),
        ("retry = \"TODO\"", "retry = \"never\""),
        ("fixer = \"TODO\"", "fixer = \"meta\""),
        ("source = \"TODO\"", "source = \"meta26\""),
    ] {
        copy.edit("data/codes/messaging.toml", gap, value);
    }
    for field in ["title", "description", "cause_1", "fix_1"] {
        copy.say("en", "4100000001", field, "Something new.");
    }
    copy.say("en", "4100000001", "title", "Something new");
    copy.say("en", "4100000001", "cause_1", "Something is new.");
    copy.say("en", "4100000001", "fix_1", "Look at it.");
    copy.codegen(&[]).succeeds();
    copy.codegen(&["--check"]).succeeds();
}

#[test]
fn all_entries_of_the_next_release_share_its_revision() {
    let copy = Copy::of_data();
    let since = || {
        let facts = copy.read("data/codes/messaging.toml");
        let since = |key: &str| {
            let entry = facts.split(&format!("[{key}]\n")).nth(1).unwrap();
            let line = entry
                .lines()
                .find(|line| line.starts_with("since"))
                .unwrap();
            line.split(" = ").nth(1).unwrap().parse::<u16>().unwrap()
        };
        [since("4100000001"), since("4100000002")]
    };
    for key in ["4100000001", "4100000002"] {
        copy.codegen(&["new", key, "--category", "messaging"])
            .succeeds();
    }
    let [first, second] = since();
    assert_eq!(first, second);
    // Of a released revision nothing new comes, and none is left out.
    let facts = copy.read("data/codes/messaging.toml");
    let released = format!(
        "{}released\t9.9.9\t2026-12-01\n",
        copy.read("data/revisions.tsv")
    );
    copy.write("data/revisions.tsv", &released);
    let with = |since: u16| {
        facts.replace(
            &format!("since = {first}\nsource = \"TODO\""),
            &format!("since = {since}\nsource = \"TODO\""),
        )
    };
    let next = first + 1;
    for wrong in [first, next + 1] {
        copy.write("data/codes/messaging.toml", &with(wrong));
        let message =
            format!("[4100000001] is new: it comes with revision {next}, not with {wrong}");
        copy.codegen(&["lint"])
            .fails()
            .says(&message)
            .says(&format!("write `since = {next}`"));
    }
    copy.write("data/codes/messaging.toml", &with(next));
    copy.codegen(&["lint"]).keeps_silent_about("D10");
    copy.codegen(&["new", "4100000003", "--category", "messaging"])
        .succeeds();
    assert_eq!(since(), [next; 2]);
}

#[test]
fn what_a_revision_has_recorded_stays() {
    let broken = |change: &dyn Fn(&Copy)| {
        let copy = Copy::of_data();
        change(&copy);
        copy.codegen(&["--check"]).fails()
    };
    let facts = "data/codes/messaging.toml";
    broken(&|copy| copy.edit(facts, "name = \"ReEngagementMessage\"", "name = \"WindowClosed\""))
        .says("error[D10]: the entry [131047] is named `WindowClosed`, but was named `ReEngagementMessage`");
    broken(&|copy| copy.edit(facts, "since = 1", "since = 2")).says("error[D10]");
    broken(&|copy| {
        let text = copy.read(facts);
        let start = text.find("[131047]").unwrap();
        let end = start + text[start..].find("\n\n").unwrap();
        copy.edit(facts, &text[start..end], "");
    })
    .says("error[D10]: the entry [131047] has vanished");
}

#[test]
fn a_refused_entry_or_language_leaves_nothing_behind() {
    let copy = Copy::of_project();
    let before = copy.files();
    for refused in [
        &["new", "131047", "--category", "messaging"][..],
        &["new", "4100000001", "--category", "masaging"],
        &["new", "4100000001/7", "--category", "messaging"],
        &["new", "131047-x y", "--category", "messaging"],
        &["new", "04100000001", "--category", "messaging"],
        &["add-language", "de"],
        &["add-language", "xx"],
        &["add-language", "fr", "--direction", "up"],
        &[
            "add-language",
            "xx",
            "--native-name",
            "",
            "--script",
            "Latn",
        ],
    ] {
        copy.codegen(refused).fails();
        assert!(copy.files() == before, "{refused:?}");
    }
}

#[test]
fn a_new_language_compiles_at_once_and_falls_back_to_english() {
    let copy = Copy::of_project();
    let is_new = |tag: &&str| !copy.path(&format!("data/text/{tag}.toml")).exists();
    let tag = ["fr", "sw", "vi"].into_iter().find(is_new).unwrap();
    let variant = ["Fr", "Sw", "Vi"]
        .into_iter()
        .find(|name| name.to_lowercase() == tag)
        .unwrap();
    let before = copy.codegen(&["--check"]).succeeds();
    let before = before.stderr.lines().count();
    copy.codegen(&["add-language", "de"])
        .fails()
        .says("exists already");
    copy.codegen(&["add-language", "Fr"]).fails();
    copy.codegen(&["add-language", "xyz"])
        .fails()
        .says("add --native-name");
    copy.codegen(&["add-language", tag])
        .succeeds()
        .says(&format!("data/text/{tag}.toml"));
    let check = copy.codegen(&["--check"]).succeeds();
    let lines = check.stderr.lines().count();
    assert!(lines < before + 20, "{}", check.stderr);
    let release = copy.codegen(&["--check", "--release"]);
    release.keeps_silent_about(&format!("texts of `{tag}`"));
    copy.codegen(&["fmt", "--check"]).succeeds();
    copy.codegen(&["status", "--lang", tag])
        .succeeds()
        .says("  0 %");
    for manifest in ["crates/waba-errors-payload", "tests/downstream"] {
        let manifest = copy.read(&format!("{manifest}/Cargo.toml"));
        assert!(manifest.contains(&format!("\"waba-errors/{tag}\"")));
    }
    copy.edit(
        "tests/downstream/src/main.rs",
        ".fix(Lang::Ar))\n}",
        &format!(".fix(Lang::{variant}))\n}}"),
    );
    let english = copy.text("en", ENTRY, "fix_1");
    downstream(&copy).says(&english);
}

#[test]
fn a_changed_translation_alone_passes_and_shows_up_in_the_built_crate() {
    let copy = Copy::of_project();
    let text = "تحقق أولًا من وقت آخر رسالة وصلت من المستلم.";
    copy.say("ar", ENTRY, "fix_1", text);
    copy.codegen(&["--check"])
        .succeeds()
        .says("warning: crates/waba-errors/src/generated/text/ar.rs");
    copy.codegen(&["fmt", "--check"]).succeeds();
    copy.codegen(&[]).succeeds();
    downstream(&copy).says(text);
}

#[test]
fn a_faulty_translation_fails_with_a_message_for_its_translator() {
    let copy = Copy::of_data();
    let entry = copy.table("ar", ENTRY);
    let last = entry
        .lines()
        .rfind(|line| line.starts_with("fix_"))
        .unwrap();
    copy.edit("data/text/ar.toml", &format!("\n{last}"), "");
    let check = copy.codegen(&["--check"]).fails();
    check
        .says("error[S03]: [131047] has 3 `fix_…` lines, the English text 4")
        .says("data/text/ar.toml:")
        .says("put the step back, in the order of the English ones");
    let annotated = copy.codegen(&["--check", "--format", "github"]).fails();
    annotated.says("::error file=data/text/ar.toml,line=");
}

/// What a crate outside the workspace says with the tables of the copy.
fn downstream(copy: &Copy) -> Answer {
    let manifest = "tests/downstream/Cargo.toml";
    copy.cargo(&[
        "run",
        "--quiet",
        "--offline",
        "--manifest-path",
        manifest,
        "--",
        ENTRY,
    ])
    .succeeds()
}
