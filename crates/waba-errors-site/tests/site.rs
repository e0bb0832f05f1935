//! The whole site, as a browser and a search engine see it.

#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::panic,
    clippy::unwrap_used
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use html5gum::{Token, Tokenizer};
use tempfile::TempDir;
use waba_errors_explain::waba_errors::{Lang, codes};

const BASE: &str = "https://errors.example/waba";

type Files = BTreeMap<String, String>;

static SITE: LazyLock<Files> = LazyLock::new(|| site(&[]));
static PUBLIC_SITE: LazyLock<Files> = LazyLock::new(|| site(&["--base", BASE]));

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waba-errors-site"))
        .args(args)
        .output()
        .unwrap()
}

/// Every file of a site by its path, with `/` between folders.
fn site(args: &[&str]) -> Files {
    let folder = TempDir::new().unwrap();
    let mut all = vec![folder.path().to_str().unwrap()];
    all.extend(args);
    let output = run(&all);
    assert!(output.status.success(), "{output:?}");
    let mut files = BTreeMap::new();
    gather(folder.path(), "", &mut files);
    files
}

fn gather(folder: &Path, prefix: &str, files: &mut Files) {
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let path = format!("{prefix}{}", item.file_name().to_str().unwrap());
        if item.file_type().unwrap().is_dir() {
            gather(&item.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read_to_string(item.path()).unwrap());
        }
    }
}

#[derive(Default)]
struct Page {
    tags: Vec<(String, BTreeMap<String, String>)>,
    ids: BTreeSet<String>,
}

impl Page {
    fn parse(html: &str) -> Self {
        let mut page = Self::default();
        for token in Tokenizer::new(html) {
            let token = token.unwrap();
            if let Token::StartTag(tag) = token {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                let attributes: BTreeMap<_, _> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| (text(name), text(value)))
                    .collect();
                if let Some(id) = attributes.get("id") {
                    assert!(page.ids.insert(id.clone()), "{id} stands twice");
                }
                page.tags.push((text(&tag.name), attributes));
            } else if let Token::Error(error) = token {
                panic!("{error:?}");
            }
        }
        page
    }

    fn attributes(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.tags.iter().filter_map(move |(_, all)| all.get(name));
        values.map(String::as_str)
    }

    fn elements(&self, name: &str) -> impl Iterator<Item = &BTreeMap<String, String>> {
        let tags = self.tags.iter().filter(move |(tag, _)| tag == name);
        tags.map(|(_, attributes)| attributes)
    }
}

fn pages(files: &Files) -> BTreeMap<&str, Page> {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, html)| (path.as_str(), Page::parse(html)))
        .collect()
}

/// The path that a relative link means on a page.
fn resolve(from: &str, link: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from} links to {link}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_to_a_file_and_a_place_of_the_site_or_to_an_https_address() {
    let files = &*PUBLIC_SITE;
    let pages = pages(files);
    let mut checked = 0;
    for (path, page) in &pages {
        for link in page.attributes("href").chain(page.attributes("src")) {
            if link.starts_with("https://") || link == "data:," {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                (*path).to_owned()
            } else {
                resolve(path, file)
            };
            assert!(files.contains_key(&target), "{path} links to {link}");
            let has_place = fragment.is_empty() || pages[target.as_str()].ids.contains(fragment);
            assert!(has_place, "{path} links to {link}");
            checked += 1;
        }
    }
    assert!(checked > 10_000, "{checked}");
}

