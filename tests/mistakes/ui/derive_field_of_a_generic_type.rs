use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(131026)]
    GiveUp,
    #[codes(other)]
    Other { code: Option<u32> },
}

fn main() {}
