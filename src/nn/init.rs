//! Initial weights: Glorot-uniform, as Keras draws them, from our own generator.

use super::model::KERNEL_SIDE;
use super::parameters::{join_rows, shapes};
use crate::config::ModelConfig;
use crate::random::{Purpose, Stream};

/// The matrix of each layer of a new network, biases zero.
pub fn initial_rows(config: &ModelConfig, seed: u32) -> Vec<(Vec<f32>, [usize; 2])> {
    let shapes = shapes(config);
    let layers = (0..).zip(shapes.chunks(2));
    let rows = layers.map(|(index, layer)| {
        let shape = &layer[0].1;
        let area = if shape.len() == 4 {
            KERNEL_SIDE * KERNEL_SIDE
        } else {
            1
        };
        let fans = [shape[1] * area, shape[0] * area];
        let weights = glorot_uniform(fans, shape.iter().product(), seed, index);
        join_rows(&weights, &vec![0.0; shape[0]], shape)
    });
    rows.collect()
}

/// Weights uniform in ±sqrt(6 / (inputs + outputs)) (X. Glorot and Y. Bengio, AISTATS 2010).
///
/// `index` is the layer's place in the model: each has numbers of its own, so that a change of
/// one layer's size leaves the other layers as they were.
fn glorot_uniform([inputs, outputs]: [usize; 2], count: usize, seed: u32, index: u32) -> Vec<f32> {
    let limit = (6.0 / (inputs + outputs) as f32).sqrt();
    let mut stream = Stream::new(seed, Purpose::Weights, index, 0);
    let draws = (0..count).map(|_| (2.0 * stream.next_f32() - 1.0) * limit);
    draws.collect()
}
