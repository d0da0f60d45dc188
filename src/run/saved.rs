//! The part of a run that leaves as a file and comes back.

use super::Run;
use crate::config::TrainConfig;
use crate::data::Dataset;
use crate::device::OpenDevice;
use crate::error::{Error, Result};
use crate::files::checkpoint::{Checkpoint, RunState};
use crate::files::model::ModelFile;
use crate::nn::{Model, Optimizer, Parameter};
use crate::train::{History, Totals, Trainer};

impl Run {
    /// A run that starts with the weights of a file, whose shape `config` has.
    pub fn imported(
        file: &ModelFile,
        config: &TrainConfig,
        data: &Dataset,
        device: &OpenDevice,
    ) -> Self {
        let recording = device.device.clone().autodiff();
        let model = Model::from_parameters(&config.model, &file.parameters, &recording);
        Self {
            trainer: Trainer::resumed(model, Optimizer::default(), 0),
            ..Self::new(config, data, device)
        }
    }

    /// The run that a checkpoint holds.
    ///
    /// # Errors
    /// `bad-checkpoint` when its training images were divided otherwise.
    pub fn restored(checkpoint: Checkpoint, data: &Dataset, device: &OpenDevice) -> Result<Self> {
        let state = checkpoint.state;
        let mut run = Self::new(&state.config, data, device);
        let (found, wanted) = (&state.shard_sizes, run.batcher.shard_sizes());
        if found != wanted {
            let problem = format!(
                "it was made with training images in shards of {found:?}, but here are {wanted:?}"
            );
            return Err(Error::BadCheckpoint { problem });
        }
        run.batcher.resume(state.epoch, state.position);
        let plain = &device.device;
        let config = &state.config.model;
        let model =
            Model::from_parameters(config, &checkpoint.parameters, &plain.clone().autodiff());
        let states = &checkpoint.optimizer;
        let optimizer = Optimizer::restored(state.optimizer, state.updates, states, config, plain);
        run.trainer = Trainer::resumed(model, optimizer, state.step);
        run.tally = state.tally;
        run.history = state.history;
        Ok(run)
    }

    /// Everything needed to go on exactly from here. Changes nothing.
    pub async fn checkpoint(&mut self, config: &TrainConfig) -> Result<Vec<u8>> {
        let model = self.model()?;
        let totals = self.trainer.peek_totals().await;
        let totals = match self.unless_stopped(totals) {
            // Of before that, as everything here.
            Err(Error::Diverged { .. }) => Totals::default(),
            totals => totals?,
        };
        let optimizer = self.trainer.optimizer();
        let states = optimizer.states(&config.model).await;
        let parameters = model.parameters(&config.model, None).await;
        self.device.check()?;
        let (parameters, states) = (finite(parameters?)?, states?);
        all_finite(states.iter().flatten())?;
        let mut tally = self.tally.clone();
        tally.close_window(totals);
        let state = RunState {
            config: config.clone(),
            variant: self.device.variant(),
            step: self.trainer.step_count(),
            epoch: self.batcher.epoch(),
            position: self.batcher.position(),
            shard_sizes: self.batcher.shard_sizes().to_vec(),
            optimizer: optimizer.kind(),
            updates: optimizer.updates(),
            tally,
            history: self.history.clone(),
        };
        Checkpoint {
            state,
            parameters,
            optimizer: states,
        }
        .write()
    }

    /// The network as a file.
    pub async fn model_file(&self, config: &TrainConfig) -> Result<Vec<u8>> {
        let parameters = self.model()?.parameters(&config.model, None).await;
        self.device.check()?;
        ModelFile::write(config, &finite(parameters?)?)
    }

    /// Reports so far.
    pub fn history(&self) -> &History {
        &self.history
    }
}

/// Refuses to save what can't be loaded again, whatever a GPU computed.
fn finite(parameters: Vec<Parameter>) -> Result<Vec<Parameter>> {
    all_finite(parameters.iter().flat_map(|one| &one.values))?;
    Ok(parameters)
}

fn all_finite<'a>(mut values: impl Iterator<Item = &'a f32>) -> Result<()> {
    match values.find(|value| !value.is_finite()) {
        Some(&value) => Err(Error::Spoiled {
            what: "the weights",
            value,
        }),
        None => Ok(()),
    }
}
