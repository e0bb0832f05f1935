//! The model as Rust source: pure functions from a model to files.

mod codes;
mod enums;
mod facts;
mod generator;
mod hints;
mod keywords;
mod labels;
mod macros;
mod on_premises;
mod pool;
mod printed;
mod reader;
mod rules;
mod rust;
mod sentences;
mod table;
mod words;

use quote::{format_ident, quote};

use crate::model::{Language, Model};
use crate::output::{Drift, Output};

const LIBRARY: &str = "crates/waba-errors/src/generated";
const GENERATOR: &str = "codegen/src/generated";
const FACTS_PAGE: &str = "docs/facts.md";
const RULES_PAGE: &str = "docs/lint-rules.md";
const EXPLAIN: &str = "crates/waba-errors-explain/src/generated";
const COMMAND: &str = "crates/waba-errors-cli/src/generated";
const PAYLOAD: &str = "crates/waba-errors-payload/src/generated";
const MACROS: &str = "crates/waba-errors-macros/src/generated";

/// Everything that the project checks in.
#[must_use]
pub fn emit(model: &Model) -> Vec<Output> {
    let mut outputs = vec![
        strict(LIBRARY, "mod.rs", "data", &library(model)),
        strict(
            LIBRARY,
            "codes.rs",
            "data/codes and data/text/en.toml",
            &codes::constants(model),
        ),
        strict(
            LIBRARY,
            "category.rs",
            "data/categories.toml, data/codes and data/text/en.toml",
            &enums::category(model),
        ),
        strict(
            LIBRARY,
            "facts.rs",
            "data/facts.toml",
            &facts::module(model),
        ),
        strict(
            LIBRARY,
            "record.rs",
            "data/facts.toml",
            &facts::record(model),
        ),
        strict(
            LIBRARY,
            "lang.rs",
            "data/languages.toml",
            &enums::lang(model),
        ),
        strict(
            LIBRARY,
            "hints.rs",
            "data/places.toml and data/codes",
            &hints::module(model),
        ),
        strict(LIBRARY, "known.rs", "data/codes", &macros::known(model)),
        strict(
            MACROS,
            "mod.rs",
            "data/codes and data/text/en.toml",
            &macros::table(model),
        ),
        strict(
            LIBRARY,
            "on_premises.rs",
            "data/on-premises.toml",
            &on_premises::table(model),
        ),
        strict(
            GENERATOR,
            "mod.rs",
            "data/categories.toml and data/facts.toml",
            &generator::module(model),
        ),
    ];
    outputs.extend(explain(model));
    let languages = 0..model.languages.len();
    outputs.extend(languages.flat_map(|index| of_language(model, index)));
    if let Some(reader) = &model.reader {
        let module = reader::module(model, reader);
        outputs.push(strict(PAYLOAD, "mod.rs", "data/reader", &module));
        let times = reader::times(reader);
        outputs.push(strict(
            EXPLAIN,
            "times.rs",
            "data/reader/times.toml",
            &times,
        ));
    }
    outputs.push(Output {
        path: format!("{GENERATOR}/facts.md"),
        contents: generator::table(model),
        drift: Drift::Fault,
    });
    outputs.push(Output {
        path: FACTS_PAGE.to_owned(),
        contents: generator::page(model),
        drift: Drift::Fault,
    });
    outputs.push(Output {
        path: RULES_PAGE.to_owned(),
        contents: rules::page(),
        drift: Drift::Fault,
    });
    outputs
}

/// The words of a language: those of the entries, and those around them.
fn of_language(model: &Model, index: usize) -> [Output; 3] {
    let tag = &model.languages[index].tag;
    let drift = if index == 0 {
        Drift::Fault
    } else {
        Drift::Warning
    };
    let file = format!("{tag}.rs");
    let source = format!("data/text/{tag}.toml");
    let (text, labels) = (words::file(model, index), labels::language(model, index));
    let report = labels::report(model, index);
    [
        output(LIBRARY, &format!("text/{file}"), &source, &text, drift),
        output(EXPLAIN, &file, &source, &labels, drift),
        output(COMMAND, &file, &source, &report, drift),
    ]
}

