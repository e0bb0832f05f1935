//! `#[derive(FromCode)]`: an enum of what a program does with codes.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitInt, Token, braced, bracketed, token};

use crate::coverage::Coverage;
use crate::input::Krate;
use crate::pattern::Codes;
use crate::proof::proof;
use crate::selector::{Kind, Mention, Selector};

/// The enum, as far as it matters here.
struct Enum {
    /// What stands in its `#[codes(…)]`.
    options: Vec<TokenStream>,
    visibility: TokenStream,
    name: Ident,
    variants: Vec<Variant>,
}

struct Variant {
    codes: Vec<TokenStream>,
    name: Ident,
    fields: Option<(Delimiter, TokenStream)>,
}

impl Parse for Enum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let options = attributes(input)?;
        let visibility = visibility(input)?;
        if !input.peek(Token![enum]) {
            let _: TokenTree = input.parse()?;
            return Err(input.error("`FromCode` is for enums"));
        }
        input.parse::<Token![enum]>()?;
        let name = input.parse()?;
        if !input.peek(token::Brace) {
            return Err(input.error("`FromCode` is for enums without generics"));
        }
        let variants;
        braced!(variants in input);
        let variants = Punctuated::<Variant, Token![,]>::parse_terminated(&variants)?;
        Ok(Self {
            options,
            visibility,
            name,
            variants: variants.into_iter().collect(),
        })
    }
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let codes = attributes(input)?;
        let name = input.parse()?;
        let mut fields = None;
        while !input.is_empty() && !input.peek(Token![,]) {
            if let TokenTree::Group(group) = input.parse()? {
                fields.get_or_insert((group.delimiter(), group.stream()));
            }
        }
        Ok(Self {
            codes,
            name,
            fields,
        })
    }
}

