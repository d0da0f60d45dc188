//! Every setting with its default, its range and what it means.
//!
//! [`TrainConfig::validate`] is the only judge of a setting: the form, the URL, the attributes
//! and the command line all end here.

mod ranges;
mod recipe;

use serde::{Deserialize, Serialize};
use serde_json::Value;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::error::{Error, Result};
use ranges::wanted;
pub use recipe::Recipe;

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

/// How the weights follow their gradients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum OptimizerKind {
    /// Adam (D. P. Kingma and J. Ba, ICLR 2015): beta 0.9 and 0.999, epsilon 1e-7, as in Keras.
    Adam,
    /// Adam with the weight decay apart from the gradient (I. Loshchilov and F. Hutter, ICLR 2019).
    AdamW,
    /// Stochastic gradient descent with momentum, in Keras' form.
    Sgd,
}

/// How the learning rate changes over the epochs asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum Schedule {
    /// Not at all, once warmed up.
    Constant,
    /// Down to zero along half a cosine (I. Loshchilov and F. Hutter, "SGDR", ICLR 2017).
    Cosine,
}

/// All settings of a run. The names are those of the page (`batchSize`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct TrainConfig {
    /// Where the settings from batch size to sketch come from. Set it, and it sets them; change
    /// one of them, and it is `custom`. Default `custom`.
    pub recipe: Recipe,
    /// Passes over the training images, 1 to 1000. Default 12.
    pub epochs: u32,
    /// Images in a mini-batch, 1 to 1024. Default 64.
    pub batch_size: u32,
    /// Step size of the optimiser, 1e-6 to 1; with a schedule, its highest value. Default 0.001.
    pub learning_rate: f32,
    /// How the learning rate changes. Default constant.
    pub schedule: Schedule,
    /// Share of all steps over which the learning rate first rises from zero, 0 to 0.9. Default 0.
    pub warmup: f32,
    /// How the weights follow their gradients. Default Adam.
    pub optimizer: OptimizerKind,
    /// Share of the step before that SGD repeats, 0 to 0.999. Default 0.9; Adam has its own.
    pub momentum: f32,
    /// How strongly weights, but not biases, are drawn to zero, 0 to 1: the factor of an L2 term
    /// in the gradient, or for AdamW of a decay times the learning rate. Default 0.
    pub weight_decay: f32,
    /// Share of each label spread over all classes, 0 to 0.5 (C. Szegedy et al., CVPR 2016).
    /// Default 0.
    pub label_smoothing: f32,
    /// Share of activations dropped while training, 0 to 0.9: after the pool, and after the
    /// hidden layer. Default 0.5 and 0.5.
    pub dropout: [f32; 2],
    /// Training images are moved by up to so many pixels, 0 to 2. Default 0.
    pub shift: u32,
    /// Whether every other training image is mirrored. Default no.
    pub flip: bool,
    /// Share of training images with a random rectangle blanked, 0 to 1 (Z. Zhong et al.,
    /// "Random erasing", AAAI 2020). Default 0.
    pub erasing: f32,
    /// Share of training images redrawn as outlines and flat shapes, so that drawings are
    /// recognised, 0 to 1. Default 0.
    pub sketch: f32,
    /// Whether reports tell the length of the gradient. Default no, since it costs a pass over it.
    pub gradient_norm: bool,
    /// Decides initial weights, order of the images, dropout and augmentation. Default 42.
    pub seed: u32,
    /// Training images used, 1 to 60,000: the first so many, class-balanced. Default all.
    pub train_size: u32,
    /// Shape of the network.
    #[serde(flatten)]
    pub model: ModelConfig,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            recipe: Recipe::Custom,
            epochs: 12,
            batch_size: 64,
            learning_rate: 1e-3,
            schedule: Schedule::Constant,
            warmup: 0.0,
            optimizer: OptimizerKind::Adam,
            momentum: 0.9,
            weight_decay: 0.0,
            label_smoothing: 0.0,
            dropout: [0.5, 0.5],
            shift: 0,
            flip: false,
            erasing: 0.0,
            sketch: 0.0,
            gradient_norm: false,
            seed: 42,
            train_size: 60_000,
            model: ModelConfig::default(),
        }
    }
}

impl TrainConfig {
    /// These settings with those of `partial` (an object) put over them, checked.
    ///
    /// A recipe, old or new, is put first, for the epochs asked for; then what is given beside it.
    ///
    /// # Errors
    /// `bad-config` naming the first field that is unknown, of the wrong type or out of range;
    /// `self` stays as it is.
    pub fn merged(&self, partial: &Value) -> Result<Self> {
        let Value::Object(changes) = partial else {
            return Err(bad("settings", partial, "an object"));
        };
        let mut merged = self.clone();
        for field in ["recipe", "epochs"] {
            if let Some(value) = changes.get(field) {
                merged = merged.with(field, value)?;
            }
        }
        merged = merged.recipe.applied(&merged);
        for (field, value) in changes {
            merged = merged.with(field, value)?;
        }
        merged.validate()?;
        Ok(merged.truly_named())
    }

    /// The same settings, called `custom` if they are not those of their recipe: it may have been
    /// another one when they were saved.
    pub fn truly_named(mut self) -> Self {
        if self.recipe.applied(&self) != self {
            self.recipe = Recipe::Custom;
        }
        self
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
        ranges::check(self)
    }

    /// Whether going from `self` to `other` needs a new model, so that the run starts anew.
    pub fn needs_restart(&self, other: &Self) -> bool {
        self.seed != other.seed || self.train_size != other.train_size || self.model != other.model
    }
}

fn bad(field: &str, found: &Value, wanted: &str) -> Error {
    Error::bad_config(field, found.to_string(), wanted)
}

#[cfg(test)]
mod tests;
