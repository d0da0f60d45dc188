//! What a mini-batch is trained towards, and its gradients.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Gradients, Int, Tensor, TensorData};

use crate::config::{CLASSES, TrainConfig};
use crate::data::Batch;
use crate::nn::transfer::images_to_device;
use crate::nn::{Dropout, Model};

/// One mini-batch sent forward and back.
pub struct Backward {
    /// `[batch, 10]`
    pub logits: Tensor<2>,
    /// Cross-entropy summed over the batch, without label smoothing: comparable with the test
    /// loss. `[1]`
    pub loss: Tensor<1>,
    /// Images whose largest logit is that of their label. `[1]`
    pub hits: Tensor<1>,
    /// Of the mean over the batch of what is trained towards, label smoothing included.
    pub gradients: Gradients,
}

/// Sends a mini-batch through the model and back, with the dropout of step `step`.
pub fn backward(
    model: &Model,
    batch: &Batch,
    config: &TrainConfig,
    step: u32,
    device: &Device,
) -> Backward {
    let count = batch.len();
    let images = images_to_device(batch.images.clone(), device); // [batch, 784]
    let labels = TensorData::new(batch.labels.clone(), [count]);
    let labels = Tensor::<1, Int>::from_data(labels, device); // [batch]
    let dropout = Dropout {
        seed: config.seed,
        step,
        rates: config.dropout,
    };
    let logits = model.forward(images, Some(dropout)); // [batch, 10]
    let hits = hits(logits.clone().inner(), labels.clone().inner());
    let log_probabilities = log_softmax(logits.clone(), 1); // [batch, 10]
    let labels = labels.unsqueeze_dim(1); // [batch, 1]
    let loss = log_probabilities.clone().gather(1, labels).sum().neg(); // [1]
    let smoothing = config.label_smoothing;
    let objective = if smoothing > 0.0 {
        let uniform = log_probabilities.sum().neg() / CLASSES as f32;
        loss.clone() * (1.0 - smoothing) + uniform * smoothing
    } else {
        loss.clone()
    };
    Backward {
        logits: logits.inner(),
        loss: loss.inner(),
        hits,
        gradients: (objective / count as f32).backward(),
    }
}

/// Number of images whose largest logit is that of their label. -> `[1]`
fn hits(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    let predicted = logits.argmax(1).squeeze_dim::<1>(1); // [batch]
    predicted.equal(labels).int().sum().float()
}