/// What explanations say around entries and what search finds them by, and what the command needs; the words of each language are
/// files of their own.
fn explain(model: &Model) -> [Output; 4] {
    let labels = labels::module(model);
    let keywords = keywords::table(model);
    let printed = printed::table(model);
    let command = labels::command(model);
    [
        strict(EXPLAIN, "mod.rs", "data/text/en.toml", &labels),
        strict(EXPLAIN, "keywords.rs", "data/keywords", &keywords),
        strict(EXPLAIN, "printed.rs", "data/codes", &printed),
        strict(
            COMMAND,
            "mod.rs",
            "data/facts.toml and data/text/en.toml",
            &command,
        ),
    ]
}

/// One file with a `TABLE` and a constant for each code, for a user's own data.
///
/// Everything stands in a module whose warnings are off, because lints of the user are about code that people write. What the
/// table refers to stands in its initializer, so that only `TABLE`, `Code` and the constants have names.
pub(crate) fn emit_own(model: &Model) -> String {
    let krate = quote!(::waba_errors);
    let languages = (0..model.languages.len()).map(|index| {
        let (text, hints) = (
            words::text_static(model, index),
            hints::words_static(model, index),
        );
        quote!(#text #hints)
    });
    let table::Parts { items, table } = table::parts(model, &krate, &own_languages(model));
    let codes = codes::own(model);
    let format = proc_macro2::Literal::u32_unsuffixed(table::FORMAT);
    let tokens = quote! {
        #[allow(unreachable_pub, unused, clippy::all, clippy::nursery, clippy::pedantic)]
        mod generated {
            const _: () = ::core::assert!(
                #krate::__generated::FORMAT == #format,
                "waba-errors-codegen and waba-errors are of versions that do not fit: use the same version of both",
            );

            /// The compiled table.
            pub static TABLE: #krate::Table = {
                use #krate::Category;
                use #krate::__generated::{HintWords, Language, Sections, lang};
                #items
                #(#languages)*
                #table
            };

            #codes
        }
        #[allow(unreachable_pub, unused)]
        pub use self::generated::*;
    };
    rust::file("waba_errors_codegen::Build", "your data folder", &tokens)
}

fn own_languages(model: &Model) -> Vec<proc_macro2::TokenStream> {
    model
        .languages
        .iter()
        .map(|language| {
            let text = text_name(language);
            quote!(&#text)
        })
        .collect()
}

fn library(model: &Model) -> proc_macro2::TokenStream {
    let krate = quote!(crate);
    let modules = model.languages.iter().enumerate().map(|(index, language)| {
        let feature = feature(index, language);
        let path = format!("text/{}.rs", language.tag);
        let name = format_ident!("text_{}", language.tag);
        quote!(#feature #[path = #path] mod #name;)
    });
    let languages: Vec<_> = model
        .languages
        .iter()
        .enumerate()
        .map(|(index, language)| {
            let feature = feature(index, language);
            let module = format_ident!("text_{}", language.tag);
            let text = text_name(language);
            quote!(#feature &#module::#text)
        })
        .collect();
    let words = words::selector(model);
    let table::Parts { items, table } = table::parts(model, &krate, &languages);
    quote! {
        mod category;
        mod codes;
        pub(crate) mod facts;
        mod hints;
        #[cfg(feature = "macros")]
        mod known;
        mod lang;
        mod on_premises;
        pub(crate) mod record;
        #(#modules)*
        pub use self::category::Category;
        pub(crate) use self::hints::HINTS;
        #[cfg(feature = "macros")]
        pub use self::known::{Known, ROWS};
        pub use self::lang::Lang;
        pub(crate) use self::on_premises::ON_PREMISES;
        pub(crate) use self::lang::SUBTAGS;
        #words
        #items

        /// The compiled table; the functions of the same names look things up in it.
        pub static TABLE: crate::Table = #table;
    }
}

/// The source language is always compiled; each other one has a feature.
fn feature(index: usize, language: &Language) -> Option<proc_macro2::TokenStream> {
    let tag = &language.tag;
    (index > 0).then(|| quote!(#[cfg(feature = #tag)]))
}

/// The static that holds the texts of a language: `TEXT_AR`.
fn text_name(language: &Language) -> proc_macro2::Ident {
    format_ident!("TEXT_{}", language.tag.to_uppercase().replace('-', "_"))
}

fn strict(folder: &str, file: &str, source: &str, tokens: &proc_macro2::TokenStream) -> Output {
    output(folder, file, source, tokens, Drift::Fault)
}

fn output(
    folder: &str,
    file: &str,
    source: &str,
    tokens: &proc_macro2::TokenStream,
    drift: Drift,
) -> Output {
    Output {
        path: format!("{folder}/{file}"),
        contents: rust::file("cargo codegen", source, tokens),
        drift,
    }
}
