//! The layers of this network and its optimiser as operations of our own, as a backend extension: one trait,
//! one implementation for the GPU (`gpu/`, hand-written WGSL) and one for the CPU (`cpu/`), gradients on top
//! of either (`autodiff.rs`), and the same in stock burn (`plain/`) to be held to.
//!
//! Why not burn's own: its weight gradient of a convolution is one serial loop in a few GPU invocations,
//! a step is a hundred small dispatches, and its dropout can't be repeated. Here dropout is a function of seed,
//! step, layer and element, the same bits everywhere, so that a run can be continued from seed and step alone.

mod autodiff;
pub mod choice;
#[cfg(feature = "cpu")]
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;
mod made;
mod passes;
mod plain;
mod update;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

pub use choice::{KernelGroup, leave_to_burn};
#[cfg(feature = "cpu")]
pub use cpu::{IS_FUSED, rounds_once, threads};
#[cfg(feature = "webgpu")]
pub use gpu::{peak, profile};
pub use made::{KernelsMade, made};
pub use passes::Passes;
pub use update::{
    EPSILON, GUARD, LARGEST_GRADIENT, MEAN_SHARE, SQUARE_SHARE, Span, Update, UpdateRule, spans,
};

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
    /// Drops nothing.
    pub const NONE: Self = Self {
        seed: 0,
        step: 0,
        layer: 0,
        threshold: 0,
        scale: 1.0,
    };

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

    /// Whether any element can be dropped.
    fn drops(self) -> bool {
        self.threshold > 0
    }
}

/// What follows the sums of a dense layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activation {
    /// Whether negative sums become 0.
    pub relu: bool,
    /// The mask after that.
    pub dropout: DropoutKey,
}

impl Activation {
    /// The sums themselves.
    pub const NONE: Self = Self {
        relu: false,
        dropout: DropoutKey::NONE,
    };
}

/// Our operations on the tensors of one backend. [`Passes`] has the same with shapes, and their gradients.
#[backend_extension(
    Cube: cfg(feature = "webgpu"),
    Flex: cfg(feature = "cpu"),
    Autodiff
)]
pub trait Kernels: Backend {
    /// Zero where the mask of `key` drops, `x` times the scale elsewhere. Its gradient is the
    /// same function of the output's gradient: the mask is drawn again instead of kept.
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self>;

