//! The readers of tests/fuzz as libFuzzer takes them.

#[allow(dead_code)] // The good files begin the corpora, which are there.
#[path = "../../tests/fuzz/files.rs"]
mod files;
#[path = "../../tests/fuzz/readers.rs"]
pub mod readers;

pub use libfuzzer_sys;

/// The target of one reader.
#[macro_export]
macro_rules! target {
    ($reader:ident) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
            $crate::readers::$reader(bytes);
        });
    };
}
