use waba_errors::match_code;

const fn react(code: i64) -> u8 {
    match_code!(match code {
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
