use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(131026)]
    GiveUp,
    #[codes(other)]
    Other(u32, u32),
}

fn main() {}
