//! What a mini-batch is trained towards, and its gradients.

use burn::tensor::{Device, Gradients, Int, Tensor, TensorData};

use crate::config::TrainConfig;
use crate::data::Batch;
use crate::kernels::classify;
use crate::nn::transfer::images_to_device;
use crate::nn::{Dropout, Model};

/// A mini-batch on the device.
#[derive(Debug, Clone)]
pub struct DeviceBatch {
    /// `[batch, 784]`, 0 to 1.
    pub images: Tensor<2>,
    /// `[batch]`, 0 to 9.
    pub labels: Tensor<1, Int>,
}

impl DeviceBatch {
    /// Takes it to the device.
    pub fn upload(batch: &Batch, device: &Device) -> Self {
        let labels = TensorData::new(batch.labels.clone(), [batch.len()]);
        Self {
            images: images_to_device(batch.images.clone(), device),
            labels: Tensor::from_data(labels, device),
        }
    }
}

/// One mini-batch sent forward and back.
pub struct Backward {
    /// `[batch, 10]`
    pub logits: Tensor<2>,
    /// Cross-entropy summed over the images, without label smoothing: comparable with the test
    /// loss; and images whose largest logit is that of their label. Those before included. `[2]`
    pub sums: Tensor<1>,
    /// Of the mean over the batch of what is trained towards, label smoothing included.
    pub gradients: Gradients,
}

/// Sends a mini-batch through the model and back, with the dropout of step `step`, adding to `sums`.
pub fn backward(
    model: &Model,
    batch: DeviceBatch,
    sums: Option<Tensor<1>>,
    config: &TrainConfig,
    step: u32,
) -> Backward {
    let DeviceBatch { images, labels } = batch;
    let sums = sums.unwrap_or_else(|| Tensor::zeros([2], &images.device()));
    let dropout = Dropout {
        seed: config.seed,
        step,
        rates: config.dropout,
    };
    let logits = model.forward(Tensor::from_inner(images), Some(dropout)); // [batch, 10]
    let sums = Tensor::from_inner(sums);
    let smoothing = config.label_smoothing;
    let (objective, sums) = classify(logits.clone(), labels, sums, smoothing);
    Backward {
        logits: logits.inner(),
        sums: sums.inner(),
        gradients: objective.backward(),
    }
}
