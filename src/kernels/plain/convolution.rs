//! Convolutions and the pool behind the last one.

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, TensorMetadata, get_or_init_device_settings};
use burn::tensor::Shape;
use burn::tensor::ops::ConvOptions;

use super::super::passes::LayerGradients;
use super::super::{DropoutKey, Kernels};
use super::split;

const KERNEL_AREA: usize = 9;

/// What burn knows of a pool: its input and its indices into that, channels first.
#[derive(Debug, Clone)]
pub struct Pooled<B: Backend> {
    /// `[batch, filters, height, width]`
    convolved: FloatTensor<B>,
    /// `[batch, filters, height / 2, width / 2]`
    indices: IntTensor<B>,
}

/// Channels first, without moving a value: burn's order of dimensions.
fn channels_first<B: Backend>(x: FloatTensor<B>) -> FloatTensor<B> {
    B::float_permute(x, &[0, 3, 1, 2])
}

fn channels_last<B: Backend>(x: FloatTensor<B>) -> FloatTensor<B> {
    B::float_permute(x, &[0, 2, 3, 1])
}

fn options() -> ConvOptions<2> {
    ConvOptions::new([1, 1], [0, 0], [1, 1], 1)
}

/// Weights of a convolution as burn wants them: `[9 c + 1, f]` -> `[f, c, 3, 3]`, `[f]`.
fn kernels<B: Backend>(parameters: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [count, filters] = parameters.shape().dims();
    let (weight, bias) = split::<B>(parameters);
    let weight = B::float_reshape(weight, Shape::new([3, 3, count / KERNEL_AREA, filters]));
    (B::float_permute(weight, &[3, 2, 0, 1]), bias)
}

/// Convolution, bias, ReLU; channels first.
fn convolved<B: Backend>(x: FloatTensor<B>, parameters: FloatTensor<B>) -> FloatTensor<B> {
    let (weight, bias) = kernels::<B>(parameters);
    B::relu(B::conv2d(x, weight, Some(bias), options()))
}

/// Gradients of [`convolved`]; all tensors channels first.
fn convolved_gradients<B: Backend>(
    x: FloatTensor<B>,
    parameters: FloatTensor<B>,
    y: FloatTensor<B>,
    gradient: FloatTensor<B>,
    wants_x: bool,
) -> LayerGradients<B> {
    let shape = parameters.shape();
    let [count, filters] = shape.dims();
    let (weight, bias) = kernels::<B>(parameters);
    let gradient = B::relu_backward(y, gradient);
    let x_gradient = wants_x.then(|| {
        channels_last::<B>(B::conv2d_x_backward(
            x.clone(),
            weight.clone(),
            gradient.clone(),
            options(),
        ))
    });
    let weight = B::conv2d_weight_backward(x.clone(), weight, gradient.clone(), options());
    let weight = B::float_permute(weight, &[2, 3, 1, 0]);
    let weight = B::float_reshape(weight, Shape::new([count - 1, filters]));
    let bias = B::conv2d_bias_backward(x, bias, gradient);
    let bias = B::float_reshape(bias, Shape::new([1, filters]));
    (x_gradient, B::float_cat(vec![weight, bias], 0))
}

/// [`Passes::convolution`](super::super::Passes::convolution).
pub fn convolution<B: Backend>(x: FloatTensor<B>, parameters: FloatTensor<B>) -> FloatTensor<B> {
    channels_last::<B>(convolved::<B>(channels_first::<B>(x), parameters))
}

/// [`Passes::convolution_gradients`](super::super::Passes::convolution_gradients).
pub fn convolution_gradients<B: Backend>(
    x: FloatTensor<B>,
    parameters: FloatTensor<B>,
    y: FloatTensor<B>,
    gradient: FloatTensor<B>,
    wants_x: bool,
) -> LayerGradients<B> {
    let [x, y, gradient] = [x, y, gradient].map(channels_first::<B>);
    convolved_gradients::<B>(x, parameters, y, gradient, wants_x)
}

/// [`Passes::pooled_convolution`](super::super::Passes::pooled_convolution).
pub fn pooled_convolution<B: Kernels>(
    x: FloatTensor<B>,
    parameters: FloatTensor<B>,
    key: DropoutKey,
) -> (FloatTensor<B>, Pooled<B>) {
    let convolved = convolved::<B>(channels_first::<B>(x), parameters);
    let settings = get_or_init_device_settings::<B>(&convolved.device());
    let pooled = B::max_pool2d_with_indices(
        convolved.clone(),
        [2, 2],
        [2, 2],
        [0, 0],
        [1, 1],
        false,
        settings.int_dtype,
    );
    let indices = pooled.indices;
    let y = channels_last::<B>(pooled.output);
    let y = if key.drops() { B::dropout(y, key) } else { y };
    (y, Pooled { convolved, indices })
}

/// [`Passes::pooled_convolution_gradients`](super::super::Passes::pooled_convolution_gradients).
pub fn pooled_convolution_gradients<B: Kernels>(
    x: FloatTensor<B>,
    parameters: FloatTensor<B>,
    Pooled { convolved, indices }: Pooled<B>,
    mut gradient: FloatTensor<B>,
    key: DropoutKey,
    wants_x: bool,
) -> LayerGradients<B> {
    if key.drops() {
        gradient = B::dropout(gradient, key);
    }
    let gradient = B::max_pool2d_with_indices_backward(
        convolved.clone(),
        [2, 2],
        [2, 2],
        [0, 0],
        [1, 1],
        false,
        channels_first::<B>(gradient),
        indices,
    );
    let x = channels_first::<B>(x);
    convolved_gradients::<B>(x, parameters, convolved, gradient.x_grad, wants_x)
}
