//! The real data, changed in two hundred ways: every damage is reported, and at its line, and nothing is said about what
//! is right, whatever the data has to be warned of before.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use waba_errors_codegen::{File, Role, Scope, Source, check, load};

use crate::{root, unknown_of};

/// A text file as lines; a damaged line is marked, so that later damage does not move the mark.
struct TextFile {
    tag: &'static str,
    lines: Vec<String>,
    damaged: BTreeMap<usize, String>,
    taken: Vec<usize>,
}

impl TextFile {
    fn read(tag: &'static str) -> Self {
        let path = root().join(format!("data/text/{tag}.toml"));
        let text = std::fs::read_to_string(path).expect("a text file");
        Self {
            tag,
            lines: text.lines().map(str::to_owned).collect(),
            damaged: BTreeMap::new(),
            taken: Vec::new(),
        }
    }

    /// Leaves alone the entries of which something is said already.
    fn spare(mut self, before: &[Fault]) -> Self {
        let name = format!("{}.toml", self.tag);
        let here = before.iter().filter(|fault| fault.file == name);
        let lines: Vec<_> = here.map(|fault| fault.line - 1).collect();
        let entries = self.lines.iter().any(|line| line.starts_with('['));
        self.taken = lines
            .into_iter()
            .filter(|line| entries && *line > 0)
            .map(|line| self.head(line))
            .collect();
        self
    }

    /// The line that heads the table of a line.
    fn head(&self, index: usize) -> usize {
        (0..=index)
            .rev()
            .find(|index| self.lines[*index].starts_with('['))
            .expect("a head")
    }

    /// Damages the first line that the change applies to, in an entry that nobody has damaged yet.
    fn damage(&mut self, name: &str, change: impl Fn(&str, &str) -> Option<String>) {
        for index in 0..self.lines.len() {
            let Some((field, text)) = self.lines[index].split_once(" = ") else {
                continue;
            };
            let head = self.head(index);
            let is_entry = self.lines[head].as_bytes()[1].is_ascii_digit();
            if !is_entry || self.taken.contains(&head) {
                continue;
            }
            let text = text.trim_matches('"');
            let Some(changed) = change(field, text).filter(|changed| changed != text) else {
                continue;
            };
            self.lines[index] = format!("{field} = \"{changed}\"");
            self.damaged.insert(index, format!("{}: {name}", self.tag));
            self.taken.push(head);
            return;
        }
        panic!("{name} fits nowhere in {}", self.tag);
    }

    /// Empties the third step of an untouched entry, as a translation tool drops it.
    fn drop_step(&mut self) {
        let line = (0..self.lines.len())
            .find(|line| {
                let is_step = self.lines[*line].starts_with("fix_3 = ");
                is_step && !self.taken.contains(&self.head(*line))
            })
            .expect("a third step");
        let head = self.head(line);
        "fix_3 = \"\"".clone_into(&mut self.lines[line]);
        self.damaged
            .insert(line, format!("{}: a dropped step", self.tag));
        self.taken.push(head);
    }

    fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }
}

/// The real data with some files replaced.
fn with(files: &[(&str, String)]) -> Source {
    let mut source = load(&root().join("data"));
    for file in &mut source.files {
        for (name, text) in files {
            if file.path.ends_with(&format!("text/{name}")) {
                *file = File {
                    path: file.path.clone(),
                    role: file.role.clone(),
                    text: text.clone(),
                };
            }
        }
    }
    source
}

/// A fault of the data, and where it is told.
#[derive(Debug)]
struct Fault {
    file: String,
    line: usize,
    rule: String,
    message: String,
}

impl Fault {
    /// What stays the same if lines move.
    fn essence(&self) -> (&str, &str, &str) {
        (&self.file, &self.rule, &self.message)
    }
}

