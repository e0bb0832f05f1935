use waba_errors::__private0_1_0::match_code_unchecked;

fn react(code: u32) -> u8 {
    match_code_unchecked!([::waba_errors] match code {
        Retry::Never | Retry::Backoff => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
