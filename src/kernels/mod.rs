//! Operations that burn lacks, as a backend extension: one trait, one implementation for the
//! CPU, one for the GPU, and the gradients on top of either.
//!
//! So far dropout. burn draws its masks from a process-global generator whose state can't be
//! read back; ours are a function of seed, step, layer and element, the same bits everywhere,
//! so that a run can be repeated and continued from seed and step alone.

mod autodiff;
#[cfg(feature = "cpu")]
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::{Backend, Dispatch, backend_extension, tensor::FloatTensor};
use burn::tensor::Tensor;

/// The mask of one dropout layer in one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DropoutKey {
    seed: u32,
    step: u32,
    layer: u32,
    /// An element is dropped when its 32 random bits are below this.
    threshold: u32,
    /// What the kept elements are multiplied by, so that the expected sum stays.
    scale: f32,
}

impl DropoutKey {
    /// The mask that drops a share of `rate` (0 up to, not including, 1).
    pub fn new(seed: u32, step: u32, layer: u32, rate: f32) -> Self {
        Self {
            seed,
            step,
            layer,
            threshold: (f64::from(rate) * 4_294_967_296.0) as u32,
            scale: 1.0 / (1.0 - rate),
        }
    }
}

/// Our operations on the tensors of one backend.
#[backend_extension(
    Cube: cfg(feature = "webgpu"),
    Flex: cfg(feature = "cpu"),
    Autodiff
)]
pub trait Kernels: Backend {
    /// Zero where the mask of `key` drops, `x` times the scale elsewhere. Its gradient is the
    /// same function of the output's gradient: the mask is drawn again instead of kept.
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self>;
}

/// Dropout of any tensor; element i of the flattened tensor takes the i-th decision of `key`.
pub fn dropout<const D: usize>(x: Tensor<D>, key: DropoutKey) -> Tensor<D> {
    if key.threshold == 0 {
        return x;
    }
    Tensor::from_dispatch(Dispatch::dropout(x.into_dispatch(), key))
}