    /// 3x3 convolution, bias, ReLU.
    fn convolve(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self>;

    /// The same, then 2x2 max pooling and dropout.
    fn convolve_and_pool(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> FloatTensor<Self>;

    /// Dense layer.
    fn connect(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self>;

    /// Mean cross-entropy, and increased sums.
    fn classify(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        sums: FloatTensor<Self>,
        smoothing: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Parameters and state after `update`. The state is first every m, then every v, then the [`GUARD`], which
    /// `sums`, those of [`classify`](Self::classify), and the gradients may set. Of the gradients as many count as
    /// there are layers: an extension takes no lists of tensors. Not differentiable.
    #[allow(clippy::too_many_arguments)]
    fn update(
        parameters: FloatTensor<Self>,
        gradient_0: FloatTensor<Self>,
        gradient_1: FloatTensor<Self>,
        gradient_2: FloatTensor<Self>,
        gradient_3: FloatTensor<Self>,
        gradient_4: FloatTensor<Self>,
        state: FloatTensor<Self>,
        sums: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Images `first` to `first + count` of the order, as values from 0 to 1, and their labels.
    fn gather(
        images: IntTensor<Self>,
        labels: IntTensor<Self>,
        order: IntTensor<Self>,
        first: usize,
        count: usize,
    ) -> (FloatTensor<Self>, IntTensor<Self>);
}

/// Dropout of any tensor; element i of the flattened tensor takes the i-th decision of `key`.
pub fn dropout<const D: usize>(x: Tensor<D>, key: DropoutKey) -> Tensor<D> {
    if !key.drops() {
        return x;
    }
    Tensor::from_dispatch(Dispatch::dropout(x.into_dispatch(), key))
}

/// 3x3 convolution, bias and ReLU: `[b, h, w, c]`, `[9 c + 1, f]` -> `[b, h - 2, w - 2, f]`. The parameters
/// are by tap (row, then column) and channel; the last row are the biases.
pub fn convolve(x: Tensor<4>, parameters: Tensor<2>) -> Tensor<4> {
    let (x, parameters) = (x.into_dispatch(), parameters.into_dispatch());
    Tensor::from_dispatch(Dispatch::convolve(x, parameters))
}

/// The same, then 2x2 max pooling, then dropout: -> `[b, (h - 2) / 2, (w - 2) / 2, f]`; h and w are even.
pub fn convolve_and_pool(x: Tensor<4>, parameters: Tensor<2>, key: DropoutKey) -> Tensor<4> {
    let (x, parameters) = (x.into_dispatch(), parameters.into_dispatch());
    Tensor::from_dispatch(Dispatch::convolve_and_pool(x, parameters, key))
}

/// Dense layer: `[b, k]`, `[k + 1, n]` -> `[b, n]`. The last row of the parameters are the biases.
pub fn connect(x: Tensor<2>, parameters: Tensor<2>, activation: Activation) -> Tensor<2> {
    let (x, parameters) = (x.into_dispatch(), parameters.into_dispatch());
    Tensor::from_dispatch(Dispatch::connect(x, parameters, activation))
}

/// Mean cross-entropy with label smoothing, to be trained towards, and `sums` (cross-entropy without
/// smoothing, hits) increased by this mini-batch's: `[b, 10]`, `[b]`, `[2]` -> `[1]`, `[2]`.
pub fn classify(
    logits: Tensor<2>,
    labels: Tensor<1, Int>,
    sums: Tensor<1>,
    smoothing: f32,
) -> (Tensor<1>, Tensor<1>) {
    let (objective, sums) = Dispatch::classify(
        logits.into_dispatch(),
        labels.into_dispatch(),
        sums.into_dispatch(),
        smoothing,
    );
    (
        Tensor::from_dispatch(objective),
        Tensor::from_dispatch(sums),
    )
}

/// Most layers that [`update`] takes: with parameters, new parameters and state, their gradients are the eight
/// storage buffers that every WebGPU adapter has.
pub const MOST_LAYERS: usize = 5;

/// Parameters and state after one update, all layers' in one tensor, at the places that `update` says:
/// `[n]`, a gradient for each of one to [`MOST_LAYERS`] layers, `[2n + GUARD]`, `[2]` -> `[n]`, `[2n + GUARD]`, none
/// of them on a device that records gradients.
pub fn update(
    parameters: Tensor<1>,
    gradients: &[Tensor<1>],
    state: Tensor<1>,
    sums: Tensor<1>,
    update: Update,
) -> (Tensor<1>, Tensor<1>) {
    // Stand-ins for layers that there are not.
    let [first, second, third, fourth, fifth] = std::array::from_fn(|layer| {
        gradients[layer.min(gradients.len() - 1)]
            .clone()
            .into_dispatch()
    });
    let (parameters, state) = Dispatch::update(
        parameters.into_dispatch(),
        first,
        second,
        third,
        fourth,
        fifth,
        state.into_dispatch(),
        sums.into_dispatch(),
        update,
    );
    (
        Tensor::from_dispatch(parameters),
        Tensor::from_dispatch(state),
    )
}

/// A mini-batch out of a data set on the device: images of 196 words (784 bytes) each, `[n * 196]`, labels `[n]`,
/// their order `[m]` -> `[count, 784]`, `[count]`.
pub fn gather(
    images: Tensor<1, Int>,
    labels: Tensor<1, Int>,
    order: Tensor<1, Int>,
    first: usize,
    count: usize,
) -> (Tensor<2>, Tensor<1, Int>) {
    let (batch, batch_labels) = Dispatch::gather(
        images.into_dispatch(),
        labels.into_dispatch(),
        order.into_dispatch(),
        first,
        count,
    );
    (
        Tensor::from_dispatch(batch),
        Tensor::from_dispatch(batch_labels),
    )
}
