//! The layers in stock burn operations: what our kernels are held to, and what computes wherever one of
//! them is switched off or does not fit.

#[cfg(feature = "webgpu")]
mod convolution;
mod dense;
mod loss;
#[cfg(feature = "webgpu")]
mod update;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, TensorMetadata};
use burn::tensor::{Shape, Slice};

#[cfg(feature = "webgpu")]
pub use convolution::{
    Pooled, convolution, convolution_gradients, pooled_convolution, pooled_convolution_gradients,
};
pub use dense::{dense, dense_gradients};
pub use loss::{cross_entropy, cross_entropy_gradient};
#[cfg(feature = "webgpu")]
pub use update::update;

/// Rows of a matrix.
fn rows<B: Backend>(matrix: FloatTensor<B>, begin: usize, end: usize) -> FloatTensor<B> {
    B::float_slice(matrix, &[Slice::from(begin..end)])
}

/// Weights and biases: `[n + 1, m]` -> `[n, m]`, `[m]`.
fn split<B: Backend>(parameters: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [count, columns] = parameters.shape().dims();
    let bias = rows::<B>(parameters.clone(), count - 1, count);
    let bias = B::float_reshape(bias, Shape::new([columns]));
    (rows::<B>(parameters, 0, count - 1), bias)
}
