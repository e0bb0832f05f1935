//! The facts of all entries, and the perfect hashes that find them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::pool::Pool;
use super::rust;
use super::{facts, hints};
use crate::key::Key;
use crate::model::{Entry, Fact, List, Model};
use crate::perfect;

/// The version of the layout that this generator fills: `FORMAT` of the library that reads it.
pub(super) const FORMAT: u32 = 1;

/// The parts of a table.
pub(super) struct Parts {
    /// What they refer to, and the hash of the numbers: `NUMBERS`.
    pub(super) items: TokenStream,
    /// An expression of the type `Table`.
    pub(super) table: TokenStream,
}

/// The facts of all entries; `krate` is the path of `waba-errors`, `languages` refer to the statics of the texts.
pub(super) fn parts(model: &Model, krate: &TokenStream, languages: &[TokenStream]) -> Parts {
    let mut pool = Pool::default();
    let mut related = Vec::new();
    let sources = used_sources(model);
    let references = references(model, &sources, &mut pool, &mut related);
    let lone = model.lone_subcodes();
    let records: Vec<_> = model
        .entries
        .iter()
        .map(|entry| record(model, entry, &lone))
        .chain(unknown_records(model))
        .enumerate()
        .map(|(index, fields)| {
            let index = number(index);
            quote!(Record { index: #index, #fields ..Record::UNKNOWN })
        })
        .collect();
    let titles = titles(model, &mut pool);
    let has_sentences = model.entries.iter().any(|entry| !entry.says.is_empty());
    let of_sentences = has_sentences.then(|| quote!(use #krate::__generated::{Sentence, Window};));
    let uses = facts::uses(model, krate);
    let revision = Literal::u16_unsuffixed(model.revision());
    let known = number(model.entries.len());
    let strings = rust::lines(&pool.text);
    let numbers = numbers(model, &records);
    let names = names(model);
    let slug = |entry: &Entry| match &entry.key {
        Key::Case(_, slug) | Key::PairCase(.., slug) => Some(slug.clone()),
        _ => None,
    };
    let code = |code| {
        let code = Literal::u32_unsuffixed(code);
        quote!(#code)
    };
    let slugs = sparse(model, slug, |slug| quote!(#slug));
    let parents = sparse(model, |entry| entry.parent, code);
    let successors = sparse(model, |entry| entry.replaced_by, code);
    let mut sentences = super::sentences::expression(model);
    let is_shipped = krate.to_string() == "crate";
    // The shipped table has them only where the feature asks for them; own tables cannot see it.
    if is_shipped {
        sentences = quote!(if cfg!(feature = "sentences") { #sentences } else { Sentences::NONE });
    }
    let hints = if is_shipped {
        quote!(TableHints::Shipped)
    } else {
        hints::of_own(model, krate)
    };
    let ranges = ranges(model);
    let blocks = blocks(model);
    let related = related.iter().map(|code| Literal::u32_unsuffixed(*code));
    let sources = sources.iter().map(|source| {
        let source = model.sources.get(*source);
        source
            .and_then(|source| source.address.as_deref())
            .unwrap_or_default()
    });
    let items = quote! {
        use #krate::__generated::{
            Block, Data, Kind, Numbers, Record, Reference, Sentences, Sparse, NumberTable, TableHints, Texts, Title, span, table,
        };
        #of_sentences
        #uses

        #numbers
    };
    let table = quote! {
        table(Data {
            revision: #revision,
            known: #known,
            records: &NUMBER_TABLE.records,
            references: &[#(#references),*],
            strings: #strings,
            numbers: NUMBERS,
            ranges: &[#(#ranges),*],
            blocks: &[#(#blocks),*],
            names: #names,
            #titles
            related: &[#(#related),*],
            slugs: #slugs,
            parents: #parents,
            successors: #successors,
            sources: &[#(#sources),*],
            sentences: #sentences,
            hints: #hints,
            languages: &[#(#languages),*],
        })
    };
    Parts { items, table }
}

fn number(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}

fn record(model: &Model, entry: &Entry, lone: &BTreeSet<u32>) -> TokenStream {
    let (kind, detail) = match &entry.key {
        Key::Code(_) => (quote!(Code), 0),
        Key::Range(_, last) => (quote!(Range), *last),
        Key::Pair(_, subcode) => (quote!(Pair), *subcode),
        Key::Case(..) => (quote!(Case), 0),
        Key::PairCase(_, subcode, _) => (quote!(Case), *subcode),
    };
    let key = perfect::number_key(entry.key.code(), detail);
    let key = Literal::u64_unsuffixed(key);
    let mut flags = Vec::new();
    if let Some(http) = entry.http.map(Literal::u16_unsuffixed) {
        flags.push(quote!(http: #http));
    }
    if entry.retired {
        flags.push(quote!(retired: true));
    }
    if matches!(entry.key, Key::Pair(..)) && lone.contains(&detail) {
        flags.push(quote!(stands_alone: true));
    }
    let facts = decided(model, &model.categories[entry.category].name, &entry.facts);
    quote! {
        key: #key,
        kind: Kind::#kind,
        #facts
        #(#flags,)*
    }
}

/// The references of the entries, and empty ones for the advice on unknown numbers.
fn references(
    model: &Model,
    sources: &[usize],
    pool: &mut Pool,
    related: &mut Vec<u32>,
) -> Vec<TokenStream> {
    let entries = model
        .entries
        .iter()
        .map(|entry| reference(entry, sources, pool, related));
    let unknown = unknown_records(model).map(|_| quote!(Reference::NONE));
    entries.chain(unknown).collect()
}

fn reference(
    entry: &Entry,
    sources: &[usize],
    pool: &mut Pool,
    related: &mut Vec<u32>,
) -> TokenStream {
    let name = pool.span(&entry.name);
    let title = pool.span(entry.title.as_deref().unwrap_or_default());
    let (start, len) = (number(related.len()), number(entry.related.len()));
    related.extend(&entry.related);
    let since = Literal::u16_unsuffixed(entry.since);
    let source = number(sources.binary_search(&entry.source).unwrap_or(0));
    quote! {
        Reference {
            name: #name,
            title: #title,
            related: (#start, #len),
            since: #since,
            source: #source,
        }
    }
}

/// The sources that entries name; those of places alone stand in no table.
fn used_sources(model: &Model) -> Vec<usize> {
    let used: BTreeSet<_> = model.entries.iter().map(|entry| entry.source).collect();
    used.into_iter().collect()
}

/// What few entries have, each with the index of its record.
fn sparse<T>(
    model: &Model,
    value: impl Fn(&Entry) -> Option<T>,
    tokens: impl Fn(T) -> TokenStream,
) -> TokenStream {
    let rows = model
        .entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let value = tokens(value(entry)?);
            let index = number(index);
            Some(quote!((#index, #value)))
        });
    quote!(Sparse(&[#(#rows),*]))
}

/// What programs decide by.
fn decided(model: &Model, category: &str, facts: &[Fact]) -> TokenStream {
    let category = format_ident!("{category}");
    let facts = facts::values(model, facts);
    quote! {
        category: Category::#category,
        facts: Facts { #facts },
    }
}

/// One record per advice block, and the last for every other number.
fn unknown_records(model: &Model) -> impl Iterator<Item = TokenStream> {
    let blocks = model.blocks.iter().map(|block| {
        let category = &model.categories[block.category].name;
        decided(model, category, &block.facts)
    });
    let any: Vec<_> = model.lists.iter().map(List::of_unknown).collect();
    blocks.chain([decided(model, "Unknown", &any)])
}

/// The hash of the numbers: a constant over statics, so that users' crates see its sizes.
fn numbers(model: &Model, records: &[TokenStream]) -> TokenStream {
    let numbers = perfect::numbers(&keys(model));
    let multiplier = Literal::u64_unsuffixed(numbers.multiplier);
    let shift = Literal::u32_unsuffixed(numbers.shift);
    let place_count = number(numbers.places.len());
    let count = records.len().next_power_of_two();
    let last = records.last();
    let repeated = (records.len()..count).map(|_| quote!(UNKNOWN_NUMBER));
    let records = records.iter().take(records.len() - 1);
    let count = number(count);
    let places = numbers.places.iter();
    let places = places.map(|record| Literal::u16_unsuffixed(record.unwrap_or(u16::MAX)));
    quote! {
        const UNKNOWN_NUMBER: Record = #last;

        static NUMBER_TABLE: NumberTable<#place_count, #count> = NumberTable {
            places: [#(#places),*],
            records: [#(#records,)* UNKNOWN_NUMBER, #(#repeated),*],
        };

        /// The hash of the codes.
        pub(crate) const NUMBERS: Numbers = Numbers {
            multiplier: #multiplier,
            shift: #shift,
            places: &NUMBER_TABLE.places,
            records: &NUMBER_TABLE.records,
        };
    }
}

/// Every code and pair; a subcode that stands alone is a key too, unless it is a code.
fn keys(model: &Model) -> Vec<(u64, u16)> {
    let lone = model.lone_subcodes();
    let mut keys = BTreeMap::new();
    for (index, entry) in (0..=u16::MAX).zip(&model.entries) {
        match entry.key {
            Key::Code(code) => {
                keys.insert(perfect::number_key(code, 0), index);
            }
            Key::Pair(code, subcode) => {
                keys.insert(perfect::number_key(code, subcode), index);
                if lone.contains(&subcode) {
                    keys.insert(perfect::number_key(subcode, 0), index);
                }
            }
            Key::Range(..) | Key::Case(..) | Key::PairCase(..) => {}
        }
    }
    keys.into_iter().collect()
}

fn names(model: &Model) -> TokenStream {
    let folded: Vec<_> = model
        .entries
        .iter()
        .map(|entry| perfect::fold(&entry.name))
        .collect();
    let texts = perfect::texts(&folded);
    let values = texts.values.iter().map(|index| number(*index));
    hash(&texts, &quote!(&[#(#values),*]))
}

fn hash(texts: &perfect::Texts, values: &TokenStream) -> TokenStream {
    let key = Literal::u64_unsuffixed(texts.key);
    let displacements = texts.displacements.iter().map(|(first, second)| {
        let (first, second) = (
            Literal::u32_unsuffixed(*first),
            Literal::u32_unsuffixed(*second),
        );
        quote!((#first, #second))
    });
    quote! {
        Texts {
            key: #key,
            displacements: &[#(#displacements),*],
            values: #values,
        }
    }
}

/// Titles lead to the entries that carry them: codes before cases and pairs, living before retired.
fn titles(model: &Model, pool: &mut Pool) -> TokenStream {
    let mut owners: BTreeMap<Vec<u8>, (&str, Vec<usize>)> = BTreeMap::new();
    for (index, entry) in model.entries.iter().enumerate() {
        for title in entry.title.iter().chain(&entry.also_titled) {
            let owner = owners
                .entry(perfect::fold(title))
                .or_insert((title, Vec::new()));
            if !owner.1.contains(&index) {
                owner.1.push(index);
            }
        }
    }
    let rank = |index: &usize| {
        let entry = &model.entries[*index];
        (
            entry.retired,
            !matches!(entry.key, Key::Code(_) | Key::Range(..)),
            *index,
        )
    };
    let folded: Vec<_> = owners.keys().cloned().collect();
    let texts = perfect::texts(&folded);
    let owners: Vec<_> = owners.into_values().collect();
    let mut titled = Vec::new();
    let mut values = Vec::new();
    for owner in &texts.values {
        let (title, entries) = &owners[*owner];
        let title = pool.span(title);
        let (start, len) = (number(titled.len()), number(entries.len()));
        let mut entries = entries.clone();
        entries.sort_by_key(rank);
        titled.extend(entries.into_iter().map(number));
        values.push(quote!(Title { text: #title, records: (#start, #len) }));
    }
    let hash = hash(&texts, &quote!(&[#(#values),*]));
    quote!(titles: #hash, titled: &[#(#titled),*],)
}

fn ranges(model: &Model) -> impl Iterator<Item = TokenStream> {
    let ranges = model.entries.iter().enumerate();
    ranges.filter_map(|(index, entry)| match entry.key {
        Key::Range(first, last) => Some(block(first, last, index)),
        _ => None,
    })
}

fn blocks(model: &Model) -> impl Iterator<Item = TokenStream> {
    let first = model.entries.len();
    model
        .blocks
        .iter()
        .enumerate()
        .map(move |(index, item)| block(item.first, item.last, first + index))
}

fn block(first: u32, last: u32, record: usize) -> TokenStream {
    let (first, last) = (
        Literal::u32_unsuffixed(first),
        Literal::u32_unsuffixed(last),
    );
    let record = number(record);
    quote!(Block { first: #first, last: #last, record: #record })
}
