//! Runs the module's constructors on wasm, once: they register the parts of CubeCL's compiler.
//!
//! The only place with `unsafe`. As soon as anybody refers to `__wasm_call_ctors`, the linker
//! leaves the calling to us; otherwise it wraps every export in a function that runs all 4,892
//! constructors again at each call (documentation of the crate `inventory`).
#![allow(unsafe_code)]

use std::sync::Once;

unsafe extern "C" {
    fn __wasm_call_ctors();
}

/// Must have run before the first GPU kernel is compiled.
pub fn run() {
    static ONCE: Once = Once::new();
    // SAFETY: no argument, no result; the constructors only fill registries of their own.
    ONCE.call_once(|| unsafe { __wasm_call_ctors() });
}
