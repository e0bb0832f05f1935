//! Any input is read without a panic, and every answer can be explained.

#![no_main]

use libfuzzer_sys::fuzz_target;
use waba_errors_payload::read;

fuzz_target!(|input: &[u8]| {
    for found in read(input) {
        assert!(found.offset <= input.len());
        let _ = (found.entry().name(), found.on_premises());
    }
});
