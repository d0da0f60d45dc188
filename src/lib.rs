//! Trains a clothing classifier on Fashion-MNIST: in a browser tab on WebGPU or on the CPU, and
//! natively through the same code.
//!
//! Read it in the order of the data:
//!
//! 1. [`data`]: bytes to images to mini-batches in a seeded order; every rule about pixels.
//! 2. [`nn`]: the network, its initial weights, its optimiser.
//! 3. [`kernels`]: operations that burn lacks, for CPU and GPU, with gradients.
//! 4. [`train`]: one mini-batch after the other, evaluation, and what the outside is told.
//! 5. [`inspect`]: the network laid open; [`files`]: models and checkpoints; [`networks`]: those
//!    that can be asked beside the one in training.
//! 6. [`device`]: opens the GPU or the CPU; [`self_test`]: whether the GPU is to be trusted.
//! 7. [`session`]: all of it together, `run` being what starts anew with a new model;
//!    `examples/train.rs` drives it on the terminal.
//! 8. `web`: the same for JavaScript. Translates, decides nothing.
//!
//! [`config`] holds every setting, [`error`] every failure, [`random`] every random number,
//! [`pace`] how much is done at a time.

// The backend extension macro nests types deeply.
#![recursion_limit = "256"]

#[cfg(not(any(feature = "cpu", feature = "webgpu")))]
compile_error!("enable the feature `cpu`, `webgpu` or both");

pub mod config;
#[cfg(all(target_family = "wasm", feature = "webgpu"))]
mod constructors;
pub mod data;
pub mod device;
pub mod error;
pub mod files;
pub mod inspect;
pub mod kernels;
pub mod networks;
pub mod nn;
pub mod pace;
pub mod random;
mod run;
pub mod self_test;
pub mod session;
pub mod train;
#[cfg(target_family = "wasm")]
mod web;
