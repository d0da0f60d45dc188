//! The engine as its users see it, natively and in a browser from one source:
//! `cargo test` and `wasm-pack test --headless --chrome`.
// Clippy's own exception for tests covers #[test] functions only, not their helpers.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// Of a build without a GPU, what only its tests use.
#![cfg_attr(not(feature = "webgpu"), allow(dead_code))]

mod asking;
mod diverged;
mod dropout;
#[cfg(feature = "webgpu")]
mod gpu;
mod inspection;
mod learning;
mod numbers;
mod plain;
#[cfg(not(target_family = "wasm"))]
mod process;
mod reference;
mod saved;
mod session;
#[cfg(not(target_family = "wasm"))]
mod shards;
mod support;
#[cfg(all(feature = "threads", not(target_family = "wasm")))]
mod threads;

#[cfg(target_family = "wasm")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
