use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(131026)]
    GiveUp(u32),
    #[codes(other)]
    Other,
}

fn main() {}
