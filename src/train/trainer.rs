//! One mini-batch after the other: forward, loss, backward, update.

use burn::tensor::{Device, Tensor};

use super::loss::{DeviceBatch, backward};
use crate::config::TrainConfig;
use crate::error::{Cause, Error, Result};
use crate::nn::transfer::read_all;
use crate::nn::{Lesson, Model, Optimizer};

/// Model, optimiser and running sums of one run.
pub struct Trainer {
    /// Records gradients.
    model: Model,
    optimizer: Optimizer,
    /// Mini-batches trained.
    step: u32,
    /// Learning rates of those since the last read.
    rates: Vec<f32>,
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
            rates: Vec::new(),
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
            rates: Vec::new(),
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

    /// Trains on one mini-batch. On a GPU this only queues the work. If its loss or gradient is no usable number, the
    /// model stays as it is from then on, which the next read tells.
    pub fn step(&mut self, batch: DeviceBatch, config: &TrainConfig, learning_rate: f32) {
        let is_first = self.sums.is_none();
        let mut done = backward(&self.model, batch, self.sums.take(), config, self.step);
        self.rates.push(learning_rate);
        let lesson = Lesson {
            gradients: &mut done.gradients,
            sums: done.sums.clone(),
            number: self.rates.len() as u32,
            learning_rate,
        };
        let (model, squares) = self.optimizer.step(&self.model, lesson, config);
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
    /// `diverged` when the model no longer learns, since there was no usable number to learn from. The trainer then
    /// stands where it stood before that mini-batch. `device-lost` when the read fails.
    pub async fn take_totals(&mut self) -> Result<Totals> {
        let totals = self.peek_totals().await?;
        (self.sums, self.norms) = (None, None);
        self.rates.clear();
        Ok(totals)
    }

    /// Reads what was summed since the last read and keeps it.
    ///
    /// # Errors
    /// Those of [`take_totals`](Self::take_totals).
    pub async fn peek_totals(&mut self) -> Result<Totals> {
        let (Some(sums), Some(guard)) = (self.sums.clone(), self.optimizer.guard()) else {
            return Ok(Totals::default());
        };
        let norms = self.norms.clone();
        let values = read_all([sums, guard].into_iter().chain(norms).collect()).await?; // one read
        let (sums, guard) = (&values[0], &values[1]);
        if guard[0] > 0.0 {
            let cause = match guard[1] > 0.0 {
                true => Cause::Loss(sums[0]),
                false => Cause::Gradient,
            };
            return Err(self.stopped(guard[0] as usize, cause));
        }
        Ok(Totals {
            loss: f64::from(sums[0]),
            hits: f64::from(sums[1]),
            gradient_norms: values.get(2).map(|norms| f64::from(norms[0])),
        })
    }

    /// Goes back to before mini-batch `number` since the last read, from which on none changed the model.
    fn stopped(&mut self, number: usize, cause: Cause) -> Error {
        let number = number.clamp(1, self.rates.len());
        let refused = self.rates.len() + 1 - number;
        self.step -= refused as u32;
        self.optimizer.forget_refused(refused as u32);
        let learning_rate = self.rates[number - 1];
        (self.sums, self.norms) = (None, None);
        self.rates.clear();
        Error::Diverged {
            step: self.step,
            cause,
            learning_rate,
            refused: refused as u32,
        }
    }
}
