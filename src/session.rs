//! The whole use case, for the page and for the terminal alike. No web in it.
//!
//! Life cycle: open a device, announce the data, load its shards, then call
//! [`step`](Session::step) as long as training shall go on. Pausing is not calling it.

mod ask;

use crate::config::TrainConfig;
use crate::data::{Dataset, Manifest, ShardEntry};
use crate::device::{BackendKind, BackendReport, OpenDevice};
use crate::error::Result;
use crate::files::{Checkpoint, ModelFile};
use crate::kernels;
use crate::networks::Networks;
use crate::nn::structure::{LayerReport, layers};
use crate::run::Run;
use crate::self_test;
use crate::train::History;
use crate::train::report::{ConfigChange, EvalProgress, Progress, Restored, StepReport};

/// One trainer: device, data, settings, and the run that they make.
pub struct Session {
    device: OpenDevice,
    data: Dataset,
    config: TrainConfig,
    run: Run,
    /// Those that can be asked beside the run's.
    networks: Networks,
}

impl Session {
    /// Opens a device, tests it if it is a GPU, and makes a model on it.
    ///
    /// # Errors
    /// `no-webgpu` or `adapter-rejected` from the device, `self-test-failed` if it miscalculates,
    /// `bad-config` from the settings.
    pub async fn open(kind: BackendKind, config: TrainConfig) -> Result<Self> {
        Self::open_telling(kind, config, &|_, _| ()).await
    }

