//! `search`: finds codes by words of their texts in all languages at once, typing errors included.

use std::io;

use waba_errors_explain::Index;

use crate::args::Search;
use crate::list;
use crate::output::Status;

pub(crate) fn run(args: &Search) -> io::Result<Status> {
    let mut entries = Index::new().find(&args.text.join(" "));
    entries.truncate(usize::from(args.limit));
    list::show(&entries, args.output.lang(), args.output.format)
}
