//! Bytes to images to mini-batches. Knows neither burn nor the web.

pub mod augment;
pub mod batch;
pub mod dataset;
pub mod drawing;
pub mod idx;
pub mod image;
pub mod manifest;
pub mod shard;
pub mod sketch;

pub use batch::{Batch, Batcher};
pub use dataset::Dataset;
pub use manifest::{Manifest, ShardEntry, Split};
pub use shard::Shard;

/// Names of the ten classes, in the order of the labels (the data set's own README).
pub const CLASS_NAMES: [&str; crate::config::CLASSES] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];
