use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(131026, 131049)]
    GiveUp,
    #[codes(MessageUndeliverable)]
    TellSomebody,
    #[codes(other)]
    Other,
}

fn main() {}
