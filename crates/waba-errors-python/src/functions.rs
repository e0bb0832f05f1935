//! The functions of the package.

use std::sync::LazyLock;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;
use serde::ser::Serializer;
use waba_errors::{Category, Fact, Lang, REVISION, codes};
use waba_errors_explain::{
    FACTS_DATE, Index, Labels, Summary, View, fact_lists, find, labels, locations, ticket,
    write_found,
};
use waba_errors_payload::{Certainty, Options};

use crate::entry::Entry;
use crate::found::Found;
use crate::input::{Chunks, Data, Language, Least, Number, Words};
use crate::json::dict;

pub(crate) const ENGLISH: Language = Language(Lang::En);
const LIKELY: Least = Least(Certainty::Likely);

/// What is known of a code, or of a code and its `error_subcode`. Each number has an entry, which says if it is unknown.
///
/// >>> from waba_errors import lookup
/// >>> lookup(190, 463).name
/// 'TokenExpired'
/// >>> lookup(131026).fix("ar") == lookup(131026).fix("en")
/// False
/// >>> lookup(-1).known
/// False
#[pyfunction]
#[pyo3(signature = (code, subcode = None, /))]
pub(crate) fn lookup(code: Number, subcode: Option<Number>) -> Entry {
    let subcode = subcode.and_then(|Number(subcode)| subcode);
    Entry(match (code.0, subcode) {
        (None, _) => waba_errors::unknown(),
        (Some(code), None) => waba_errors::lookup(code),
        (Some(code), Some(subcode)) => waba_errors::lookup(code).subcode(subcode),
    })
}

/// What is known of something that a person typed for a code: `131047`, `(#131047)`, `190/463`, `RateLimitHit`, a title.
/// `None` if it is no code: then `search` finds entries by its words.
///
/// >>> from waba_errors import explain
/// >>> explain("(#131047)")
/// <Entry 131047 ReEngagementMessage>
/// >>> explain("token expired, what now?")
#[pyfunction]
#[pyo3(signature = (query, /))]
pub(crate) fn explain(query: Words) -> Option<Entry> {
    find(&query.0).ok().map(Entry)
}

/// The entries that words in any language find, best first; typing errors are forgiven.
///
/// >>> from waba_errors import search
/// >>> search("acces token expird")[0].code
/// 190
#[pyfunction]
#[pyo3(signature = (query, /, *, limit = 20))]
pub(crate) fn search(py: Python<'_>, query: Words, limit: usize) -> Vec<Entry> {
    static INDEX: LazyLock<Index> = LazyLock::new(Index::new);
    py.detach(|| {
        let entries = INDEX.find(&query.0).into_iter();
        entries.take(limit).map(Entry).collect()
    })
}

/// All entries.
///
/// >>> from waba_errors import entries
/// >>> entries()[0].key
/// '0'
#[pyfunction]
pub(crate) fn entries() -> Vec<Entry> {
    codes().map(Entry).collect()
}

/// The entries that print such a message or a title, the most specific ones.
///
/// >>> from waba_errors import from_message
/// >>> from_message("Re-engagement message")
/// [<Entry 131047 ReEngagementMessage>]
#[pyfunction]
#[pyo3(signature = (message, /))]
pub(crate) fn from_message(message: Words) -> Vec<Entry> {
    waba_errors::from_message(&message.0).map(Entry).collect()
}

/// The errors in an answer or a webhook, by structure alone: nothing that a user writes in a message becomes an error.
///
/// >>> from waba_errors import read_body
/// >>> [error] = read_body(b'{"error":{"message":"Session expired","code":190,"fbtrace_id":"A1"}}')
/// >>> error.code, error.fbtrace_id
/// (190, 'A1')
#[pyfunction]
#[pyo3(signature = (input, /, *, lang = ENGLISH), text_signature = "(input, /, *, lang='en')")]
pub(crate) fn read_body(py: Python<'_>, input: Data, lang: Language) -> Vec<Found> {
    py.detach(|| Found::all(&input, Options::new().read_body(&input), lang.0))
}

/// The errors in a log, a dump or a pasted text that are at least so certain.
///
/// >>> from waba_errors import read
/// >>> [error] = read("error code 131030", lang="de")
/// >>> error.code, error.certainty
/// (131030, <Certainty.LIKELY: 'likely'>)
#[pyfunction]
#[pyo3(
    signature = (input, /, *, lang = ENGLISH, least = LIKELY),
    text_signature = "(input, /, *, lang='en', least='likely')"
)]
pub(crate) fn read(py: Python<'_>, input: Data, lang: Language, least: Least) -> Vec<Found> {
    let options = Options::new().least(least.0);
    py.detach(|| Found::all(&input, options.read(&input), lang.0))
}

