use waba_errors::match_code;

fn main() {
    let _: u8 = match_code!(if true { 1 } else { 2 });
}
