//! One document with everything. Its schema is made from these types: their comments are its descriptions.

#![allow(clippy::doc_markdown)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use serde::Serialize;
use serde_json::{Map, json};
use waba_errors::{Category, Code, Entry, Fact, Lang, OnPremises, REVISION, codes};
use waba_errors_explain::{Members, fact_lists, ticket};

use super::{kind, last_code, wait};

/// Words by language tag.
type ByLanguage<T> = BTreeMap<&'static str, T>;

/// Titles by what they name.
type Titles = BTreeMap<String, ByLanguage<&'static str>>;

/// What each error code of the WhatsApp Business Platform means, why it happens and what to do.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "waba-errors", deny_unknown_fields)]
struct Document {
    /// The version of the program that wrote the document.
    version: &'static str,
    /// The revision of the table: it grows when codes are added.
    revision: u16,
    /// The tags of the languages that every text is in.
    languages: Vec<&'static str>,
    /// What codes are about: titles by category id.
    categories: Titles,
    /// What facts from closed lists can say: titles by fact and value.
    facts: BTreeMap<&'static str, Titles>,
    /// Every entry, sorted by code; what belongs to a code follows it.
    entries: Vec<Row>,
    /// The numbers of the former On-Premises API.
    on_premises: Vec<Number>,
    /// Where to look, by id.
    places: BTreeMap<&'static str, Place>,
    /// What to send to Meta's support, line by line, if `fixer` is `meta` or a place is of the kind `support`.
    support: ByLanguage<[&'static str; 4]>,
}

/// What is known about a code, a range, a pair of code and subcode, or a documented case of a code.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Row {
    /// Unique: `131047`, `200-299`, `190/463` or `2388103-no-webhook`.
    key: String,
    /// `code`, `range`, `pair` or `case`.
    kind: &'static str,
    /// The code; the first one of a range.
    code: u32,
    /// The last code of a range, else the code.
    last_code: u32,
    /// The `error_subcode` of a pair.
    subcode: Option<u32>,
    /// A permanent name in PascalCase.
    name: &'static str,
    /// The title as the API prints it.
    api_title: Option<&'static str>,
    /// The id of a category.
    category: &'static str,
    /// The documented HTTP status.
    http_status: Option<u16>,
    #[serde(flatten)]
    facts: Facts,
    /// The documented wait in seconds.
    retry_seconds: Option<u64>,
    /// The platform no longer documents or sends the code.
    retired: bool,
    /// The code that replaced a retired one.
    replaced_by: Option<u32>,
    /// The code under which answers carry this one as `error_subcode`, although it is documented as a code.
    parent: Option<u32>,
    /// Codes that are easily confused with this one, or lead to it.
    related: Vec<u32>,
    /// The revision of the table that brought the entry.
    since: u16,
    /// Where to read more.
    docs_url: &'static str,
    /// The words, by language tag.
    texts: ByLanguage<Text>,
    /// Where to look: ids of `places`, the most useful one first.
    places: Vec<&'static str>,
    /// How much is allowed, where a number is documented.
    limits: Vec<Limit>,
}

/// The words of an entry in one language.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Text {
    /// The language that is really used: `en` where a text is not translated.
    lang: &'static str,
    /// A short name for people.
    title: &'static str,
    /// What happened.
    description: &'static str,
    /// Why it happens.
    causes: Vec<&'static str>,
    /// What to do, step by step.
    fixes: Vec<&'static str>,
    /// How to avoid it.
    prevention: Vec<&'static str>,
    /// Whether and when the same request can work.
    retry_advice: &'static str,
}

/// Where to look.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Place {
    /// `tool`, `page`, `support`, `endpoint`, `field` or `webhook`.
    kind: &'static str,
    /// The address: of the place itself, or of the page that describes it.
    address: &'static str,
    /// The call to make.
    endpoint: Option<&'static str>,
    /// The field of a response or of a webhook.
    field: Option<&'static str>,
    /// The names that the platform shows, in English where none is known; `null` for endpoints, fields and webhooks.
    names: Option<ByLanguage<&'static str>>,
}

/// A number that the platform allows.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Limit {
    /// What is counted, and on which condition.
    what: &'static str,
    /// How many are allowed.
    amount: u32,
    /// In how many seconds; `null` if the number holds at any time.
    window_seconds: Option<u64>,
    /// What has this limit of its own: a value of `scope`.
    per: &'static str,
    /// The limit in words.
    titles: ByLanguage<&'static str>,
}