fn faults(source: &Source) -> Vec<Fault> {
    let checked = check(source, Scope::Project);
    let lines: Vec<_> = source.files.iter().map(File::lines).collect();
    let placed = checked.diagnostics.iter().filter_map(|fault| {
        let place = fault.place.as_ref()?;
        let file = &source.files[place.file];
        let name = file.path.rsplit('/').next().expect("a name");
        Some(Fault {
            file: name.to_owned(),
            line: lines[place.file].position(place.span.start).0,
            rule: fault.rule.id.to_owned(),
            message: fault.message.clone(),
        })
    });
    placed.collect()
}

/// What there is to say about the data as it is: warnings.
fn before() -> &'static [Fault] {
    static BEFORE: OnceLock<Vec<Fault>> = OnceLock::new();
    BEFORE.get_or_init(|| faults(&with(&[])))
}

/// The faults that were not there before. Counts of untranslated and older texts are none.
fn new_faults<'a>(after: &'a [Fault], before: &[Fault]) -> Vec<&'a Fault> {
    let before: HashSet<_> = before.iter().map(Fault::essence).collect();
    let is_count = |fault: &Fault| ["T01", "T02"].contains(&fault.rule.as_str()) && fault.line == 1;
    let new = after
        .iter()
        .filter(|fault| !before.contains(&fault.essence()));
    new.filter(|fault| !is_count(fault)).collect()
}

fn is_sentence(field: &str) -> bool {
    field != "title"
}

fn insert(text: &str, what: &str) -> Option<String> {
    let space = text.char_indices().filter(|(_, c)| *c == ' ').nth(1)?.0;
    Some(format!("{} {what}{}", &text[..space], &text[space..]))
}

/// What no text may hold, or at least not as a surprise.
const INSERTED: [(&str, &str); 44] = [
    ("a bidi override", "\u{202e}x"),
    ("a bidi isolate", "\u{2067}x"),
    ("a right-to-left mark", "\u{200f}"),
    ("a zero-width space", "\u{200b}"),
    ("a soft hyphen", "\u{ad}"),
    ("a word joiner", "\u{2060}"),
    ("an escaped bidi override", "\\u202e"),
    ("a private character", "\u{e000}"),
    ("a tab", "\\t"),
    ("a no-break space", "\u{a0}"),
    ("a Cyrillic word", "\u{430}\u{440}\u{440}"),
    ("Greek letters", "\u{39f}\u{39f}"),
    ("full-width letters", "\u{ff41}\u{ff42}"),
    ("bold mathematical letters", "\u{1d400}\u{1d401}"),
    ("stacked accents", "a\u{301}\u{301}\u{301}"),
    ("a foreign link", "https://evil.example/x"),
    ("an insecure link", "http://developers.facebook.com/docs"),
    (
        "a link with a user",
        "https://developers.facebook.com@evil.example",
    ),
    ("a link in punycode", "https://xn--fcebook-8va.com"),
    ("a bare domain", "evil.example"),
    ("a chat link", "wa.me/4912345678"),
    ("an e-mail address", "help@evil.example"),
    ("a script", "<script>alert(1)</script>"),
    ("an HTML comment", "<!-- x -->"),
    ("an HTML entity", "&lt;"),
    ("a Markdown link", "[x](y)"),
    ("bold", "*x*"),
    ("struck out", "~x~"),
    ("a field name without marks", "error_data"),
    ("code that English has not", "`not_there`"),
    ("a lonely backtick", "`"),
    ("a lonely bracket", "("),
    ("a placeholder", "{wait}"),
    ("a number that English has not", "7"),
    ("Arabic digits", "\u{662}\u{664}"),
    ("Persian digits", "\u{6f2}\u{6f4}"),
    ("mixed digits", "2\u{664}"),
    ("a space before a mark", "x ,"),
    ("no space after a comma", "x,y"),
    ("two spaces", " "),
    ("a shout", "x!"),
    ("capital letters", "SOFORT"),
    ("a row of dots", "x..."),
    ("a doubled word", "xy xy"),
];

