//! The codes for JavaScript and TypeScript: from the table, so that none is forgotten.

use std::fmt::Write as _;

use waba_errors::{Category, Entry, Fact, Key, Lang, codes};

/// The numbers with an entry of their own.
fn numbers() -> impl Iterator<Item = Entry> {
    codes().filter(|entry| matches!(entry.key(), Key::Code(_)))
}

/// The classes to which a code belongs, as arms name them: its category, and `retry:backoff` and the like. Of two values of a fact
/// programs select by the first.
fn classes(entry: &Entry) -> Vec<String> {
    let facts: Vec<_> = entry.facts().filter(|fact| fact.selects()).collect();
    let first = facts.chunk_by(|one, next| one.id() == next.id());
    let first = first.filter_map(|facts| facts.first());
    let first = first.map(|fact| quote(&format!("{}:{}", fact.id(), fact.value())));
    [quote(entry.category().id())]
        .into_iter()
        .chain(first)
        .collect()
}

fn quote(text: &str) -> String {
    format!("\"{text}\"")
}

/// `codes.js`
pub(crate) fn script() -> String {
    let mut out =
        "export { isKnown, match } from \"./match.js\";\n\nexport const codes = {\n".to_owned();
    for entry in numbers() {
        let (code, name, since) = (entry.code(), entry.name(), entry.since());
        let classes = classes(&entry).join(", ");
        let _ = writeln!(
            out,
            "  {code}: {{ name: \"{name}\", since: {since}, classes: [{classes}] }},"
        );
    }
    out.push_str("};\n\nexport const ranges = [\n");
    for entry in codes() {
        if let Key::Range(first, last) = entry.key() {
            let (name, since) = (entry.name(), entry.since());
            let classes = classes(&entry).join(", ");
            let _ = writeln!(
                out,
                "  {{ first: {first}, last: {last}, name: \"{name}\", since: {since}, classes: [{classes}] }},"
            );
        }
    }
    out.push_str("];\n\nexport const Code = {\n");
    for entry in numbers() {
        let _ = writeln!(out, "  {}: {},", entry.name(), entry.code());
    }
    out.push_str("};\n");
    out
}

/// `codes.d.ts`
pub(crate) fn declarations() -> String {
    let mut out = "import type { Class } from \"./match.js\";\n\nexport { type Class, isKnown, match } from \"./match.js\";\n".to_owned();
    let tags = Lang::ALL.iter().map(|lang| quote(lang.tag()));
    union(&mut out, "The tags of the languages.", "Lang", tags);
    let categories = Category::ALL.iter().map(|category| quote(category.id()));
    union(&mut out, "What codes are about.", "Category", categories);
    for list in Fact::ALL.chunk_by(|one, next| one.id() == next.id()) {
        let id = list.first().map_or("", |fact| fact.id());
        let name: String = id
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(id.chars().skip(1))
            .collect();
        union(
            &mut out,
            &format!("The values of `{id}`."),
            &name,
            list.iter().map(value),
        );
    }
    out.push_str("\n/** What is known of each code. */\nexport interface Codes {\n");
    for entry in numbers() {
        document(&mut out, &entry);
        let (code, name, since) = (entry.code(), entry.name(), entry.since());
        let classes = classes(&entry).join(" | ");
        let _ = writeln!(
            out,
            "  {code}: {{ name: \"{name}\"; since: {since}; classes: readonly ({classes})[] }};"
        );
    }
    out.push_str(
        "}\n\n/** A code with an entry of its own. */\nexport type KnownCode = keyof Codes;\n",
    );
    out.push_str(
        "\n/** What is known of each code, by its number. */\nexport declare const codes: Codes;\n",
    );
    out.push_str(
        "\n/** What is known of the numbers that are documented as a range and have no entry of their own. */\nexport declare const ranges: \
         readonly { first: number; last: number; name: string; since: number; classes: readonly Class[] }[];\n",
    );
    out.push_str("\n/** The codes by their permanent names. */\nexport declare const Code: {\n");
    for entry in numbers() {
        let title = comment(entry.title(Lang::En));
        let _ = writeln!(
            out,
            "  /** {title} */\n  readonly {}: {};",
            entry.name(),
            entry.code()
        );
    }
    out.push_str("};\n");
    out
}

/// The type of a value; a wait is a text such as `24h`.
fn value(fact: &Fact) -> String {
    match fact {
        Fact::Retry(retry) if retry.wait().is_some() => {
            "`${number}${\"s\" | \"m\" | \"h\" | \"d\"}`".to_owned()
        }
        _ => quote(fact.value()),
    }
}

fn union(out: &mut String, what: &str, name: &str, types: impl Iterator<Item = String>) {
    let mut types: Vec<_> = types.collect();
    // Each wait is a value of its own.
    types.dedup();
    let _ = writeln!(
        out,
        "\n/** {what} */\nexport type {name} = {};",
        types.join(" | ")
    );
}

/// Title, description and steps in English.
fn document(out: &mut String, entry: &Entry) {
    let text = entry.text(Lang::En);
    let _ = writeln!(
        out,
        "  /**\n   * {}\n   *\n   * {}\n   *",
        comment(text.title()),
        comment(text.description())
    );
    for (index, step) in text.fixes().enumerate() {
        let _ = writeln!(out, "   * {}. {}", index + 1, comment(step));
    }
    out.push_str("   */\n");
}

/// A text that ends no comment and is no tag of one.
fn comment(text: &str) -> String {
    text.replace("*/", "*\\/").replace('@', "\\@")
}
