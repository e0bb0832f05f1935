mod another_release {
    pub use waba_errors::{__private0_1_0, Retry};

    pub const REVISION: u16 = 1;
}

fn main() {
    let _: u8 = waba_errors::__private0_1_0::match_code!([crate::another_release] match 131026_u32 {
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
        Unknown(_) => 1,
    });
}
