//! Initial weights: Glorot-uniform, as Keras draws them, from our own generator.

use burn::module::Param;
use burn::tensor::{Device, Tensor, TensorData};

use crate::random::{Purpose, Stream};

/// Weights uniform in ±sqrt(6 / (`fan_in` + `fan_out`)) (X. Glorot and Y. Bengio, AISTATS 2010).
///
/// `index` is the layer's place in the model: each has numbers of its own, so that a change of
/// one layer's size leaves the other layers as they were.
pub fn glorot_uniform<const D: usize>(
    shape: [usize; D],
    [fan_in, fan_out]: [usize; 2],
    seed: u32,
    index: u32,
    device: &Device,
) -> Param<Tensor<D>> {
    let limit = (6.0 / (fan_in + fan_out) as f32).sqrt();
    let mut stream = Stream::new(seed, Purpose::Weights, index, 0);
    let count = shape.iter().product();
    let values: Vec<f32> = (0..count)
        .map(|_| (2.0 * stream.next_f32() - 1.0) * limit)
        .collect();
    Param::from_data(TensorData::new(values, shape), device)
}

/// Zeros, for a bias of `size` values.
pub fn zeros(size: usize, device: &Device) -> Param<Tensor<1>> {
    Param::from_data(TensorData::new(vec![0.0f32; size], [size]), device)
}
