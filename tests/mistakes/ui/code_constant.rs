fn main() {
    let _ = waba_errors::code!(RE_ENGAGEMENT_MESSAGE);
}
