//! Any input is read without a panic, and no answer is more than the input holds or less sure than was promised.

#![no_main]

use libfuzzer_sys::fuzz_target;
use waba_errors_payload::{Certainty, Options, Report, read, read_body, records};

const MOST_ERRORS: usize = 100;

/// Looks at all that a report says.
fn check(report: &Report<'_>, input: &[u8], least: Certainty) {
    for found in report {
        assert!(found.offset() <= input.len());
        assert!(found.certainty() >= least);
        // An opening bracket becomes `[0]` in a path, and a broken byte a character of three bytes.
        assert!(found.path().len() <= 4 * input.len() + 64);
        let texts = [
            found.title(),
            found.message(),
            found.details(),
            found.user_title(),
            found.user_message(),
            found.fbtrace_id(),
            found.kind(),
            found.href(),
            found.recipient(),
            found.recipient_user_id(),
            found.from_user_id(),
            found.parent_user_id(),
            found.message_id(),
            found.status(),
        ];
        assert!(
            texts
                .iter()
                .flatten()
                .all(|text| text.len() <= 3 * input.len())
        );
        assert!(
            found
                .code()
                .is_none_or(|code| i64::from(u32::from(code)) == found.number())
        );
        assert!(found.why().count() > 0);
        let _ = (
            found.entry().name(),
            found.on_premises(),
            found.contradictions(),
            found.retry(),
            found.retry_source(),
        );
    }
}

/// Which codes are told, and where.
fn likely(report: &Report<'_>) -> Vec<(usize, i64)> {
    let sure = report
        .iter()
        .filter(|found| found.certainty() >= Certainty::Likely);
    sure.map(|found| (found.offset(), found.number())).collect()
}

fuzz_target!(|input: &[u8]| {
    check(&read_body(input), input, Certainty::Certain);
    let usual = read(input);
    check(&usual, input, Certainty::Likely);
    let possible = Options::new().least(Certainty::Possible);
    let most = possible.read(input);
    check(&most, input, Certainty::Possible);
    if !most.truncated() {
        assert_eq!(likely(&usual), likely(&most));
    }
    let few = possible.errors(MOST_ERRORS).read(input);
    assert!(few.len() <= MOST_ERRORS);
    // An error that is told twice counts twice, and is kept once.
    assert!(few.truncated() || few.len() == most.len());
    assert_eq!(few.clone().into_owned().len(), few.len());

    let (mut records, mut count) = (records(input), 0);
    while let Ok(Some(_)) = records.next_record() {
        count += 1;
        assert!(count <= input.len());
    }
});
