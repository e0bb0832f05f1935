use waba_errors::{Code, match_code};

fn react(code: Option<Code>) -> u8 {
    match_code!(match code {
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
