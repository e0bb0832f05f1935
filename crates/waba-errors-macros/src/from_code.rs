//! `#[derive(FromCode)]`: an enum of what a program does with codes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Pat, Token, Type, Variant};

use crate::coverage::Coverage;
use crate::proof::proof;
use crate::selector::{Kind, Mention, Selector, pattern};

/// What stands in the `#[codes(…)]` of a variant.
enum Item {
    /// Every number that no other variant takes.
    Other(Ident),
    /// Every number that the table does not know.
    Unknown(Ident),
    /// Another word in lower case, which can only be meant as one of the two.
    Mistyped(Ident),
    Codes(Box<Pat>),
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
            if word.to_string().starts_with(|c: char| c.is_lowercase()) {
                return input.parse().map(Self::Mistyped);
            }
        }
        Pat::parse_single(input).map(|pattern| Self::Codes(Box::new(pattern)))
    }
}

/// What stands in the `#[codes(…)]` of the enum.
struct Options {
    krate: TokenStream,
    as_of: Option<syn::LitInt>,
}

struct Deriver {
    coverage: Coverage,
    mentions: Vec<Mention>,
    arms: Vec<TokenStream>,
    /// The variant for the rest, and whether known codes may fall to it.
    rest: Option<(TokenStream, bool)>,
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syn::parse2(input).and_then(|input: DeriveInput| derive(&input)) {
        Ok(tokens) => tokens,
        Err(error) => error.to_compile_error(),
    }
}

fn derive(input: &DeriveInput) -> syn::Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(
            &input.ident,
            "`FromCode` is for enums",
        ));
    };
    let options = options(&input.attrs)?;
    let mut deriver = Deriver {
        coverage: Coverage::new(options.as_of.as_ref()),
        mentions: Vec::new(),
        arms: Vec::new(),
        rest: None,
    };
    for variant in &data.variants {
        deriver.variant(variant, &options.krate);
    }
    let is_open = matches!(deriver.rest, Some((_, true)));
    if !is_open {
        deriver.coverage.demand_all(input.ident.span());
    }
    if deriver.rest.is_none() {
        let message = "the numbers that the table does not know have no variant: mark one with `#[codes(unknown)]`, or with \
                       `#[codes(other)]` for every code that is not listed";
        deriver
            .coverage
            .error(syn::Error::new(input.ident.span(), message));
    }
    let is_complete = !is_open && options.as_of.is_none();
    Ok(deriver.finish(input, &options.krate, is_complete))
}

fn options(attributes: &[Attribute]) -> syn::Result<Options> {
    let mut options = Options {
        krate: quote!(::waba_errors),
        as_of: None,
    };
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("codes"))
    {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("crate") {
                let path: syn::Path = meta.value()?.parse()?;
                options.krate = quote!(#path);
            } else if meta.path.is_ident("as_of") {
                options.as_of = Some(meta.value()?.parse()?);
            } else {
                return Err(meta.error("the options are `crate = path` and `as_of = <revision>`"));
            }
            Ok(())
        })?;
    }
    Ok(options)
}

