//! Uses the macros of `waba-errors` under another name.

use meta_errors::{FromCode, code, match_code};

#[derive(Debug, FromCode)]
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
    println!("{is_ours} {} {:?} {:?}", code!(RateLimitHit), Outcome::from_code(130429), Outcome::from_code(5));
}
