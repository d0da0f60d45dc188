//! The network laid open: every weight with its statistics, and what each layer makes of an image.

mod numpy_text;
pub mod statistics;

use burn::tensor::{Device, Tensor};
use serde::Serialize;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::config::ModelConfig;
use crate::error::Result;
use crate::nn::model::LayerOutput;
use crate::nn::transfer::{images_to_device, read_all};
use crate::nn::{Model, Parameter};
use numpy_text::numpy_text;
use statistics::Statistics;

/// Weights or biases of one layer and what can be said of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct ParameterReport {
    /// Layer and kind, as in model files: `conv1.weight`.
    pub name: String,
    /// Size of each dimension, as in model files.
    pub shape: Vec<usize>,
    /// What the values are like.
    #[serde(flatten)]
    pub statistics: Statistics,
    /// The values as numpy prints them.
    pub text: String,
    /// The values, the last dimension changing fastest.
    #[serde(skip)]
    pub data: Vec<f32>,
}

/// What a layer makes of one image.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Activation {
    /// `conv1`, `pool`, `fc1`; `fc2` are the logits.
    pub name: String,
    /// Height, width, channels; or units.
    pub shape: Vec<usize>,
    /// The values, the last dimension changing fastest, after ReLU where the layer has it.
    #[serde(skip)]
    pub data: Vec<f32>,
}

/// Every parameter, or those of one layer (`conv1`; none for a layer that there isn't).
///
/// # Errors
/// `device-lost` when the read fails.
pub async fn weights(
    model: &Model,
    config: &ModelConfig,
    layer: Option<&str>,
) -> Result<Vec<ParameterReport>> {
    let parameters = model.parameters(config, layer).await?;
    Ok(parameters.into_iter().map(parameter_report).collect())
}

fn parameter_report(parameter: Parameter) -> ParameterReport {
    let Parameter {
        name,
        shape,
        values,
    } = parameter;
    ParameterReport {
        statistics: Statistics::of(&values),
        text: numpy_text(&shape, &values),
        name,
        shape,
        data: values,
    }
}

/// What every layer makes of one image of 784 values, dropout off. All in one read.
///
/// # Errors
/// `device-lost` when the read fails.
pub async fn activations(
    model: &Model,
    image: Vec<f32>,
    device: &Device,
) -> Result<Vec<Activation>> {
    let (mut named, mut tensors) = (Vec::new(), Vec::new());
    model.forward_watched(images_to_device(image, device), &mut |name, output| {
        let (shape, tensor) = flattened(&output);
        named.push((name, shape));
        tensors.push(tensor);
    });
    let read = read_all(tensors).await?;
    let both = named.into_iter().zip(read);
    Ok(both
        .map(|((name, shape), data)| Activation { name, shape, data })
        .collect())
}

/// Shape without the batch, and the values of the one image in that order.
fn flattened(output: &LayerOutput<'_>) -> (Vec<usize>, Tensor<1>) {
    match output {
        LayerOutput::Maps(maps) => {
            let [_, height, width, channels] = maps.dims();
            let length = height * width * channels;
            (
                vec![height, width, channels],
                (*maps).clone().reshape([length]),
            )
        }
        LayerOutput::Units(units) => {
            let [_, count] = units.dims();
            (vec![count], (*units).clone().reshape([count]))
        }
    }
}
