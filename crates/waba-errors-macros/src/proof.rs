//! What stands beside every expansion: our errors, and what rustc checks again.

use proc_macro2::Delimiter;

use crate::coverage::Coverage;
use crate::generated::REVISION;
use crate::selector::Mention;
use crate::source::Source;

/// The revision of the library; a use of each identifier that a token of the user stands for; the errors; and, if it is meant
/// to be complete, the covered rows as a match without a wildcard. An editor that completes a name compares two expansions up
/// to it: so nothing that depends on errors stands in front.
pub(crate) fn proof(
    source: &mut Source<'_>,
    coverage: &Coverage,
    mentions: &[Mention],
    is_complete: bool,
) {
    let mut revisions = source.inner();
    revisions.root().text("::REVISION,").number(REVISION);
    source
        .text("const _: () =")
        .private()
        .text("::assert_revision");
    source.group(Delimiter::Parenthesis, revisions).text(";");
    mention_all(source, mentions);
    for error in coverage.errors() {
        source.placed(error.tokens());
    }
    if is_complete && !coverage.has_errors() {
        let mut rows = source.inner();
        for covered in coverage.covered() {
            rows.text(&format!("{}..={} |", covered.start, covered.end - 1));
        }
        rows.private();
        rows.text("::ROWS..=::core::primitive::u16::MAX => (),");
        source.text("const _: () = match").private().text("::ROWS");
        source.group(Delimiter::Brace, rows).text(";");
    }
}

fn mention_all(source: &mut Source<'_>, mentions: &[Mention]) {
    if mentions.is_empty() {
        return;
    }
    let mut constants = source.inner();
    let mut all = source.inner();
    for mention in mentions {
        match mention {
            Mention::Constant(name) => {
                constants.text("Code::").ident(name.clone()).text(",");
            }
            Mention::Known(name) => {
                all.text("let _ =").private().text("::Known::");
                all.ident(name.clone()).text(";");
            }
            Mention::Class(group, name) => {
                all.text("let _ =").root().text("::");
                all.ident(group.clone()).text("::");
                all.ident(name.clone()).text(";");
            }
        }
    }
    if !constants.is_empty() {
        all.text("use").root().text("::Code; let _ =");
        all.group(Delimiter::Bracket, constants).text(";");
    }
    source.text("const _: fn() = ||");
    source.group(Delimiter::Brace, all).text(";");
}
