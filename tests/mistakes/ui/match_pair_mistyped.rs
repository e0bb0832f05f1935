use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(match code {
        131047/2494073 => 1,
        190/463/467 => 2,
        190/463..=467 => 3,
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
