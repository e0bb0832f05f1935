//! The words of one language: the texts of the entries, and the names of categories and advice.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{rust, text_name};
use crate::model::{Model, Text, Texts, UNKNOWN, UNKNOWN_BLOCK, wait_key};

/// One file of the library: `text/<language>.rs`.
pub(super) fn file(model: &Model, index: usize) -> TokenStream {
    let text = text_static(model, index);
    let words = words_static(model, index);
    let hints = super::hints::words_static(model, index);
    quote! {
        use crate::__generated::{HintWords, Language, Sections, lang};
        #text
        #words
        #hints
    }
}

/// The static that holds the texts of all entries, followed by those for unknown numbers.
pub(super) fn text_static(model: &Model, index: usize) -> TokenStream {
    let language = &model.languages[index];
    let texts = &model.texts[index];
    let mut strings = String::new();
    let entries = texts.entries.iter().map(Option::as_ref);
    let unknown = unknown_texts(model, texts);
    let sections: Vec<_> = entries
        .chain(unknown.iter().map(Option::as_ref))
        .map(|text| sections(text, &mut strings))
        .collect();
    let name = text_name(language);
    let (tag, also, script) = (&language.tag, &language.also, &language.script);
    let strings = rust::lines(&strings);
    let docs = format!(" The texts in {}.", language.native_name);
    quote! {
        #[doc = #docs]
        pub(super) static #name: Language = Language {
            tag: #tag,
            names: &[#tag, #(#also),*],
            script: #script,
            lang: lang(#tag),
            strings: #strings,
            sections: &[#(#sections),*],
        };
    }
}

/// The texts for the blocks of unknown numbers, and for any other number, whose steps they share.
fn unknown_texts(model: &Model, texts: &Texts) -> Vec<Option<Text>> {
    let words = texts.words.get(UNKNOWN_BLOCK);
    let blocks = model.blocks.iter().map(|block| {
        let category = &model.categories[block.category].id;
        let category = texts
            .words
            .get(&format!("category-{category}"))?
            .get("title")?;
        let fill = |text: &str| {
            text.replace("{first}", &block.first.to_string())
                .replace("{last}", &block.last.to_string())
                .replace("{category}", category)
        };
        Some(Text {
            title: fill(words?.get("title")?),
            description: fill(words?.get("description")?),
            ..Text::default()
        })
    });
    blocks.chain([texts.word_text(UNKNOWN)]).collect()
}

/// Adds a text to the strings; its sections follow one another, each closed by a line end.
fn sections(text: Option<&Text>, strings: &mut String) -> TokenStream {
    let Some(text) = text else {
        return quote!(Sections::MISSING);
    };
    let start = Literal::usize_unsuffixed(strings.len());
    let lengths = [
        text.title.clone(),
        text.description.clone(),
        text.causes.join("\n"),
        text.fixes.join("\n"),
        text.prevention.join("\n"),
    ]
    .map(|section| {
        strings.push_str(&section);
        strings.push('\n');
        Literal::usize_unsuffixed(section.len())
    });
    quote!(Sections { start: #start, lengths: [#(#lengths),*] })
}

fn words_static(model: &Model, index: usize) -> TokenStream {
    let word = |table: &str, key: &str| rust::text(&model.word(index, table, key));
    let categories = model
        .categories
        .iter()
        .map(|category| word(&format!("category-{}", category.id), "title"));
    let facts = model.lists.iter().map(|list| {
        let keys = list.keys();
        let words = keys.iter().map(|key| word(&list.words(), key));
        quote!(&[#(#words),*])
    });
    let sentence = model.word(index, "ui-retry", "wait");
    let waits = model.waits().into_iter().map(|wait| {
        let seconds = Literal::u64_unsuffixed(wait.as_secs());
        let wait = model.word(index, "ui-wait", &wait_key(wait));
        let text = rust::text(&sentence.replace("{wait}", &wait));
        quote!((#seconds, #text))
    });
    quote! {
        pub(super) static WORDS: crate::words::Words = crate::words::Words {
            categories: &[#(#categories),*],
            facts: &[#(#facts),*],
            waits: &[#(#waits),*],
        };
    }
}

/// `words(lang)`: the words of a language, or of the source language if its feature is off.
pub(super) fn selector(model: &Model) -> TokenStream {
    let arms = model
        .languages
        .iter()
        .enumerate()
        .skip(1)
        .map(|(index, language)| {
            let feature = super::feature(index, language);
            let variant = format_ident!("{}", language.name);
            let module = format_ident!("text_{}", language.tag);
            quote!(#feature Lang::#variant => &#module::WORDS,)
        });
    let source = model
        .languages
        .first()
        .map(|language| format_ident!("text_{}", language.tag));
    quote! {
        /// The words of a language, or of the source language if its feature is off.
        #[allow(unreachable_patterns)]
        pub(crate) const fn words(lang: Lang) -> &'static crate::words::Words {
            match lang {
                #(#arms)*
                _ => &#source::WORDS,
            }
        }
    }
}
