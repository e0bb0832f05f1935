//! The found errors for a terminal: each code is explained once, with every place below it.

use std::fmt::Write as _;
use std::io;

use waba_errors::{Lang, Retry};
use waba_errors_payload::{Certainty, Found, RetrySource};

use super::Place;
use crate::finding::{self, Id};
use crate::foreign::harmless;
use crate::generated::{Labels, labels};
use crate::hints::{self, write_places};
use crate::text::{HEADING, Mark, begin, heading, list, sentence};

/// What is being written, piece by piece.
pub(super) struct Page {
    text: String,
    lang: Lang,
    labels: &'static Labels,
    isolate: bool,
}

impl Page {
    pub(super) fn new(lang: Lang, isolate: bool) -> Self {
        Self {
            text: String::new(),
            lang,
            labels: labels(lang),
            isolate,
        }
    }

    /// Writes everything; `only_possible` if nothing better was found.
    pub(super) fn write(
        mut self,
        out: &mut impl io::Write,
        places: &[Place<'_>],
        only_possible: bool,
    ) -> io::Result<()> {
        if only_possible && !places.is_empty() {
            let warning = self.labels.only_possible;
            let _ = writeln!(self.text, "{HEADING}{warning}{HEADING:#}\n");
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
        places: &[&Place<'_>],
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
        let (labels, lang) = (self.labels, self.lang);
        let entry = found.entry();
        begin(&mut self.text, id, &entry, lang, self.isolate);
        let steps = Mark::Number.lines(entry.text(lang).fixes(), lang, self.isolate);
        list(&mut self.text, labels.fix, &steps);
        write_places(&mut self.text, &entry, lang, self.isolate);
        let limits = hints::limits(&entry, lang);
        let limits = Mark::Dash.lines(limits, lang, self.isolate);
        list(&mut self.text, labels.limits, &limits);
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
        let support = Mark::Dash.lines(support, lang, self.isolate);
        list(&mut self.text, labels.support, &support);
    }

    /// Whether and when to try again, and who says so if it is not the table.
    fn advise(&mut self, (retry, source): (Retry, RetrySource)) {
        self.fact(self.labels.retry, retry.advice(self.lang));
        let Some(source) = finding::source(source, self.labels) else {
            return;
        };
        if matches!(retry, Retry::After(_)) {
            let _ = writeln!(self.text, "  {retry}");
        }
        self.note(source);
    }

    fn tell_place(&mut self, place: &Place<'_>, with_advice: bool) {
        let labels = self.labels;
        let found = &place.found;
        heading(&mut self.text, labels.place);
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
            heading(&mut self.text, self.labels.contradictions);
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
        heading(&mut self.text, label);
        let _ = writeln!(self.text, "  {}", harmless(value));
    }

    /// A sentence below a fact.
    fn note(&mut self, note: &str) {
        let note = sentence(note, self.lang, self.isolate);
        let _ = writeln!(self.text, "  {note}");
    }
}

/// The places of each code, in the order in which the codes appear.
fn groups<'p, 'a>(places: &'p [Place<'a>]) -> Vec<(Id, Vec<&'p Place<'a>>)> {
    let mut index = std::collections::HashMap::new();
    let mut groups: Vec<(Id, Vec<&Place<'_>>)> = Vec::new();
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
