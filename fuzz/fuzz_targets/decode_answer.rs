#![no_main]

libfuzzer_sys::fuzz_target!(|body: &str| operation_log_fuzz::decode_answer(body));
