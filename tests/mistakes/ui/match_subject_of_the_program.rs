use waba_errors::match_code;

struct ApiError {
    code: u32,
}

fn react(error: &ApiError) -> u8 {
    let _ = error.code;
    match_code!(match *error {
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
