#![no_main]

libfuzzer_sys::fuzz_target!(|file: &[u8]| operation_log_fuzz::snapshot(file));
