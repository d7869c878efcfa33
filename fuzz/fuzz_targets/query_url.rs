#![no_main]

libfuzzer_sys::fuzz_target!(|address: &str| operation_log_fuzz::query_url(address));
