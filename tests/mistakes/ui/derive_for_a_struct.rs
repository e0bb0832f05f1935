use waba_errors::FromCode;

#[derive(FromCode)]
struct Outcome {
    code: u32,
}

fn main() {}
