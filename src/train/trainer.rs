//! One mini-batch after the other: forward, loss, backward, update.

use burn::tensor::{Device, Tensor};

use super::loss::{DeviceBatch, backward};
use crate::config::TrainConfig;
use crate::error::{Error, Result};
use crate::nn::transfer::read;
use crate::nn::{Model, Optimizer};

/// Model, optimiser and running sums of one run.
pub struct Trainer {
    /// Records gradients.
    model: Model,
    optimizer: Optimizer,
    /// Mini-batches trained.
    step: u32,
    /// Losses and hits, summed since the last read. They stay on the device: a read for every mini-batch
    /// would make a GPU wait for the page.
    sums: Option<Tensor<1>>, // [2]
    /// Lengths of the gradients, summed since the last read; none from a step that wasn't asked for it.
    norms: Option<Tensor<1>>, // [1]
}

/// What was summed on the device since the last read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Totals {
    /// Sum of the cross-entropy of each image.
    pub loss: f64,
    /// Images that the network got right.
    pub hits: f64,
    /// Sum of the lengths of the gradients, one for each mini-batch, if it was asked for.
    pub gradient_norms: Option<f64>,
}

impl Trainer {
    /// A new model with the weights that the seed decides.
    pub fn new(config: &TrainConfig, device: &Device) -> Self {
        let device = device.clone().autodiff();
        let model = Model::new(&config.model, config.seed, &device);
        Self {
            model,
            optimizer: Optimizer::default(),
            step: 0,
            sums: None,
            norms: None,
        }
    }

    /// Goes on with a model, which must record gradients, and an optimiser after `step` mini-batches.
    pub fn resumed(model: Model, optimizer: Optimizer, step: u32) -> Self {
        Self {
            model,
            optimizer,
            step,
            sums: None,
            norms: None,
        }
    }

    /// Mini-batches trained.
    pub fn step_count(&self) -> u32 {
        self.step
    }

    /// What the optimiser remembers.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    /// The model for evaluation: no gradients, and dropout only for whoever asks.
    pub fn inference_model(&self) -> Model {
        use burn::module::Module;
        self.model.valid()
    }

    /// Trains on one mini-batch. On a GPU this only queues the work.
    pub fn step(&mut self, batch: DeviceBatch, config: &TrainConfig, learning_rate: f32) {
        let is_first = self.sums.is_none();
        let mut done = backward(&self.model, batch, self.sums.take(), config, self.step);
        let gradients = &mut done.gradients;
        let (model, squares) = self
            .optimizer
            .step(&self.model, gradients, config, learning_rate);
        (self.model, self.sums) = (model, Some(done.sums));
        self.step += 1;
        let norm = squares.map(Tensor::sqrt);
        self.norms = match (self.norms.take(), norm) {
            (Some(before), Some(norm)) => Some(before + norm),
            (None, norm) if is_first => norm,
            // Asked for, or no longer, since the last read: told from the next one on.
            _ => None,
        };
    }

    /// Reads and clears what was summed since the last read. One read, however many steps.
    ///
    /// # Errors
    /// `diverged` when the loss is no longer a number, `device-lost` when the read fails.
    pub async fn take_totals(&mut self) -> Result<Totals> {
        let totals = self.peek_totals().await?;
        (self.sums, self.norms) = (None, None);
        Ok(totals)
    }

    /// Reads what was summed since the last read and keeps it.
    ///
    /// # Errors
    /// Those of [`take_totals`](Self::take_totals).
    pub async fn peek_totals(&self) -> Result<Totals> {
        let Some(mut sums) = self.sums.clone() else {
            return Ok(Totals::default());
        };
        if let Some(norms) = self.norms.clone() {
            sums = Tensor::cat(vec![sums, norms], 0); // one read
        }
        let values = read(sums).await?;
        let (loss, hits) = (values[0], values[1]);
        if !loss.is_finite() {
            let step = self.step;
            return Err(Error::Diverged { step, loss });
        }
        Ok(Totals {
            loss: f64::from(loss),
            hits: f64::from(hits),
            gradient_norms: values.get(2).copied().map(f64::from),
        })
    }
}