/// What `read` finds as plain text, for a ticket.
///
/// >>> from waba_errors import read_text
/// >>> read_text("error code 131030").splitlines()[0]
/// '131030'
#[pyfunction]
#[pyo3(
    signature = (input, /, *, lang = ENGLISH, least = LIKELY),
    text_signature = "(input, /, *, lang='en', least='likely')"
)]
pub(crate) fn read_text(py: Python<'_>, input: Data, lang: Language, least: Least) -> String {
    py.detach(|| {
        let report = Options::new().least(least.0).read(&input);
        let all: Vec<_> = locations(None, &input, &report).collect();
        let mut out = Vec::new();
        // Nothing stops a list of bytes from growing.
        let _ = write_found(&mut out, &all, false, View::new(lang.0));
        String::from_utf8(out).unwrap_or_default()
    })
}

/// Counts the errors of a log that comes in chunks, such as a file, in bounded memory.
///
/// >>> from waba_errors import summary
/// >>> counts = summary([b'{"error":{"code":190}}\n', b'{"error":{"code":190}}\n'])
/// >>> counts["errors"], counts["codes"][0]["key"]
/// (2, '190')
#[pyfunction]
#[pyo3(
    signature = (chunks, /, *, lang = ENGLISH, least = LIKELY),
    text_signature = "(chunks, /, *, lang='en', least='likely')"
)]
pub(crate) fn summary<'py>(
    chunks: &Bound<'py, PyAny>,
    lang: Language,
    least: Least,
) -> PyResult<Bound<'py, PyDict>> {
    let py = chunks.py();
    let reader = Chunks::new(chunks.try_iter()?);
    let mut summary = Summary::default();
    py.detach(|| summary.read(reader, least.0))?;
    dict(py, &summary.report(View::new(lang.0)))
}

/// The language that an `Accept-Language` header or a locale asks for; `None` if it is none of ours.
///
/// >>> from waba_errors import negotiate
/// >>> negotiate("la, ar-EG;q=0.9")
/// 'ar'
/// >>> negotiate("la") or "en"
/// 'en'
#[pyfunction]
#[pyo3(signature = (accept, /))]
pub(crate) fn negotiate(accept: Option<Words>) -> Option<&'static str> {
    Lang::negotiate(&accept?.0).map(Lang::tag)
}

/// The words around explanations in a language: labels, titles of categories and of the values of facts.
///
/// >>> from waba_errors import words
/// >>> words("ar")["dir"]
/// 'rtl'
#[pyfunction]
#[pyo3(signature = (lang = ENGLISH, /), text_signature = "(lang='en', /)")]
pub(crate) fn words(py: Python<'_>, lang: Language) -> PyResult<Bound<'_, PyDict>> {
    #[derive(Serialize)]
    struct Words {
        lang: &'static str,
        dir: &'static str,
        labels: &'static Labels,
        categories: Named<&'static str>,
        facts: Named<Named<&'static str>>,
        ticket: [&'static str; 4],
    }
    let Language(lang) = lang;
    let titles = |facts: &'static [Fact]| {
        let titles = facts.iter().map(|fact| (fact.value(), fact.title(lang)));
        Named(titles.collect())
    };
    let lists = fact_lists().filter_map(|facts| Some((facts.first()?.id(), titles(facts))));
    let categories = Category::ALL
        .iter()
        .map(|category| (category.id(), category.title(lang)));
    dict(
        py,
        &Words {
            lang: lang.tag(),
            dir: lang.dir().as_str(),
            labels: labels(lang),
            categories: Named(categories.collect()),
            facts: Named(lists.collect()),
            ticket: ticket(lang),
        },
    )
}

/// Values by name, in their order.
struct Named<T>(Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// What this package knows, and from when.
///
/// >>> from waba_errors import about
/// >>> about()["languages"][0]
/// 'en'
#[pyfunction]
pub(crate) fn about(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    #[derive(Serialize)]
    struct About {
        version: &'static str,
        revision: u16,
        entries: usize,
        date: &'static str,
        languages: Vec<&'static str>,
    }
    dict(
        py,
        &About {
            version: env!("CARGO_PKG_VERSION"),
            revision: REVISION,
            entries: codes().count(),
            date: FACTS_DATE,
            languages: Lang::ALL.iter().map(|lang| lang.tag()).collect(),
        },
    )
}
