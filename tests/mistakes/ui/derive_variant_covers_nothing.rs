use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(130429)]
    Stop,
    #[codes(Category::Throttling)]
    Slow,
    #[codes(Retry::Never, Retry::AfterFix, Retry::Backoff, Retry::After)]
    Fail,
    #[codes(Category::Throttling)]
    Never,
    #[codes(unknown)]
    Unknown,
}

fn main() {}
