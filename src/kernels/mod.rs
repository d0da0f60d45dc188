//! Operations that burn lacks, as a backend extension: one trait, one implementation for the
//! CPU, one for the GPU, and the gradients on top of either.
//!
//! Dropout: burn draws its masks from a process-global generator whose state can't be read back;
//! ours are a function of seed, step, layer and element, the same bits everywhere, so that a run
//! can be repeated and continued from seed and step alone.
//!
//! The update of the weights: in one pass instead of a dozen, with a state that is a plain
//! tensor, so that it can be read asynchronously and saved.

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

/// One update of a parameter from its gradient g, without the numbers that are the same for all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// Which rule, with what it needs.
    pub rule: UpdateRule,
    /// L2 term: g is first increased by this times the parameter.
    pub l2: f32,
    /// Decoupled weight decay: the parameter is first multiplied by 1 - this.
    pub decay: f32,
}

/// How a parameter p follows its gradient g, given a state of two values m and v for each
/// element. Both are Keras' formulas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UpdateRule {
    /// m += 0.1 (g - m); v += 0.001 (g^2 - v); p -= `rate` m / (sqrt(v) + 1e-7).
    Adam {
        /// Learning rate times sqrt(1 - 0.999^t) / (1 - 0.9^t) in update t.
        rate: f32,
    },
    /// m = `momentum` m - `rate` g; p += m; v is not used.
    Momentum {
        /// Learning rate.
        rate: f32,
        /// Share of the step before that is repeated.
        momentum: f32,
    },
}

/// Share of a new gradient in Adam's mean gradient: 1 - beta1. The shares and not the betas,
/// since 1 - 0.999 has only half its digits in an f32.
pub const MEAN_SHARE: f32 = 0.1;
/// Share of a new squared gradient in Adam's mean squared gradient: 1 - beta2.
pub const SQUARE_SHARE: f32 = 0.001;
/// Keeps Adam from dividing by zero. Written again, like the shares, in `kernels/update.wgsl`.
pub const EPSILON: f32 = 1e-7;

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

    /// Parameter and state after `update`. The state is twice as long: first every m, then
    /// every v. Not differentiable.
    fn update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        state: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);
}

/// Dropout of any tensor; element i of the flattened tensor takes the i-th decision of `key`.
pub fn dropout<const D: usize>(x: Tensor<D>, key: DropoutKey) -> Tensor<D> {
    if key.threshold == 0 {
        return x;
    }
    Tensor::from_dispatch(Dispatch::dropout(x.into_dispatch(), key))
}

/// Parameter and state after one update. `[n]`, `[n]`, `[2n]` -> `[n]`, `[2n]`, none of them
/// on a device that records gradients.
pub fn update(
    parameter: Tensor<1>,
    gradient: Tensor<1>,
    state: Tensor<1>,
    update: Update,
) -> (Tensor<1>, Tensor<1>) {
    let (parameter, state) = Dispatch::update(
        parameter.into_dispatch(),
        gradient.into_dispatch(),
        state.into_dispatch(),
        update,
    );
    (
        Tensor::from_dispatch(parameter),
        Tensor::from_dispatch(state),
    )
}
