use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(as_of = 1, match code {
        131062026 => 1,
        RateLimtHit | Category::Caling => 2,
        131026 | 131026 => 3,
        _ => 4,
    })
}

fn main() {
    let _ = react;
}
