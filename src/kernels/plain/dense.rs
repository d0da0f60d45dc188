//! Dense layers.

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;

use super::super::passes::LayerGradients;
use super::super::{Activation, Kernels};
use super::split;

/// [`Passes::dense`](super::super::Passes::dense).
pub fn dense<B: Kernels>(
    x: FloatTensor<B>,
    parameters: FloatTensor<B>,
    activation: Activation,
) -> FloatTensor<B> {
    let (weight, bias) = split::<B>(parameters);
    let mut y = B::linear(x, weight, Some(bias));
    if activation.relu {
        y = B::relu(y);
    }
    match activation.dropout.drops() {
        true => B::dropout(y, activation.dropout),
        false => y,
    }
}

/// [`Passes::dense_gradients`](super::super::Passes::dense_gradients).
pub fn dense_gradients<B: Kernels>(
    x: FloatTensor<B>,
    parameters: FloatTensor<B>,
    y: FloatTensor<B>,
    mut gradient: FloatTensor<B>,
    activation: Activation,
    wants_x: bool,
) -> LayerGradients<B> {
    if activation.dropout.drops() {
        gradient = B::dropout(gradient, activation.dropout);
    }
    if activation.relu {
        gradient = B::relu_backward(y, gradient);
    }
    let (weight, bias) = split::<B>(parameters);
    let x_gradient = wants_x.then(|| B::linear_x_backward(weight, gradient.clone()));
    let weight = B::linear_weight_backward(x, gradient.clone());
    let [units] = bias.shape().dims();
    let bias = B::float_reshape(B::linear_bias_backward(gradient), Shape::new([1, units]));
    (x_gradient, B::float_cat(vec![weight, bias], 0))
}