#[test]
fn every_page_can_be_reached_from_the_first() {
    let files = &*SITE;
    let pages = pages(files);
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        let Some(page) = pages.get(path.as_str()) else {
            continue;
        };
        let inner = page
            .attributes("href")
            .filter(|link| !link.contains(':') && !link.starts_with('#'));
        for link in inner {
            let target = resolve(&path, link);
            if reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    reached.insert("llms.txt".to_owned());
    assert_eq!(reached, files.keys().cloned().collect());
}

#[test]
fn every_entry_has_a_page_and_a_markdown_twin_in_each_language_and_a_line_for_models() {
    let files = &*SITE;
    for entry in codes() {
        let name = entry.key().to_string().replace('/', "_");
        for lang in Lang::ALL {
            let html = &files[&format!("{lang}/{name}.html")];
            assert!(html.contains(&format!("<html lang=\"{lang}\"")));
            let twin = &files[&format!("{lang}/{name}.md")];
            assert!(twin.starts_with(&format!("## `{}` {}\n", entry.key(), entry.title(*lang))));
        }
        assert!(files["llms.txt"].contains(&format!("](en/{name}.md)")));
    }
}

#[test]
fn arabic_pages_read_from_right_to_left_and_code_on_them_from_left_to_right() {
    let files = &*SITE;
    for (path, page) in pages(files) {
        let dir = if path.starts_with("ar/") {
            "rtl"
        } else {
            "ltr"
        };
        let html = page.elements("html").next().unwrap();
        assert_eq!(html.get("dir").map_or("ltr", String::as_str), dir, "{path}");
        for code in page.elements("code") {
            assert_eq!(code["dir"], "ltr", "{path}");
        }
    }
}

#[test]
fn with_an_address_the_languages_of_a_page_name_one_another_and_the_map_has_all() {
    let files = &*PUBLIC_SITE;
    let pages = pages(files);
    let versions = |path: &str| -> BTreeSet<(String, String)> {
        let links = pages[path].elements("link");
        links
            .filter(|link| link.contains_key("hreflang"))
            .map(|link| (link["hreflang"].clone(), link["href"].clone()))
            .collect()
    };
    let english = pages.keys().filter(|path| path.starts_with("en/"));
    for path in english {
        let name = path.strip_prefix("en/").unwrap();
        let all = versions(path);
        assert_eq!(all.len(), Lang::ALL.len() + 1, "{path}");
        for lang in Lang::ALL {
            let own = format!("{lang}/{name}");
            let address = format!("{BASE}/{own}");
            assert!(all.contains(&(lang.to_string(), address.clone())));
            assert_eq!(versions(&own), all);
            let canonical = pages[own.as_str()].elements("link");
            let mut canonical = canonical.filter(|link| link["rel"] == "canonical");
            assert_eq!(canonical.next().unwrap()["href"], address);
            assert!(files["sitemap.xml"].contains(&format!("<loc>{address}</loc>")));
        }
    }
}

#[test]
fn without_an_address_no_page_says_where_it_is() {
    let files = &*SITE;
    assert!(!files.contains_key("sitemap.xml"));
    for (path, page) in pages(files) {
        let mut links = page.elements("link");
        assert!(!links.any(|link| link["rel"] == "canonical"), "{path}");
    }
}

#[test]
fn no_page_needs_a_script_and_structured_data_is_json() {
    let files = &*PUBLIC_SITE;
    for (path, html) in files
        .iter()
        .filter(|(path, _)| path.contains('/') && path.ends_with(".html"))
    {
        let scripts: Vec<_> = html.split("<script").skip(1).collect();
        let [script] = scripts[..] else {
            panic!("{path} has {} scripts", scripts.len())
        };
        let data = script
            .strip_prefix(" type=\"application/ld+json\">")
            .unwrap();
        let (data, _) = data.split_once("</script>").unwrap();
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["@context"], "https://schema.org", "{path}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(site(&["--base", &format!("{BASE}/")]), *PUBLIC_SITE);
}

#[test]
fn what_cannot_be_written_or_is_no_address_is_refused_with_a_reason() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "").unwrap();
    let output = run(&[file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("taken/index.html: "));
    for base in [
        "http://a.example",
        "https://",
        "https://a.example/?q",
        "https://a.example/\"x",
    ] {
        let output = run(&[folder.path().to_str().unwrap(), "--base", base]);
        assert_eq!(output.status.code(), Some(2), "{base}");
    }
}
