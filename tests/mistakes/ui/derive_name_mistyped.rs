use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome {
    #[codes(MesageUndeliverable)]
    GiveUp,
    #[codes(others)]
    Other,
}

fn main() {}
