//! `#[derive(FromCode)]`: an enum of what a program does with codes.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::coverage::Coverage;
use crate::input::{AsOf, Krate};
use crate::pattern::Codes;
use crate::proof::proof;
use crate::selector::{Kind, Mention, Selector};
use crate::source::Source;
use crate::tokens::{Cursor, Error, Place, Result, flat};

/// The enum, as far as it matters here.
struct Enum {
    /// What stands in its `#[codes(…)]`.
    options: Vec<Group>,
    visibility: Vec<TokenTree>,
    name: Ident,
    variants: Vec<Variant>,
}

struct Variant {
    codes: Vec<Group>,
    name: Ident,
    fields: Option<Group>,
}

impl Enum {
    fn read(tokens: &[TokenTree]) -> Result<Self> {
        let mut input = Cursor::whole(tokens);
        let options = attributes(&mut input)?;
        let visibility = visibility(&mut input);
        if input.word("enum").is_none() {
            input.next();
            return Err(input.error("`FromCode` is for enums"));
        }
        let name = input.ident();
        let name = name.ok_or_else(|| input.error("an enum has a name"))?;
        let Some(inside) = input.group(Delimiter::Brace) else {
            return Err(input.error("`FromCode` is for enums without generics"));
        };
        let inside = flat(inside.stream());
        let mut input = Cursor::whole(&inside);
        let mut variants = Vec::new();
        while !input.is_empty() {
            variants.push(Variant::read(&mut input)?);
        }
        Ok(Self {
            options,
            visibility: visibility.to_vec(),
            name: name.clone(),
            variants,
        })
    }
}

impl Variant {
    fn read(input: &mut Cursor<'_>) -> Result<Self> {
        let codes = attributes(input)?;
        let name = input.ident();
        let name = name.ok_or_else(|| input.error("a variant has a name"))?;
        let mut fields = None;
        while let Some(token) = input.next() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ',' => break,
                TokenTree::Group(group) if fields.is_none() => fields = Some(group.clone()),
                _ => {}
            }
        }
        Ok(Self {
            codes,
            name: name.clone(),
            fields,
        })
    }
}

/// What stands in each `#[codes(…)]`; other attributes are passed over.
fn attributes(input: &mut Cursor<'_>) -> Result<Vec<Group>> {
    let mut codes = Vec::new();
    while input.mark("#") {
        let Some(attribute) = input.group(Delimiter::Bracket) else {
            break;
        };
        let attribute = flat(attribute.stream());
        let mut attribute = Cursor::whole(&attribute);
        if let Some(place) = attribute.word("codes") {
            let group = attribute.group(Delimiter::Parenthesis);
            let group = group.ok_or_else(|| Error::new(place, "write `#[codes(…)]`"))?;
            codes.push(group.clone());
        }
    }
    Ok(codes)
}

fn visibility<'a>(input: &mut Cursor<'a>) -> &'a [TokenTree] {
    let start = *input;
    if input.word("pub").is_some() {
        input.group(Delimiter::Parenthesis);
    }
    input.since(&start)
}

/// What stands in the `#[codes(…)]` of a variant.
enum Item {
    /// Every number that no other variant takes.
    Other(Ident),
    /// Every number that the table does not know.
    Unknown(Ident),
    Codes(Codes),
}

impl Item {
    fn read(input: &mut Cursor<'_>) -> Result<Self> {
        let start = *input;
        if let Some(word) = input.ident()
            && !input.peek_mark("::")
        {
            if word == "other" {
                return Ok(Self::Other(word.clone()));
            }
            if word == "unknown" {
                return Ok(Self::Unknown(word.clone()));
            }
        }
        *input = start;
        let codes = Codes::read(input)?;
        if input.peek_mark("|") {
            return Err(input.error("several codes are written with commas: `#[codes(190, 463)]`"));
        }
        Ok(Self::Codes(codes))
    }
}

/// What stands in the `#[codes(…)]` of the enum.
struct Options {
    krate: Krate,
    as_of: Option<AsOf>,
}

impl Options {
    fn read(attributes: &[Group]) -> Result<Self> {
        let library: TokenStream = "::waba_errors".parse().unwrap_or_default();
        let mut options = Self {
            krate: Krate(library.into_iter().collect()),
            as_of: None,
        };
        for attribute in attributes {
            let inside = flat(attribute.stream());
            let mut input = Cursor::new(&inside, attribute.span_close());
            while !input.is_empty() {
                options.add(&mut input)?;
                input.mark(",");
            }
        }
        Ok(options)
    }

