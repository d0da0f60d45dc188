//! How many kernels have been made: a GPU's driver compiles each when it is first launched, which can take longer
//! than a hundred training steps.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// How far the making of a GPU's kernels is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelsMade {
    /// Of those, and of others that settings may ask for.
    pub done: usize,
    /// That training with the default settings takes.
    pub total: usize,
}

static MADE: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// How many have been launched so far in this process or wasm instance.
pub fn made() -> KernelsMade {
    let made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    KernelsMade {
        done: made.len(),
        total: TOTAL,
    }
}

/// Notes the launch of a kernel.
#[cfg(feature = "webgpu")]
pub(super) fn note(name: &'static str) {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.insert(name);
}

/// Kernels of a training step with the default settings.
const TOTAL: usize = 20;
