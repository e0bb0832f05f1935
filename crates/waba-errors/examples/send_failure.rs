//! What a service does when a message could not be sent: `cargo run -p waba-errors --example send_failure -- 131047 130429`
//!
//! The compiler checks that every known code has a reaction. When an upgrade brings new codes, this stops compiling
//! until somebody has decided what to do with them.

use std::time::Duration;

use waba_errors::{Code, Fixer, Lang, Retry, match_code};

/// What happens next to a message that could not be sent.
enum Next {
    /// Send it again after this pause.
    Retry(Duration),
    /// Send an approved template instead.
    SendTemplate,
    /// Show the agent what the customer can do.
    TellAgent(&'static str),
    /// Give up, and tell whoever can end it.
    GiveUp(Fixer),
    /// Nobody knows the number: keep it and look at it.
    Report(u32),
}

fn next(code: Code, attempt: u32) -> Next {
    let pause = Duration::from_secs(4_u64.saturating_pow(attempt));
    match_code!(match code {
        131047 | 130470 => Next::SendTemplate,
        131056 if attempt < 5 => Next::Retry(pause),
        131026 | MarketingStoppedByUser | CallPermissionMissing =>
            Next::TellAgent(code.entry().fix(Lang::En)),
        Category::Authorization | Category::Payment | Category::Integrity => {
            Next::GiveUp(code.entry().fixer())
        }
        Retry::After => match code.entry().retry() {
            Retry::After(wait) => Next::Retry(wait),
            _ => Next::Retry(pause),
        },
        Retry::Backoff if attempt < 8 => Next::Retry(pause),
        Retry::Backoff | Retry::Never | Retry::AfterFix => Next::GiveUp(code.entry().fixer()),
        Unknown(number) => Next::Report(number),
    })
}

fn main() {
    let codes: Vec<Code> = std::env::args()
        .skip(1)
        .filter_map(|code| code.parse().ok())
        .collect();
    let examples = [
        131047,
        130429,
        131026,
        131042,
        133015,
        132016,
        4_000_000_000,
    ]
    .map(Code::new);
    let codes = if codes.is_empty() {
        &examples[..]
    } else {
        &codes
    };
    for code in codes {
        match next(*code, 1) {
            Next::Retry(pause) => println!("{code}: again in {} s", pause.as_secs()),
            Next::SendTemplate => println!("{code}: send a template"),
            Next::TellAgent(steps) => println!("{code}: tell the agent\n{steps}"),
            Next::GiveUp(fixer) => println!("{code}: give up; tell the {fixer}"),
            Next::Report(number) => println!("{code}: report the unknown number {number}"),
        }
    }
}
