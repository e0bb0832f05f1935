use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(Category::Throttling)]
    Slow,
    #[codes(130429)]
    Stop,
    #[codes(Category::Throttling)]
    Never,
    #[codes(other)]
    Other,
}

fn main() {}
