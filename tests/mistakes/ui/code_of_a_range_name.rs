fn main() {
    let _ = waba_errors::code!(ApiPermission);
}
