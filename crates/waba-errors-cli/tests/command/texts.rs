//! The texts of the table and the words around them in what the command prints.

use std::str::Lines;

use waba_errors::Lang;
use waba_errors_explain::{find, labels};

/// The output with names for the texts of these entries and for labels: who edits a text changes no snapshot.
pub(crate) fn without_texts(output: &str, keys: &[&str], lang: Lang) -> String {
    let mut named = output.to_owned();
    for key in keys {
        let entry = find(key).expect("a key");
        let text = entry.text(lang);
        for (name, lines) in [
            ("causes", text.causes()),
            ("fix", text.fixes()),
            ("prevention", text.prevention()),
        ] {
            named = without_list(named, lines, &format!("{{{key} {name}}}"));
        }
        let children = entry.cases().chain(entry.subcodes());
        let titles = children.map(|child| (child.key().to_string(), child.title(lang)));
        let places = entry.places().filter_map(|place| {
            let name = place.name(lang)?;
            Some((format!("place {}", place.id()), name))
        });
        let limits = entry
            .limits()
            .map(|limit| ("limit".to_owned(), limit.title(lang)));
        let facts = entry
            .facts()
            .map(|fact| (fact.id().to_owned(), fact.title(lang)));
        let own = [
            (format!("{key} description"), text.description()),
            (format!("{key} title"), text.title()),
            ("category".to_owned(), entry.category().title(lang)),
        ];
        let texts = places.chain(titles).chain(limits).chain(own).chain(facts);
        for (name, text) in texts {
            named = named.replace(text, &format!("{{{name}}}"));
        }
    }
    let lines = named.split_inclusive('\n');
    lines.map(|line| without_label(line, lang)).collect()
}

/// The output with the lines of a list, from the first to the last, as one name.
fn without_list(output: String, lines: Lines<'_>, name: &str) -> String {
    let lines: Vec<_> = lines.collect();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return output;
    };
    let Some(start) = output.find(first) else {
        return output;
    };
    let end = output[start..].find(last).expect("the whole list") + start + last.len();
    format!("{}{name}{}", &output[..start], &output[end..])
}

/// The line with the name of the label that it is, or that it begins with in Markdown.
fn without_label(line: &str, lang: Lang) -> String {
    let words = line.trim_start_matches([' ', '-', '#', '*']);
    let (label, rest) = match words.split_once(":** ") {
        Some((label, _)) => (label, &words[label.len()..]),
        None => (words.trim_end(), &words[words.trim_end().len()..]),
    };
    let labels = serde_json::to_value(labels(lang)).expect("labels");
    let mut labels = labels.as_object().into_iter().flatten();
    match labels.find(|(_, text)| *text == label) {
        Some((name, _)) => {
            let marks = &line[..line.len() - words.len()];
            format!("{marks}{{{name}}}{rest}")
        }
        None => line.to_owned(),
    }
}
