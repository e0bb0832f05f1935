//! Where pages are.

use waba_errors_explain::waba_errors::{Category, Entry, Lang};

/// The name of an entry's page without its extension: its key as the data writes it, which no category has.
pub(crate) fn entry(entry: &Entry) -> String {
    entry.key().to_string().replace('/', "_")
}

/// The name of a category's page without its extension.
pub(crate) fn category(category: Category) -> String {
    format!("category-{category}")
}

/// An absolute address, for search engines.
pub(crate) fn absolute(base: &str, lang: Lang, name: &str) -> String {
    format!("{base}/{lang}/{name}.html")
}

/// The address of a site, without a slash at its end.
pub(crate) fn base(text: &str) -> Result<String, &'static str> {
    let rest = text.strip_prefix("https://");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:".contains(c);
    match rest {
        Some(rest) if !rest.is_empty() && rest.chars().all(is_plain) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("an address starts with https:// and has no spaces, queries or fragments"),
    }
}
