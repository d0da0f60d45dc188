//! Forward and backward passes of the layers on the tensors of one backend, without gradients being
//! recorded. Whatever a backend doesn't write itself is what [`super::plain`] says in stock burn.

use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Activation, DropoutKey, Kernels, plain};

/// Gradient of a layer's input, if it is wanted, and of its parameters.
pub type LayerGradients<B> = (Option<FloatTensor<B>>, FloatTensor<B>);

/// Images are `[batch, height, width, channels]`, their memory in whatever order. The parameters of a
/// convolution are `[9 channels + 1, filters]`: by tap (row, then column) and channel, the biases last;
/// those of a dense layer `[inputs + 1, units]`.
pub trait Passes: Kernels {
    /// What the backward pass of a pooled convolution needs to know of the forward pass.
    type Pooled: Clone + Send + std::fmt::Debug + 'static;

    /// 3x3 convolution, bias, ReLU: `[b, h, w, c]` -> `[b, h - 2, w - 2, f]`.
    fn convolution(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self>;

    /// Gradients of [`convolution`](Self::convolution), whose output was `y`.
    fn convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        wants_x: bool,
    ) -> LayerGradients<Self>;

    /// The same convolution, then 2x2 max pooling, then dropout:
    /// `[b, h, w, c]` -> `[b, (h - 2) / 2, (w - 2) / 2, f]`.
    fn pooled_convolution(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> (FloatTensor<Self>, Self::Pooled);

    /// Gradients of [`pooled_convolution`](Self::pooled_convolution).
    fn pooled_convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        pooled: Self::Pooled,
        gradient: FloatTensor<Self>,
        key: DropoutKey,
        wants_x: bool,
    ) -> LayerGradients<Self>;

    /// Dense layer: `[b, k]` -> `[b, n]`.
    fn dense(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self> {
        plain::dense::<Self>(x, parameters, activation)
    }

    /// Gradients of [`dense`](Self::dense), whose output was `y`.
    fn dense_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Activation,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        plain::dense_gradients::<Self>(x, parameters, y, gradient, activation, wants_x)
    }

    /// Mean cross-entropy with label smoothing `[1]`, and `sums` `[2]` increased by the summed
    /// cross-entropy without it and by the hits. `[b, 10]`, `[b]`.
    fn cross_entropy(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        sums: FloatTensor<Self>,
        smoothing: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        plain::cross_entropy::<Self>(logits, labels, sums, smoothing)
    }

    /// Gradient of that mean's logits, given the gradient of the mean `[1]`.
    fn cross_entropy_gradient(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        gradient: FloatTensor<Self>,
        smoothing: f32,
    ) -> FloatTensor<Self> {
        plain::cross_entropy_gradient::<Self>(logits, labels, gradient, smoothing)
    }
}
