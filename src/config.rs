//! Every setting with its default, its range and what it means.
//!
//! [`TrainConfig::validate`] is the only judge of a setting: the form, the URL, the attributes
//! and the command line all end here.

use serde::{Deserialize, Serialize};
use serde_json::Value;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::error::{Error, Result};

/// Side of an image in pixels.
pub const IMAGE_SIDE: usize = 28;
/// Pixels of an image.
pub const IMAGE_PIXELS: usize = IMAGE_SIDE * IMAGE_SIDE;
/// Kinds of clothing.
pub const CLASSES: usize = 10;

/// Shape of the network. The default is the one that the project is about: 1,199,882 parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct ModelConfig {
    /// Filters of each 3x3 convolution: none to three of them, 1 to 128 each. Default 32, 64.
    pub filters: Vec<u32>,
    /// Units of the hidden dense layer, 1 to 1024. Default 128.
    pub dense_units: u32,
}

impl Default for ModelConfig {
    fn default() -> Self {
        Self {
            filters: vec![32, 64],
            dense_units: 128,
        }
    }
}

/// All settings of a run. The names are those of the page (`batchSize`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct TrainConfig {
    /// Passes over the training images, 1 to 1000. Default 12.
    pub epochs: u32,
    /// Images in a mini-batch, 1 to 1024. Default 64.
    pub batch_size: u32,
    /// Step size of Adam, 1e-6 to 1. Default 0.001.
    pub learning_rate: f32,
    /// Decides initial weights, order of the images and dropout. Default 42.
    pub seed: u32,
    /// Training images used, 1 to 60,000: the first so many, class-balanced. Default all.
    pub train_size: u32,
    /// Share of activations dropped while training, 0 to 0.9: after the pool, and after the
    /// hidden layer. Default 0.5 and 0.5.
    pub dropout: [f32; 2],
    /// Shape of the network.
    #[serde(flatten)]
    pub model: ModelConfig,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            epochs: 12,
            batch_size: 64,
            learning_rate: 1e-3,
            seed: 42,
            train_size: 60_000,
            dropout: [0.5, 0.5],
            model: ModelConfig::default(),
        }
    }
}

impl TrainConfig {
    /// These settings with those of `partial` (an object) put over them, checked.
    ///
    /// # Errors
    /// `bad-config` naming the first field that is unknown, of the wrong type or out of range;
    /// `self` stays as it is.
    pub fn merged(&self, partial: &Value) -> Result<Self> {
        let Value::Object(changes) = partial else {
            return Err(bad("settings", partial, "an object"));
        };
        let mut merged = self.clone();
        for (field, value) in changes {
            merged = merged.with(field, value)?;
        }
        merged.validate()?;
        Ok(merged)
    }

    /// One field set. Field by field, so that a wrong type is blamed on the right one.
    fn with(&self, field: &str, value: &Value) -> Result<Self> {
        let mut all = serde_json::to_value(self)
            .map_err(|error| bad("settings", &Value::Null, &error.to_string()))?;
        match all.get_mut(field) {
            Some(place) => *place = value.clone(),
            None => return Err(bad(field, value, "a known setting")),
        }
        serde_json::from_value(all).map_err(|_| bad(field, value, wanted(field)))
    }

    /// Checks every range.
    ///
    /// # Errors
    /// `bad-config` naming the first field out of range, its value and the range.
    pub fn validate(&self) -> Result<()> {
        let check = |field: &str, is_good: bool, found: String| match is_good {
            true => Ok(()),
            false => Err(Error::bad_config(field, found, wanted(field))),
        };
        let model = &self.model;
        check(
            "epochs",
            (1..=1000).contains(&self.epochs),
            self.epochs.to_string(),
        )?;
        check(
            "batchSize",
            (1..=1024).contains(&self.batch_size),
            self.batch_size.to_string(),
        )?;
        check(
            "learningRate",
            (1e-6..=1.0).contains(&self.learning_rate),
            self.learning_rate.to_string(),
        )?;
        check(
            "trainSize",
            (1..=60_000).contains(&self.train_size),
            self.train_size.to_string(),
        )?;
        check(
            "dropout",
            self.dropout.iter().all(|rate| (0.0..=0.9).contains(rate)),
            format!("{:?}", self.dropout),
        )?;
        check(
            "filters",
            model.filters.len() <= 3 && model.filters.iter().all(|n| (1..=128).contains(n)),
            format!("{:?}", model.filters),
        )?;
        check(
            "denseUnits",
            (1..=1024).contains(&model.dense_units),
            model.dense_units.to_string(),
        )
    }