/// Damage that any language can suffer.
fn damage_any(lines: &mut TextFile, english: &[String], other: &[String]) {
    lines.drop_step();
    let mut sentence = |name: &str, change: &dyn Fn(&str) -> Option<String>| {
        lines.damage(name, |field, text| {
            change(text).filter(|_| is_sentence(field))
        });
    };
    for (name, what) in INSERTED {
        sentence(name, &|text| insert(text, what));
    }
    sentence("a code that does not exist", &|text| {
        insert(text, &unknown_of(131_000..=131_999).to_string())
    });
    sentence("24 changed to 48", &|text| {
        text.contains("24").then(|| text.replacen("24", "48", 1))
    });
    sentence("a number dropped", &|text| {
        let start = text
            .find(|c: char| c.is_ascii_digit())
            .filter(|_| !text.contains('`'))?;
        let end = start + text[start..].find(|c: char| !c.is_ascii_digit())?;
        Some(format!("{}{}", &text[..start], &text[end..]))
    });
    sentence("a code span translated", &|text| {
        text.contains("`message`")
            .then(|| text.replacen("`message`", "`nachricht`", 1))
    });
    sentence("a code span without marks", &|text| {
        text.contains("`message`")
            .then(|| text.replacen("`message`", "message", 1))
    });
    sentence("no full stop", &|text| {
        text.strip_suffix('.').map(str::to_owned)
    });
    sentence("a space at the end", &|text| Some(format!("{text} ")));
    sentence("a space at the beginning", &|text| Some(format!(" {text}")));
    sentence("half a text", &|text| {
        let half = text.char_indices().nth(text.chars().count() / 3)?.0;
        (text.len() > 200 && !text.contains('`')).then(|| format!("{}.", &text[..half]))
    });
    sentence("a text twice as long", &|text| {
        (text.len() > 120 && !text.contains(['`', '1', '2', '4'])).then(|| format!("{text} {text}"))
    });
    sentence("a decomposed letter", &|text| {
        let composed = ["\u{fc}", "\u{623}"]
            .into_iter()
            .find(|c| text.contains(*c))?;
        let plain = if composed == "\u{fc}" {
            "u\u{308}"
        } else {
            "\u{627}\u{654}"
        };
        Some(text.replacen(composed, plain, 1))
    });
    let pasted = |list: &[String], index: usize| {
        list.iter()
            .filter(|text| text.len() > 60)
            .nth(index * 40)
            .cloned()
    };
    for index in 0..4 {
        sentence("English pasted", &|_| pasted(english, index));
        sentence("another language pasted", &|_| pasted(other, index));
    }
    lines.damage("an empty title", |field, _| {
        (field == "title").then(String::new)
    });
    lines.damage("a title with a full stop", |field, text| {
        (field == "title").then(|| format!("{text}."))
    });
    lines.damage("an endless title", |field, text| {
        (field == "title").then(|| [text; 6].join(" "))
    });
    let title = english
        .iter()
        .find(|text| !text.ends_with('.') && text.split(' ').count() > 4);
    lines.damage("an English title", |field, _| {
        title.cloned().filter(|_| field == "title")
    });
    lines.damage("a misspelled field", |field, text| {
        (field == "fix_1").then(|| format!("{text}\"\nfiks_2 = \"{text}"))
    });
}

fn damage_german(lines: &mut TextFile) {
    for (name, what) in [
        ("a gender star", "Nutzer*innen"),
        ("a gender colon", "Nutzer:innen"),
        ("a gender gap", "Nutzer_innen"),
        ("a capital inside", "NutzerInnen"),
        ("an umlaut written out", "fuer"),
        ("du", "du"),
        ("Sie", "Sie"),
        ("a forbidden term", "Zugriffsschlüssel"),
        ("Polish letters", "łąka"),
        ("Arabic letters", "رسالة"),
    ] {
        lines.damage(name, |field, text| {
            insert(text, what).filter(|_| is_sentence(field))
        });
    }
    lines.damage("another word for a term", |_, text| {
        text.contains("Zugriffstoken")
            .then(|| text.replace("Zugriffstoken", "Kennwort"))
    });
}