impl Deriver {
    fn variant(&mut self, variant: &Variant, krate: &TokenStream) {
        let mut attributes = variant
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("codes"))
            .peekable();
        if attributes.peek().is_none() {
            let message = "which codes? add `#[codes(…)]`";
            self.coverage
                .error(syn::Error::new_spanned(&variant.ident, message));
        }
        for attribute in attributes {
            let items = attribute.parse_args_with(Punctuated::<Item, Token![,]>::parse_terminated);
            match items {
                Ok(items) => items
                    .into_iter()
                    .for_each(|item| self.item(item, variant, krate)),
                Err(error) => self.coverage.error(error),
            }
        }
    }

    fn item(&mut self, item: Item, variant: &Variant, krate: &TokenStream) {
        match item {
            Item::Other(word) => self.rest(&word, variant, krate, true),
            Item::Unknown(word) => self.rest(&word, variant, krate, false),
            Item::Mistyped(word) => {
                let message =
                    "write codes, `other` for every code that is not listed, or `unknown`";
                self.coverage.error(syn::Error::new(word.span(), message));
                self.rest = Some((quote!(loop {}), true));
            }
            Item::Codes(pattern) => self.codes(&pattern, variant),
        }
    }

    fn rest(&mut self, word: &Ident, variant: &Variant, krate: &TokenStream, is_open: bool) {
        if self.rest.is_some() {
            let message = "another variant takes the rest already";
            return self.coverage.error(syn::Error::new(word.span(), message));
        }
        let value = value(variant, krate).unwrap_or_else(|error| {
            self.coverage.error(error);
            quote!(loop {})
        });
        self.rest = Some((value, is_open));
    }

    fn codes(&mut self, codes: &Pat, variant: &Variant) {
        if !matches!(variant.fields, Fields::Unit) {
            let message = "a variant for listed codes has no fields";
            return self
                .coverage
                .error(syn::Error::new_spanned(&variant.fields, message));
        }
        match Selector::from_pattern(codes) {
            Ok(selector) => {
                let free = self.coverage.take(&selector, false);
                self.mentions.extend(selector.mentions);
                let name = &variant.ident;
                let numbers = match selector.kind {
                    Kind::Range(first, last) => quote!(#first..=#last),
                    _ => pattern(&free, Span::call_site()),
                };
                if !free.is_empty() {
                    self.arms.push(quote!(#numbers => Self::#name,));
                }
            }
            Err(error) => self.coverage.error(error),
        }
    }

    fn finish(self, input: &DeriveInput, krate: &TokenStream, is_complete: bool) -> TokenStream {
        let (name, visibility) = (&input.ident, &input.vis);
        let (generics, arguments, clauses) = input.generics.split_for_impl();
        let rest = match &self.rest {
            Some((value, _)) if !self.coverage.has_errors() => quote!(code => #value,),
            _ => quote!(_ => loop {},),
        };
        let arms = &self.arms;
        let proof = proof(krate, self.coverage, &self.mentions, is_complete);
        quote! {
            const _: () = { #proof };

            impl #generics #name #arguments #clauses {
                /// The variant for an error code.
                #[must_use]
                #visibility const fn from_code(code: u32) -> Self {
                    match code {
                        #(#arms)*
                        #rest
                    }
                }
            }

            impl #generics ::core::convert::From<u32> for #name #arguments #clauses {
                fn from(code: u32) -> Self {
                    Self::from_code(code)
                }
            }

            impl #generics ::core::convert::From<#krate::Code> for #name #arguments #clauses {
                fn from(code: #krate::Code) -> Self {
                    Self::from_code(code.0)
                }
            }
        }
    }
}

/// The variant for the rest, with the number if it has a field for it.
fn value(variant: &Variant, krate: &TokenStream) -> syn::Result<TokenStream> {
    let name = &variant.ident;
    match &variant.fields {
        Fields::Unit => Ok(quote!(Self::#name)),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let number = carried(fields.unnamed.first().map(|field| &field.ty), krate);
            Ok(quote!(Self::#name(#number)))
        }
        Fields::Named(fields) if fields.named.len() == 1 => {
            let field = fields.named.first();
            let number = carried(field.map(|field| &field.ty), krate);
            let field = field.and_then(|field| field.ident.as_ref());
            Ok(quote!(Self::#name { #field: #number }))
        }
        fields => Err(syn::Error::new_spanned(
            fields,
            "a variant for the rest has no field, or one for the number: `u32` or `Code`",
        )),
    }
}

/// The number as the type of the field: `u32` or `Code`.
fn carried(field: Option<&Type>, krate: &TokenStream) -> TokenStream {
    quote!(#krate::__private::Carried::<#field>::of(code))
}
