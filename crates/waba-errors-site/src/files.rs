//! All files of the site.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::{error, fs};

use maud::{DOCTYPE, html};
use waba_errors_explain::waba_errors::{Category, Entry, Lang, codes};
use waba_errors_explain::{View, labels, markdown};

use crate::frame::STYLE;
use crate::{address, article, lists, text};

/// Writes the site, and returns how many files it has. An error says which file could not be written.
pub(crate) fn write(folder: &Path, base: Option<&str>) -> Result<usize, Box<dyn error::Error>> {
    let files = all(base);
    for (path, content) in &files {
        let path = folder.join(path);
        put(&path, content).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(files.len())
}

fn put(path: &Path, content: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}

/// Paths and contents, in a fixed order.
fn all(base: Option<&str>) -> Vec<(String, String)> {
    let mut files = vec![
        ("index.html".to_owned(), languages()),
        ("style.css".to_owned(), STYLE.to_owned()),
        ("llms.txt".to_owned(), for_models()),
    ];
    for &lang in Lang::ALL {
        files.push((format!("{lang}/index.html"), lists::front(lang, base)));
        for category in categories() {
            let path = format!("{lang}/{}.html", address::category(category));
            files.push((path, lists::category(category, lang, base)));
        }
        for entry in codes() {
            let name = address::entry(&entry);
            let page = article::page(&entry, lang, base);
            files.push((format!("{lang}/{name}.html"), page));
            files.push((
                format!("{lang}/{name}.md"),
                markdown(&entry, View::new(lang)),
            ));
        }
    }
    files.extend(base.map(|base| ("sitemap.xml".to_owned(), map(base))));
    files
}

fn categories() -> impl Iterator<Item = Category> {
    let all = Category::ALL.iter().copied();
    all.filter(|category| lists::has_entries(*category))
}

/// The page at the root: a choice of languages.
fn languages() -> String {
    let title = labels(Lang::En).site_title;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="style.css";
            }
            body {
                main {
                    h1 { (title) }
                    @for lang in Lang::ALL {
                        p.lead lang=(lang) dir=(text::dir(*lang)) {
                            a hreflang=(lang) href={ (lang) "/index.html" } { (lang.native_name()) }
                            br;
                            (labels(*lang).site_description)
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// The index for language models, after <https://llmstxt.org> (read on 2026-11-27).
fn for_models() -> String {
    let labels = labels(Lang::En);
    let mut out = format!("# {}\n\n> {}\n", labels.site_title, labels.site_description);
    for category in categories() {
        let _ = writeln!(out, "\n## {}\n", category.title(Lang::En));
        for entry in category.codes() {
            let (key, title) = (entry.key(), text::plain(entry.title(Lang::En)));
            let about = text::plain(entry.description(Lang::En));
            let name = address::entry(&entry);
            let _ = writeln!(out, "- [{key} {title}](en/{name}.md): {about}");
        }
    }
    out
}

/// All pages, for search engines. The languages of a page are said in its head.
fn map(base: &str) -> String {
    let names = || {
        let lists = categories().map(address::category);
        let entries = codes().map(|entry: Entry| address::entry(&entry));
        ["index".to_owned()].into_iter().chain(lists).chain(entries)
    };
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for &lang in Lang::ALL {
        for name in names() {
            let _ = writeln!(
                out,
                "<url><loc>{}</loc></url>",
                address::absolute(base, lang, &name)
            );
        }
    }
    out.push_str("</urlset>\n");
    out
}
