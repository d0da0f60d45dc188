//! The GPU side: hand-written WGSL, launched through CubeCL like burn's own kernels.
//!
//! Kernels stay within what every WebGPU adapter has: 256 invocations and 16 KiB of workgroup memory, eight
//! storage buffers, no subgroups. Shapes are uniforms and not constants, so that a kernel is
//! compiled once, whatever network or batch size it is used for.

mod convolution;
mod dense;
mod launch;
mod loss;
pub mod peak;
pub mod profile;
mod sources;
mod update;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_wgpu::{CubeBackend, CubeTensor, into_contiguous};

use self::launch::{Words, empty_floats, empty_integers, launch};
use super::passes::LayerGradients;
use super::{Activation, DropoutKey, KernelGroup, Kernels, Passes, Update, plain};
use crate::config::IMAGE_PIXELS;

use sources::Source;

/// Pooling as ours or as burn's, whichever has done it.
#[derive(Debug, Clone)]
pub enum Pooled {
    /// Which pixel of each window was the largest: a byte each, as `wgsl/convolution_pool.wgsl` packs them.
    Places(Box<CubeTensor>),
    /// What burn knows of it.
    Plain(Box<plain::Pooled<CubeBackend>>),
}

impl Kernels for CubeBackend {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = into_contiguous(x);
        let length = x.meta.num_elements();
        let output = empty_floats(&x, x.meta.shape().clone());
        let words = Words::new().key(key).number(length);
        let groups = length.div_ceil(4 * 256);
        launch(Source::DROPOUT, [groups, 1, 1], &[&x, &output], words);
        output
    }

    fn convolve(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        Self::convolution(x, parameters)
    }

    fn convolve_and_pool(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> FloatTensor<Self> {
        Self::pooled_convolution(x, parameters, key).0
    }

    fn connect(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self> {
        Self::dense(x, parameters, activation)
    }

    fn classify(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        sums: FloatTensor<Self>,
        smoothing: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        Self::cross_entropy(logits, labels, sums, smoothing)
    }

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
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let gradients = [gradient_0, gradient_1, gradient_2, gradient_3, gradient_4];
        match KernelGroup::Update.is_ours() {
            true => update::update(
                parameters,
                &gradients[..update.layers.len()],
                state,
                sums,
                &update,
            ),
            false => plain::update::<Self>(parameters, gradients, state, sums, &update),
        }
    }

    fn gather(
        images: IntTensor<Self>,
        labels: IntTensor<Self>,
        order: IntTensor<Self>,
        first: usize,
        count: usize,
    ) -> (FloatTensor<Self>, IntTensor<Self>) {
        let batch = empty_floats(&images, [count, IMAGE_PIXELS].into());
        let batch_labels = empty_integers(&images, [count].into());
        let groups = (count * IMAGE_PIXELS / 4).div_ceil(64);
        let tensors = [&images, &labels, &order, &batch, &batch_labels];
        let words = Words::new().number(first).number(count);
        launch(Source::GATHER, [groups, 1, 1], &tensors, words);
        (batch, batch_labels)
    }
}

impl Passes for CubeBackend {
    type Pooled = Pooled;

    fn convolution(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        match convolution::fits(&x, &parameters) {
            true => convolution::forward(x, parameters),
            false => plain::convolution::<Self>(x, parameters),
        }
    }

    fn convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        match convolution::fits_gradients(&x, &parameters, wants_x) {
            true => convolution::gradients(x, parameters, y, gradient, wants_x),
            false => plain::convolution_gradients::<Self>(x, parameters, y, gradient, wants_x),
        }
    }

    fn pooled_convolution(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> (FloatTensor<Self>, Self::Pooled) {
        if convolution::fits_pooled(&x, &parameters) {
            let (y, places) = convolution::pooled_forward(x, parameters, key);
            return (y, Pooled::Places(Box::new(places)));
        }
        let (y, pooled) = plain::pooled_convolution::<Self>(x, parameters, key);
        (y, Pooled::Plain(Box::new(pooled)))
    }

    fn pooled_convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        pooled: Self::Pooled,
        gradient: FloatTensor<Self>,
        key: DropoutKey,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        match pooled {
            Pooled::Places(places) => {
                convolution::pooled_gradients(x, parameters, *places, gradient, key, wants_x)
            }
            Pooled::Plain(pooled) => plain::pooled_convolution_gradients::<Self>(
                x, parameters, *pooled, gradient, key, wants_x,
            ),
        }
    }

    fn dense(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self> {
        match KernelGroup::Dense.is_ours() {
            true => dense::forward(x, parameters, activation),
            false => plain::dense::<Self>(x, parameters, activation),
        }
    }

    fn dense_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Activation,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        match KernelGroup::Dense.is_ours() {
            true => dense::gradients(x, parameters, y, gradient, activation, wants_x),
            false => {
                plain::dense_gradients::<Self>(x, parameters, y, gradient, activation, wants_x)
            }
        }
    }

    fn cross_entropy(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        sums: FloatTensor<Self>,
        smoothing: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        match KernelGroup::Loss.is_ours() {
            true => loss::forward(logits, labels, sums, smoothing),
            false => plain::cross_entropy::<Self>(logits, labels, sums, smoothing),
        }
    }

    fn cross_entropy_gradient(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        gradient: FloatTensor<Self>,
        smoothing: f32,
    ) -> FloatTensor<Self> {
        match KernelGroup::Loss.is_ours() {
            true => loss::gradient(logits, labels, gradient, smoothing),
            false => plain::cross_entropy_gradient::<Self>(logits, labels, gradient, smoothing),
        }
    }
}
