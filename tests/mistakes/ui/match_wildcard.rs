use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(as_of = 1, match code {
        131026 => 1,
        _ => 0,
    })
}

fn main() {
    let _ = react;
}
