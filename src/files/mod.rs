//! Files that leave and enter the tab: models and checkpoints. Knows neither burn nor the web.
//!
//! Both are safetensors (<https://huggingface.co/docs/safetensors>): a JSON header, then the
//! values, which Python reads with one call. A file from a stranger is bounded before it is
//! parsed, and refused with the reason before anything is changed.

pub mod checkpoint;
mod container;
mod eight_bit;
pub mod model;
mod names;

pub use checkpoint::Checkpoint;
pub use model::ModelFile;
