//! Handles a failed message with the public surface of `waba-errors`.

use waba_errors::{Code, Fixer, Lang, Retry, get, lookup};

const FIX: &str = lookup(131026).fix(Lang::Ar);

/// What the sending service does with a failure.
fn reaction(code: Code) -> String {
    match code {
        Code::RE_ENGAGEMENT_MESSAGE => return "send a template".to_owned(),
        Code::PAIR_RATE_LIMIT_HIT => return "slow down for this recipient".to_owned(),
        _ => {}
    }
    let entry = code.entry();
    match entry.retry() {
        Retry::After(wait) => format!("retry in {} s", wait.as_secs()),
        retry if retry.is_retryable() => "retry with back-off".to_owned(),
        _ if entry.fixer() == Fixer::Recipient => "tell the agent".to_owned(),
        _ if entry.is_known() => "give up".to_owned(),
        _ => "report".to_owned(),
    }
}

/// The steps for the code that the command line names.
fn fix(code: &str) -> Option<&'static str> {
    Some(lookup(code.parse().ok()?).fix(Lang::Ar))
}

fn main() {
    if let Some(steps) = std::env::args().nth(1).as_deref().and_then(fix) {
        println!("{steps}");
        return;
    }
    for code in [131047, 131056, 133015, 130429, 131026, 132016, 4_000_000_000] {
        println!("{code}: {}", reaction(Code::new(code)));
    }
    let arabic = FIX.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c));
    println!("the Arabic fix is Arabic: {arabic}");
    println!("lang: {}", lookup(131026).lang(Lang::Ar));
    println!("unknown: {:?}", get(4_000_000_000));
}