fn damage_arabic(lines: &mut TextFile) {
    for (name, what) in [
        ("Persian kaf", "\u{6a9}\u{62a}\u{627}\u{628}"),
        ("Persian yeh", "\u{641}\u{6cc}"),
        ("peh", "\u{67e}\u{627}"),
        ("a ligature", "\u{fefb}"),
        (
            "a tatweel",
            "\u{631}\u{640}\u{640}\u{633}\u{627}\u{644}\u{629}",
        ),
        ("a Latin comma", "\u{646}\u{639}\u{645},"),
        ("a Latin question mark", "\u{646}\u{639}\u{645}?"),
        ("a Latin word", "Dashboard"),
        ("a forbidden term", "التوكن"),
    ] {
        lines.damage(name, |field, text| {
            insert(text, what).filter(|_| is_sentence(field))
        });
    }
    lines.damage("a Latin beginning", |field, text| {
        is_sentence(field).then(|| format!("WhatsApp {text}"))
    });
    lines.damage("another word for a term", |_, text| {
        text.contains("رمز الوصول")
            .then(|| text.replace("رمز الوصول", "كلمة المرور"))
    });
}

fn texts(lines: &TextFile) -> Vec<String> {
    let texts = lines.lines.iter().filter_map(|line| line.split_once(" = "));
    texts
        .filter(|(field, _)| is_sentence(field))
        .map(|(_, text)| text.trim_matches('"').to_owned())
        .collect()
}

