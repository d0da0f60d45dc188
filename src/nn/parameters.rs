//! The parameters by name, as the outside sees them: PyTorch's names and layouts.
//!
//! Convolutions are `conv1`, `conv2`, `conv3`: `[filters, channels, 3, 3]`; dense layers are `fc1`
//! and `fc2`: `[outputs, inputs]`, where burn keeps `[inputs, outputs]`.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Device, Gradients, Tensor, TensorData};

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
        // The weights that a seed would give are replaced at once.
        let given = parameters.iter();
        Self::new(config, 0, device).map(&mut Replace { given, device })
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
        let mut flatten = Flatten::default();
        self.visit(&mut flatten);
        flatten.read(config, layer).await
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
        let mut flatten = Flatten {
            gradients: Some(gradients),
            ..Default::default()
        };
        self.visit(&mut flatten);
        flatten.read(config, None).await
    }
}

/// Puts given values in the place of the parameters.
struct Replace<'a> {
    given: std::slice::Iter<'a, Parameter>,
    device: &'a Device,
}

impl ModuleMapper for Replace<'_> {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(given) = self.given.next() else {
            return parameter;
        };
        let shape = parameter.dims();
        let values = match D {
            2 => transposed(&given.values, shape[1], shape[0]),
            _ => given.values.clone(),
        };
        Param::from_data(TensorData::new(values, shape), self.device)
    }
}

/// Collects the parameters, or their gradients, as burn keeps them.
#[derive(Default)]
struct Flatten<'a> {
    gradients: Option<&'a Gradients>,
    tensors: Vec<Tensor<1>>,
}

impl ModuleVisitor for Flatten<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let tensor = parameter.val();
        let length: usize = tensor.dims().iter().product();
        let wanted = match self.gradients {
            Some(gradients) => tensor.grad(gradients),
            None => Some(tensor.clone()),
        };
        let wanted = wanted.unwrap_or_else(|| tensor.inner().zeros_like());
        self.tensors.push(wanted.reshape([length]));
    }
}

impl Flatten<'_> {
    async fn read(self, config: &ModelConfig, layer: Option<&str>) -> Result<Vec<Parameter>> {
        let named = shapes(config).into_iter().zip(self.tensors);
        let is_wanted = |name: &str| {
            layer.is_none_or(|layer| name.split_once('.').is_some_and(|(of, _)| of == layer))
        };
        let (named, tensors): (Vec<_>, Vec<_>) =
            named.filter(|((name, _), _)| is_wanted(name)).unzip();
        let read = read_all(tensors).await?;
        let parameters = named.into_iter().zip(read);
        Ok(parameters
            .map(|((name, shape), values)| Parameter {
                values: match shape[..] {
                    [outputs, inputs] => transposed(&values, inputs, outputs),
                    _ => values,
                },
                name,
                shape,
            })
            .collect())
    }
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
    fn a_matrix_is_transposed() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(transposed(&values, 2, 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
