//! The found errors for people: each code is explained once, with every place below it.

use std::fmt::Write as _;
use std::io;

use waba_errors::Retry;
use waba_errors_payload::{Certainty, Found, RetrySource};

use super::Location;
use crate::finding::{self, Id};
use crate::foreign::harmless;
use crate::generated::{Labels, labels};
use crate::hints::{self, list_places};
use crate::text::{Mark, begin, heading, list, sentence};
use crate::view::View;

/// What is being written, piece by piece.
struct Page {
    text: String,
    view: View,
    labels: &'static Labels,
}

/// Writes errors for people, piece by piece: their texts are more than the input that they share. `only_possible` if nothing
/// better was found, which is said above them.
///
/// ```
/// use waba_errors_explain::{View, locations, waba_errors::Lang, waba_errors_payload::read, write_found};
///
/// let input = br#"{"error":{"code":190,"message":"Session expired","fbtrace_id":"A1"}}"#;
/// let report = read(input);
/// let found: Vec<_> = locations(None, input, &report).collect();
/// let mut text = Vec::new();
/// write_found(&mut text, &found, false, View::new(Lang::En))?;
/// assert!(String::from_utf8_lossy(&text).contains("\n  A1\n"));
/// # Ok::<_, std::io::Error>(())
/// ```
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write_found(
    out: &mut impl io::Write,
    found: &[Location<'_>],
    only_possible: bool,
    view: View,
) -> io::Result<()> {
    Page::new(view).write(out, found, only_possible)
}

impl Page {
    fn new(view: View) -> Self {
        Self {
            text: String::new(),
            view,
            labels: labels(view.lang),
        }
    }

    /// Writes everything; `only_possible` if nothing better was found.
    fn write(
        mut self,
        out: &mut impl io::Write,
        places: &[Location<'_>],
        only_possible: bool,
    ) -> io::Result<()> {
        if only_possible && !places.is_empty() {
            let (style, warning) = (self.view.heading(), self.labels.only_possible);
            let _ = writeln!(self.text, "{style}{warning}{style:#}\n");
        }
        for (index, (id, places)) in groups(places).into_iter().enumerate() {
            if index > 0 {
                self.text.push_str("\n\n");
            }
            self.write_group(out, &id, &places)?;
        }
        if places.iter().any(|place| place.truncated) {
            let _ = writeln!(self.text, "\n\n{}", self.labels.truncated);
        }
        self.hand_over(out)?;
        out.flush()
    }

    fn write_group(
        &mut self,
        out: &mut impl io::Write,
        id: &Id,
        places: &[&Location<'_>],
    ) -> io::Result<()> {
        let Some(first) = places.first() else {
            return Ok(());
        };
        let common = first.found.advice();
        let common = Some(common).filter(|common| {
            let mut others = places.iter().skip(1);
            others.all(|place| place.found.advice() == *common)
        });
        self.explain(id, &first.found, common);
        for place in places {
            self.tell_place(place, common.is_none());
            self.hand_over(out)?;
        }
        Ok(())
    }

    /// Hands over what has been written.
    fn hand_over(&mut self, out: &mut impl io::Write) -> io::Result<()> {
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// What the table says, with the advice that all places have in common.
    fn explain(&mut self, id: &Id, found: &Found<'_>, common: Option<(Retry, RetrySource)>) {
        let (labels, view) = (self.labels, self.view);
        let lang = view.lang;
        let entry = found.entry();
        begin(&mut self.text, id, &entry, view);
        let steps = Mark::Number.lines(entry.text(lang).fixes(), view);
        list(&mut self.text, labels.fix, &steps, view);
        list_places(&mut self.text, &entry, view);
        let limits = hints::limits(&entry, lang);
        let limits = Mark::Dash.lines(limits, view);
        list(&mut self.text, labels.limits, &limits, view);
        if let Some(advice) = common {
            self.advise(advice);
        }
        for fact in finding::further(&entry).filter(|fact| fact.selects()) {
            self.fact(labels.of(fact), fact.title(lang));
        }
        if let Some(number) = found.on_premises() {
            self.fact(labels.on_premises, number.title());
            for code in number.successors() {
                self.fact(labels.successor, &code.to_string());
            }
        }
        let support = hints::support(&entry, lang);
        let support = Mark::Dash.lines(support, view);
        list(&mut self.text, labels.support, &support, view);
    }

    /// Whether and when to try again, and who says so if it is not the table.
    fn advise(&mut self, (retry, source): (Retry, RetrySource)) {
        self.fact(self.labels.retry, retry.advice(self.view.lang));
        let Some(source) = finding::source(source, self.labels) else {
            return;
        };
        if matches!(retry, Retry::After(_)) {
            let _ = writeln!(self.text, "  {retry}");
        }
        self.note(source);
    }

    fn tell_place(&mut self, place: &Location<'_>, with_advice: bool) {
        let labels = self.labels;
        let found = &place.found;
        heading(&mut self.text, labels.place, self.view);
        if let Some(file) = place.file {
            let _ = writeln!(self.text, "  {}", harmless(file));
        }
        let _ = writeln!(self.text, "  {} {}", labels.line, place.line);
        let path = found.path();
        if !path.is_empty() {
            let _ = writeln!(self.text, "  {}", harmless(&path));
        }
        self.doubt(found.certainty());
        if with_advice {
            self.advise(found.advice());
        }
        self.tell_subcode(found);
        // Webhooks repeat the title as the message.
        let message = found.message().filter(|_| found.message() != found.title());
        let facts = [
            (labels.given_title, found.title()),
            (labels.message, message),
            (labels.details, found.details()),
            (labels.user_title, found.user_title()),
            (labels.user_message, found.user_message()),
            (labels.recipient, found.recipient()),
            (labels.recipient_user_id, found.recipient_user_id()),
            (labels.from_user_id, found.from_user_id()),
            (labels.parent_user_id, found.parent_user_id()),
            (labels.message_id, found.message_id()),
            (labels.trace_id, found.fbtrace_id()),
        ];
        for (label, value) in facts {
            if let Some(value) = value {
                self.fact(label, &value);
            }
        }
        self.tell_contradictions(found);
    }

    /// How certain it is, where it is not.
    fn doubt(&mut self, certainty: Certainty) {
        let doubt = match certainty {
            Certainty::Certain => return,
            Certainty::Likely => self.labels.certainty_likely,
            Certainty::Possible => self.labels.certainty_possible,
        };
        self.fact(self.labels.certainty, doubt);
    }

    /// The subcode, if the explanation is not about it.
    fn tell_subcode(&mut self, found: &Found<'_>) {
        let Some(subcode) = found.subcode_text() else {
            return;
        };
        if finding::knows_subcode(found, &found.entry()) == Some(false) {
            self.fact(self.labels.subcode, &subcode);
            self.note(self.labels.subcode_unknown);
        }
    }

    fn tell_contradictions(&mut self, found: &Found<'_>) {
        let contradictions = found.contradictions();
        if !contradictions.is_empty() {
            heading(&mut self.text, self.labels.contradictions, self.view);
        }
        for contradiction in contradictions {
            let (sentence, number) = finding::sentence(contradiction, self.labels);
            let _ = writeln!(self.text, "  - {sentence}");
            if let Some(number) = number {
                let _ = writeln!(self.text, "    {number}");
            }
        }
    }

    fn fact(&mut self, label: &str, value: &str) {
        heading(&mut self.text, label, self.view);
        let _ = writeln!(self.text, "  {}", harmless(value));
    }

    /// A sentence below a fact.
    fn note(&mut self, note: &str) {
        let note = sentence(note, self.view);
        let _ = writeln!(self.text, "  {note}");
    }
}

/// The places of each code, in the order in which the codes appear.
fn groups<'p, 'a>(places: &'p [Location<'a>]) -> Vec<(Id, Vec<&'p Location<'a>>)> {
    let mut index = std::collections::HashMap::new();
    let mut groups: Vec<(Id, Vec<&Location<'_>>)> = Vec::new();
    for place in places {
        let id = Id::of(&place.found, &place.found.entry());
        let at = *index.entry(id.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.push(place),
            None => groups.push((id, vec![place])),
        }
    }
    groups
}