#[test]
fn every_damage_to_a_line_is_reported_at_that_line() {
    let before = before();
    let read = |tag| TextFile::read(tag).spare(before);
    let english = texts(&read("en"));
    let (mut german, mut arabic) = (read("de"), read("ar"));
    let (german_texts, arabic_texts) = (texts(&german), texts(&arabic));
    damage_any(&mut german, &english, &arabic_texts);
    damage_german(&mut german);
    damage_any(&mut arabic, &english, &german_texts);
    damage_arabic(&mut arabic);
    let source = with(&[("de.toml", german.text()), ("ar.toml", arabic.text())]);
    let faults = faults(&source);
    let mut missed = Vec::new();
    let mut expected = Vec::new();
    let mut count = 0;
    for lines in [&german, &arabic] {
        let name = format!("{}.toml", lines.tag);
        let mut next = 1;
        for (index, line) in lines.lines.iter().enumerate() {
            let here = next..next + line.matches('\n').count() + 1;
            next = here.end;
            if let Some(damage) = lines.damaged.get(&index) {
                count += 1;
                // Of very many untranslated texts there is one warning.
                let is_emptied = line.ends_with("= \"\"");
                let found = |fault: &Fault| {
                    let is_counted = is_emptied && fault.rule == "T01" && fault.line == 1;
                    fault.file == name && (here.contains(&fault.line) || is_counted)
                };
                if !faults.iter().any(found) {
                    missed.push(format!("{damage}\n  {line}"));
                }
                expected.push((name.clone(), here));
            }
        }
    }
    assert!(count > 150, "only {count} lines were damaged");
    assert!(
        missed.is_empty(),
        "{} of {count} missed:\n{}",
        missed.len(),
        missed.join("\n")
    );
    let mut elsewhere = new_faults(&faults, before);
    elsewhere.retain(|fault| {
        let at_damage = expected
            .iter()
            .any(|(name, here)| *name == fault.file && here.contains(&fault.line));
        // A dropped step leaves a gap before the next one; texts that changed need their exceptions no more.
        !at_damage && !["S04", "X01"].contains(&fault.rule.as_str())
    });
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

/// What may be said in any German sentence.
const GERMAN: &[&str] = &[
    "zum Beispiel",
    "z. B.",
    "z.B.",
    "d. h.",
    "d.h.",
    "also",
    "nämlich:",
    "wie gesagt,",
    "usw.",
    "u. a.",
    "(wie oben)",
    "„so“",
    "„so und so“",
    "– wie oben –",
    "—",
    "Café",
    "Zoë",
    "O’Neill",
    "Metas",
    "sogenannte",
    "große",
    "weiße",
    "Straße",
    "Größe",
    "maßgeblich",
    "dass",
    "sie",
    "ihr",
    "ihre",
    "ihnen",
    "WhatsApp",
    "Meta",
    "API",
    "JSON",
    "E-Mail",
    "Über-Nacht-Lauf",
    "und/oder",
    "WhatsApp-Konto",
    "anders",
];

/// What may be said in any Arabic sentence.
const ARABIC: &[&str] = &[
    "مثلًا",
    "مثلاً",
    "أي",
    "أيضًا",
    "أيضاً",
    "كذلك،",
    "كما سبق؛",
    "(كما سبق)",
    "«نعم»",
    "“نعم”",
    "«كما سبق»",
    "مَثَلًا",
    "حقًّا",
    "حق\u{651}\u{64b}ا",
    "ه\u{670}ذا",
    "شيئًا",
    "– كما سبق –",
    "مسألة",
    "سُئل",
    "رؤية",
    "وMeta",
    "API",
    "JSON",
    "الـ API",
    "بـ API",
    "لـ JSON",
    "webhook",
    "ذ\u{64f}كر",
    "كر\u{651}\u{64e}ر",
    "إنّ",
];

/// A sentence that can be added without saying anything else.
const GERMAN_SENTENCES: [&str; 6] = [
    "Sie bleiben gültig.",
    "Ihre Reihenfolge bleibt.",
    "Ihnen fehlt nichts.",
    "Ihr Zustand bleibt.",
    "Ist das so? Ja.",
    "So ist es …",
];

fn is_long(text: &str) -> bool {
    text.chars().count() > 110
}

fn correct_german(lines: &mut TextFile) {
    for what in GERMAN.iter().copied() {
        lines.damage(what, |field, text| {
            insert(text, what).filter(|_| is_sentence(field) && is_long(text))
        });
    }
    for what in GERMAN_SENTENCES {
        lines.damage(what, |field, text| {
            let fits = field == "description" && is_long(text);
            fits.then(|| format!("{text} {what}"))
        });
    }
    for (old, new) in [
        ("24 Stunden", "24,0 Stunden"),
        ("24 Stunden", "24 vollen Stunden"),
        ("zum Beispiel", "z. B."),
        ("erneut", "noch einmal"),
        ("prüfen", "überprüfen"),
        ("Fehlercode", "Fehlercode (wie hier)"),
    ] {
        lines.damage(new, |field, text| {
            let fits = is_sentence(field) && is_long(text) && !text.contains('`');
            fits.then(|| text.replacen(old, new, 1))
        });
    }
    lines.damage("two sentences in the other order", swapped_sentences);
}

fn correct_arabic(lines: &mut TextFile) {
    for what in ARABIC.iter().copied() {
        lines.damage(what, |field, text| {
            insert(text, what).filter(|_| is_sentence(field) && is_long(text))
        });
    }
    lines.damage("no vowel signs", |field, text| {
        let plain: String = text
            .chars()
            .filter(|c| !('\u{64b}'..='\u{652}').contains(c))
            .collect();
        (is_sentence(field) && is_long(text)).then_some(plain)
    });
    for (old, new) in [
        ("24 ساعة", "24.0 ساعة"),
        ("مثلًا", "مثلاً"),
        ("أولًا", "أولاً"),
        ("بدلًا", "بدلاً"),
    ] {
        lines.damage(new, |field, text| {
            is_sentence(field).then(|| text.replacen(old, new, 1))
        });
    }
    lines.damage("two sentences in the other order", swapped_sentences);
}

fn swapped_sentences(field: &str, text: &str) -> Option<String> {
    let (first, second) = text.split_once(". ")?;
    let is_plain = field == "description" && !text.contains('`') && !second.contains(". ");
    is_plain.then(|| format!("{second} {first}."))
}

#[test]
fn nothing_is_said_about_correct_edits() {
    let before = before();
    let read = |tag| TextFile::read(tag).spare(before);
    let (mut german, mut arabic) = (read("de"), read("ar"));
    correct_german(&mut german);
    correct_arabic(&mut arabic);
    let count = german.damaged.len() + arabic.damaged.len();
    assert!(count > 80, "only {count} edits");
    let faults = faults(&with(&[
        ("de.toml", german.text()),
        ("ar.toml", arabic.text()),
    ]));
    let mut new = new_faults(&faults, before);
    // Texts that changed need their exceptions no more.
    new.retain(|fault| fault.rule != "X01");
    assert!(new.is_empty(), "{new:#?}");
}

/// Swaps the texts of each entry with those of the next one, two by two, and counts the pairs that are reported.
fn reported_swaps(tag: &'static str) -> (usize, usize) {
    let lines = TextFile::read(tag);
    let end = lines
        .lines
        .iter()
        .position(|line| line.starts_with("[ui-"))
        .expect("labels");
    let mut entries: Vec<Vec<String>> = Vec::new();
    for line in &lines.lines[..end] {
        if line.starts_with('[') {
            entries.push(Vec::new());
        }
        entries.last_mut().expect("an entry").push(line.clone());
    }
    for pair in entries.chunks_exact_mut(2) {
        let (first, second) = pair.split_at_mut(1);
        std::mem::swap(&mut first[0], &mut second[0]);
        let head = first[0][0].clone();
        first[0][0].clone_from(&second[0][0]);
        second[0][0] = head;
    }
    let text = entries.concat().join("\n") + "\n" + &lines.lines[end..].join("\n") + "\n";
    let faults = faults(&with(&[(&format!("{tag}.toml"), text)]));
    let mut start = 1;
    let (mut reported, mut all) = (0, 0);
    for pair in entries.chunks_exact(2) {
        let next = start + pair.concat().len();
        all += 1;
        let found =
            |fault: &Fault| fault.file.starts_with(tag) && (start..next).contains(&fault.line);
        let found = faults.iter().any(found);
        reported += usize::from(found);
        start = next;
    }
    (reported, all)
}

#[test]
fn swapped_entries_are_reported() {
    for tag in ["de", "ar"] {
        let (reported, all) = reported_swaps(tag);
        assert!(all > 130);
        assert!(
            reported * 100 >= all * 95,
            "{tag}: {reported} of {all} swapped pairs"
        );
    }
}

/// Changes the lines of the German file and expects a fault.
fn expect(name: &str, change: impl Fn(&mut Vec<String>), rule: &str, line: usize) {
    let mut lines = TextFile::read("de").lines;
    change(&mut lines);
    let faults = faults(&with(&[("de.toml", lines.join("\n") + "\n")]));
    let is_expected =
        |fault: &Fault| fault.file == "de.toml" && fault.line == line && fault.rule == rule;
    assert!(
        faults.iter().any(is_expected),
        "{name}: no {rule} in line {line}: {faults:?}"
    );
}

#[test]
fn a_value_of_another_shape_is_reported_at_its_line() {
    let german = TextFile::read("de");
    let first = german
        .lines
        .iter()
        .position(|line| line.starts_with("fix_1"))
        .expect("a step");
    let text = german.lines[first]
        .trim_start_matches("fix_1 = ")
        .trim_matches('"');
    for (name, value, rule) in [
        ("a list", format!("[\"{text}\"]"), "S01"),
        ("a table", format!("{{ text = \"{text}\" }}"), "S01"),
        ("a number", "7".to_owned(), "S01"),
        ("a truth", "true".to_owned(), "S01"),
        ("a date", "2026-11-01".to_owned(), "S01"),
        ("two lines", "\"\"\"Eins.\nZwei.\"\"\"".to_owned(), "S01"),
        ("an unclosed quote", format!("\"{text}"), "F03"),
        ("a missing quote", format!("{text}\""), "F03"),
        ("a quote in the text", format!("\"{text} \"x\"\""), "F03"),
        ("an unknown escape", "\"\\q\"".to_owned(), "F03"),
    ] {
        let change = |lines: &mut Vec<String>| lines[first] = format!("fix_1 = {value}");
        expect(name, change, rule, first + 1);
    }
    expect(
        "no equals sign",
        |lines| lines[first] = "fix_1 \"x\"".to_owned(),
        "F03",
        first + 1,
    );
    expect(
        "a second field",
        |lines| lines.insert(first + 1, lines[first].clone()),
        "F04",
        first + 2,
    );
}

#[test]
fn a_faulty_head_is_reported_at_its_line() {
    let german = TextFile::read("de");
    for (name, head, rule) in [
        ("a leading zero", "[00]", "D01"),
        ("an unknown code", "[4000000000]", "S02"),
        ("a broken head", "[0", "F03"),
        ("a list of tables", "[[0]]", "F03"),
    ] {
        expect(name, |lines| head.clone_into(&mut lines[0]), rule, 1);
    }
    let entry = german
        .lines
        .iter()
        .position(|line| line == "[190]")
        .expect("an entry");
    let again = "[190]\ntitle = \"Noch einmal\"\n";
    expect(
        "a second table",
        |lines| lines.insert(0, again.to_owned()),
        "F04",
        entry + 4,
    );
}

#[test]
fn an_added_step_is_reported_at_its_line() {
    let german = TextFile::read("de");
    let end = german
        .lines
        .iter()
        .position(String::is_empty)
        .expect("an end");
    let last = german.lines[..end]
        .iter()
        .rposition(|line| line.starts_with("fix_"))
        .expect("a step");
    let number = german.lines[last].as_bytes()[4] - b'0' + 1;
    let added = format!("fix_{number} = \"Danach warten.\"");
    expect(
        "an added step",
        |lines| lines.insert(last + 1, added.clone()),
        "T03",
        last + 2,
    );
    let far = "fix_9 = \"Danach warten.\"";
    expect(
        "a step with a gap",
        |lines| lines.insert(last + 1, far.to_owned()),
        "S04",
        last + 2,
    );
}

#[test]
fn a_byte_order_mark_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = TextFile::read("de").text();
    std::fs::create_dir(folder.path().join("text")).expect("a folder");
    std::fs::write(
        folder.path().join("text/de.toml"),
        format!("\u{feff}{text}"),
    )
    .expect("a file");
    let faults = faults(&load(folder.path()));
    let is_told = |fault: &Fault| fault.file == "de.toml" && fault.line == 1 && fault.rule == "F02";
    assert!(faults.iter().any(is_told), "{faults:?}");
}