/// What stands in each `#[codes(…)]`; other attributes are passed over.
fn attributes(input: ParseStream<'_>) -> syn::Result<Vec<TokenStream>> {
    let mut codes = Vec::new();
    while input.peek(Token![#]) {
        input.parse::<Token![#]>()?;
        let attribute;
        bracketed!(attribute in input);
        if attribute.peek(syn::Ident) && attribute.fork().parse::<Ident>()? == "codes" {
            let word: Ident = attribute.parse()?;
            match attribute.parse::<Option<TokenTree>>()? {
                Some(TokenTree::Group(group)) => codes.push(group.stream()),
                _ => return Err(syn::Error::new(word.span(), "write `#[codes(…)]`")),
            }
        } else {
            attribute.parse::<TokenStream>()?;
        }
    }
    Ok(codes)
}

fn visibility(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut visibility = TokenStream::new();
    if input.peek(Token![pub]) {
        visibility.extend([input.parse::<TokenTree>()?]);
        if input.peek(token::Paren) {
            visibility.extend([input.parse::<TokenTree>()?]);
        }
    }
    Ok(visibility)
}

/// What stands in the `#[codes(…)]` of a variant.
enum Item {
    /// Every number that no other variant takes.
    Other(Ident),
    /// Every number that the table does not know.
    Unknown(Ident),
    Codes(Codes),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(syn::Ident) && !input.peek2(Token![::]) {
            let word = input.fork().parse::<Ident>()?;
            if word == "other" {
                return input.parse().map(Self::Other);
            }
            if word == "unknown" {
                return input.parse().map(Self::Unknown);
            }
        }
        let codes = input.parse().map(Self::Codes)?;
        if input.peek(Token![|]) {
            return Err(input.error("several codes are written with commas: `#[codes(190, 463)]`"));
        }
        Ok(codes)
    }
}

/// What stands in the `#[codes(…)]` of the enum.
struct Options {
    krate: Krate,
    as_of: Option<LitInt>,
}

impl Options {
    fn read(attributes: &[TokenStream]) -> syn::Result<Self> {
        let mut options = Self {
            krate: Krate(quote!(::waba_errors)),
            as_of: None,
        };
        for attribute in attributes {
            let parser = |input: ParseStream<'_>| options.add(input);
            parser.parse2(attribute.clone())?;
        }
        Ok(options)
    }

    fn add(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(Token![crate]) && input.peek2(Token![=]) {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                let mut path = TokenStream::new();
                while !input.is_empty() && !input.peek(Token![,]) {
                    path.extend([input.parse::<TokenTree>()?]);
                }
                self.krate = Krate(path);
            } else if input.peek(syn::Ident) && input.fork().parse::<Ident>()? == "as_of" {
                input.parse::<Ident>()?;
                input.parse::<Token![=]>()?;
                self.as_of = Some(input.parse()?);
            } else {
                return Err(input.error("the options are `crate = path` and `as_of = <revision>`"));
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    }
}

struct Deriver {
    name: Ident,
    coverage: Coverage,
    mentions: Vec<Mention>,
    /// Selectors with their variants: first what is named, then classes, which take the rest.
    selected: Vec<(usize, Ident)>,
    classes: Vec<(Selector, Ident)>,
    /// The variant for the rest, and whether known codes may fall to it.
    rest: Option<(TokenStream, bool)>,
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syn::parse2(input).and_then(derive) {
        Ok(tokens) => tokens,
        Err(error) => error.to_compile_error(),
    }
}

fn derive(input: Enum) -> syn::Result<TokenStream> {
    let options = Options::read(&input.options)?;
    let place = input.name.span();
    let mut deriver = Deriver {
        name: input.name,
        coverage: Coverage::new(options.as_of.as_ref()),
        mentions: Vec::new(),
        selected: Vec::new(),
        classes: Vec::new(),
        rest: None,
    };
    for variant in &input.variants {
        deriver.variant(variant, &options.krate);
    }
    let is_open = matches!(deriver.rest, Some((_, true)));
    deriver.take_classes(is_open);
    if !is_open {
        deriver.coverage.demand_all(place);
    }
    if deriver.rest.is_none() {
        let message = "the numbers that the table does not know have no variant: mark one with `#[codes(unknown)]`, or with \
                       `#[codes(other)]` for every code that is not listed";
        deriver.coverage.error(syn::Error::new(place, message));
    }
    let is_complete = !is_open && options.as_of.is_none();
    Ok(deriver.finish(&input.visibility, &options.krate, is_complete))
}

impl Deriver {
    fn variant(&mut self, variant: &Variant, krate: &Krate) {
        if variant.codes.is_empty() {
            let message = "which codes? add `#[codes(…)]`";
            self.coverage
                .error(syn::Error::new(variant.name.span(), message));
        }
        for codes in &variant.codes {
            let items = Punctuated::<Item, Token![,]>::parse_terminated.parse2(codes.clone());
            match items {
                Ok(items) => items
                    .into_iter()
                    .for_each(|item| self.item(item, variant, krate)),
                Err(error) => self.coverage.error(error),
            }
        }
    }

    fn item(&mut self, item: Item, variant: &Variant, krate: &Krate) {
        match item {
            Item::Other(word) => self.rest(&word, variant, krate, true),
            Item::Unknown(word) => self.rest(&word, variant, krate, false),
            Item::Codes(codes) => self.codes(&codes, variant),
        }
    }

    fn rest(&mut self, word: &Ident, variant: &Variant, krate: &Krate, is_open: bool) {
        if self.rest.is_some() {
            let message = "another variant takes the rest already";
            return self.coverage.error(syn::Error::new(word.span(), message));
        }
        let value = value(&self.name, variant, krate).unwrap_or_else(|error| {
            self.coverage.error(error);
            quote!(loop {})
        });
        self.rest = Some((value, is_open));
    }

    fn codes(&mut self, codes: &Codes, variant: &Variant) {
        if let Some((_, fields)) = &variant.fields {
            let message = "a variant for listed codes has no fields";
            let error = if fields.is_empty() {
                syn::Error::new(variant.name.span(), message)
            } else {
                syn::Error::new_spanned(fields, message)
            };
            return self.coverage.error(error);
        }
        let name = variant.name.clone();
        match Selector::new(codes) {
            Ok(selector) if matches!(selector.kind, Kind::Class(..)) => {
                self.classes.push((selector, name));
            }
            Ok(selector) => {
                let index = self.coverage.take(&selector, false);
                self.mentions.extend(selector.mentions);
                self.selected.push((index, name));
            }
            Err(error) => {
                let word = codes.tokens.to_string();
                if word.starts_with(|c: char| c.is_lowercase()) && word.len() < 9 {
                    // Probably meant as one of the two words, and so the rest is not missing.
                    let message =
                        "write codes, `other` for every code that is not listed, or `unknown`";
                    self.coverage
                        .error(syn::Error::new_spanned(&codes.tokens, message));
                    self.rest.get_or_insert((quote!(loop {}), true));
                } else {
                    self.coverage.error(error);
                }
            }
        }
    }

    /// With `other` no later correction of facts may stop a build, so that a class may have nothing left.
    fn take_classes(&mut self, is_open: bool) {
        for (selector, name) in std::mem::take(&mut self.classes) {
            let index = if is_open {
                self.coverage.take_rest(&selector, false)
            } else {
                self.coverage.take(&selector, false)
            };
            self.mentions.extend(selector.mentions);
            self.selected.push((index, name));
        }
    }

    fn finish(mut self, visibility: &TokenStream, krate: &Krate, is_complete: bool) -> TokenStream {
        self.coverage.settle();
        let name = &self.name;
        let rest = match &self.rest {
            Some((value, _)) if !self.coverage.has_errors() => quote!((code, _) => #value,),
            _ => quote!(_ => loop {},),
        };
        let coverage = &self.coverage;
        let arms: Vec<_> = self
            .selected
            .iter()
            .map(|(index, variant)| {
                if coverage.is_empty(*index) {
                    // So that the variant counts as used.
                    return quote!(_ if false => #name::#variant,);
                }
                let pattern = coverage.pattern(*index, &TokenStream::new());
                quote!(#pattern => #name::#variant,)
            })
            .collect();
        let private = krate.private();
        let proof = proof(krate, self.coverage, &self.mentions, is_complete);
        quote! {
            const _: () = {
                #proof

                #[allow(clippy::unnested_or_patterns)]
                const fn variant(key: (u32, u32)) -> #name {
                    match key {
                        #(#arms)*
                        #rest
                    }
                }

                #[automatically_derived]
                impl #name {
                    /// The variant for an error code.
                    #[must_use]
                    #visibility const fn from_code(code: u32) -> Self {
                        variant((code, 0))
                    }
                }

                #[automatically_derived]
                impl ::core::convert::From<u32> for #name {
                    fn from(code: u32) -> Self {
                        variant((code, 0))
                    }
                }

                #[automatically_derived]
                impl ::core::convert::From<#krate::Code> for #name {
                    fn from(code: #krate::Code) -> Self {
                        variant(#private::Asked::about(code).key())
                    }
                }

                #[automatically_derived]
                impl ::core::convert::From<#krate::Entry> for #name {
                    fn from(entry: #krate::Entry) -> Self {
                        variant(#private::Asked::about(entry).key())
                    }
                }
            };
        }
    }
}

/// The variant for the rest, with the number if it has a field for it.
fn value(name: &Ident, variant: &Variant, krate: &Krate) -> syn::Result<TokenStream> {
    let (of, private) = (&variant.name, krate.private());
    let number = |field: &TokenStream| quote!(#private::Carried::<#field>::of(code));
    let Some((delimiter, fields)) = &variant.fields else {
        return Ok(quote!(#name::#of));
    };
    let parser = |input: ParseStream<'_>| field(input, *delimiter, of.span());
    match parser.parse2(fields.clone())? {
        (None, field) => {
            let number = number(&field);
            Ok(quote!(#name::#of(#number)))
        }
        (Some(label), field) => {
            let number = number(&field);
            Ok(quote!(#name::#of { #label: #number }))
        }
    }
}

/// The name and the type of the only field.
fn field(
    input: ParseStream<'_>,
    delimiter: Delimiter,
    place: Span,
) -> syn::Result<(Option<Ident>, TokenStream)> {
    attributes(input)?;
    visibility(input)?;
    let name = if delimiter == Delimiter::Brace {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        Some(name)
    } else {
        None
    };
    let mut field = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        field.extend([input.parse::<TokenTree>()?]);
    }
    input.parse::<Option<Token![,]>>()?;
    if field.is_empty() || !input.is_empty() {
        let message = "a variant for the rest has no field, or one for the number: `u32` or `Code`";
        return Err(syn::Error::new(place, message));
    }
    Ok((name, field))
}
