//! What a release needs: says what is open, or does what is left to do.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use toml_edit::{DocumentMut, Item, TableLike, value};
use waba_errors_codegen::{REVISIONS, replace_all};

use crate::format::format;
use crate::generate::{README, is_complete, outputs, verify};
use crate::output;
use crate::project::{Project, invalid, near};

#[derive(Debug, clap::Args)]
pub(crate) struct Release {
    /// The version to release [default: that of Cargo.toml]
    version: Option<String>,

    /// Say what a release needs, and write nothing; the default
    #[arg(long, conflicts_with = "write")]
    check: bool,

    /// Record the revision as released, write the version, and cut the section of CHANGELOG.md
    #[arg(long)]
    write: bool,
}

/// The files of the project that a release touches.
struct Files {
    manifest: DocumentMut,
    changelog: String,
    readme: String,
    recorded: String,
    /// The other manifests, and all lock files.
    stating: Vec<(PathBuf, DocumentMut)>,
}

const MANIFEST: &str = "Cargo.toml";
const LOCK: &str = "Cargo.lock";
const CHANGELOG: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## Unreleased\n";

/// The version of what is never released.
const NEVER: &str = "0.0.0";

pub(crate) fn run(args: &Release, project: &Project) -> io::Result<bool> {
    let Some((source, checked)) = project.accepted()? else {
        return Ok(false);
    };
    let root = project.root();
    let files = Files::read(project)?;
    let version = match &args.version {
        Some(version) => version.clone(),
        None => files.version()?,
    };
    let mut open = files.open(&version);
    let (formatted, _) = format(&source);
    let odd = formatted
        .iter()
        .filter(|text| source.files[text.file].text != text.text);
    if odd.count() > 0 {
        open.push("the data is not in canonical form: run `cargo codegen fmt`".to_owned());
    }
    for what in &open {
        output::tell(format_args!("error: {what}"));
    }
    let is_fresh = verify(true, &root, &outputs(project, &source, &checked))?;
    if !(is_complete(&checked) && is_fresh && open.is_empty()) {
        return Ok(false);
    }
    let revision = checked.model.revision();
    if !args.write {
        output::print(&format!(
            "version {version} with revision {revision} can be released: `--write` prepares it\n"
        ))?;
        return Ok(true);
    }
    files.write(project, &version)?;
    let (source, checked) = project.read();
    waba_errors_codegen::write(&root, &outputs(project, &source, &checked))?;
    println!(
        "version {version} with revision {revision} is prepared; next, as CONTRIBUTING.md says: `.ci/run`, commit, tag, publish"
    );
    Ok(true)
}

impl Files {
    fn read(project: &Project) -> io::Result<Self> {
        let root = project.root();
        let mut paths = Vec::new();
        find(&root, &mut paths)?;
        paths.retain(|path| *path != root.join(MANIFEST));
        let stating = paths.into_iter().map(|path| {
            let document = parse(&path)?;
            Ok((path, document))
        });
        Ok(Self {
            manifest: parse(&root.join(MANIFEST))?,
            changelog: read(&root.join(CHANGELOG))?,
            readme: read(&root.join(README))?,
            recorded: read(&project.data().join(REVISIONS))?,
            stating: stating.collect::<io::Result<_>>()?,
        })
    }

    fn version(&self) -> io::Result<String> {
        let version = self.package().and_then(|package| package.get("version"));
        let version = version.and_then(Item::as_str).map(str::to_owned);
        version.ok_or_else(|| invalid(format!("{MANIFEST} has no version")))
    }

    /// `[workspace.package]`.
    fn package(&self) -> Option<&Item> {
        self.manifest.get("workspace")?.get("package")
    }

    /// The version of the last release.
    fn released(&self) -> Option<&str> {
        let mut lines = self.recorded.lines().rev();
        lines.find_map(|line| line.strip_prefix("released\t")?.split('\t').next())
    }

    /// What is not ready.
    fn open(&self, version: &str) -> Vec<String> {
        let mut open = Vec::new();
        let Some(wanted) = numbers(version) else {
            return vec![format!(
                "`{version}` is no version: write three numbers, such as 0.2.0"
            )];
        };
        if let Some(last) = self.released()
            && numbers(last) >= Some(wanted)
        {
            open.push(format!(
                "version {last} is released: the next one is higher than {version}"
            ));
        }
        if self.unreleased().is_none_or(|text| text.trim().is_empty()) {
            open.push(format!("{CHANGELOG} says nothing under “Unreleased”"));
        }
        for field in ["repository", "homepage"] {
            let address = self
                .package()
                .and_then(|package| package.get(field)?.as_str());
            if address.is_none_or(|address| address.contains(".example")) {
                open.push(format!("`{field}` in {MANIFEST} is no public address yet"));
            }
        }
        open
    }

