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
    /// A mini-batch gave no usable numbers: neither it nor any later one changed the model.
    #[error("in mini-batch {} {cause} with a learning rate of {learning_rate}, so training stopped before it", step + 1)]
    Diverged {
        /// Mini-batches trained before it. The weights are those after them.
        step: u32,
        /// What was no usable number.
        cause: Cause,
        /// That it was to be learned with.
        learning_rate: f32,
        /// It and the mini-batches after it that were drawn in vain.
        refused: u32,
    },
    /// The weights are numbers, but too large to compute with.
    #[error("{what} became {value}: the learning rate is too high")]
    Spoiled {
        /// What was to be read.
        what: &'static str,
        /// The value read.
        value: f32,
    },
}

/// What ends a training.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum Cause {
    /// The loss is not finite.
    #[error("the loss became {0}")]
    Loss(f32),
    /// The loss is, but a gradient is not, or its square would not be.
    #[error("the gradient grew beyond all numbers")]
    Gradient,
}

/// Characters of a longer text that a message shows, of its beginning and of its end.
const SHOWN: [usize; 2] = [200, 100];

/// A problem in words that may come from a stranger's file: not endless, and without characters that change how the
/// rest is shown.
pub(crate) fn shown(problem: String) -> String {
    let turns = |one: char| matches!(one, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let characters = problem
        .chars()
        .filter(|&one| !one.is_control() && !turns(one));
    let mut characters: Vec<char> = characters.collect();
    let [first, last] = SHOWN;
    if characters.len() > first + last {
        characters.splice(first..characters.len() - last, ['…']);
    }
    characters.into_iter().collect()
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
            field: shown(field.into()),
            found: shown(found.into()),
            wanted: wanted.into(),
        }
    }

    /// A malformed data file.
    pub(crate) fn bad_data(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::BadData {
            file: shown(file.into()),
            problem: shown(problem.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_a_file_is_shown_shortly_and_plainly() {
        assert_eq!(
            shown("a tensor \"é\" too many".into()),
            "a tensor \"é\" too many"
        );
        assert_eq!(shown("gpj\u{202e}.\u{7}\u{0}\n\u{2028}x".into()), "gpj.x");
        assert_eq!(shown("é".repeat(300)), "é".repeat(300));
        let long = shown(format!("{} at the end", "é".repeat(10_000)));
        assert_eq!(long.chars().count(), 301);
        assert!(long.starts_with("éé") && long.ends_with("é at the end"));
    }
}
