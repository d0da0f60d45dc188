//! The parameters by name, as the outside sees them: PyTorch's names and layouts.
//!
//! Convolutions are `conv1`, `conv2`, `conv3`: `[filters, channels, 3, 3]`; dense layers are `fc1`
//! and `fc2`: `[outputs, inputs]`. The model keeps the matrices that `model.rs` describes.

use burn::tensor::{Device, Gradients, Tensor};

use super::model::{KERNEL_SIDE, Model, feature_count};
use super::transfer::read_all;
use crate::config::{CLASSES, ModelConfig};
use crate::error::Result;

/// Weights or biases of one layer, on the host.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Layer and kind, `conv1.weight`.
    pub name: String,
    /// Size of each dimension.
    pub shape: Vec<usize>,
    /// The values, the last dimension changing fastest.
    pub values: Vec<f32>,
}

/// Name and shape of every parameter of a network, in the order of the layers.
pub fn shapes(config: &ModelConfig) -> Vec<(String, Vec<usize>)> {
    let mut shapes = Vec::new();
    let mut add = |layer: String, weight: Vec<usize>| {
        let bias = vec![weight[0]];
        shapes.push((format!("{layer}.weight"), weight));
        shapes.push((format!("{layer}.bias"), bias));
    };
    let mut channels = 1;
    for (number, &filters) in (1..).zip(&config.filters) {
        let filters = filters as usize;
        let shape = vec![filters, channels, KERNEL_SIDE, KERNEL_SIDE];
        add(format!("conv{number}"), shape);
        channels = filters;
    }
    let units = config.dense_units as usize;
    add("fc1".into(), vec![units, feature_count(config)]);
    add("fc2".into(), vec![CLASSES, units]);
    shapes
}

impl Model {
    /// A network with these parameters, which must have the [`shapes`] of `config` in that order.
    pub fn from_parameters(
        config: &ModelConfig,
        parameters: &[Parameter],
        device: &Device,
    ) -> Self {
        let layers = parameters.chunks(2).map(|layer| {
            let (weight, bias) = (&layer[0], &layer[1]);
            let values = match weight.shape[..] {
                [outputs, inputs] => &transposed(&weight.values, outputs, inputs),
                _ => &weight.values,
            };
            join_rows(values, &bias.values, &weight.shape)
        });
        debug_assert_eq!(parameters.len(), shapes(config).len());
        Self::from_rows(layers.collect(), device)
    }

    /// Reads every parameter, or those of one layer (`conv1`).
    ///
    /// # Errors
    /// `device-lost` when the read fails.
    pub async fn parameters(
        &self,
        config: &ModelConfig,
        layer: Option<&str>,
    ) -> Result<Vec<Parameter>> {
        let mut layers = named_layers(config);
        let mut tensors = self.layers();
        if let Some(wanted) = layer {
            let place = layers.iter().position(|layer| layer.is_called(wanted));
            let range = place.map_or(0..0, |place| place..place + 1);
            (layers, tensors) = (
                layers.drain(range.clone()).collect(),
                tensors.drain(range).collect(),
            );
        }
        read_named(layers, tensors).await
    }

    /// Reads the gradient of every parameter in the same form; zeros where there is none.
    ///
    /// # Errors
    /// `device-lost` when the read fails.
    pub async fn gradients(
        &self,
        config: &ModelConfig,
        gradients: &Gradients,
    ) -> Result<Vec<Parameter>> {
        let tensors = self.layers().into_iter().map(|tensor| {
            let gradient = tensor.grad(gradients);
            gradient.unwrap_or_else(|| tensor.inner().zeros_like())
        });
        read_named(named_layers(config), tensors.collect()).await
    }
}

/// Names and shapes of weights and biases of one layer.
struct NamedLayer {
    weight: (String, Vec<usize>),
    bias: (String, Vec<usize>),
}

impl NamedLayer {
    fn is_called(&self, name: &str) -> bool {
        let layer = self.weight.0.split_once('.');
        layer.is_some_and(|(layer, _)| layer == name)
    }
}

fn named_layers(config: &ModelConfig) -> Vec<NamedLayer> {
    let mut shapes = shapes(config).into_iter();
    let mut layers = Vec::new();
    while let (Some(weight), Some(bias)) = (shapes.next(), shapes.next()) {
        layers.push(NamedLayer { weight, bias });
    }
    layers
}