    /// What has changed since the last release.
    fn unreleased(&self) -> Option<&str> {
        let start = self.changelog.find(UNRELEASED)? + UNRELEASED.len();
        let rest = &self.changelog[start..];
        Some(rest.find("\n## ").map_or(rest, |end| &rest[..end]))
    }

    fn write(mut self, project: &Project, version: &str) -> io::Result<()> {
        let root = project.root();
        let old = self.version()?;
        let date = today();
        let cut = format!("{UNRELEASED}\n## {version}, {date}\n");
        let changelog = self.changelog.replacen(UNRELEASED, &cut, 1);
        let recorded = format!("{}released\t{version}\t{date}\n", self.recorded);
        let readme = with_requirements(&self.readme, &old, version);
        self.put_version(version);
        let mut files = vec![
            (root.join(MANIFEST), self.manifest.to_string()),
            (root.join(CHANGELOG), changelog),
            (root.join(README), readme),
            (project.data().join(REVISIONS), recorded),
        ];
        let stating = self.stating.into_iter();
        files.extend(stating.map(|(path, document)| (path, document.to_string())));
        replace_all(&files)
    }

    /// Writes the version of the workspace, requires it of the crates of the workspace, and writes it wherever else it is stated.
    fn put_version(&mut self, version: &str) {
        let workspace = &mut self.manifest["workspace"];
        workspace["package"]["version"] = value(version);
        let dependencies = workspace["dependencies"].as_table_mut();
        for (_, dependency) in dependencies.into_iter().flat_map(|table| table.iter_mut()) {
            let is_own = dependency.get("path").is_some();
            if let Some(required) = dependency.get_mut("version").filter(|_| is_own) {
                let is_pinned = required.as_str().is_some_and(|text| text.starts_with('='));
                let pin = if is_pinned { "=" } else { "" };
                *required = value(format!("{pin}{version}"));
            }
        }
        for (_, document) in &mut self.stating {
            state(document, version);
        }
    }
}

/// Writes the version of a package of the project into its manifest, and of all of them into a lock file.
fn state(document: &mut DocumentMut, version: &str) {
    let put = |package: &mut dyn TableLike| {
        // Packages from a registry have a source; members of the workspace state no version of their own.
        let is_own = !package.contains_key("source");
        let stated = package.get("version").and_then(Item::as_str);
        if is_own && stated.is_some_and(|stated| stated != NEVER) {
            package.insert("version", value(version));
        }
    };
    match document.get_mut("package") {
        Some(Item::ArrayOfTables(packages)) => packages.iter_mut().for_each(|package| put(package)),
        Some(package) => package.as_table_like_mut().into_iter().for_each(put),
        None => {}
    }
}

/// The manifests and lock files in a folder and below, without what was built there.
fn find(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            if name != "target" && !name.starts_with('.') {
                find(&path, out)?;
            }
        } else if name == MANIFEST || name == LOCK {
            out.push(path);
        }
    }
    Ok(())
}

fn parse(path: &Path) -> io::Result<DocumentMut> {
    let parsed = read(path)?.parse();
    parsed.map_err(|error| invalid(format!("{}: {error}", near(path).display())))
}

/// What the README tells users to require: `waba-errors = "0.1"`.
fn with_requirements(readme: &str, old: &str, new: &str) -> String {
    let short = |version: &str| {
        let end = version.rfind('.').unwrap_or(version.len());
        format!(" = \"{}\"", &version[..end])
    };
    let lines = readme.split_inclusive('\n').map(|line| {
        if line.starts_with("waba-errors") {
            line.replace(&short(old), &short(new))
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

fn read(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
        .map_err(|error| invalid(format!("cannot read `{}`: {error}", near(path).display())))
}

fn numbers(version: &str) -> Option<[u32; 3]> {
    let numbers: Result<Vec<_>, _> = version.split('.').map(str::parse).collect();
    numbers.ok()?.try_into().ok()
}

/// The date of today in UTC.
fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let mut days = since.map_or(0, |since| since.as_secs() / 86_400);
    let is_leap =
        |year: u64| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}
