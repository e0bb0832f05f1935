use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(match code {
        InvalidParameterMarketing => 1,
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
