//! Everything that can go wrong, with one stable word per failure.
//!
//! Messages name the thing, the value found and the value wanted. The page turns
//! [`Error::code`] into a sentence for people; nothing here knows of the page.

use thiserror::Error;

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that the caller can tell apart by [`code`](Error::code).
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// There is no WebGPU, or no adapter behind it.
    #[error("no WebGPU adapter: {reason}")]
    NoWebGpu {
        /// What the browser or driver said.
        reason: String,
    },
    /// There is an adapter, but it can't train.
    #[error("the GPU adapter can't be used: {reason}")]
    AdapterRejected {
        /// What the adapter lacks, or what failed while opening it.
        reason: String,
    },
    /// The GPU went away, or an operation on it failed.
    #[error("the GPU stopped working: {reason}")]
    DeviceLost {
        /// What the driver said.
        reason: String,
    },
    /// The device has no memory left.
    #[error("out of memory: {reason}")]
    OutOfMemory {
        /// What could not be allocated.
        reason: String,
    },
    /// A data file is not what it claims to be.
    #[error("{file}: {problem}")]
    BadData {
        /// File or shard that was read.
        file: String,
        /// What is wrong, with the value found and the value wanted.
        problem: String,
    },
    /// An image given for prediction has the wrong form.
    #[error("image: {problem}")]
    BadImage {
        /// What is wrong, with the value found and the value wanted.
        problem: String,
    },
    /// A setting is outside its range, of the wrong type, or unknown.
    #[error("{field} is {found}, but must be {wanted}")]
    BadConfig {
        /// Name of the setting as the page writes it (`batchSize`).
        field: String,
        /// The value given.
        found: String,
        /// What is allowed.
        wanted: String,
    },
    /// The GPU computes something else than the CPU.
    #[error("the GPU miscalculates: {reason}")]
    SelfTestFailed {
        /// Which number, what it is and what it should be.
        reason: String,
    },
    /// A file is not a model that can be used here.
    #[error("model file: {problem}")]
    BadModel {
        /// What is wrong, with the value found and the value wanted.
        problem: String,
    },
    /// A file is not a checkpoint that can be continued here.
    #[error("checkpoint: {problem}")]
    BadCheckpoint {
        /// What is wrong, with the value found and the value wanted.
        problem: String,
    },
    /// The loss is no longer a number.
    #[error("the loss became {loss} at step {step}: the learning rate is too high")]
    Diverged {
        /// Mini-batches trained when it was noticed.
        step: u32,
        /// The value read.
        loss: f32,
    },
    /// The last update made weights that are no numbers, though its loss still was one.
    #[error("the weights became {value}: the learning rate is too high")]
    Spoiled {
        /// The value read.
        value: f32,
    },
}

impl Error {
    /// One stable word per failure; bloggers, tests and the page rely on it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoWebGpu { .. } => "no-webgpu",
            Self::AdapterRejected { .. } => "adapter-rejected",
            Self::DeviceLost { .. } => "device-lost",
            Self::OutOfMemory { .. } => "out-of-memory",
            Self::BadData { .. } => "bad-data",
            Self::BadImage { .. } => "bad-image",
            Self::BadConfig { .. } => "bad-config",
            Self::SelfTestFailed { .. } => "self-test-failed",
            Self::BadModel { .. } => "bad-model",
            Self::BadCheckpoint { .. } => "bad-checkpoint",
            Self::Diverged { .. } | Self::Spoiled { .. } => "diverged",
        }
    }

    /// A setting that can't be.
    pub(crate) fn bad_config(
        field: impl Into<String>,
        found: impl Into<String>,
        wanted: impl Into<String>,
    ) -> Self {
        Self::BadConfig {
            field: field.into(),
            found: found.into(),
            wanted: wanted.into(),
        }
    }

    /// A malformed data file.
    pub(crate) fn bad_data(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::BadData {
            file: file.into(),
            problem: problem.into(),
        }
    }
}