/// What is said about the data with one file changed, in a few words.
fn told(role: &Role, change: impl Fn(&str) -> String) -> Vec<String> {
    let mut source = load(&root().join("data"));
    let file = source
        .files
        .iter_mut()
        .find(|file| file.role == *role)
        .expect("a file of the data");
    let changed = change(&file.text);
    assert!(changed != file.text, "nothing changed");
    file.text = changed;
    let before = before();
    let faults = faults(&source);
    let new = new_faults(&faults, before).into_iter();
    new.map(|fault| format!("{} {} {}", fault.file, fault.rule, fault.message))
        .collect()
}

#[test]
fn a_wrong_script_is_one_fault_at_its_cause() {
    for (right, wrong) in [
        ("script = \"Arab\"", "script = \"Hebr\""),
        ("script = \"Arab\"", "script = \"Latn\""),
    ] {
        let faults = told(&Role::Languages, |text| text.replace(right, wrong));
        let faults: Vec<_> = faults
            .iter()
            .filter(|fault| !fault.contains(" X01 "))
            .collect();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        assert!(
            faults[0].starts_with("languages.toml D05 the texts of `ar` are not in the script")
        );
    }
}

#[test]
fn a_contradictory_term_is_one_fault_at_its_cause() {
    for (right, wrong, rule) in [
        (
            "not_de = [\"Zugriffsschlüssel\"]",
            "not_de = [\"Zugriffstoken\"]",
            "D05",
        ),
        (
            "de = [\"Vorlage\", \"orlage\"]",
            "de = [\"Schablone\"]",
            "M09",
        ),
        (
            "not_de = [\"Zugriffsschlüssel\"]",
            "not_de = [\"Anfrage\"]",
            "M14",
        ),
    ] {
        let faults = told(&Role::Glossary, |text| text.replacen(right, wrong, 1));
        let faults: Vec<_> = faults
            .iter()
            .filter(|fault| !fault.contains(" X01 "))
            .collect();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        assert!(
            faults[0].starts_with(&format!("glossary.toml {rule} ")),
            "{faults:?}"
        );
    }
}

