//! What a translator writes and the rules for words say to it; above all what they leave alone.

use std::path::Path;

use waba_errors_codegen::{Place, Role, Scope, Source, check, load, quote};

use crate::root;

/// The ids of the rules that a sentence of a language breaks beside an English one.
pub(crate) fn broken(english: &str, tag: &str, text: &str) -> Vec<String> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/base");
    let mut source = load(&base);
    // The rules are those of the real data.
    for file in &mut source.files {
        if matches!(file.role, Role::Style | Role::Languages) {
            let name = file.path.rsplit('/').next().expect("a name");
            let path = root().join("data").join(name);
            file.text = std::fs::read_to_string(path).expect("a file of the data");
        }
    }
    replace(&mut source, "en", english);
    replace(&mut source, tag, text);
    let checked = check(&source, Scope::Own);
    let file = format!("{tag}.toml");
    let of_language = |place: &Place| source.files[place.file].path.ends_with(&file);
    let faults = checked.diagnostics.iter();
    faults
        .filter(|fault| fault.place.as_ref().is_some_and(of_language))
        .map(|fault| fault.rule.id.to_owned())
        .collect()
}

/// Puts a text in the first `fix_1` of a language.
fn replace(source: &mut Source, tag: &str, text: &str) {
    let name = format!("text/{tag}.toml");
    let file = source
        .files
        .iter_mut()
        .find(|file| file.path.ends_with(&name))
        .expect("a language of the base");
    let start = file.text.find("fix_1").expect("a step");
    let end = start + file.text[start..].find('\n').expect("a line end");
    file.text
        .replace_range(start..end, &format!("fix_1 = {}", quote(text)));
}

fn german(english: &str, german: &str) -> Vec<String> {
    broken(english, "de", german)
}

fn arabic(english: &str, arabic: &str) -> Vec<String> {
    broken(english, "ar", arabic)
        .into_iter()
        .filter(|id| id != "M08")
        .collect()
}

const NONE: [&str; 0] = [];

fn assert_found(found: &[String], id: &str, text: &str) {
    assert!(
        found.iter().any(|found| found == id),
        "{text} gave only {found:?}"
    );
}

#[test]
fn correct_german_is_left_alone() {
    for (english, text) in [
        ("Make one API call.", "Einen API-Aufruf machen."),
        ("Wait 24 hours.", "Das 24-Stunden-Zeitfenster abwarten."),
        ("Write an email.", "Eine E-Mail schreiben."),
        ("Go on with the 1st step.", "Mit dem 1. Schritt fortfahren."),
        ("Use 200-299 or 10,000.", "200-299 oder 10.000 verwenden."),
        ("Use 1.5 seconds.", "1,5 Sekunden verwenden."),
        ("Wait 24 hours or 3 days.", "3 Tage oder 24 Stunden warten."),
        ("Wait a second time.", "Ein zweites Mal warten."),
        ("Check that it is not valid.", "Prüfen, ob es ungültig ist."),
        (
            "Read `a_b`, `error_data.details` and `*`.",
            "`a_b`, `error_data.details` und `*` lesen.",
        ),
        ("Use one, for example both.", "Eines nutzen, z. B. beide."),
        ("Use one, for example both.", "Eines nutzen, z.B. beide."),
        ("Say “no” (or nothing).", "„Nein“ sagen (oder nichts)."),
        ("Is the app new?", "Ist die App neu?"),
        (
            "Open the app in the office.",
            "Die App in der Straße, also draußen, öffnen.",
        ),
        (
            "Check which users are in it.",
            "Prüfen, dass das das Richtige ist: Die, die da sind.",
        ),
        ("Check the opt-in.", "Das Opt-in prüfen."),
        (
            "Check the caller's id.",
            "Die neue, manuelle und aktuelle Quelle prüfen.",
        ),
        ("Send at most 65536 bytes.", "Höchstens 65536 Bytes senden."),
        ("Open LinkedIn.", "LinkedIn öffnen."),
        ("Check it in 3 cafés.", "In 3 Cafés prüfen."),
    ] {
        let found: Vec<_> = german(english, text)
            .into_iter()
            .filter(|id| id != "P11")
            .collect();
        assert_eq!(found, NONE, "{text}");
    }
}

#[test]
fn correct_arabic_is_left_alone() {
    for (english, text) in [
        ("Wait 10 minutes.", "انتظر 10 دقائق."),
        (
            "Read `message`, then `details`; both help.",
            "اقرأ `message`، ثم `details`؛ فكلاهما مفيد.",
        ),
        (
            "Read `message` and `details`.",
            "اقرأ `message` و`details`.",
        ),
        ("Is it new?", "هل هو جديد؟"),
        // The shadda is typed before its vowel.
        (
            "The team is new.",
            "الفريق الم\u{651}\u{64e}عن\u{651}\u{650}ي جديد.",
        ),
        (
            "Use WhatsApp (the app).",
            "استخدم تطبيق WhatsApp (التطبيق).",
        ),
        ("Use the WhatsApp app.", "استعن بـ WhatsApp."),
        ("Use 200-299.", "استخدم 200-299."),
        ("Use 10,000 texts.", "استخدم 10,000 نص."),
        ("Say “no”.", "قل «لا»."),
        ("Change it first.", "غيّره أولًا، ثم جرّب مجددًا بدلاً من ذلك."),
        ("Wait (24 hours).", "انتظر (24 ساعة)."),
    ] {
        assert_eq!(arabic(english, text), NONE, "{text}");
    }
}

