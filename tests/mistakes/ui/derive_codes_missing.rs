use waba_errors::FromCode;

#[derive(FromCode)]
#[codes(as_of = 1)]
enum Outcome {
    #[codes(131026, 131049)]
    GiveUp,
    #[codes(Retry::Never, Retry::AfterFix)]
    Stop,
    #[codes(Retry::Backoff)]
    Later,
    #[codes(unknown)]
    Unknown,
}

fn main() {}
