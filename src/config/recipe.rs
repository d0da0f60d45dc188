//! Settings that belong together.

use serde::{Deserialize, Serialize};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use super::{OptimizerKind, Schedule, TrainConfig};

/// A choice of everything about training but length, seed, data and the shape of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum Recipe {
    /// Whatever was set by hand.
    Custom,
    /// This network as Keras trains it by default: Adam at 0.001, batches of 128, dropout 0.5.
    Reference,
    /// The best accuracy for the epochs asked for; `docs/recipes.md` tells what was tried.
    Recommended,
    /// The same with a share of the images redrawn, for a network that people draw for.
    Drawings,
}

/// Share of images that `drawings` redraws: enough to learn drawings from, and few enough not to
/// forget the photographs.
const SKETCHED: f32 = 0.12;

impl Recipe {
    /// `config` with the settings of this recipe, for as many epochs as `config` asks for.
    pub(super) fn applied(self, config: &TrainConfig) -> TrainConfig {
        let plain = TrainConfig {
            recipe: self,
            epochs: config.epochs,
            gradient_norm: config.gradient_norm,
            seed: config.seed,
            train_size: config.train_size,
            model: config.model.clone(),
            ..TrainConfig::default()
        };
        match self {
            Self::Custom => config.clone(),
            Self::Reference => TrainConfig {
                batch_size: 128,
                ..plain
            },
            Self::Recommended => recommended(plain),
            Self::Drawings => TrainConfig {
                sketch: SKETCHED,
                ..recommended(plain)
            },
        }
    }
}

/// The less often each image is seen, the less there is to fear from learning it by heart.
fn recommended(plain: TrainConfig) -> TrainConfig {
    let common = TrainConfig {
        batch_size: 32,
        learning_rate: 1.5e-3,
        schedule: Schedule::Cosine,
        warmup: 0.15,
        label_smoothing: 0.05,
        ..plain
    };
    let decaying = TrainConfig {
        optimizer: OptimizerKind::AdamW,
        weight_decay: 0.05,
        ..common.clone()
    };
    match common.epochs {
        0..=1 => TrainConfig {
            dropout: [0.0, 0.0],
            ..common
        },
        2..=3 => TrainConfig {
            dropout: [0.1, 0.1],
            ..common
        },
        4..=7 => TrainConfig {
            dropout: [0.2, 0.3],
            ..decaying
        },
        _ => TrainConfig {
            learning_rate: 1e-3,
            warmup: 0.1,
            dropout: [0.2, 0.4],
            flip: true,
            ..decaying
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_recipe_sets_what_it_is_about_and_keeps_the_rest() {
        let config = TrainConfig::default()
            .merged(&json!({"seed": 7, "filters": [8], "shift": 2}))
            .unwrap();
        let config = config.merged(&json!({"recipe": "reference"})).unwrap();
        assert_eq!((config.batch_size, config.shift), (128, 0));
        assert_eq!((config.seed, config.model.filters), (7, vec![8]));
    }

    #[test]
    fn a_setting_beside_or_after_a_recipe_makes_it_custom() {
        let reference = TrainConfig::default()
            .merged(&json!({"recipe": "reference"}))
            .unwrap();
        assert_eq!(reference.recipe, Recipe::Reference);
        let same = reference
            .merged(&json!({"batchSize": 128, "epochs": 2, "seed": 1}))
            .unwrap();
        assert_eq!(same.recipe, Recipe::Reference);
        let other = reference.merged(&json!({"batchSize": 32})).unwrap();
        assert_eq!((other.recipe, other.batch_size), (Recipe::Custom, 32));
        let both = TrainConfig::default()
            .merged(&json!({"batchSize": 32, "recipe": "reference"}))
            .unwrap();
        assert_eq!((both.recipe, both.batch_size), (Recipe::Custom, 32));
    }

    #[test]
    fn the_recommended_recipe_follows_the_epochs_and_is_valid_for_all() {
        let mut config = TrainConfig::default()
            .merged(&json!({"recipe": "recommended", "epochs": 1}))
            .unwrap();
        assert_eq!(config.dropout, [0.0, 0.0]);
        for epochs in 1..=1000 {
            config = config.merged(&json!({ "epochs": epochs })).unwrap();
            assert_eq!(
                (config.recipe, config.epochs),
                (Recipe::Recommended, epochs)
            );
        }
        assert!(config.flip);
    }
}