    /// Whether going from `self` to `other` needs a new model, so that the run starts anew.
    pub fn needs_restart(&self, other: &Self) -> bool {
        self.seed != other.seed || self.train_size != other.train_size || self.model != other.model
    }
}

/// The allowed values of a field, in words.
fn wanted(field: &str) -> &'static str {
    match field {
        "epochs" => "a whole number from 1 to 1000",
        "batchSize" => "a whole number from 1 to 1024",
        "learningRate" => "a number from 0.000001 to 1",
        "seed" => "a whole number from 0 to 4294967295",
        "trainSize" => "a whole number from 1 to 60000",
        "dropout" => "two numbers from 0 to 0.9",
        "filters" => "a list of up to three whole numbers from 1 to 128",
        "denseUnits" => "a whole number from 1 to 1024",
        _ => "a known setting",
    }
}

fn bad(field: &str, found: &Value, wanted: &str) -> Error {
    Error::bad_config(field, found.to_string(), wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field_blamed(partial: Value) -> String {
        match TrainConfig::default().merged(&partial) {
            Err(Error::BadConfig { field, .. }) => field,
            other => panic!("expected a bad-config error, got {other:?}"),
        }
    }

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(TrainConfig::default().validate(), Ok(()));
    }

    #[test]
    fn a_partial_change_keeps_the_other_settings() {
        let config = TrainConfig::default().merged(&json!({"epochs": 3, "filters": []}));
        let config = config.unwrap();
        assert_eq!((config.epochs, config.batch_size), (3, 64));
        assert!(config.model.filters.is_empty());
    }

    #[test]
    fn every_bad_setting_is_blamed_on_its_own_field() {
        for (partial, field) in [
            (json!({"epochs": 0}), "epochs"),
            (json!({"epochs": 2.5}), "epochs"),
            (json!({"epochs": 3, "batchSize": 1025}), "batchSize"),
            (json!({"batchSize": "many"}), "batchSize"),
            (json!({"learningRate": 0}), "learningRate"),
            (json!({"learningRate": null}), "learningRate"),
            (json!({"learningRate": 1.5}), "learningRate"),
            (json!({"seed": -1}), "seed"),
            (json!({"seed": 4_294_967_296u64}), "seed"),
            (json!({"trainSize": 60_001}), "trainSize"),
            (json!({"dropout": [0.5, 0.95]}), "dropout"),
            (json!({"dropout": 0.5}), "dropout"),
            (json!({"filters": [32, 64, 64, 64]}), "filters"),
            (json!({"filters": [0]}), "filters"),
            (json!({"denseUnits": 2000}), "denseUnits"),
            (json!({"colour": "red"}), "colour"),
            (json!([1, 2]), "settings"),
        ] {
            assert_eq!(field_blamed(partial.clone()), field, "{partial}");
        }
    }

    #[test]
    fn the_message_names_field_value_and_range() {
        let error = TrainConfig::default().merged(&json!({"batchSize": 0}));
        assert_eq!(
            error.unwrap_err().to_string(),
            "batchSize is 0, but must be a whole number from 1 to 1024"
        );
    }

    #[test]
    fn only_shape_seed_and_data_need_a_restart() {
        let now = TrainConfig::default();
        for (partial, restarts) in [
            (
                json!({"epochs": 3, "learningRate": 0.01, "dropout": [0.1, 0.2]}),
                false,
            ),
            (json!({"batchSize": 8}), false),
            (json!({"seed": 43}), true),
            (json!({"trainSize": 5000}), true),
            (json!({"filters": [16]}), true),
            (json!({"denseUnits": 64}), true),
        ] {
            let next = now.merged(&partial).unwrap();
            assert_eq!(now.needs_restart(&next), restarts, "{partial}");
        }
    }
}
