use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    GiveUp,
    #[codes(other)]
    Other,
}

fn main() {}
