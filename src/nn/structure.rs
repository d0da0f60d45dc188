//! The layers of a network as a table: shapes and parameter counts, from the settings alone.

use serde::Serialize;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use super::model::{KERNEL_SIDE, feature_count, map_sides};
use crate::config::{CLASSES, IMAGE_SIDE, ModelConfig};

/// One layer of the network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct LayerReport {
    /// What it is, in words.
    pub name: String,
    /// Shape of its output for one image: height, width, channels; or units.
    pub output: Vec<usize>,
    /// Trainable numbers in it.
    pub parameters: usize,
}

/// Every layer in order, the input first. Output shapes are height, width, channels.
pub fn layers(config: &ModelConfig, dropout: [f32; 2]) -> Vec<LayerReport> {
    let mut table = Table(Vec::new());
    let sides = map_sides(config);
    table.add("input, pixels / 255", vec![IMAGE_SIDE, IMAGE_SIDE, 1], 0);
    let mut channels = 1;
    for (&filters, &side) in config.filters.iter().zip(&sides) {
        let filters = filters as usize;
        let parameters = (KERNEL_SIDE * KERNEL_SIDE * channels + 1) * filters;
        let name = format!("conv 3x3, {filters} filters, ReLU");
        table.add(name, vec![side, side, filters], parameters);
        channels = filters;
    }
    if let Some(&side) = sides.last() {
        table.add("max pool 2x2", vec![side, side, channels], 0);
        let name = format!("dropout {}", dropout[0]);
        table.add(name, vec![side, side, channels], 0);
    }
    let (features, units) = (feature_count(config), config.dense_units as usize);
    table.add("flatten", vec![features], 0);
    let name = format!("dense {units}, ReLU");
    table.add(name, vec![units], (features + 1) * units);
    table.add(format!("dropout {}", dropout[1]), vec![units], 0);
    table.add(
        format!("dense {CLASSES}, softmax"),
        vec![CLASSES],
        (units + 1) * CLASSES,
    );
    table.0
}

struct Table(Vec<LayerReport>);

impl Table {
    fn add(&mut self, name: impl Into<String>, output: Vec<usize>, parameters: usize) {
        self.0.push(LayerReport {
            name: name.into(),
            output,
            parameters,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_network_has_the_published_parameter_counts() {
        let table = layers(&ModelConfig::default(), [0.5, 0.5]);
        let counts: Vec<usize> = table.iter().map(|layer| layer.parameters).collect();
        assert_eq!(counts, [0, 320, 18_496, 0, 0, 0, 1_179_776, 0, 1_290]);
        assert_eq!(counts.iter().sum::<usize>(), 1_199_882);
        let shapes: Vec<&[usize]> = table.iter().map(|layer| layer.output.as_slice()).collect();
        assert_eq!(shapes[2], [24, 24, 64]);
        assert_eq!(shapes[3], [12, 12, 64]);
        assert_eq!(shapes[5], [9216]);
    }

    #[test]
    fn a_network_without_convolutions_has_no_pool() {
        let config = ModelConfig {
            filters: vec![],
            dense_units: 32,
        };
        let table = layers(&config, [0.5, 0.25]);
        let names: Vec<&str> = table.iter().map(|layer| layer.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "input, pixels / 255",
                "flatten",
                "dense 32, ReLU",
                "dropout 0.25",
                "dense 10, softmax"
            ]
        );
        assert_eq!(table[2].parameters, 785 * 32);
    }
}
