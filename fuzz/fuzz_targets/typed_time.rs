#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| operation_log_fuzz::typed_time(text));
