use waba_errors::FromCode;

#[derive(FromCode)]
enum Outcome<'a> {
    #[codes(other)]
    Other(&'a str),
}

fn main() {}
