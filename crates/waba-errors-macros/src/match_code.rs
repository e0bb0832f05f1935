//! `match_code!`: a match on numbers.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::arms::{Arm, arms};
use crate::coverage::Coverage;
use crate::input::{AsOf, Krate};
use crate::pattern::{CATCH_ALL, Codes, Form, Pattern};
use crate::proof::proof;
use crate::selector::{Mention, Selector};
use crate::source::Source;
use crate::tokens::{Cursor, Error, Place, Result, flat};

/// `as_of = 3, match code { … }`
struct MatchCode {
    krate: Krate,
    as_of: Option<AsOf>,
    place: Span,
    subject: Vec<TokenTree>,
    arms: Group,
}

impl MatchCode {
    fn read(tokens: &[TokenTree]) -> Result<Self> {
        const FORM: &str = "write a match: `match_code!(match code { … })`";
        let mut input = Cursor::whole(tokens);
        let krate = Krate::read(&mut input)?;
        let as_of = AsOf::before_match(&mut input)?;
        let place = input.word("match").ok_or_else(|| input.error(FORM))?;
        let start = tokens.len() - input.rest().len();
        let (end, arms) = match input.rest() {
            [.., TokenTree::Group(arms), TokenTree::Punct(mark)] if mark.as_char() == ',' => {
                (tokens.len() - 2, arms)
            }
            [.., TokenTree::Group(arms)] => (tokens.len() - 1, arms),
            _ => return Err(Error::new(place, FORM)),
        };
        if arms.delimiter() != Delimiter::Brace || start == end {
            return Err(Error::new(place, FORM));
        }
        Ok(Self {
            krate,
            as_of,
            place,
            subject: tokens[start..end].to_vec(),
            arms: arms.clone(),
        })
    }
}

/// What an arm becomes.
struct Expanded {
    attributes: Vec<TokenTree>,
    to: To,
    guard: Option<Vec<TokenTree>>,
    body: Vec<TokenTree>,
}

enum To {
    /// Selectors, and the binding of their wait.
    Codes(Vec<Selectors>, Option<Vec<TokenTree>>),
    /// The pattern of an unknown number.
    Unknown(Vec<TokenTree>),
}

/// Selectors with the same `n @`.
struct Selectors {
    binding: Vec<TokenTree>,
    indexes: Vec<usize>,
}

struct Expander {
    coverage: Coverage,
    mentions: Vec<Mention>,
    known: Vec<Expanded>,
    /// Arms for unknown numbers go last: what they take is what no other arm names.
    unknown: Vec<Expanded>,
    /// Whether an arm takes every unknown number.
    is_total: bool,
}

pub(crate) fn expand(input: TokenStream, checked: bool) -> TokenStream {
    match MatchCode::read(&flat(input)) {
        Ok(input) => expand_match(&input, checked),
        // One error, and an expression of any type in its place.
        Err(error) => {
            let krate = Krate(Vec::new());
            let mut inside = Source::new(&krate);
            inside.placed(error.tokens()).text("loop {}");
            inside.into_block()
        }
    }
}

fn expand_match(input: &MatchCode, checked: bool) -> TokenStream {
    let mut expander = Expander {
        coverage: Coverage::new(input.as_of),
        mentions: Vec::new(),
        known: Vec::new(),
        unknown: Vec::new(),
        is_total: false,
    };
    match arms(&flat(input.arms.stream())) {
        Ok(arms) => arms.into_iter().for_each(|arm| expander.arm(arm)),
        Err(error) => expander.error(error),
    }
    if checked {
        expander.coverage.demand_all(input.place);
        if !expander.is_total {
            let message = "the numbers that the table does not know are not covered: add an arm `Unknown(n) => …`";
            expander.error(Error::new(input.place, message));
        }
    }
    expander.finish(input)
}

impl Expander {
    fn error(&mut self, error: Error) {
        self.coverage.error(error);
    }

    fn arm(&mut self, arm: Arm) {
        for error in arm.missing {
            self.error(error);
        }
        // An arm that may be compiled out covers nothing.
        let is_guarded = arm.guard.is_some() || has_condition(&arm.attributes);
        let to = match arm.pattern {
            Ok(Pattern::Unknown(place, number)) => {
                let number = self.unknown_number(place, number);
                self.is_total |= !is_guarded && is_irrefutable(&number);
                To::Unknown(number)
            }
            Ok(pattern) => self.known(pattern, is_guarded),
            Err(error) => return self.error(error),
        };
        let arms = match to {
            To::Codes(..) => &mut self.known,
            To::Unknown(_) => &mut self.unknown,
        };
        arms.push(Expanded {
            attributes: arm.attributes,
            to,
            guard: arm.guard,
            body: arm.body,
        });
    }

