fn main() {
    let _ = waba_errors::code!(RateLimtHit);
}
