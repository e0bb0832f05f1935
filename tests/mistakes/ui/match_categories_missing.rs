use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(as_of = 1, match code {
        Category::Authorization | Category::Integrity | Category::Messaging => 1,
        130429 => 2,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