    /// The pattern inside `Unknown(…)`.
    fn unknown_number(&mut self, place: Place, number: Option<Vec<TokenTree>>) -> Vec<TokenTree> {
        let message = match number {
            Some(number) if is_one(&number) => return number,
            Some(_) => "`Unknown` holds one number: write `Unknown(n)` or `Unknown(_)`",
            None => "write `Unknown(n)`, which binds the number, or `Unknown(_)`",
        };
        self.error(Error::new(place, message));
        vec![Ident::new("_", Span::call_site()).into()]
    }

    fn known(&mut self, pattern: Pattern, is_guarded: bool) -> To {
        let mut selectors = Vec::new();
        let wait = match pattern {
            Pattern::Codes(Codes {
                place,
                form: Form::Wait(path, wait),
            }) => {
                let form = Form::Path(path);
                let codes = Codes { place, form };
                self.codes(codes, &[], is_guarded, &mut selectors);
                Some(wait)
            }
            pattern => {
                self.pattern(pattern, &[], is_guarded, &mut selectors);
                None
            }
        };
        To::Codes(selectors, wait)
    }

    fn pattern(
        &mut self,
        pattern: Pattern,
        binding: &[TokenTree],
        is_guarded: bool,
        selectors: &mut Vec<Selectors>,
    ) {
        match pattern {
            Pattern::Or(alternatives) => {
                for alternative in alternatives {
                    self.pattern(alternative, binding, is_guarded, selectors);
                }
            }
            Pattern::Bound(name, inner) => {
                let binding = [binding, &name].concat();
                self.pattern(*inner, &binding, is_guarded, selectors);
            }
            Pattern::Wild(place) => {
                // Its message says what to write for unknown numbers.
                self.is_total = true;
                self.error(Error::new(place, CATCH_ALL));
            }
            Pattern::Unknown(place, _) => {
                let message = "`Unknown(n)` stands in an arm of its own";
                self.error(Error::new(place, message));
            }
            Pattern::Codes(codes) => {
                if let Form::Wait(..) = codes.form {
                    let message = "`Retry::After(wait)` stands in an arm of its own; `Retry::After` stands among others";
                    self.error(Error::new(codes.place, message));
                }
                self.codes(codes, binding, is_guarded, selectors);
            }
        }
    }

    fn codes(
        &mut self,
        codes: Codes,
        binding: &[TokenTree],
        is_guarded: bool,
        selectors: &mut Vec<Selectors>,
    ) {
        match Selector::new(codes, &mut self.mentions) {
            Ok(selector) => {
                let index = self.coverage.take(selector, is_guarded);
                match selectors.last_mut() {
                    Some(last) if is_same(&last.binding, binding) => last.indexes.push(index),
                    _ => selectors.push(Selectors {
                        binding: binding.to_vec(),
                        indexes: vec![index],
                    }),
                }
            }
            Err(error) => self.error(error),
        }
    }

    fn finish(mut self, input: &MatchCode) -> TokenStream {
        self.coverage.settle();
        let key = Ident::new("__key", Span::mixed_site());
        let mut arms = Source::new(&input.krate);
        for arm in self.known.into_iter().chain(self.unknown) {
            arm.write(&mut arms, &self.coverage, &key);
        }
        // After an error rustc must have nothing to add: any number has an arm.
        if self.coverage.has_errors() {
            arms.text("#[allow(unreachable_patterns)] _ => loop {},");
        }
        let mut whole = Source::new(&input.krate);
        let is_pinned = input.as_of.is_some();
        proof(&mut whole, &self.coverage, &self.mentions, !is_pinned);
        whole.text("#[allow(unused_imports)] use").private();
        whole
            .text("::Refused as _; let")
            .ident(key.clone())
            .text("=");
        let mut subject = whole.inner();
        subject.placed(input.subject.iter().cloned());
        whole.private().text("::Asked::about");
        whole.group(Delimiter::Parenthesis, subject);
        whole.text(".key(); match").ident(key);
        whole.group(Delimiter::Brace, arms);
        whole.into_block()
    }
}

