use waba_errors::match_code;

fn react(code: u32, text: &str) -> usize {
    match_code!(match code {
        190 => text.,
        10 => missing(text),
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
