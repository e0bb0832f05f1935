fn main() {
    let places = [
        waba_errors::Lang::De as u8,
        waba_errors::Category::Messaging as u8,
        waba_errors::Fixer::Business as u8,
        waba_errors::Channel::Webhook as u8,
        waba_errors::Dir::Rtl as u8,
        waba_errors::ParseKeyError::Unknown as u8,
        waba_errors_payload::Certainty::Likely as u8,
        waba_errors_payload::RetrySource::Details as u8,
        waba_errors_payload::Evidence::Known as u8,
    ];
    assert!(places.is_sorted());
}
