//! One mini-batch after the other: forward, loss, backward, Adam.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, ExecutionError, Int, Tensor, TensorData};

use crate::config::{IMAGE_PIXELS, TrainConfig};
use crate::data::Batch;
use crate::error::{Error, Result};
use crate::nn::{Dropout, Model, Optimizer};

/// Model, optimiser and running sums of one run.
pub struct Trainer {
    /// Records gradients; the model lives on it.
    device: Device,
    model: Model,
    optimizer: Optimizer,
    /// Mini-batches trained.
    step: u32,
    /// Sum of the losses and number of hits since the last read. It stays on the device: a read
    /// for every mini-batch would make a GPU wait for the page.
    sums: Option<Tensor<1>>, // [2]
}

/// What was summed on the device since the last read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Totals {
    /// Sum of the cross-entropy of each image.
    pub loss: f64,
    /// Images that the network got right.
    pub hits: f64,
}

impl Trainer {
    /// A new model with the weights that the seed decides.
    pub fn new(config: &TrainConfig, device: &Device) -> Self {
        let device = device.clone().autodiff();
        Self {
            model: Model::new(&config.model, config.seed, &device),
            optimizer: Optimizer::new(),
            step: 0,
            sums: None,
            device,
        }
    }

    /// Mini-batches trained.
    pub fn step_count(&self) -> u32 {
        self.step
    }

    /// The model for evaluation: no gradients, and dropout only for whoever asks.
    pub fn inference_model(&self) -> Model {
        use burn::module::Module;
        self.model.valid()
    }

    /// Trains on one mini-batch. On a GPU this only queues the work.
    pub fn step(&mut self, batch: &Batch, config: &TrainConfig) {
        let count = batch.len();
        let images = images_to_device(batch.images.clone(), &self.device); // [batch, 784]
        let labels = TensorData::new(batch.labels.clone(), [count]);
        let labels = Tensor::<1, Int>::from_data(labels, &self.device);
        let dropout = Dropout {
            seed: config.seed,
            step: self.step,
            rates: config.dropout,
        };
        let logits = self.model.forward(images, Some(dropout)); // [batch, 10]
        let hits = hits(logits.clone().inner(), labels.clone().inner()); // [1]
        let loss = cross_entropy(logits, labels); // [1], summed over the batch
        self.add(loss.clone().inner(), hits);
        let gradients = (loss / count as f32).backward();
        let model = self.model.clone();
        self.model = self.optimizer.step(model, gradients, config.learning_rate);
        self.step += 1;
    }

    /// Reads and clears what was summed since the last read. One read, however many steps.
    ///
    /// # Errors
    /// `diverged` when the loss is no longer a number, `device-lost` when the read fails.
    pub async fn take_totals(&mut self) -> Result<Totals> {
        let Some(sums) = self.sums.take() else {
            return Ok(Totals::default());
        };
        let values = read(sums).await?;
        let (loss, hits) = (values[0], values[1]);
        if !loss.is_finite() {
            let step = self.step;
            return Err(Error::Diverged { step, loss });
        }
        Ok(Totals {
            loss: f64::from(loss),
            hits: f64::from(hits),
        })
    }

    fn add(&mut self, loss: Tensor<1>, hits: Tensor<1>) {
        let sums = Tensor::cat(vec![loss, hits], 0); // [2]
        self.sums = Some(match self.sums.take() {
            Some(before) => before + sums,
            None => sums,
        });
    }
}

/// 784 values for each image, as a tensor.
pub(super) fn images_to_device(images: Vec<f32>, device: &Device) -> Tensor<2> {
    let count = images.len() / IMAGE_PIXELS;
    Tensor::from_data(TensorData::new(images, [count, IMAGE_PIXELS]), device)
}

/// The values of a tensor, without blocking: a browser can't wait.
pub(super) async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>> {
    let lost = |reason: String| Error::DeviceLost { reason };
    let data = tensor.into_data_async().await;
    let data = data.map_err(|error: ExecutionError| lost(error.to_string()))?;
    data.try_into_vec()
        .map_err(|error| lost(format!("unreadable answer: {error:?}")))
}

/// -log softmax(logits)[label], summed. `[batch, 10]`, `[batch]` -> `[1]`
fn cross_entropy(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    let labels = labels.unsqueeze_dim(1); // [batch, 1]
    log_softmax(logits, 1).gather(1, labels).sum().neg()
}

/// Number of images whose largest logit is that of their label. -> `[1]`
fn hits(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    let predicted = logits.argmax(1).squeeze_dim::<1>(1); // [batch]
    predicted.equal(labels).int().sum().float()
}
