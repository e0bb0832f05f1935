use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(Retry::Never, Retry::AfterFix, Retry::Backoff, Retry::After)]
    Known,
}

fn main() {}