#[test]
fn a_text_file_that_was_emptied_or_cut_is_an_error() {
    let german = Role::Text("de".to_owned());
    let cut = |keep: &str| {
        let end = format!("\n[{keep}]\n");
        told(&german, |text| {
            text[..text.find(&end).expect("an entry")].to_owned() + "\n"
        })
    };
    let middle = told(&german, |text| {
        let entry = text.find("\n[131047]\n").expect("an entry");
        let step = entry + text[entry..].find("\nfix_1").expect("a step");
        text[..=step].to_owned()
    });
    for faults in [
        told(&german, |_| "# nothing\n".to_owned()),
        cut("131047"),
        cut("category-unknown"),
        middle,
    ] {
        let is_told = |fault: &String| fault.starts_with("de.toml F05 ");
        assert!(faults.iter().any(is_told), "{faults:#?}");
    }
}

#[test]
fn a_lock_that_vanished_is_an_error() {
    let mut source = load(&root().join("data"));
    source.files.retain(|file| file.role != Role::Lock);
    let checked = check(&source, Scope::Project);
    let is_told = |message: &str| message.contains("translations.lock");
    assert!(
        checked
            .diagnostics
            .iter()
            .any(|fault| fault.rule.id == "F05" && is_told(&fault.message))
    );
}

