fn main() {
    let _ = waba_errors::code!(131062026);
}