impl Expanded {
    fn write(mut self, source: &mut Source<'_>, coverage: &Coverage, key: &Ident) {
        if !self.to.keep_taken(coverage) {
            // The arm is refused and binds nothing.
            return;
        }
        let wait = match &self.to {
            To::Codes(selectors, Some(name)) => {
                selectors.first().map(|selectors| (name, selectors))
            }
            _ => None,
        };
        // Of guard and body one may not use it.
        let allow = match self.guard {
            Some(_) => "#[allow(unused_variables)]",
            None => "",
        };
        let bind = |source: &mut Source<'_>| {
            if let Some((name, selectors)) = wait {
                source.text(allow).text("let");
                source.placed(name.iter().cloned()).text("=");
                coverage.wait(source, &selectors.indexes, key);
                source.text(";");
            }
        };
        source.placed(self.attributes);
        self.to.write(source, coverage);
        if let Some(guard) = self.guard {
            source.text("if");
            with_wait(source, wait.is_some(), bind, guard);
        }
        source.text("=>");
        with_wait(source, wait.is_some(), bind, expression(self.body));
        source.text(",");
    }
}

/// Behind the binding of a wait, if there is one, in a block with it.
fn with_wait(
    source: &mut Source<'_>,
    has_wait: bool,
    bind: impl Fn(&mut Source<'_>),
    expression: Vec<TokenTree>,
) {
    if !has_wait {
        source.placed(expression);
        return;
    }
    let mut inside = source.inner();
    bind(&mut inside);
    inside.placed(expression);
    source.group(Delimiter::Brace, inside);
}

/// In parentheses if it is more than one token, so that rustc loses nothing else where it is not finished.
fn expression(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    let Some(last) = tokens.last().map(TokenTree::span) else {
        let endless: TokenStream = "loop {}".parse().unwrap_or_default();
        return endless.into_iter().collect();
    };
    if tokens.len() == 1 {
        return tokens;
    }
    let mut group = Group::new(Delimiter::Parenthesis, tokens.into_iter().collect());
    group.set_span(Span::call_site().located_at(last));
    vec![group.into()]
}

impl To {
    /// Drops the selectors that have nothing left to take. Returns whether something is left.
    fn keep_taken(&mut self, coverage: &Coverage) -> bool {
        let Self::Codes(selectors, _) = self else {
            return true;
        };
        for selectors in &mut *selectors {
            let indexes = &mut selectors.indexes;
            indexes.retain(|index| !coverage.is_empty(*index));
        }
        selectors.retain(|selectors| !selectors.indexes.is_empty());
        !selectors.is_empty()
    }

    fn write(&self, source: &mut Source<'_>, coverage: &Coverage) {
        match self {
            Self::Unknown(number) => {
                let mut inside = source.inner();
                inside.placed(number.iter().cloned()).text(", _");
                source.group(Delimiter::Parenthesis, inside);
            }
            Self::Codes(selectors, _) => {
                for (place, Selectors { binding, indexes }) in selectors.iter().enumerate() {
                    if place > 0 {
                        source.text("|");
                    }
                    coverage.pattern(source, indexes, binding);
                }
            }
        }
    }
}

fn is_same(one: &[TokenTree], other: &[TokenTree]) -> bool {
    one.iter()
        .map(ToString::to_string)
        .eq(other.iter().map(ToString::to_string))
}

fn has_condition(attributes: &[TokenTree]) -> bool {
    attributes.iter().any(|token| match token {
        TokenTree::Group(group) => {
            matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "cfg")
        }
        _ => false,
    })
}

/// Whether a pattern is one: no comma between two.
fn is_one(pattern: &[TokenTree]) -> bool {
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    !pattern.is_empty() && !pattern.iter().any(is_comma)
}

fn is_irrefutable(pattern: &[TokenTree]) -> bool {
    match pattern {
        [TokenTree::Ident(name)] => name
            .to_string()
            .starts_with(|c: char| c.is_lowercase() || c == '_'),
        [TokenTree::Ident(word), TokenTree::Ident(_)] => word == "mut" || word == "ref",
        [TokenTree::Group(inner)] if inner.delimiter() != Delimiter::Brace => {
            let inner: Vec<TokenTree> = inner.stream().into_iter().collect();
            is_irrefutable(&inner)
        }
        _ => false,
    }
}