#[test]
fn correct_english_is_left_alone() {
    for text in [
        "Read the user's text, e.g. the first one.",
        "Use version v25.0 of the API.",
        "Wait 1.5 seconds: the queue is full.",
        "Use HTTP or a PIN; “no” is an answer.",
        "Read codes 131026 and 131047, about 10000 of them.",
        "See https://developers.facebook.com/docs/whatsapp.",
        "Ask a (new) user at the café.",
        "Use a number from the U.S. or from the EU.",
    ] {
        let found: Vec<_> = broken(text, "en", text)
            .into_iter()
            .filter(|id| !["M12"].contains(&id.as_str()))
            .collect();
        assert_eq!(found, NONE, "{text}");
    }
}

#[test]
fn attacks_are_refused_in_any_language() {
    for attack in [
        "http://developers.facebook.com",
        "https://developers.facebook.com.evil.org",
        "https://developers.facebook.com@evil.org",
        "https://developers.facebook.com:8080/x",
        "https://xn--fcebook-8va.com",
        "ftp://whatsapp.com",
        "evil.com",
        "wa.me/491234",
        "a@evil.org",
        "WWW.EVIL.ORG",
        "[x](y)",
        "<b>x</b>",
        "&#60;script&#62;",
        "*x*",
        "~x~",
        "_x_",
        "javascript:x",
        "whats\u{430}pp",
        "\u{1d416}hatsApp",
        "\u{202e}x",
        "x\u{200b}y",
        "x\u{301}\u{301}",
    ] {
        for (tag, text) in [
            ("en", format!("Look at {attack} now.")),
            ("de", format!("Jetzt {attack} ansehen.")),
            ("ar", format!("انظر الآن {attack} هنا.")),
        ] {
            let found = broken("Look at it now.", tag, &text);
            let refused = found
                .iter()
                .any(|id| ["M02", "M07", "U01", "U02", "U04", "U05", "P03"].contains(&id.as_str()));
            assert!(refused, "{tag}: {attack} gave only {found:?}");
        }
    }
}

#[test]
fn slips_are_found() {
    for (english, text, id) in [
        ("Use it.", "Es  nutzen.", "S06"),
        ("Use it.", "Es nutzen . Dann warten.", "P03"),
        ("Use it.", "Es nutzen,dann warten.", "P03"),
        ("Use 1.5 of it.", "15 davon nutzen.", "M04"),
        ("Use it twice, 24 and 24.", "Es 24 Mal nutzen.", "M04"),
        ("Use `a` and `a`.", "`a` nutzen.", "M01"),
        ("Open the app.", "Open the app.", "M10"),
        ("Change it.", "Message undeliverable", "M10"),
        ("Change it.", "Es ändern`.", "M06"),
        ("Change it.", "Es „ändern.", "M06"),
        ("Change it.", "Es (ändern].", "M06"),
        ("Change it.", "Es AENDERN.", "P10"),
        ("Change it.", "Ändern Sie es.", "P09"),
        ("Change it.", "Mit Kolleg_innen ändern.", "P08"),
        ("Change it.", "Mit Kolleg/-innen ändern.", "P08"),
        ("Change it.", "Es ändern und und warten.", "P11"),
        ("Change it.", "Es ändern. Es ändern.", "P11"),
        ("Change it.", "Es sofort JETZT SOFORT ändern.", "P07"),
        ("Read code 131047.", "Code 131074 lesen.", "M05"),
        ("Wait 24 hours.", "24 Minuten warten.", "M22"),
        ("Wait 72 hours.", "72 Tage warten.", "M22"),
        (
            "Wait 24 hours.",
            "Das 24-Minuten-Zeitfenster abwarten.",
            "M22",
        ),
        ("Wait two hours.", "Zwei Tage warten.", "M22"),
        ("Send 5 MB.", "5 KB senden.", "M22"),
        ("Use 2048 bits.", "2048 Byte verwenden.", "M22"),
        ("Do not send it.", "Es senden.", "M23"),
        (
            "Wait, and never repeat it.",
            "Warten und es wiederholen.",
            "M23",
        ),
        ("Send less.", "Mehr senden.", "M24"),
        ("Check it before sending.", "Es danach prüfen.", "M24"),
        ("Register the number.", "Die Nummer deregistrieren.", "M24"),
        ("Enable the option.", "Die Option deaktivieren.", "M24"),
        ("Check the sender.", "Die empfangende Person prüfen.", "M24"),
        ("Send at a lower rate.", "Schneller senden.", "M24"),
        (
            "Send smaller batches.",
            "Mehr Nummern pro Aufruf senden.",
            "M24",
        ),
    ] {
        assert_found(&german(english, text), id, text);
    }
    for (english, text, id) in [
        ("Use it.", "استخدمه, ثم انتظر.", "P02"),
        ("Use it.", "استخدمه ، ثم انتظر.", "P03"),
        ("Use it.", "استخدمه،ثم انتظر.", "P03"),
        ("Use it.", "استخـدمه.", "P04"),
        ("Use it.", "App استخدم.", "P06"),
        ("Use it.", "استخدم کتاب.", "U06"),
        ("Use 3 of it.", "استخدم ٣ منه.", "U08"),
        (
            "Use it.",
            "Die Nachricht konnte nicht gesendet werden.",
            "M11",
        ),
        ("Is it new?", "هل هو جديد.", "P01"),
        ("Wait 24 hours.", "انتظر 24 دقيقة.", "M22"),
        ("Wait two hours.", "انتظر يومين.", "M22"),
        ("Do not send it.", "أرسله.", "M23"),
        ("Send less.", "أرسل أكثر.", "M24"),
        ("Register the number.", "ألغِ تسجيل الرقم.", "M24"),
        ("Send at a lower rate.", "أرسل بوتيرة أسرع.", "M24"),
        ("Unsupported type.", "النوع المدعوم.", "M24"),
    ] {
        assert_found(&arabic(english, text), id, text);
    }
}
