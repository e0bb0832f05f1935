fn main() {
    let _ = waba_errors::code!(200..=299);
}