    /// The same, telling how many of a GPU's kernels are made.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub async fn open_telling(
        kind: BackendKind,
        config: TrainConfig,
        tell: self_test::Tell<'_>,
    ) -> Result<Self> {
        config.validate()?;
        let config = config.truly_named();
        let mut device = OpenDevice::open(kind).await?;
        if kind == BackendKind::WebGpu {
            kernels::choice::set_software(device.is_software);
            device.report.self_test_millis = Some(self_test::passed(&device, tell).await?);
        }
        let data = Dataset::default();
        Ok(Self {
            run: Run::new(&config, &data, &device),
            device,
            data,
            config,
            networks: Networks::default(),
        })
    }

    /// The device in use.
    pub fn backend(&self) -> &BackendReport {
        &self.device.report
    }

    /// All settings.
    pub fn config(&self) -> &TrainConfig {
        &self.config
    }

    /// The layers of the network.
    pub fn layers(&self) -> Vec<LayerReport> {
        layers(&self.config.model, self.config.dropout)
    }

    /// Changes some settings. Those that make another model (shape, seed, training-set size)
    /// start the run anew; the others take effect with the next mini-batch.
    ///
    /// # Errors
    /// `bad-config` naming the field; nothing is changed then.
    pub fn configure(&mut self, partial: &serde_json::Value) -> Result<ConfigChange> {
        let config = self.config.merged(partial)?;
        let restarted = self.config.needs_restart(&config);
        if self.config.batch_size != config.batch_size {
            self.run.forget_report_pace();
        }
        self.config = config.clone();
        if restarted {
            self.restart();
        }
        Ok(ConfigChange { config, restarted })
    }

    /// Whether [`configure`](Self::configure) with these settings would start the run anew.
    ///
    /// # Errors
    /// `bad-config` naming the field.
    pub fn would_restart(&self, partial: &serde_json::Value) -> Result<bool> {
        Ok(self.config.needs_restart(&self.config.merged(partial)?))
    }

    /// A new model with the weights of a file; the run starts anew. The shape of the network is
    /// the file's, all other settings stay.
    ///
    /// # Errors
    /// `bad-model` saying why the file is refused; nothing is changed then.
    pub fn import_model(&mut self, bytes: &[u8]) -> Result<ConfigChange> {
        let file = ModelFile::parse(bytes)?;
        self.config.model = file.model.clone();
        self.run = Run::imported(&file, &self.config, &self.data, &self.device);
        Ok(ConfigChange {
            config: self.config.clone(),
            restarted: true,
        })
    }

    /// The network as a safetensors file with PyTorch's names and layouts.
    ///
    /// # Errors
    /// `device-lost` or `out-of-memory` when the GPU fails.
    pub async fn export_model(&self) -> Result<Vec<u8>> {
        self.run.model_file(&self.config).await
    }

    /// Everything needed to go on exactly from here, as a file. Changes nothing.
    ///
    /// # Errors
    /// `device-lost` or `out-of-memory` when the GPU fails.
    pub async fn save_checkpoint(&mut self) -> Result<Vec<u8>> {
        self.run.checkpoint(&self.config).await
    }

    /// Goes on from a checkpoint, with its settings. The data must be announced before.
    ///
    /// # Errors
    /// `bad-checkpoint` saying why the file is refused; nothing is changed then.
    pub fn restore_checkpoint(&mut self, bytes: &[u8]) -> Result<Restored> {
        let checkpoint = Checkpoint::parse(bytes)?;
        let config = checkpoint.state.config.clone().truly_named();
        let is_same = checkpoint.state.variant == self.device.variant();
        self.run = Run::restored(checkpoint, &self.data, &self.device)?;
        self.config = config.clone();
        Ok(Restored {
            config,
            history: self.run.history().clone(),
            exact: is_same && self.backend().kind == BackendKind::Cpu,
        })
    }

    /// A new model; with a new seed unless the old one is kept.
    pub fn reset(&mut self, keep_seed: bool) -> &TrainConfig {
        if !keep_seed {
            // Without a source of randomness a new seed is at least another seed.
            let another = self.config.seed.wrapping_add(1);
            self.config.seed = getrandom::u32().unwrap_or(another);
        }
        self.restart();
        &self.config
    }

    /// Takes the text of `manifest.json`; the run starts anew.
    ///
    /// # Errors
    /// `bad-data` saying what does not fit.
    pub fn load_manifest(&mut self, json: &str) -> Result<()> {
        self.set_data(Dataset::announced(Manifest::parse(json)?));
        Ok(())
    }

    /// Takes a data set made elsewhere; the run starts anew.
    pub fn set_data(&mut self, data: Dataset) {
        self.data = data;
        self.restart();
    }

    /// Every announced shard.
    pub fn shards(&self) -> impl Iterator<Item = &ShardEntry> {
        self.data.entries()
    }

    /// Shards that these settings need and that are not here, in the order to fetch them.
    pub fn shard_plan(&self) -> Vec<&ShardEntry> {
        self.data.missing(&self.run.batcher().epoch_shards())
    }

    /// Takes the unpacked bytes of a shard.
    ///
    /// # Errors
    /// `bad-data` for a name that was not announced, or bytes other than the manifest says.
    pub fn load_shard(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.data.load(name, bytes)
    }

    /// Name of a shard without which [`step`](Self::step) fails.
    pub fn next_shard(&self) -> Option<&str> {
        let batch_size = self.config.batch_size as usize;
        self.run.batcher().waits_for(&self.data, batch_size)
    }

    /// Where the run stands.
    pub fn progress(&self) -> Progress {
        self.run.progress(&self.config)
    }

    /// Trains on one mini-batch. Returns a report when one is due: about every 250 ms, and
    /// always at the end of an epoch.
    ///
    /// # Errors
    /// `bad-data` when a shard is missing, `device-lost` or `out-of-memory` when the GPU fails. `diverged` from when a
    /// mini-batch gave no usable number: the run then stands before that mini-batch, and can be asked and saved, but
    /// not trained, until it starts anew.
    pub async fn step(&mut self) -> Result<Option<StepReport>> {
        self.run.step(&self.data, &self.config).await
    }

    /// Reads what was trained since the last report; `None` if nothing was.
    ///
    /// # Errors
    /// `diverged`, `device-lost` or `out-of-memory`.
    pub async fn report(&mut self) -> Result<Option<StepReport>> {
        self.run.report().await
    }

    /// Evaluates the next images, about 100 ms of them: the test set, then a sample of the
    /// training set. The progress carries the report once all are done. Training in between starts it anew.
    ///
    /// # Errors
    /// `bad-data` when a shard is missing, `device-lost` or `out-of-memory`.
    pub async fn evaluate_chunk(&mut self) -> Result<EvalProgress> {
        self.run.evaluate_chunk(&self.data).await
    }

    /// Reports since the model was made.
    pub fn history(&self) -> &History {
        self.run.history()
    }

    fn restart(&mut self) {
        self.run = Run::new(&self.config, &self.data, &self.device);
    }
}
