use waba_errors::FromCode;

#[derive(FromCode)]
#[codes(asof = 1)]
enum Outcome {
    #[codes(other)]
    Other,
}

fn main() {}
