//! What the outside is told. Plain values: the page gets them as objects, the terminal as a table.

use serde::{Deserialize, Serialize};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use super::history::History;
use crate::config::{CLASSES, TrainConfig};
use crate::data::drawing::Traced;

/// The settings after a change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct ConfigChange {
    /// All settings now.
    pub config: TrainConfig,
    /// Whether a new model was made, so that earlier reports are void.
    pub restarted: bool,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Progress {
    /// Epochs completed.
    pub epoch: u32,
    /// Epochs asked for.
    pub epochs: u32,
    /// Mini-batches trained.
    pub step: u32,
    /// Mini-batches of the current epoch that were trained.
    pub step_in_epoch: usize,
    /// Mini-batches in an epoch.
    pub steps_per_epoch: usize,
    /// Images trained on since the start.
    pub images_seen: u64,
    /// Whether all epochs asked for are done.
    pub finished: bool,
    /// Whether an epoch ended that was not evaluated since.
    pub evaluation_due: bool,
}

/// Training over some mini-batches: those since the report before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct StepReport {
    /// Mini-batches trained since the start.
    pub step: u32,
    /// Epoch that they belong to, from 0.
    pub epoch: u32,
    /// Images trained on since the start.
    pub images_seen: u64,
    /// Mini-batches that this report covers.
    pub batches: u32,
    /// Mean cross-entropy over their images, dropout on.
    pub loss: f64,
    /// Share of their images that the network got right, dropout on.
    pub accuracy: f64,
    /// Learning rate of the last of them.
    pub learning_rate: f32,
    /// Mean length of their gradients over all parameters, if `gradientNorm` is set.
    pub gradient_norm: Option<f64>,
    /// Training speed over them.
    pub images_per_second: f64,
    /// Time spent training since the start, without pauses and evaluation.
    pub elapsed_millis: f64,
    /// Whether the epoch ended with them, so that it is time to evaluate.
    pub epoch_ended: bool,
}

/// A saved run that goes on here.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Restored {
    /// Its settings.
    pub config: TrainConfig,
    /// Its reports so far.
    pub history: History,
    /// Whether the same version of this program saved it, on the same kind of CPU: then it goes on
    /// bit for bit as if it had never stopped.
    pub exact: bool,
}

/// How far an evaluation has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct EvalProgress {
    /// Images done.
    pub done: usize,
    /// Images in all: the test set, then a sample of the training set.
    pub total: usize,
    /// The result, once all are done.
    pub report: Option<EvalReport>,
}

/// All test images, dropout off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct EvalReport {
    /// Epochs completed when it was made.
    pub epoch: u32,
    /// Mini-batches trained when it was made.
    pub step: u32,
    /// Test images.
    pub count: usize,
    /// Mean cross-entropy.
    pub loss: f64,
    /// Share of images that the network got right.
    pub accuracy: f64,
    /// Mean training loss over the last whole epoch, while it ran, dropout on.
    pub train_loss: Option<f64>,
    /// Training accuracy over the last whole epoch, while it ran, dropout on.
    pub train_accuracy: Option<f64>,
    /// A fixed sample of the training set with dropout off, as the test set is measured: the
    /// first 5,000 images in use. None while they are not all here.
    pub train_sample: Option<SampleReport>,
    /// Images by true class (row) and predicted class (column).
    pub confusion: [[u32; CLASSES]; CLASSES],
    /// The ten classes.
    pub per_class: Vec<ClassReport>,
    /// Time that the evaluation took.
    pub elapsed_millis: f64,
}

/// Some images, dropout off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct SampleReport {
    /// Number of images.
    pub count: usize,
    /// Mean cross-entropy.
    pub loss: f64,
    /// Share of images that the network got right.
    pub accuracy: f64,
}

/// One class in an evaluation. A ratio with nothing below the line is 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct ClassReport {
    /// Name of the class.
    pub name: String,
    /// Test images of the class.
    pub count: u32,
    /// How many of them the network got right.
    pub correct: u32,
    /// Of the images called so, the share that is so.
    pub precision: f64,
    /// Of the images that are so, the share called so.
    pub recall: f64,
    /// Harmonic mean of precision and recall.
    pub f1: f64,
}

/// What the network says of one image.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Prediction {
    /// Most probable class, 0 to 9.
    pub label: usize,
    /// Its name.
    pub name: String,
    /// Probability of each class.
    pub probabilities: Vec<f32>,
}

/// What the network says of a drawing, and how it saw it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct DrawingPrediction {
    /// What it says.
    #[serde(flatten)]
    pub prediction: Prediction,
    /// What it saw.
    #[serde(flatten)]
    pub traced: Traced,
}

/// One image of the test set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct TestImage {
    /// Its number in the published test set.
    pub index: usize,
    /// Its class.
    pub truth: usize,
    /// 784 grey levels.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}
