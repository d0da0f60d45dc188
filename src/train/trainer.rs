//! One mini-batch after the other: forward, loss, backward, update.

use burn::tensor::{Device, Tensor};

use super::loss::backward;
use crate::config::TrainConfig;
use crate::data::Batch;
use crate::error::{Error, Result};
use crate::nn::transfer::read;
use crate::nn::{Model, Optimizer};

/// Model, optimiser and running sums of one run.
pub struct Trainer {
    /// Records gradients; the model lives on it.
    device: Device,
    model: Model,
    optimizer: Optimizer,
    /// Mini-batches trained.
    step: u32,
    /// Losses, hits and lengths of the gradients, summed since the last read. They stay on the
    /// device: a read for every mini-batch would make a GPU wait for the page.
    sums: Option<Tensor<1>>, // [3], or [2] without the gradients
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
            device,
        }
    }

    /// Goes on with a model and an optimiser after `step` mini-batches. Both must live on
    /// `device`, the model recording gradients.
    pub fn resumed(model: Model, optimizer: Optimizer, step: u32, device: &Device) -> Self {
        Self {
            device: device.clone().autodiff(),
            model,
            optimizer,
            step,
            sums: None,
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
    pub fn step(&mut self, batch: &Batch, config: &TrainConfig, learning_rate: f32) {
        let mut done = backward(&self.model, batch, config, self.step, &self.device);
        let model = self.model.clone();
        let (model, squares) =
            self.optimizer
                .step(model, &mut done.gradients, config, learning_rate);
        self.model = model;
        self.step += 1;
        let mut sums = vec![done.loss, done.hits];
        sums.extend(squares.map(Tensor::sqrt));
        self.add(Tensor::cat(sums, 0));
    }

    /// Reads and clears what was summed since the last read. One read, however many steps.
    ///
    /// # Errors
    /// `diverged` when the loss is no longer a number, `device-lost` when the read fails.
    pub async fn take_totals(&mut self) -> Result<Totals> {
        let totals = self.peek_totals().await?;
        self.sums = None;
        Ok(totals)
    }

    /// Reads what was summed since the last read and keeps it.
    ///
    /// # Errors
    /// Those of [`take_totals`](Self::take_totals).
    pub async fn peek_totals(&self) -> Result<Totals> {
        let Some(sums) = self.sums.clone() else {
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
            gradient_norms: values.get(2).copied().map(f64::from),
        })
    }

    fn add(&mut self, sums: Tensor<1>) {
        self.sums = Some(match self.sums.take() {
            Some(before) if before.dims() == sums.dims() => before + sums,
            // The gradients are asked for, or no longer, since the last step: told from the next read on.
            Some(before) => {
                let kept = before.dims()[0].min(sums.dims()[0]);
                before.narrow(0, 0, kept) + sums.narrow(0, 0, kept)
            }
            None => sums,
        });
    }
}