#[test]
fn what_cannot_be_true_of_facts_is_told() {
    let codes = |id: &str| Role::Codes(id.to_owned());
    let future = told(&Role::Sources, |text| {
        let start = text.find("date = \"").expect("a date") + 8;
        let end = start + text[start..].find('"').expect("an end");
        format!("{}2999-01{}", &text[..start], &text[end..])
    });
    assert!(
        future[0].contains("D05 `2999-01` is still to come"),
        "{future:?}"
    );
    let success = told(&codes("messaging"), |text| {
        text.replacen("http = 400", "http = 200", 1)
    });
    assert!(
        success[0].contains("D05 200 is no HTTP status of an error"),
        "{success:?}"
    );
}

#[test]
fn an_entry_in_another_file_has_moved_to_another_category() {
    let mut source = load(&root().join("data"));
    let place = |source: &Source, id: &str| {
        let role = Role::Codes(id.to_owned());
        source
            .files
            .iter()
            .position(|file| file.role == role)
            .expect("a category")
    };
    let (from, to) = (place(&source, "messaging"), place(&source, "media"));
    let text = source.files[from].text.clone();
    let start = text.find("[131047]\n").expect("an entry");
    let end = text[start..]
        .find("\n\n")
        .map_or(text.len(), |end| start + end + 2);
    source.files[from].text = format!("{}{}", &text[..start], &text[end..]);
    source.files[to].text.push('\n');
    source.files[to].text.push_str(&text[start..end]);
    let is_told = |fault: &Fault| {
        fault.file == "media.toml" && fault.rule == "D11" && fault.message.contains("[131047]")
    };
    assert!(faults(&source).iter().any(is_told));
}
