//! Which of our kernels a GPU uses; stock burn does the rest.
//!
//! For finding out what a kernel is worth, and for telling a wrong kernel from a wrong driver. It
//! holds for the whole process, as the one GPU device does.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use serde::{Deserialize, Serialize};

/// Kernels that are switched together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum KernelGroup {
    /// Convolutions and the pool behind them, forward and backward.
    Convolution = 1,
    /// Dense layers, forward and backward.
    Dense = 2,
    /// Softmax, cross-entropy and hits.
    Loss = 4,
    /// The optimiser's update.
    Update = 8,
    /// Mini-batches out of the data set on the GPU.
    Gather = 16,
}

impl KernelGroup {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Convolution,
        Self::Dense,
        Self::Loss,
        Self::Update,
        Self::Gather,
    ];

    /// Whether our kernels are used.
    pub fn is_ours(self) -> bool {
        LEFT_TO_BURN.load(Ordering::Relaxed) & self as u8 == 0
    }
}

static LEFT_TO_BURN: AtomicU8 = AtomicU8::new(0);

/// From now on burn's own operations stand in for these kernels, and ours do the rest.
pub fn leave_to_burn(groups: &[KernelGroup]) {
    let bits = groups.iter().fold(0, |bits, &group| bits | group as u8);
    LEFT_TO_BURN.store(bits, Ordering::Relaxed);
}

static IS_SOFTWARE: AtomicBool = AtomicBool::new(false);

/// Whether the GPU is a processor that plays one: some kernels are then written another way.
#[cfg(feature = "webgpu")]
pub fn is_software() -> bool {
    IS_SOFTWARE.load(Ordering::Relaxed)
}

/// From now on kernels are those for such an adapter, or for real GPUs. To be told before the first of them.
pub fn set_software(is_software: bool) {
    IS_SOFTWARE.store(is_software, Ordering::Relaxed);
}
