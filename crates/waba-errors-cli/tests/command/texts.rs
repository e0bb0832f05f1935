//! The texts of the table in what the command prints.

use std::str::Lines;

use waba_errors::Lang;
use waba_errors_explain::find;

/// The output with the texts of these entries by their names: who edits a text changes no snapshot.
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
        let facts = entry
            .facts()
            .map(|fact| (fact.id().to_owned(), fact.title(lang)));
        let own = [
            (format!("{key} description"), text.description()),
            (format!("{key} title"), text.title()),
            ("category".to_owned(), entry.category().title(lang)),
        ];
        for (name, text) in places.chain(titles).chain(own).chain(facts) {
            named = named.replace(text, &format!("{{{name}}}"));
        }
    }
    named
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
