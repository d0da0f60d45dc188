//! What the outside is told. Plain values: the page gets them as objects, the terminal as a table.

use serde::Serialize;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::config::{CLASSES, TrainConfig};

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
}

/// Training over some mini-batches: those since the report before.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// Training speed over them.
    pub images_per_second: f64,
    /// Time spent training since the start, without pauses and evaluation.
    pub elapsed_millis: f64,
    /// Whether the epoch ended with them, so that it is time to evaluate.
    pub epoch_ended: bool,
}

/// How far an evaluation has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct EvalProgress {
    /// Test images done.
    pub done: usize,
    /// Test images in all.
    pub total: usize,
    /// The result, once all are done.
    pub report: Option<EvalReport>,
}

/// All test images, dropout off.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// Images by true class (row) and predicted class (column).
    pub confusion: [[u32; CLASSES]; CLASSES],
    /// The ten classes.
    pub per_class: Vec<ClassReport>,
    /// Time that the evaluation took.
    pub elapsed_millis: f64,
}

/// One class in an evaluation. A ratio with nothing below the line is 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
