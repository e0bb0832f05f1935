//! Uses the macros of `waba-errors` under another name.

use meta_errors::{FromCode, code, match_code};

#[derive(FromCode)]
#[codes(crate = ::meta_errors)]
enum Outcome {
    #[codes(131026, Category::Throttling)]
    Later,
    #[codes(other)]
    Other(meta_errors::Code),
}

fn main() {
    let is_ours = match_code!(match 131026_u32 {
        131026 | RateLimitHit => true,
        Category::Calling => false,
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => false,
        Unknown(_) => false,
    });
    let is_old = match_code!(as_of = 1, match 131064_u32 {
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => true,
        Unknown(_) => false,
    });
    let outcomes = [130429, 5].map(|code| match Outcome::from_code(code) {
        Outcome::Later => "later".to_owned(),
        Outcome::Other(code) => format!("other {code}"),
    });
    println!("{is_ours} {} {outcomes:?} {is_old}", code!(RateLimitHit));
}
