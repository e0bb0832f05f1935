//! Codes in sentences, log lines and tables.

mod line;
mod mention;
mod table;

use memchr::memchr_iter;

use self::line::{Earlier, Line};
pub(crate) use self::mention::{Mention, Number, numbers};
pub(crate) use self::table::{Columns, Table, TableHead};
use crate::Certainty;
use crate::evidence::Why;
use crate::generated::Evidence;
use crate::lookup;
use crate::number::is_http;
use crate::scan::Marks;
use crate::span::Span;
use crate::work::memchr;

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// Nothing stands before it on its line.
    pub(crate) is_whole: bool,
    /// Its name says that it tells an error.
    pub(crate) is_named: bool,
    /// So many codes are looked for, as sure as this, and beside them so many that are only possible.
    pub(crate) most: usize,
    pub(crate) least: Certainty,
    /// What kinds of bytes it has.
    pub(crate) marks: Marks,
}

impl Context {
    /// Drops what is not sure enough, or too much of what is only possible. Gives how much is surer.
    fn limit(&self, out: &mut Vec<Mention>) -> usize {
        let (mut sure, mut possible) = (0, 0);
        out.retain(|mention| {
            let alike = match mention.certainty {
                Certainty::Possible => &mut possible,
                _ => &mut sure,
            };
            *alike += 1;
            mention.certainty >= self.least && *alike <= self.most
        });
        sure
    }
}

/// The code that a number is which is all that a text says.
pub(crate) fn number_alone(number: i64, context: Context) -> Option<Mention> {
    let mut why = Why::default();
    why.add_known(number, None);
    why.add_if(
        Evidence::UnderErrorName,
        context.is_named && why != Why::default(),
    );
    why.add_if(Evidence::HttpStatus, is_http(number));
    let certainty = why.certainty_of_sentence();
    certainty
        .filter(|certainty| *certainty >= context.least)
        .map(|certainty| Mention {
            at: 0,
            number: Some(number),
            subcode: None,
            why,
            certainty,
            message: Span::default(),
        })
}

/// Finds the codes that a text tells. Gives whether it was read to its end.
pub(crate) fn scan(
    text: &[u8],
    context: Context,
    table: &mut Table,
    out: &mut Vec<Mention>,
) -> bool {
    let may_be_page = context.marks.has(Marks::TAG) && memchr(b'<', text).is_some();
    let is_read = match may_be_page.then(|| table::rows(text)).flatten() {
        Some(rows) => lines(&rows, context, table, out),
        None => lines(text, context, table, out),
    };
    if out.is_empty() {
        own_sentences(text, context.most, out);
    }
    context.limit(out);
    is_read
}

fn lines(text: &[u8], context: Context, table: &mut Table, out: &mut Vec<Mention>) -> bool {
    let (mut from, mut earlier) = (0, Earlier::default());
    let (mut room, mut is_read) = (context.most, true);
    for end in memchr_iter(b'\n', text).chain([text.len()]) {
        let bytes = text.get(from..end).unwrap_or_default();
        let base = Span::new(from, end).start;
        let most = out.len().saturating_add(context.most);
        if !table.read(bytes, base, out)
            && (bytes.iter().any(u8::is_ascii_digit) || !bytes.is_ascii())
        {
            let context = Context {
                is_whole: context.is_whole || from > 0,
                most,
                ..context
            };
            Line::new(bytes, base, context).scan(&mut earlier, out);
            is_read &= out.len() < most;
        }
        if out.len() >= room {
            // What is not sure enough takes no room from what is.
            if context.limit(out) >= context.most {
                return false;
            }
            room = out.len().saturating_add(context.most);
        }
        from = end + 1;
    }
    is_read
}

/// Finds what the table knows that the API prints, line by line, or over several lines.
pub(crate) fn own_sentences(text: &[u8], most: usize, out: &mut Vec<Mention>) {
    if text.len() < *lookup::SENTENCE.start() {
        return;
    }
    let mut start = 0;
    let lines = memchr_iter(b'\n', text).chain([text.len()]).map(|end| {
        let line = Span::new(start, end);
        start = end + 1;
        line
    });
    let mut told = lines.filter_map(|line| Some((line, lookup::of_sentence(line.of(text))?)));
    let whole = || {
        // A single line was asked already.
        memchr(b'\n', text.trim_ascii())?;
        Some((Span::new(0, text.len()), lookup::of_sentence(text)?))
    };
    let first = told.next().or_else(whole);
    for (line, entry) in first.into_iter().chain(told).take(most) {
        let (code, subcode) = (entry.code().get(), entry.error_subcode());
        out.push(own_sentence(code, subcode, mention::cut(line, text)));
    }
}

fn own_sentence(code: u32, subcode: Option<u32>, message: Span) -> Mention {
    let mut why = Why::default();
    why.add(Evidence::OwnSentence);
    Mention {
        at: message.start,
        number: Some(code.into()),
        subcode: subcode.map(i64::from),
        why,
        certainty: Certainty::Likely,
        message,
    }
}
