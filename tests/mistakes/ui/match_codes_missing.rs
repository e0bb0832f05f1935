use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(as_of = 2, match code {
        131026 | 131047 => 1,
        Retry::Never | Retry::AfterFix | Retry::After => 0,
        4 | 17 | 80007 | 80008 | 130429 | 131056 | 2 => 2,
        Category::Calling | Category::Groups => 3,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
