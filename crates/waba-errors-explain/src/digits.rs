//! Digits as Arabic and Persian keyboards have them.

/// The same digit from 0 to 9; any other character as it is.
pub(crate) fn western(c: char) -> char {
    match c {
        '٠'..='٩' | '۰'..='۹' => {
            let digit = u32::from(c) & 0xf;
            char::from_digit(digit, 10).unwrap_or(c)
        }
        _ => c,
    }
}