/// Weights and biases of each layer, in one read.
async fn read_named(layers: Vec<NamedLayer>, tensors: Vec<Tensor<2>>) -> Result<Vec<Parameter>> {
    let flat = tensors.into_iter().map(|tensor| {
        let [rows, columns] = tensor.dims();
        tensor.reshape([rows * columns])
    });
    let read = read_all(flat.collect()).await?;
    let mut parameters = Vec::new();
    for (NamedLayer { weight, bias }, rows) in layers.into_iter().zip(read) {
        let (mut weights, biases) = split_rows(&rows, &weight.1);
        if let [outputs, inputs] = weight.1[..] {
            weights = transposed(&weights, inputs, outputs);
        }
        for ((name, shape), values) in [(weight, weights), (bias, biases)] {
            parameters.push(Parameter {
                name,
                shape,
                values,
            });
        }
    }
    Ok(parameters)
}

/// The matrix of a layer, with its shape. The weights are `[filters, channels, 3, 3]` or `[inputs, outputs]`;
/// `shape` is the named one.
pub(super) fn join_rows(
    weights: &[f32],
    biases: &[f32],
    shape: &[usize],
) -> (Vec<f32>, [usize; 2]) {
    let outputs = shape[0];
    let inputs: usize = shape[1..].iter().product();
    let mut rows = match shape.len() {
        4 => by_tap(weights, shape),
        _ => weights.to_vec(),
    };
    rows.extend(biases);
    (rows, [inputs + 1, outputs])
}

/// The opposite of [`join_rows`]: weights and biases.
pub(super) fn split_rows(rows: &[f32], shape: &[usize]) -> (Vec<f32>, Vec<f32>) {
    let (weights, biases) = rows.split_at(rows.len() - shape[0]);
    let weights = match shape.len() {
        4 => by_filter(weights, shape),
        _ => weights.to_vec(),
    };
    (weights, biases.to_vec())
}

/// `[filters, channels, 3, 3]` -> `[3, 3, channels, filters]`.
fn by_tap(weights: &[f32], shape: &[usize]) -> Vec<f32> {
    let (filters, channels) = (shape[0], shape[1]);
    let taps = transposed(weights, filters * channels, KERNEL_SIDE * KERNEL_SIDE);
    let of_tap = taps.chunks(filters * channels);
    of_tap
        .flat_map(|tap| transposed(tap, filters, channels))
        .collect()
}

/// `[3, 3, channels, filters]` -> `[filters, channels, 3, 3]`.
fn by_filter(rows: &[f32], shape: &[usize]) -> Vec<f32> {
    let (filters, channels) = (shape[0], shape[1]);
    let of_tap = rows.chunks(filters * channels);
    let taps: Vec<f32> = of_tap
        .flat_map(|tap| transposed(tap, channels, filters))
        .collect();
    transposed(&taps, KERNEL_SIDE * KERNEL_SIDE, filters * channels)
}

/// Rows and columns of a `[rows, columns]` matrix exchanged.
fn transposed(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let column = |column: usize| (0..rows).map(move |row| values[row * columns + column]);
    (0..columns).flat_map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_shapes_are_those_of_pytorch() {
        let found = shapes(&ModelConfig::default());
        let wanted: [(&str, &[usize]); 8] = [
            ("conv1.weight", &[32, 1, 3, 3]),
            ("conv1.bias", &[32]),
            ("conv2.weight", &[64, 32, 3, 3]),
            ("conv2.bias", &[64]),
            ("fc1.weight", &[128, 9216]),
            ("fc1.bias", &[128]),
            ("fc2.weight", &[10, 128]),
            ("fc2.bias", &[10]),
        ];
        assert_eq!(found.len(), wanted.len());
        for ((name, shape), wanted) in found.iter().zip(wanted) {
            assert_eq!((name.as_str(), shape.as_slice()), wanted);
        }
    }

    #[test]
    fn the_matrix_of_a_convolution_is_by_tap_and_channel() {
        let shape = [2, 3, 3, 3];
        let weights: Vec<f32> = (0..54u8).map(f32::from).collect();
        let (rows, dims) = join_rows(&weights, &[60.0, 61.0], &shape);
        assert_eq!(dims, [28, 2]);
        // Filter 1, channel 2, tap 5: row 5 * 3 + 2.
        assert_eq!(rows[(5 * 3 + 2) * 2 + 1], weights[(3 + 2) * 9 + 5]);
        assert_eq!(rows[27 * 2..], [60.0, 61.0]);
        assert_eq!(split_rows(&rows, &shape), (weights, vec![60.0, 61.0]));
    }

    #[test]
    fn a_matrix_is_transposed() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(transposed(&values, 2, 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