    fn add(&mut self, input: &mut Cursor<'_>) -> Result<()> {
        let mut ahead = *input;
        let word = ahead.ident().filter(|_| ahead.mark("="));
        match word {
            Some(word) if word == "crate" => {
                let start = ahead;
                while !ahead.is_empty() && !ahead.peek_mark(",") {
                    ahead.next();
                }
                self.krate = Krate(ahead.since(&start).to_vec());
            }
            Some(word) if word == "as_of" => self.as_of = Some(AsOf::read(&mut ahead)?),
            _ => {
                return Err(input.error("the options are `crate = path` and `as_of = <revision>`"));
            }
        }
        *input = ahead;
        Ok(())
    }
}

struct Deriver<'a> {
    input: &'a Enum,
    krate: &'a Krate,
    coverage: Coverage,
    mentions: Vec<Mention>,
    /// Selectors with their variants: first what is named, then classes, which take the rest.
    selected: Vec<(usize, &'a Ident)>,
    classes: Vec<(Selector, &'a Ident)>,
    rest: Option<Rest>,
}

/// The variant for the rest.
struct Rest {
    value: TokenStream,
    /// Whether known codes may fall to it.
    is_open: bool,
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = Enum::read(&flat(input));
    match input.and_then(|input| derive(&input)) {
        Ok(tokens) => tokens,
        Err(error) => error.tokens().into_iter().collect(),
    }
}

fn derive(input: &Enum) -> Result<TokenStream> {
    let options = Options::read(&input.options)?;
    let place = input.name.span();
    let mut deriver = Deriver {
        input,
        krate: &options.krate,
        coverage: Coverage::new(options.as_of),
        mentions: Vec::new(),
        selected: Vec::new(),
        classes: Vec::new(),
        rest: None,
    };
    for variant in &input.variants {
        deriver.variant(variant);
    }
    let is_open = deriver.rest.as_ref().is_some_and(|rest| rest.is_open);
    deriver.take_classes(is_open);
    if !is_open {
        deriver.coverage.demand_all(place);
    }
    if deriver.rest.is_none() {
        let message = "the numbers that the table does not know have no variant: mark one with `#[codes(unknown)]`, or with \
                       `#[codes(other)]` for every code that is not listed";
        deriver.coverage.error(Error::new(place, message));
    }
    let is_complete = !is_open && options.as_of.is_none();
    Ok(deriver.finish(is_complete))
}

impl<'a> Deriver<'a> {
    fn variant(&mut self, variant: &'a Variant) {
        if variant.codes.is_empty() {
            let message = "which codes? add `#[codes(…)]`";
            self.coverage
                .error(Error::new(variant.name.span(), message));
        }
        for codes in &variant.codes {
            let inside = flat(codes.stream());
            let mut input = Cursor::new(&inside, codes.span_close());
            while !input.is_empty() {
                let item = Item::read(&mut input);
                let is_end = input.is_empty() || input.mark(",");
                match item {
                    Ok(item) => self.item(item, variant),
                    Err(error) => {
                        self.coverage.error(error);
                        break;
                    }
                }
                if !is_end {
                    let error = input.error("a comma is missing");
                    self.coverage.error(error);
                    break;
                }
            }
        }
    }

    fn item(&mut self, item: Item, variant: &'a Variant) {
        match item {
            Item::Other(word) => self.rest(&word, variant, true),
            Item::Unknown(word) => self.rest(&word, variant, false),
            Item::Codes(codes) => self.codes(codes, variant),
        }
    }

    fn rest(&mut self, word: &Ident, variant: &Variant, is_open: bool) {
        if self.rest.is_some() {
            let message = "another variant takes the rest already";
            return self.coverage.error(Error::new(word.span(), message));
        }
        let value = self.value(variant).unwrap_or_else(|error| {
            self.coverage.error(error);
            TokenStream::new()
        });
        self.rest = Some(Rest { value, is_open });
    }

    fn codes(&mut self, codes: Codes, variant: &'a Variant) {
        if let Some(fields) = &variant.fields {
            let message = "a variant for listed codes has no fields";
            let inside: Vec<TokenTree> = fields.stream().into_iter().collect();
            let place = match &inside[..] {
                [] => variant.name.span().into(),
                inside => Place::of(inside),
            };
            return self.coverage.error(Error::new(place, message));
        }
        let place = codes.place;
        let word = codes.form.to_string();
        match Selector::new(codes, &mut self.mentions) {
            Ok(selector) if matches!(selector.kind, Kind::Class(..)) => {
                self.classes.push((selector, &variant.name));
            }
            Ok(selector) => {
                let index = self.coverage.take(selector, false);
                self.selected.push((index, &variant.name));
            }
            Err(_) if word.len() < 9 && word.starts_with(char::is_lowercase) => {
                // Probably meant as one of the two words, and so the rest is not missing.
                let message =
                    "write codes, `other` for every code that is not listed, or `unknown`";
                self.coverage.error(Error::new(place, message));
                self.rest.get_or_insert(Rest {
                    value: TokenStream::new(),
                    is_open: true,
                });
            }
            Err(error) => self.coverage.error(error),
        }
    }

    /// With `other` no later correction of facts may stop a build, so that a class may have nothing left.
    fn take_classes(&mut self, is_open: bool) {
        for (selector, name) in std::mem::take(&mut self.classes) {
            let index = if is_open {
                self.coverage.take_rest(selector, false)
            } else {
                self.coverage.take(selector, false)
            };
            self.selected.push((index, name));
        }
    }

    /// The variant for the rest, with the number if it has a field for it.
    fn value(&self, variant: &Variant) -> Result<TokenStream> {
        let mut value = Source::new(self.krate);
        value
            .ident(self.input.name.clone())
            .text("::")
            .ident(variant.name.clone());
        let Some(fields) = &variant.fields else {
            return Ok(value.into_tokens());
        };
        let (name, field) = field(fields, variant.name.span())?;
        let mut inside = value.inner();
        if let Some(name) = name {
            inside.ident(name).text(":");
        }
        // Both in one function, so that rustc says once what is wrong with a type.
        let mut number = inside.inner();
        number.text("#[allow(unused_imports)] use").private();
        number.text("::RefusedField as _;").private();
        number
            .text("::assert_field::<")
            .placed(field.iter().cloned());
        number.text(">();").private();
        number.text("::Carried::<").placed(field);
        number.text(">::of(__key.0)");
        inside.group(Delimiter::Brace, number);
        value.group(fields.delimiter(), inside);
        Ok(value.into_tokens())
    }

    fn finish(mut self, is_complete: bool) -> TokenStream {
        self.coverage.settle();
        let mut arms = Source::new(self.krate);
        for (index, variant) in &self.selected {
            if self.coverage.is_empty(*index) {
                // So that the variant counts as used.
                arms.text("_ if false");
            } else {
                self.coverage.pattern(&mut arms, &[*index], &[]);
            }
            arms.text("=>").ident(self.input.name.clone()).text("::");
            arms.ident((*variant).clone()).text(",");
        }
        match self.rest.take() {
            Some(rest) if !self.coverage.has_errors() => {
                arms.text("_ =>").placed(rest.value).text(",")
            }
            _ => arms.text("_ => loop {},"),
        };
        let mut inside = arms.inner();
        proof(&mut inside, &self.coverage, &self.mentions, is_complete);
        self.conversions(&mut inside, arms);
        let mut whole = inside.inner();
        whole.text("const _: () =");
        whole.group(Delimiter::Brace, inside).text(";");
        whole.into_tokens()
    }

    fn conversions<'s>(&self, source: &mut Source<'s>, arms: Source<'s>) {
        let name = &self.input.name;
        let mut variant = source.inner();
        variant.text("match __key").group(Delimiter::Brace, arms);
        let mut inherent = source.inner();
        inherent.text("#[doc = \"The variant for an error code.\"] #[must_use]");
        inherent.placed(self.input.visibility.iter().cloned());
        inherent.text("const fn from_code(code: u32) -> Self { variant((code, 0)) }");
        source
            .text("use")
            .root()
            .text("::Code as __Code; use")
            .root()
            .text("::Entry as __Entry; use")
            .private()
            .text("::Asked as __Asked;")
            .text("const fn variant(__key: (u32, u32)) ->")
            .ident(name.clone())
            .group(Delimiter::Brace, variant)
            .text("#[automatically_derived] impl")
            .ident(name.clone())
            .group(Delimiter::Brace, inherent);
        for (from, key) in [
            ("u32", "(code, 0)"),
            ("__Code", "__Asked::about(code).key()"),
            ("__Entry", "__Asked::about(code).key()"),
        ] {
            source
                .text("#[automatically_derived] impl ::core::convert::From<")
                .text(from)
                .text("> for")
                .ident(name.clone())
                .text("{ fn from(code: ")
                .text(from)
                .text(") -> Self { variant(")
                .text(key)
                .text(") } }");
        }
    }
}

/// The name and the type of the only field.
fn field(fields: &Group, place: Span) -> Result<(Option<Ident>, Vec<TokenTree>)> {
    let inside = flat(fields.stream());
    let mut input = Cursor::whole(&inside);
    attributes(&mut input)?;
    visibility(&mut input);
    let name = match fields.delimiter() {
        Delimiter::Brace => input.ident().filter(|_| input.mark(":")).cloned(),
        _ => None,
    };
    let start = input;
    while !input.is_empty() && !input.peek_mark(",") {
        input.next();
    }
    let field = input.since(&start);
    input.mark(",");
    if field.is_empty() || !input.is_empty() {
        let message = "a variant for the rest has no field, or one for the number: `u32` or `Code`";
        return Err(Error::new(place, message));
    }
    Ok((name, field.to_vec()))
}
