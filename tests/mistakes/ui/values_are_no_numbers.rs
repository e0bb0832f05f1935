fn main() {
    let places = [
        waba_errors::Lang::De as u8,
        waba_errors::Category::Messaging as u8,
        waba_errors::Fixer::Business as u8,
        waba_errors::Channel::Webhook as u8,
    ];
    assert!(places.is_sorted());
}