/// A number of the former On-Premises API, which is no code of the Cloud API.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Number {
    /// The number.
    code: u32,
    /// The title that the API printed.
    title: &'static str,
    /// The codes that the Cloud API uses instead.
    successors: Vec<u32>,
}

pub(super) fn render() -> String {
    crate::json::pretty(&Document {
        version: env!("CARGO_PKG_VERSION"),
        revision: REVISION,
        languages: Lang::ALL.iter().map(|lang| lang.tag()).collect(),
        categories: titles(Category::ALL, |category, lang| category.title(lang)),
        facts: fact_lists()
            .filter_map(|list| {
                Some((
                    list.first()?.id(),
                    titles(list, |fact, lang| fact.title(lang)),
                ))
            })
            .collect(),
        entries: codes().map(row).collect(),
        on_premises: OnPremises::all().map(number).collect(),
        places: codes()
            .flat_map(|entry| entry.places())
            .map(place)
            .collect(),
        support: by_language(ticket),
    })
}

pub(super) fn schema() -> String {
    crate::json::pretty(&schema_for!(Document))
}

fn by_language<T>(value: impl Fn(Lang) -> T) -> ByLanguage<T> {
    Lang::ALL
        .iter()
        .map(|lang| (lang.tag(), value(*lang)))
        .collect()
}

fn titles<T: Display>(all: &[T], title: impl Fn(&T, Lang) -> &'static str) -> Titles {
    let titles = all
        .iter()
        .map(|value| (value.to_string(), by_language(|lang| title(value, lang))));
    titles.collect()
}

/// The members of an entry that are facts from closed lists.
#[derive(Serialize)]
#[serde(transparent)]
struct Facts(Members);

impl JsonSchema for Facts {
    fn schema_name() -> Cow<'static, str> {
        "Facts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let lists = || fact_lists().filter_map(|list| Some((list.first()?, list)));
        let members = lists().map(|(fact, list)| {
            let values: Vec<_> = list.iter().map(Fact::to_string).collect();
            let mut member = json!({ "enum": values });
            if fact.repeats() {
                member = json!({ "type": "array", "items": member, "minItems": 1, "maxItems": 2 });
            }
            (fact.id().to_owned(), member)
        });
        let members: Map<_, _> = members.collect();
        let required: Vec<_> = lists().map(|(fact, _)| fact.id()).collect();
        json_schema!({ "type": "object", "properties": members, "required": required })
    }
}

fn number(number: OnPremises) -> Number {
    Number {
        code: number.code(),
        title: number.title(),
        successors: number.successors().iter().map(|code| code.get()).collect(),
    }
}

fn place(place: waba_errors::Place) -> (&'static str, Place) {
    let name = |lang| place.name(lang).unwrap_or_default();
    let value = Place {
        kind: place.kind().id(),
        address: place.address(),
        endpoint: place.endpoint(),
        field: place.field(),
        names: place.name(Lang::En).map(|_| by_language(name)),
    };
    (place.id(), value)
}

fn limit(limit: waba_errors::Limit) -> Limit {
    Limit {
        what: limit.what(),
        amount: limit.amount(),
        window_seconds: limit.window().map(|window| window.as_secs()),
        per: limit.per().id(),
        titles: by_language(|lang| limit.title(lang)),
    }
}

fn row(entry: Entry) -> Row {
    let number = |code: Code| code.get();
    Row {
        key: entry.key().to_string(),
        kind: kind(&entry),
        code: entry.code().get(),
        last_code: last_code(&entry),
        subcode: entry.error_subcode(),
        name: entry.name(),
        api_title: entry.api_title(),
        category: entry.category().id(),
        http_status: entry.http_status(),
        facts: Facts(entry.facts().collect()),
        retry_seconds: wait(&entry),
        retired: entry.is_retired(),
        replaced_by: entry.replaced_by().map(number),
        parent: entry.parent().map(number),
        related: entry.related().map(number).collect(),
        since: entry.since(),
        docs_url: entry.docs_url(),
        texts: by_language(|lang| text(&entry, lang)),
        places: entry.places().map(waba_errors::Place::id).collect(),
        limits: entry.limits().map(limit).collect(),
    }
}

fn text(entry: &Entry, lang: Lang) -> Text {
    let text = entry.text(lang);
    Text {
        lang: text.tag(),
        title: text.title(),
        description: text.description(),
        causes: text.causes().collect(),
        fixes: text.fixes().collect(),
        prevention: text.prevention().collect(),
        retry_advice: entry.retry().advice(lang),
    }
}
