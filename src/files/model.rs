//! A trained network as a file: `model.safetensors`, with PyTorch's names and layouts.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::container::{self, Stored};
use super::eight_bit;
use crate::config::{ModelConfig, TrainConfig};
use crate::error::{Error, Result, shown};
use crate::nn::Parameter;
use crate::nn::parameters::shapes;

/// Version of what we write beside the tensors.
const FORMAT_VERSION: u32 = 1;
/// Name of it among the file's metadata.
const KEY: &str = "fashion-trainer";
/// More bytes than the largest network that the settings allow takes.
pub const MOST_BYTES: usize = 96 << 20;

/// A network: its shape and all its parameters in the order of its layers.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    /// Shape of the network, found from the shapes of the tensors.
    pub model: ModelConfig,
    /// Every parameter, finite.
    pub parameters: Vec<Parameter>,
}

/// What we write beside the tensors. Other programs need not.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    format_version: u32,
    /// The settings that the network was trained with, for whoever reads the file.
    config: &'a TrainConfig,
}

/// What of it we read: the settings can be as large as the file, and nobody here needs them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    format_version: u32,
}

impl ModelFile {
    /// The file's bytes. The same parameters and settings give the same bytes.
    ///
    /// # Errors
    /// `bad-model` if a parameter's values and shape disagree, which is a bug.
    pub fn write(config: &TrainConfig, parameters: &[Parameter]) -> Result<Vec<u8>> {
        let header = Header {
            format_version: FORMAT_VERSION,
            config,
        };
        let text = serde_json::to_string(&header).map_err(|error| bad(error.to_string()))?;
        let tensors: Vec<Stored> = parameters.iter().map(Stored::f32).collect();
        container::write(KEY, text, &tensors).map_err(bad)
    }

    /// The same network, with weights of 8 bits, as a file of a quarter of the size.
    ///
    /// # Errors
    /// `bad-model` saying what is wrong with the file.
    pub fn shrunk(bytes: &[u8]) -> Result<Vec<u8>> {
        let parameters = Self::parse(bytes)?.parameters;
        let text = container::read(bytes, KEY, MOST_BYTES).map_err(bad)?.text;
        let bare = || format!("{{\"formatVersion\":{FORMAT_VERSION}}}");
        let tensors: Vec<Stored> = parameters.iter().flat_map(eight_bit::shrunk).collect();
        container::write(KEY, text.unwrap_or_else(bare), &tensors).map_err(bad)
    }

    /// Reads a file of ours, or of any program that uses the same names and layouts.
    ///
    /// # Errors
    /// `bad-model` saying what does not fit: not safetensors, cut short, larger than any network
    /// here, another format version, tensors missing or unknown, a wrong shape or type, a value
    /// that is not finite.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let file = container::read(bytes, KEY, MOST_BYTES).map_err(bad)?;
        if let Some(text) = &file.text {
            check_header(text)?;
        }
        let tensors = eight_bit::restored(file).map_err(bad)?;
        Self::from_tensors(tensors).map_err(bad)
    }

    /// Finds the network that the tensors are of.
    pub(super) fn from_tensors(
        mut tensors: HashMap<String, Parameter>,
    ) -> std::result::Result<Self, String> {
        let model = shape_of_network(&tensors)?;
        let mut parameters = Vec::new();
        for (name, wanted) in shapes(&model) {
            let tensor = tensors.remove(&name);
            let tensor = tensor.ok_or_else(|| format!("{name} is missing"))?;
            if tensor.shape != wanted {
                let found = &tensor.shape;
                return Err(format!(
                    "{name} has shape {found:?}, but must have {wanted:?}"
                ));
            }
            parameters.push(tensor);
        }
        match tensors.keys().min() {
            Some(name) => Err(format!("it has a tensor {name:?} that no layer here has")),
            None => Ok(Self { model, parameters }),
        }
    }
}

/// Filters and units, from the first dimension of each layer's weights.
fn shape_of_network(
    tensors: &HashMap<String, Parameter>,
) -> std::result::Result<ModelConfig, String> {
    let outputs = |name: &str| {
        let tensor = tensors.get(name)?;
        Some(tensor.shape.first().copied().unwrap_or(0))
    };
    let numbers = 1..=3;
    let filters = numbers.map_while(|number| outputs(&format!("conv{number}.weight")));
    let units = outputs("fc1.weight").ok_or("fc1.weight is missing")?;
    let config = TrainConfig {
        model: ModelConfig {
            filters: filters.map(saturated).collect(),
            dense_units: saturated(units),
        },
        ..TrainConfig::default()
    };
    config.validate().map_err(|error| error.to_string())?;
    Ok(config.model)
}

fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn check_header(text: &str) -> Result<()> {
    let header: Version = serde_json::from_str(text)
        .map_err(|error| bad(format!("its metadata {KEY:?} can't be read: {error}")))?;
    let found = header.format_version;
    if found != FORMAT_VERSION {
        return Err(bad(format!(
            "its format version is {found}, but must be {FORMAT_VERSION}"
        )));
    }
    Ok(())
}

fn bad(problem: String) -> Error {
    Error::BadModel {
        problem: shown(problem),
    }
}

#[cfg(test)]
mod tests;
